"""The scale beside a channel's maps: which colour is which value, the same for both."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.lettering import SMALLER, faded, line_height, sized
from senet_viewer.gui.theme import GRID, LIGHT, Theme

WIDTH = 2.5 * GRID
ROOM_BELOW_ZERO = 1.5
"""So many lines of text below zero are needed for a label of the lowest value."""


class MapScale(QWidget):
    """A bar from the largest absolute value down to zero, and on to the lowest where there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._colour = LIGHT.stage(2)
        self._limit, self._lowest = 1.0, 0.0
        self._height = 96
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_scale(self, limit: float, lowest: float, colour: QColor, height: int) -> None:
        """From ``lowest`` (0 where nothing is below) to ``limit``, ``height`` pixels tall."""
        self._limit, self._lowest = limit, min(0.0, lowest)
        self._colour, self._height = QColor(colour), height
        text = self.tr("scale of both maps, from {low} to {high}")
        self.setAccessibleName(
            text.format(low=wording.value(self._lowest), high=wording.value(limit))
        )
        self.updateGeometry()
        self.update()

    def _labels(self) -> list[tuple[float, str]]:
        """Places from 0 (top) to 1, with their texts."""
        limit, lowest = self._limit, self._lowest
        span = limit - lowest
        if span <= 0:
            return [(1.0, "0")]
        labels = [(0.0, wording.value(limit)), (limit / span, "0")]
        line = line_height(sized(self.font(), SMALLER))
        if lowest < 0 and -lowest / span * self._height >= ROOM_BELOW_ZERO * line:
            labels.append((1.0, wording.value(lowest)))
        return labels

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(sized(self.font(), SMALLER))
        texts = ["−0.000", *(text for _, text in self._labels())]
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        return QSize(int(WIDTH + GRID + widest) + 2, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        bar = QRectF(0, 0, WIDTH, self._height)
        painter.fillRect(bar, QColor(theme.panel))
        span = self._limit - self._lowest
        for y in range(self._height):
            value = self._limit - (y + 0.5) / self._height * span
            share = abs(value) / self._limit if self._limit else 0.0
            colour = self._colour if value > 0 else QColor(theme.muted)
            painter.fillRect(QRectF(0, y, WIDTH, 1), faded(colour, min(1.0, share)))
        painter.setPen(QColor(theme.line))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_labels(painter)

    def _paint_labels(self, painter: QPainter) -> None:
        font = sized(self.font(), SMALLER)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.faint))
        line = line_height(font)
        for place, text in self._labels():
            top = max(0.0, min(place * self._height - line / 2, float(self._height - line)))
            box = QRectF(WIDTH + GRID, top, self.width() - WIDTH - GRID, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
