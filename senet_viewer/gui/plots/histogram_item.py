"""The histogram in a plot's margin: how many gates lie at each height of the gate axis."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from senet_viewer.gui.plots.lettering import faded
from senet_viewer.gui.theme import LIGHT, Theme
from senet_viewer.records import Gates
from senet_viewer.statistics import HISTOGRAM_BINS, histogram

OPACITY = 0.36
"""Quieter than the bars whose heights it counts."""
LEAST = 1.0
"""The length in pixels of a bin with few gates: it is not empty."""


class HistogramItem:
    """Bins that lie on their sides, from the plot's edge outwards, the largest one full length."""

    def __init__(self) -> None:
        self.rect = QRectF()
        self.visible = False
        self._gates: Gates | None = None
        self._counts: tuple[int, ...] | None = ()
        self._colour = QColor(LIGHT.stage(2))
        self._line = QColor(LIGHT.line)
        self._opacity, self._quiet = 1.0, OPACITY

    @property
    def counts(self) -> tuple[int, ...]:
        """Gates in each bin, from 0 to 1; empty where there are none to count."""
        if self._counts is None:
            self._counts = () if self._gates is None else tuple(histogram(self._gates).tolist())
        return self._counts

    def show_gates(self, gates: Gates | None) -> None:
        """Counts the gates ``[C]`` of a block when it is painted, or shows none."""
        self._gates, self._counts = gates, None

    def place(self, rect: QRectF, *, visible: bool) -> None:
        """Where it stands, as high as the bars' box, and whether it is seen."""
        self.rect, self.visible = QRectF(rect), visible

    def set_colours(self, stage: QColor, theme: Theme) -> None:
        self._colour, self._line = QColor(stage), QColor(theme.line)
        self._quiet = 1.0 if theme.contrast else OPACITY

    def set_opacity(self, opacity: float) -> None:
        self._opacity = opacity

    def bin_at(self, y: float) -> int | None:
        """The bin at a height in the view; None outside, or where nothing is counted."""
        rect = self.rect
        if not self.counts or not rect.top() <= y <= rect.bottom():
            return None
        share = (rect.bottom() - y) / rect.height()
        return min(int(share * HISTOGRAM_BINS), HISTOGRAM_BINS - 1)

    def paint(self, painter: QPainter) -> None:
        rect, counts = self.rect, self.counts
        if not counts or rect.width() <= LEAST:
            return
        scale = painter.device().devicePixelRatioF()
        hair = max(1, round(scale)) / scale
        painter.fillRect(QRectF(rect.left(), rect.top(), hair, rect.height()), self._line)
        largest, colour = max(counts), faded(self._colour, self._quiet * self._opacity)
        edges = [
            round((rect.bottom() - n / HISTOGRAM_BINS * rect.height()) * scale) / scale
            for n in range(HISTOGRAM_BINS + 1)
        ]
        for number, count in enumerate(counts):
            if count:
                length = max(LEAST, count / largest * (rect.width() - hair))
                bottom, top = edges[number], edges[number + 1]
                gap = hair if bottom - top > 2 * hair else 0.0
                painter.fillRect(
                    QRectF(rect.left() + hair, top + gap, length, bottom - top - gap), colour
                )
