"""The button that lets one plot fill the panel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from senet_viewer.gui.theme import LIGHT


class ExpandButton(QAbstractButton):
    """Two arrows that part: fills the panel with one plot."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor(LIGHT.faint)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def set_colour(self, colour: QColor) -> None:
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, 1.25))
        side = min(self.width(), self.height())
        near, far, arm = 0.28 * side, 0.72 * side, 0.2 * side
        painter.drawLine(QPointF(near, far), QPointF(far, near))
        for x, y, sign in ((far, near, -1), (near, far, 1)):
            painter.drawLine(QPointF(x, y), QPointF(x + sign * arm, y))
            painter.drawLine(QPointF(x, y), QPointF(x, y - sign * arm))
