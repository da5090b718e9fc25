"""The photo: fits, zooms, pans, with an inset of the very pixels the network sees."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from senet_viewer.gui.plots.focus_ring import paint_ring, ring_after
from senet_viewer.gui.theme import GRID, Theme

LARGEST_ZOOM = 32.0
KEY_ZOOM = 1.25
KEY_STEP = 0.1
"""So much of the frame an arrow moves the photo."""
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
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
        self._ring = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(120)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Photo"))
        self.setToolTip(
            self.tr("Wheel or + −: zoom. Drag or arrows: move. Double click or 0: fit.")
        )

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
        if self._ring and self.hasFocus():
            paint_ring(painter, self, self._theme, 8)

    @property
    def inset_place(self) -> QRectF:
        """Where the inset stands, empty while it is hidden."""
        if self._seen is None:
            return QRectF()
        side = max(48.0, min(96.0, self.width() * INSET_SHARE))
        return QRectF(self.width() - side - 3 * GRID, self.height() - side - 3 * GRID, side, side)

    def _paint_inset(self, painter: QPainter) -> None:
        assert self._seen is not None
        box = self.inset_place
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(box.adjusted(-GRID, -GRID, GRID, GRID), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(box, self._seen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._photo is None:
            return
        self._zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def _zoom_by(self, factor: float, about: QPointF) -> None:
        zoom = min(LARGEST_ZOOM, max(1.0, self._zoom * factor))
        centre = QPointF(self.width() / 2, self.height() / 2)
        offset = about - centre - self._shift
        self._shift += offset * (1 - zoom / self._zoom)
        self._zoom = zoom
        self._keep_inside()

    @Slot()
    def zoom_in(self) -> None:
        """Enlarge about the middle of what is seen."""
        self._zoom_by(KEY_ZOOM, QPointF(self.width() / 2, self.height() / 2))

    @Slot()
    def zoom_out(self) -> None:
        """Show more, as long as there is more."""
        self._zoom_by(1 / KEY_ZOOM, QPointF(self.width() / 2, self.height() / 2))

    def event(self, event: QEvent) -> bool:
        """Takes plain arrows from the window while they move a photo that is zoomed in."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (NO_MODIFIER, Qt.KeyboardModifier.KeypadModifier)
            if plain and self._zoom > 1 and event.key() in ARROWS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """``+`` and ``−`` zoom, 0 fits, arrows move."""
        arrow = ARROWS.get(Qt.Key(event.key()))
        if event.text() in ("+", "="):
            self.zoom_in()
        elif event.text() in ("-", "−", "_"):
            self.zoom_out()
        elif event.text() == "0":
            self.fit()
        elif arrow is not None and self._zoom > 1:
            self._shift -= QPointF(arrow[0] * self.width(), arrow[1] * self.height()) * KEY_STEP
            self._keep_inside()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = ring_after(event, self._ring)
        self.update()

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
