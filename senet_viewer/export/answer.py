"""The answer on a figure: the best classes with a bar each, and whether the gates were checked."""

from __future__ import annotations

import numpy as np

from senet_viewer.errors import printable
from senet_viewer.export import wording
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.part import HEADING, LINE, SMALL
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.subject import Subject

_ROW = 1.75
_BAR = 0.85
_GAP = 0.8
_SHORTEST_BAR = 2.4
_LONGEST_BAR = 12.0
_CLASSES = 5


class Answer:
    """Up to five classes, in a column of ``width`` inches."""

    def __init__(
        self, subject: Subject, lettering: Lettering, width: float, *, captions: bool
    ) -> None:
        self._inspection = subject.inspection
        self._predictions = subject.inspection.predictions[:_CLASSES]
        self._width, self._lettering = width, lettering
        proof = wording.proof(subject.inspection) if captions else ""
        self._proof = lettering.wrapped(proof, width, SMALL) if proof else []

    @property
    def height(self) -> float:
        rows = _ROW * len(self._predictions) + LINE * SMALL * len(self._proof)
        return (1.6 + rows + (0.7 if self._proof else -0.5)) * self._lettering.em

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        em, palette = sheet.em, sheet.palette
        baseline = y + 0.95 * em
        sheet.text(x, baseline, "Answer", scale=HEADING, bold=True)
        baseline += 0.25 * em
        for rank in range(len(self._predictions)):
            baseline += _ROW * em
            self._draw_row(sheet, x, baseline, rank)
        good = self._inspection.verified is not False
        for line in self._proof:
            baseline += LINE * SMALL * em
            shown = baseline + 0.6 * em
            sheet.text(x, shown, line, scale=SMALL, colour=palette.good if good else palette.error)

    def _draw_row(self, sheet: Sheet, x: float, baseline: float, rank: int) -> None:
        em, palette, prediction = sheet.em, sheet.palette, self._predictions[rank]
        number_width = self._lettering.width("< 1 %")
        label_width = self._label_width(number_width)
        sheet.text(x, baseline, prediction.label, bold=rank == 0, width=label_width)
        left = x + label_width + _GAP * em
        width = self._bar_width(label_width, number_width)
        share = float(np.clip(np.nan_to_num(prediction.probability), 0, 1))
        top = baseline - 0.78 * em
        sheet.rectangle(left, top, width, _BAR * em, palette.bar_track)
        sheet.rectangle(left, top, width * share, _BAR * em, palette.bar, 2)
        right = left + width + _GAP * em / 2 + number_width
        text = wording.percent(prediction.probability)
        sheet.text(right, baseline, text, colour=palette.muted, align="right")

    def _label_width(self, number_width: float) -> float:
        """As wide as the longest label, at most what leaves room for the bars."""
        room = self._width - number_width - 1.5 * _GAP * self._lettering.em
        longest = max(
            (
                self._lettering.width(printable(one.label), bold=not rank)
                for rank, one in enumerate(self._predictions)
            ),
            default=0.0,
        )
        return min(longest, room - _SHORTEST_BAR * self._lettering.em)

    def _bar_width(self, label_width: float, number_width: float) -> float:
        em = self._lettering.em
        room = self._width - label_width - number_width - 1.5 * _GAP * em
        return min(room, _LONGEST_BAR * em)
