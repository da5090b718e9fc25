"""The depth strip of a figure: one bar a block, early to late."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from senet_viewer.errors import printable
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.part import HEADING, LINE, SMALL
from senet_viewer.export.sheet import Align, Sheet
from senet_viewer.export.subject import Subject
from senet_viewer.records import BlockGates
from senet_viewer.statistics import departure

_SIGNS = 0.8
"""Size of the blocks' names and numbers."""

_BAR_GAP = 0.16
"""Share of a block's place that stays empty between two bars."""

_STAGE_GAP = 0.6
"""Empty places between two stages."""

_NAME_SHARE = 0.9
"""Share of its place that a name may take, so that it stays apart from the next."""

_WIDEST_PLACE = 6.0

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
        self._lettering = lettering
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
        em, full = self._em, self._full
        stages = [
            list(members)
            for _, members in groupby(
                range(len(self._blocks)), lambda number: self._blocks[number].stage
            )
        ]
        places = len(self._blocks) + _STAGE_GAP * (len(stages) - 1) - _BAR_GAP
        place = min(self._width / places, _WIDEST_PLACE * em)
        bar, digits = place * (1 - _BAR_GAP), 2 if full >= _LARGE else 3
        named = all(self._sign_width(block.name) < place * _NAME_SHARE for block in self._blocks)
        numbered = not named and self._sign_width("00") < place
        valued = self._sign_width("0.000") < place
        bottom = foot - (0.95 + (LINE * _SIGNS if numbered else 0)) * em
        left = x
        for members in stages:
            start = left
            for number in members:
                self._draw_bar(sheet, number, left, bar, top, bottom)
                block, middle = self._blocks[number], left + bar / 2
                if valued and not np.isnan(self._values[number]):
                    self._sign(sheet, middle, top - 0.35 * em, f"{self._values[number]:.{digits}f}")
                if named or numbered:
                    words = block.name if named else str(block.index)
                    self._sign(sheet, middle, bottom + 0.95 * em, words)
                left += place
            if not named:
                stage = f"SE_{self._blocks[members[0]].stage}"
                self._sign(sheet, (start + left - place + bar) / 2, foot, stage)
            left += place * _STAGE_GAP
        if not valued:
            words = f"full height: {full:.{digits}f}"
            self._sign(sheet, x + place * places, top - 0.35 * em, words, "right")

    def _draw_bar(
        self, sheet: Sheet, number: int, left: float, width: float, top: float, bottom: float
    ) -> None:
        value = self._values[number]
        share = 0.0 if np.isnan(value) else min(value / self._full, 1.0)
        height = (bottom - top) * share
        sheet.rectangle(left, top, width, bottom - top, sheet.palette.bar_track)
        colour = sheet.palette.stage(self._blocks[number].stage)
        sheet.rectangle(left, bottom - height, width, height, colour, 2)

    def _sign_width(self, text: str) -> float:
        return self._lettering.width(text, _SIGNS)

    @staticmethod
    def _sign(sheet: Sheet, x: float, y: float, text: str, align: Align = "center") -> None:
        sheet.text(x, y, text, scale=_SIGNS, colour=sheet.palette.muted, align=align)


def _departure(subject: Subject, block: BlockGates) -> float:
    known = subject.reference_of(block)
    return float("nan") if known is None else departure(block.gates, known)
