"""The header of a stage: folds and unfolds its plots, and says what the stage is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from senet_viewer.gui.plots.focus_ring import asks_for_ring, paint_ring
from senet_viewer.gui.plots.lettering import SMALL, elided, line_height, on_grid, rounded, sized
from senet_viewer.gui.plots.teaching import stage_tip, tip
from senet_viewer.gui.theme import GRID, LIGHT, Theme


class StageHeader(QAbstractButton):
    """A checkable row; checked means open. Space and Enter toggle it too."""

    def __init__(self, stage: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._note = ""
        self._for_room = False
        self._ring = False
        self.stage = stage
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._tell_state)

    def describe(self, title: str, note: str) -> None:
        """The bold and the muted part of the header."""
        self.setText(title)
        self._note = note
        self.setAccessibleName(f"{title}, {note}")
        self._tell_state(self.isChecked())
        self.update()

    def set_for_room(self, for_room: bool) -> None:
        """Whether it is folded because there is no room for its plots, and not by the user."""
        if for_room != self._for_room:
            self._for_room = for_room
            self._tell_state(self.isChecked())
            self.update()

    @property
    def note(self) -> str:
        """The muted part as it is shown: why the stage is folded comes first."""
        if not self._for_room:
            return self._note
        return " · ".join((self.tr("folded for want of room, click to open"), self._note))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        line = line_height(self.font())
        return QSize(20 * line, on_grid(line + GRID))

    def _tell_state(self, opened: bool) -> None:
        self.setAccessibleDescription(self.tr("open") if opened else self.tr("folded"))
        if self._for_room and not opened:
            self.setAccessibleDescription(self.tr("folded for want of room"))
        does = self.tr("Fold this stage") if opened else self.tr("Open this stage")
        self.setToolTip(tip(does, stage_tip()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = asks_for_ring(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, middle = self._theme, self.height() / 2
        if self._ring:
            paint_ring(painter, self, theme, 4)
        arrow = QColor(theme.text if self.underMouse() else theme.muted)
        self._paint_arrow(painter, 2 * GRID, middle, arrow)
        line = line_height(self.font())
        side = round(0.66 * line)
        square = QRectF(4 * GRID, round(middle - side / 2), side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.stage(self.stage))
        rounded(painter, square, 2)
        self._paint_text(painter, square.right() + 1.5 * GRID)

    def _paint_arrow(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if self.isChecked():
            points = [QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]
        else:
            points = [QPointF(x - 2, y - 4), QPointF(x + 3, y), QPointF(x - 2, y + 4)]
        painter.drawPolygon(QPolygonF(points))

    def _paint_text(self, painter: QPainter, left: float) -> None:
        bold, small = sized(self.font(), 1.0, bold=True), sized(self.font(), SMALL)
        width = QFontMetricsF(bold).horizontalAdvance(self.text())
        painter.setFont(bold)
        painter.setPen(QColor(self._theme.text))
        box = QRectF(left, 0, width + 1, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(small)
        painter.setPen(QColor(self._theme.muted))
        rest = QRectF(box.right() + 3 * GRID, 0, self.width() - box.right() - 3 * GRID, 0)
        rest.setHeight(self.height())
        note = elided(self.note, small, rest.width())
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, note)
