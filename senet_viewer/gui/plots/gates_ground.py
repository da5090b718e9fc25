"""The scrolled area behind the plots: an empty card where a plot is still to be made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.plots.lettering import rounded, sized
from senet_viewer.gui.theme import GRID, LIGHT, Theme


class GatesGround(QWidget):
    """``empty_slots`` gives the blocks that have a place but no plot yet."""

    def __init__(self, empty_slots: Callable[[], list[tuple[str, QRect]]]) -> None:
        super().__init__()
        self._empty_slots = empty_slots
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(theme.window))
        title = sized(self.font(), 1.0, bold=True)
        for name, slot in self._empty_slots():
            if not slot.intersects(event.rect()):
                continue
            painter.setPen(QPen(QColor(theme.line), 1))
            painter.setBrush(QColor(theme.panel))
            rounded(painter, QRectF(slot).adjusted(1, 1, -1, -1), 6)
            painter.setFont(title)
            painter.setPen(QColor(theme.text))
            box = slot.adjusted(3 * GRID, GRID + 2, -GRID, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, name)
