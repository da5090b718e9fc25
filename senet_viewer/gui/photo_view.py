"""The photo: fits, zooms, pans, with an inset of the very pixels the network sees."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from senet_viewer.gui.theme import GRID, Theme

LARGEST_ZOOM = 32.0
INSET_SHARE = 0.24
SHAPE = 0.75
"""Height of the frame against its width, as most photos have it."""


class PhotoView(QWidget):
    """Shows one picture; wheel zooms about the cursor, dragging pans, double click fits."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._photo: QImage | None = None
        self._seen: QImage | None = None
        self._message = ""
        self._dimmed = False
        self._zoom = 1.0
        self._shift = QPointF()
        self._grabbed: QPointF | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(120)
        self.setToolTip(self.tr("Wheel: zoom. Drag: move. Double click: fit."))

    def sizeHint(self) -> QSize:
        return QSize(320, 244)

    def heightForWidth(self, width: int) -> int:
        return round(width * SHAPE)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_photo(self, photo: QImage | None, message: str = "") -> None:
        """Show a photo, fitted; or a message in its place."""
        self._photo, self._message = photo, message
        self._dimmed = False
        self.fit()

    def show_seen(self, seen: QImage | None) -> None:
        """Show in the inset what the network sees; None hides it."""
        self._seen = seen
        self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Dim the photo while the next one is being decoded."""
        self._dimmed = dimmed
        self.update()

    @Slot()
    def fit(self) -> None:
        self._zoom, self._shift = 1.0, QPointF()
        self.update()

    def _fitted(self) -> QRectF:
        assert self._photo is not None
        size = self._photo.size().toSizeF()
        # A small picture is enlarged to the frame too: the eye sees what it can.
        factor = min(self.width() / size.width(), self.height() / size.height()) * self._zoom
        width, height = size.width() * factor, size.height() * factor
        centre = QPointF(self.width() / 2, self.height() / 2) + self._shift
        return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(frame, QColor(self._theme.bar_track))
        painter.setClipPath(frame)
        if self._photo is not None:
            painter.setOpacity(0.45 if self._dimmed else 1.0)
            smooth = self._zoom < 4
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(self._fitted(), self._photo)
            painter.setOpacity(1.0)
        elif self._message:
            painter.setPen(QColor(self._theme.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), flags, self._message)
        if self._seen is not None:
            self._paint_inset(painter)

    def _paint_inset(self, painter: QPainter) -> None:
        assert self._seen is not None
        side = max(48.0, min(96.0, self.width() * INSET_SHARE))
        box = QRectF(self.width() - side - 3 * GRID, self.height() - side - 3 * GRID, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(box.adjusted(-GRID, -GRID, GRID, GRID), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(box, self._seen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._photo is None:
            return
        factor = 1.0015 ** event.angleDelta().y()
        zoom = min(LARGEST_ZOOM, max(1.0, self._zoom * factor))
        centre = QPointF(self.width() / 2, self.height() / 2)
        offset = event.position() - centre - self._shift
        self._shift += offset * (1 - zoom / self._zoom)
        self._zoom = zoom
        self._keep_inside()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None and self._photo is not None:
            self._shift += event.position() - self._grabbed
            self._grabbed = event.position()
            self._keep_inside()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_inside()

    def _keep_inside(self) -> None:
        if self._photo is None:
            return
        picture = self._fitted()
        right = max(0.0, (picture.width() - self.width()) / 2)
        down = max(0.0, (picture.height() - self.height()) / 2)
        self._shift = QPointF(
            max(-right, min(right, self._shift.x())), max(-down, min(down, self._shift.y()))
        )
        self.update()
