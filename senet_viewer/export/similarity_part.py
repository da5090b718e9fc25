"""Similarity over depth: a line for each image beside the first one."""

from __future__ import annotations

import numpy as np
from matplotlib.path import Path

from senet_viewer.export import wording
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.marks import DASHES, LETTERS, shapes
from senet_viewer.export.part import HEADING, LINE, SMALL, TINY
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.strip import Strip
from senet_viewer.export.subject import Subject

_AXIS = 3.0
_WIDEST_PLACE = 9.0
_LINE_WIDTH = 1.0
_SHAPE = 0.3
_FOOT_LINE = 0.25
"""Of the stage's colour under its blocks, in em."""

_TOPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


class Similarity:
    """1 − mean |gate difference| between the first image and each other one, block by block."""

    def __init__(
        self,
        subject: Subject,
        lettering: Lettering,
        width: float,
        height: float,
        marks: tuple[str, ...],
    ) -> None:
        self._blocks, self._em, self._marks = subject.inspection.blocks, lettering.em, marks
        self._lettering, self.height = lettering, height
        self._values = np.array([subject.similarities(block) for block in self._blocks])
        self._strip = Strip(self._blocks, lettering, width - _AXIS * self._em, _WIDEST_PLACE)
        others = LETTERS[1 : 1 + len(subject.others)]
        self._words = lettering.wrapped(wording.similarity_caption(others), width, SMALL)
        largest = 1 - float(np.nanmin(np.append(self._values, 1.0)))
        self._top = next((top for top in _TOPS if largest <= top * (1 + 1e-9)), 1.0)

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        em = self._em
        baseline = y + 0.95 * em
        sheet.text(x, baseline, "Similarity", scale=HEADING, bold=True)
        baseline += 0.1 * em
        for line in self._words:
            baseline += LINE * em
            sheet.text(x, baseline, line, scale=SMALL, colour=sheet.palette.muted)
        self._draw_plot(sheet, x + _AXIS * em, baseline + 1.1 * em, y + self.height)

    def _draw_plot(self, sheet: Sheet, x: float, top: float, foot: float) -> None:
        em, strip = self._em, self._strip
        bottom = foot - strip.foot_height - _FOOT_LINE * em
        height = bottom - top
        for share in (0.0, 0.5, 1.0):
            level = top + share * height
            sheet.line(x, level, strip.width, sheet.palette.line)
            words = f"{round(1 - share * self._top, 6):g}"
            baseline, right = level + 0.32 * TINY * em, x - 0.35 * em
            sheet.text(
                right, baseline, words, scale=TINY, colour=sheet.palette.faint, align="right"
            )
        for left, block in zip(strip.lefts, self._blocks, strict=True):
            colour = sheet.palette.stage(block.stage)
            sheet.rectangle(x + left, bottom, strip.bar, _FOOT_LINE * em, colour)
        strip.draw_names(sheet, x, foot)
        for index in reversed(range(self._values.shape[1])):
            self._draw_line(sheet, index, (x, top, strip.width, height))

    def _draw_line(self, sheet: Sheet, index: int, area: tuple[float, float, float, float]) -> None:
        _, _, width, height = area
        x = np.array(self._strip.lefts) + self._strip.bar / 2
        shares = np.clip((1 - np.nan_to_num(self._values[:, index])) / self._top, 0, 1)
        y = (1 - shares) * height
        colour, extent = self._marks[index], (width, height)
        name = f"similarity.{LETTERS[index + 1]}"
        if len(x) > 1:
            line = Path(np.stack((x, y), axis=1))
            sheet.path(
                line,
                extent,
                area,
                edge=colour,
                line_width=_LINE_WIDTH,
                dashes=DASHES[index],
                name=name,
            )
        half = min(_SHAPE * self._em, 0.45 * self._strip.place)
        sheet.path(shapes(index, x, y, half), extent, area, fill=colour, order=3)
