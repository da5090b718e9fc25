"""Lines of numbers: a quiet name, a strong value, and a remark or a text in place of both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

ROOM_FOR_REMARK = 6
"""In lines of text: with less the remark goes below its number."""
Line = tuple[str, str, str]
"""Name, value, remark; without a value the remark takes its place."""


class NumberLines(QWidget):
    """Labels are made once a line and used again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = 99
        self._stacked = False
        self._lines: tuple[Line, ...] = ()
        self._rows: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        # Kept by the labels: a grid drops the spacing beside cells that others span.
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(2, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self._rows:
            self._colour(row)

    def _colour(self, row: tuple[QLabel, QLabel, QLabel, QLabel]) -> None:
        name, _, remark, _ = row
        for label in (name, remark):
            colour_text(label, self._theme.muted)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """As many lines as there are, and may be; the others hide."""
        self._lines = tuple(lines)
        while len(self._rows) < len(lines):
            self._add_row()
        lines = lines[: self._most]
        for number, row in enumerate(self._rows):
            name, value, remark = lines[number] if number < len(lines) else ("", "", "")
            texts = (name, value, remark if value else "", "" if value else remark)
            for label, text in zip(row, texts, strict=True):
                label.setText(text)
                label.setVisible(bool(text))
        # Before it is shown its width says nothing.
        if self.isVisible():
            self._fit()

    def show_at_most(self, lines: int) -> None:
        """Leave out lines where there is no room for them."""
        if lines != self._most:
            self._most = lines
            self.show_lines(self._lines)

    def _add_row(self) -> None:
        number = len(self._rows)
        name, value, remark, text = row = (QLabel(self), QLabel(self), QLabel(self), QLabel(self))
        small = scaled(self.font(), 0.92)
        for label in (name, remark, text):
            label.setFont(small)
        value.setFont(scaled(self.font(), 1.0, bold=True))
        for label in (name, value):
            label.setContentsMargins(0, 0, 3 * GRID, 0)
        remark.setWordWrap(True)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, 2 * number, 0, top)
        self._grid.addWidget(value, 2 * number, 1, top)
        self._grid.addWidget(text, 2 * number, 1, 1, 2, top)
        self._rows.append(row)
        self._place_remark(number)
        self._colour(row)

    def _place_remark(self, number: int) -> None:
        """Beside the value, or below it where that has no room."""
        remark, top = self._rows[number][2], Qt.AlignmentFlag.AlignTop
        if self._stacked:
            self._grid.addWidget(remark, 2 * number + 1, 0, 1, 3, top)
        else:
            self._grid.addWidget(remark, 2 * number, 2, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A number is never cut short: in a narrow column its remark goes below it."""
        numbers = sum(
            max((row[part].sizeHint().width() for row in self._shown()), default=0)
            for part in (0, 1)
        )
        stacked = self.width() < numbers + ROOM_FOR_REMARK * self.fontMetrics().height()
        if stacked != self._stacked:
            self._stacked = stacked
            for number in range(len(self._rows)):
                self._place_remark(number)

    def _shown(self) -> list[tuple[QLabel, QLabel, QLabel, QLabel]]:
        return [row for row in self._rows if row[1].text()]
