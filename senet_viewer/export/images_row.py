"""The images of a figure of several: letter, mark, photo, name and best class of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from senet_viewer.errors import printable
from senet_viewer.export import wording
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.marks import LETTERS, draw_sample
from senet_viewer.export.part import LINE, SMALL
from senet_viewer.export.picture import draw_photo
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.subject import Subject
from senet_viewer.records import Inspection, Pixels

# All in em, multiples of the size of most texts.
_NARROWEST = 9.0
_GOOD = 11.0
_GAP = 1.6
_PHOTO = 6.5
_ROW_GAP = 0.9
_SAMPLE = 2.6
_BAR = 0.85
_HEAD = 1.3


@dataclass(frozen=True)
class _Cell:
    inspection: Inspection
    photo: Pixels | None


class ImagesRow:
    """The legend of a figure, in as few rows of equal cells as ``width`` inches allow."""

    def __init__(
        self,
        subject: Subject,
        lettering: Lettering,
        width: float,
        marks: Sequence[str],
        *,
        photo: bool,
        classes: bool,
    ) -> None:
        self._lettering, self._em, self._marks = lettering, lettering.em, marks
        self._photo, self._classes = photo, classes
        self._cells = [
            _Cell(subject.inspection, subject.photo),
            *(_Cell(one.inspection, one.photo) for one in subject.others),
        ]
        count = len(self._cells)
        most = max(1, int((width / self._em + _GAP) / (_NARROWEST + _GAP)))
        self._rows = -(-count // most)
        self._columns = -(-count // self._rows)
        self._cell = (width - _GAP * self._em * (self._columns - 1)) / self._columns

    @staticmethod
    def width_of(subject: Subject, em: float) -> float:
        """In inches, of one row with room for each photo."""
        count = len(subject.inspections)
        return (count * _GOOD + (count - 1) * _GAP) * em

    @property
    def _cell_height(self) -> float:
        lines = LINE * (1 + self._classes)
        return (_HEAD + (_PHOTO if self._photo else 0.0) + lines) * self._em

    @property
    def height(self) -> float:
        gaps = _ROW_GAP * self._em * (self._rows - 1)
        return self._rows * self._cell_height + gaps

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        for number, cell in enumerate(self._cells):
            row, column = divmod(number, self._columns)
            left = x + column * (self._cell + _GAP * self._em)
            self._draw_cell(sheet, number, cell, left, y + row * self._row_step)

    @property
    def _row_step(self) -> float:
        return self._cell_height + _ROW_GAP * self._em

    def _draw_cell(self, sheet: Sheet, number: int, cell: _Cell, x: float, y: float) -> None:
        em, palette = self._em, sheet.palette
        baseline = y + 0.95 * em
        left = x + sheet.text(x, baseline, LETTERS[number], bold=True, scale=1.1) + 0.7 * em
        if number:
            middle = baseline - 0.38 * em
            draw_sample(sheet, number - 1, left, middle, _SAMPLE * em, self._marks[number - 1])
        else:
            self._draw_bars(sheet, left, baseline)
        y += _HEAD * em
        if self._photo:
            photo = cell.photo if cell.photo is not None else cell.inspection.seen
            if photo.size:
                draw_photo(sheet, photo, x, y + 0.1 * em, self._cell, (_PHOTO - 0.4) * em)
            y += _PHOTO * em
        baseline = y + 0.85 * em
        name = printable(cell.inspection.image.name)
        sheet.text(x, baseline, name, width=self._cell)
        if self._classes and cell.inspection.predictions:
            best = cell.inspection.predictions[0]
            share = f" {wording.percent(best.probability)}"
            room = self._cell - self._lettering.width(share, SMALL)
            label = self._lettering.fitted(printable(best.label), room, SMALL)
            words = f"{label}{share}"
            sheet.text(x, baseline + LINE * em, words, scale=SMALL, colour=palette.muted)

    def _draw_bars(self, sheet: Sheet, x: float, baseline: float) -> None:
        """What A looks like: bars."""
        em = self._em
        for place, height in enumerate((0.5, 0.8, 0.35, 0.65)):
            left = x + 0.65 * place * em
            top = baseline - height * em
            sheet.rectangle(left, top, 0.5 * em, height * em, sheet.palette.bar, 2)
