"""A quiet button that looks like a link."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from senet_viewer.gui.plots.focus_ring import paint_ring
from senet_viewer.gui.plots.lettering import line_height, on_grid
from senet_viewer.gui.theme import GRID, LIGHT, Theme


class LinkButton(QAbstractButton):
    """Text in the link's colour, underlined under the cursor, with a ring when it has focus."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(int(width) + 2 * GRID + 1, on_grid(line_height(self.font()) + GRID))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            paint_ring(painter, self, self._theme, 4)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(QColor(self._theme.link))
        box = QRectF(self.rect()).adjusted(GRID, 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
