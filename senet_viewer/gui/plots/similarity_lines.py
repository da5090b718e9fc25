"""Similarity over depth: a line for each compared image, with the noise of a slight shift."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from senet_viewer.gui.plots import compared_wording
from senet_viewer.gui.plots.depth_layout import nice_ceiling
from senet_viewer.gui.plots.joining import joined
from senet_viewer.gui.plots.lettering import faded
from senet_viewer.gui.plots.marks import mark_pen, paint_marks
from senet_viewer.gui.theme import Theme

NOISE_OPACITY = 0.2
LEAST_CAP = 0.02
"""The share of the axis from which on a band of noise can be told from none."""
ROOMY_BAR = 14.0
"""From this width of a bar on, marks are larger."""
STAGE_LINE = 2.0
"""Pixels of the stage's colour at the foot of each bar."""


@dataclass(frozen=True)
class DifferenceLine:
    """Mean |difference| of each block, early to late, between the image on show and another."""

    letter: str
    differences: tuple[float, ...]

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """Of each block, from 1 for the most alike; equal ones share the better rank."""
        ordered = sorted(self.differences)
        return tuple(1 + bisect_left(ordered, value) for value in self.differences)


@dataclass(frozen=True)
class SimilarityLines:
    """Lines of 1 − difference, 1 at the top; ``noise`` is that of each block's difference."""

    lines: tuple[DifferenceLine, ...]
    noise: tuple[float, ...] | None = None

    @property
    def top(self) -> float:
        """The largest difference that is shown, rounded up nicely: the axis begins at 1 − top."""
        shown = [value for line in self.lines for value in line.differences]
        return min(1.0, nice_ceiling(max(shown, default=0.0)))

    def is_below_noise(self, line: DifferenceLine, block: int) -> bool:
        """Whether a slight shift of the picture does as much."""
        return self.noise is not None and line.differences[block] <= self.noise[block]

    @property
    def has_caps(self) -> bool:
        """Whether the band of noise can be seen in some block."""
        return self.noise is not None and max(self.noise) >= LEAST_CAP * self.top

    @property
    def has_hollow_marks(self) -> bool:
        """Whether some difference is no larger than the noise."""
        places = range(len(self.noise or ()))
        return any(self.is_below_noise(line, block) for line in self.lines for block in places)

    def read_out(self, name: str, block: int) -> str:
        """What hovering a block reads: its similarity in each pair, lines joined by ``; ``."""
        pairs = [
            (compared_wording.both(line.letter), 1 - line.differences[block]) for line in self.lines
        ]
        ranks = [line.ranks[block] for line in self.lines]
        blocks = len(self.lines[0].differences)
        text = compared_wording.strip_line(name, pairs, ranks, blocks)
        if self.noise is None:
            return text
        return joined((text, compared_wording.noise_floor(1 - self.noise[block])))

    def paint(
        self, painter: QPainter, places: Sequence[QRectF], stages: Sequence[int], theme: Theme
    ) -> None:
        """Bands of noise, then the lines, the first one on top; ``places`` are the bars'."""
        top = self.top
        for block, (place, stage) in enumerate(zip(places, stages, strict=True)):
            foot = QRectF(place.left(), place.bottom() - STAGE_LINE, place.width(), STAGE_LINE)
            painter.fillRect(foot, theme.stage(stage))
            if self.noise is not None:
                share = min(1.0, self.noise[block] / top)
                band = QRectF(place.left(), place.top(), place.width(), share * place.height())
                painter.fillRect(band, faded(QColor(theme.muted), NOISE_OPACITY))
        for index in reversed(range(len(self.lines))):
            self._paint_line(painter, index, places, theme)

    def _paint_line(
        self, painter: QPainter, index: int, places: Sequence[QRectF], theme: Theme
    ) -> None:
        line, top = self.lines[index], self.top
        points = [
            QPointF(place.center().x(), place.top() + value / top * (place.height() - STAGE_LINE))
            for place, value in zip(places, line.differences, strict=True)
        ]
        roomy = places[0].width() >= ROOMY_BAR
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        # Many times as fast one pixel wide.
        painter.setPen(mark_pen(index, theme, 1.4 if roomy else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        radius = 4.5 if roomy else 3.0
        insides = (
            theme.panel if self.is_below_noise(line, block) else "" for block in range(len(points))
        )
        paint_marks(painter, index, zip(points, insides, strict=True), radius, theme)
