"""The size of all text: the system's, or some percent of it; changes while the window stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from senet_viewer.gui.style import scaled

SIZES = (90, 100, 110, 125, 150, 175, 200)
"""In percent of the system's text size."""
SYSTEM = 100


def next_size(percent: int, step: int) -> int:
    """The size ``step`` places after ``percent`` in ``SIZES``; the first or last at the ends."""
    nearest = min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - percent))
    return SIZES[max(0, min(len(SIZES) - 1, nearest + step))]


class TextSize:
    """Sets the application's font, and keeps captions and titles in proportion to it.

    Qt hands a new font on to widgets that have none of their own; those with one are noted by
    ``learn`` with their share of the application's size.
    """

    def __init__(self, app: QApplication, percent: int) -> None:
        self._app = app
        self.percent = SYSTEM
        self._window: QWidget | None = None
        self._shares: dict[QWidget, float] = {}
        self._followed = self._own_size()
        self.set(percent)

    def set(self, percent: int) -> None:
        """Take ``percent`` of the system's size; one outside ``SIZES`` counts as the nearest."""
        wanted = next_size(percent, 0)
        if wanted == self.percent:
            return
        self.percent = wanted
        self._note()
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._app.setFont(scaled(system, wanted / 100))
        self.follow()

    def learn(self, window: QWidget) -> None:
        """Note which parts of ``window`` have a font of their own, now and before each change."""
        self._window = window
        self._note()

    def _note(self) -> None:
        if self._window is None or not isValid(self._window):
            return
        size = self._own_size()
        for widget in self._window.findChildren(QWidget):
            if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
                font = widget.font()
                self._shares[widget] = _size(font.pointSizeF(), font.pixelSize()) / size

    def follow(self) -> None:
        """Letter all in the application's font anew; also after the system has changed it."""
        size = self._own_size()
        if size == self._followed:
            return
        self._followed = size
        # What a style sheet dresses takes a new font only together with its style.
        self._put_on(self._app.styleSheet())

    def dress(self, style_sheet: str) -> None:
        """Put a style sheet on the application; all text keeps its size."""
        self._note()
        self._put_on(style_sheet)

    def _put_on(self, style_sheet: str) -> None:
        """With a new style sheet Qt gives widgets the fonts back that they had at the first."""
        self._app.setStyleSheet(style_sheet)
        for widget, share in list(self._shares.items()):
            if isValid(widget):
                widget.setFont(scaled(self._app.font(), share, bold=widget.font().bold()))
            else:
                del self._shares[widget]

    def _own_size(self) -> float:
        return _size(self._app.font().pointSizeF(), self._app.font().pixelSize())


def _size(points: float, pixels: int) -> float:
    return points if points > 0 else float(pixels)
