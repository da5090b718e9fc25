"""Shows a figure as a sheet of paper: fitted into the room there is, or at its actual size."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from senet_viewer.gui.theme import GRID

INCH_MM = 25.4
_MARGIN = 5 * GRID
_SHADOW = 6
_DIMMED = 0.4
_MOST_PIXELS = 4000
"""Longest side of a preview: more is never seen at once."""


class _Sheet(QWidget):
    """Paints the paper in its middle."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.paper = QSizeF()
        self.dimmed = False
        self.words = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        if self.image.isNull():
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(_MARGIN, 0, -_MARGIN, 0), flags, self.words)
            return
        corner = QPointF(
            (self.width() - self.paper.width()) / 2, (self.height() - self.paper.height()) / 2
        )
        paper = QRectF(corner, self.paper)
        self._paint_shadow(painter, paper)
        if self.dimmed:
            painter.fillRect(paper, self.palette().color(QPalette.ColorRole.AlternateBase))
            painter.setOpacity(_DIMMED)
        painter.drawImage(paper, self.image)

    @staticmethod
    def _paint_shadow(painter: QPainter, paper: QRectF) -> None:
        for step in range(_SHADOW, 0, -1):
            shade = QColor(0, 0, 0, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
            painter.drawRoundedRect(
                paper.adjusted(-step, -step + 2, step, step + 2), step / 2, step / 2
            )


class FigurePreview(QScrollArea):
    """``wanted_changed`` tells that another number of pixels would look best."""

    wanted_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setObjectName("scrolled")
        self.setAccessibleName(self.tr("Preview of the figure"))
        self.sheet = _Sheet(self)
        self.sheet.words = self.tr("Drawing the preview …")
        self.setWidget(self.sheet)
        self._size_mm = QSizeF()
        self._actual = False

    @property
    def has_picture(self) -> bool:
        return not self.sheet.image.isNull()

    @property
    def dimmed(self) -> bool:
        """Whether what is shown is no longer what was asked for."""
        return self.sheet.dimmed

    def show_figure(self, image: QImage, width_mm: float, height_mm: float) -> None:
        """Show a figure with its size on paper."""
        self.sheet.image, self._size_mm = image, QSizeF(width_mm, height_mm)
        self.sheet.dimmed = False
        self._fit()

    def show_words(self, words: str) -> None:
        """What to say as long as there is no picture."""
        self.sheet.words = words
        self.sheet.update()

    def dim(self) -> None:
        """Something else is being drawn; what is shown stays, pale."""
        self.sheet.dimmed = True
        self.sheet.update()

    def set_actual_size(self, actual: bool) -> None:
        """Show one millimetre as one, as far as the screen tells its resolution."""
        self._actual = actual
        self._fit()
        self.wanted_changed.emit()

    def wanted_pixels(self) -> int:
        """Longest side of the picture that suits what is shown, in the screen's own pixels."""
        ratio = self.devicePixelRatioF()
        if self._actual and not self._size_mm.isEmpty():
            longest = max(self._size_mm.width(), self._size_mm.height()) * self._pixels_a_mm()
        else:
            room = self._room()
            longest = max(room.width(), room.height())
        return int(min(max(longest * ratio, 200), _MOST_PIXELS))

    def _pixels_a_mm(self) -> float:
        return self.screen().logicalDotsPerInch() / INCH_MM

    def _room(self) -> QSizeF:
        size = self.viewport().size()
        return QSizeF(max(size.width() - 2 * _MARGIN, 50), max(size.height() - 2 * _MARGIN, 50))

    def _fit(self) -> None:
        if self._size_mm.isEmpty():
            return
        if self._actual:
            paper = self._size_mm * self._pixels_a_mm()
            least = paper.toSize() + QSize(2 * _MARGIN, 2 * _MARGIN)
        else:
            paper = self._size_mm.scaled(self._room(), Qt.AspectRatioMode.KeepAspectRatio)
            least = QSize(0, 0)
        self.sheet.paper = paper
        self.sheet.setMinimumSize(least)
        self.sheet.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.wanted_changed.emit()
