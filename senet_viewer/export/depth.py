"""The depth strip of a figure: one bar a block, early to late."""

from __future__ import annotations

import numpy as np

from senet_viewer.errors import printable
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.part import HEADING, LINE, SMALL
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.strip import Strip
from senet_viewer.export.subject import Subject
from senet_viewer.records import BlockGates
from senet_viewer.statistics import departure

_WIDEST_PLACE = 6.0
"""Of a block, in em."""

_LARGE = 0.15
"""Below this full height, numbers have three digits."""

_LOWEST_FULL_SCALE = 0.05
"""The full height is at least this departure, so that noise does not look large."""

_DEPARTURE = "mean |gate − reference| of each block, early to late"
_MEAN = "mean gate of each block, early to late"


class Depth:
    """Each block's departure from the reference, or else its mean gate."""

    def __init__(
        self,
        subject: Subject,
        lettering: Lettering,
        width: float,
        height: float,
        *,
        captions: bool,
    ) -> None:
        self._blocks = subject.inspection.blocks
        self._width, self._em = width, lettering.em
        self._strip = Strip(self._blocks, lettering, width, _WIDEST_PLACE)
        self.height = height
        compared = any(subject.reference_of(block) is not None for block in self._blocks)
        if compared:
            self._values = [_departure(subject, block) for block in self._blocks]
            self._full = max(_LOWEST_FULL_SCALE, float(np.nanmax([*self._values, 0.0])))
        else:
            self._values = [float(block.gates.mean()) for block in self._blocks]
            self._full = 1.0
        self._words = lettering.wrapped(_DEPARTURE if compared else _MEAN, width, SMALL)
        if compared and captions and subject.reference_title:
            title = f"reference: {printable(subject.reference_title)}"
            self._words += lettering.wrapped(title, width, SMALL)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        em, muted = self._em, sheet.palette.muted
        baseline = y + 0.95 * em
        sheet.text(x, baseline, "Depth", scale=HEADING, bold=True)
        baseline += 0.1 * em
        for line in self._words:
            baseline += LINE * em
            sheet.text(x, baseline, line, scale=SMALL, colour=muted, width=self._width)
        self._draw_strip(sheet, x, baseline + 1.6 * em, y + self.height)

    def _draw_strip(self, sheet: Sheet, x: float, top: float, foot: float) -> None:
        em, full, strip = self._em, self._full, self._strip
        digits, bottom = 2 if full >= _LARGE else 3, foot - strip.foot_height
        valued = strip.sign_width("0.000") < strip.place
        for number, left in enumerate(strip.lefts):
            self._draw_bar(sheet, number, x + left, strip.bar, top, bottom)
            if valued and not np.isnan(self._values[number]):
                middle, words = x + left + strip.bar / 2, f"{self._values[number]:.{digits}f}"
                strip.sign(sheet, middle, top - 0.35 * em, words)
        strip.draw_names(sheet, x, foot)
        if not valued:
            words = f"full height: {full:.{digits}f}"
            strip.sign(sheet, x + strip.width, top - 0.35 * em, words, "right")

    def _draw_bar(
        self, sheet: Sheet, number: int, left: float, width: float, top: float, bottom: float
    ) -> None:
        value = self._values[number]
        share = 0.0 if np.isnan(value) else min(value / self._full, 1.0)
        height = (bottom - top) * share
        sheet.rectangle(left, top, width, bottom - top, sheet.palette.bar_track)
        colour = sheet.palette.stage(self._blocks[number].stage)
        sheet.rectangle(left, bottom - height, width, height, colour, 2)


def _departure(subject: Subject, block: BlockGates) -> float:
    known = subject.reference_of(block)
    return float("nan") if known is None else departure(block.gates, known)
