"""The two axes of a bar plot: gates 0 to 1, and channels; lettering only, the bars paint lines."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from senet_viewer.gui.plots.bars import Bars
from senet_viewer.gui.theme import GRID

Line = tuple[QPen, QPointF, QPointF]
Text = tuple[QRectF, Qt.AlignmentFlag, str]
DrawSpecs = tuple[Line, list[Line], list[Text]]
"""What pyqtgraph draws of an axis: its line, its tick marks, its texts."""

MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LetteredAxis(pg.AxisItem):
    """An axis without lines, lettered in a font that follows from the widget's."""

    def __init__(self, orientation: str) -> None:
        # Ticks without length keep the axis off the bars, which are painted far more often.
        super().__init__(orientation, pen=QPen(Qt.PenStyle.NoPen), maxTickLength=0)
        self.roomy = False

    @property
    def font(self) -> QFont:
        return QFont(self.style["tickFont"])

    def letter(self, font: QFont) -> None:
        self.style["tickFont"] = font
        self.redraw()

    def redraw(self) -> None:
        """Forgets the picture that pyqtgraph keeps."""
        self.picture = None
        self.update()

    def own_rect(self) -> QRectF:
        return QRectF(self.mapRectFromParent(self.geometry()))

    def specs(self, texts: list[Text]) -> DrawSpecs:
        rect = self.own_rect()
        return (QPen(Qt.PenStyle.NoPen), rect.topLeft(), rect.topRight()), [], texts


class GateAxis(LetteredAxis):
    """0, .5 and 1 beside their grid lines; quarters too where there is room.

    Of differences the ends of the axis, with their signs, and 0 between them.
    """

    def __init__(self) -> None:
        super().__init__("left")
        self._top: float | None = None

    def show_bars(self, bars: Bars) -> bool:
        """Letter the axis for ``bars``; True where its letters have changed."""
        changed = bars.top != self._top
        if changed:
            self._top = bars.top
            self.redraw()
        return changed

    @property
    def marks(self) -> list[tuple[float, str]]:
        """Places on the axis, 0 at its lower end and 1 at its upper one, with their letters."""
        if self._top is not None:
            ends = [(0.0, -self._top), (1.0, self._top)]
            if self.roomy:
                ends += [(0.25, -self._top / 2), (0.75, self._top / 2)]
            return [(0.5, "0"), *((place, _signed(value)) for place, value in ends)]
        marks = [(0.0, "0"), (0.5, ".5"), (1.0, "1")]
        return [*marks, (0.25, ".25"), (0.75, ".75")] if self.roomy else marks

    def generateDrawSpecs(self, p: QPainter) -> DrawSpecs:
        """The labels, in pyqtgraph's form."""
        p.setFont(self.font)
        rect, line = self.own_rect(), QFontMetricsF(self.font).height()
        flags = MIDDLE | Qt.AlignmentFlag.AlignRight
        return self.specs(
            [(self._beside(rect, value, line), flags, text) for value, text in self.marks]
        )

    @staticmethod
    def _beside(rect: QRectF, value: float, line: float) -> QRectF:
        return QRectF(0, rect.bottom() - value * rect.height() - line / 2, rect.width(), line)


class ChannelAxis(LetteredAxis):
    """Both ends labelled with a caption between; ticks where zoomed or where there is room."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._bars: Bars | None = None

    def show_bars(self, bars: Bars) -> None:
        before, self._bars = self._bars, bars
        if before is None or before.labels != bars.labels:
            self.redraw()

    def lines(self) -> int:
        """Lines of text that the axis needs."""
        return 2 if self.roomy else 1

    def generateDrawSpecs(self, p: QPainter) -> DrawSpecs:
        """Ends, caption and ticks, in pyqtgraph's form."""
        bars = self._bars
        if bars is None:
            return self.specs([])
        p.setFont(self.font)
        metrics, rect = QFontMetricsF(self.font), self.own_rect()
        row = QRectF(rect.left(), rect.top(), rect.width(), rect.height() / self.lines())
        first, last = self.range
        whole = first <= 0 and last >= bars.channels and not bars.names
        if not self.roomy:
            return self.specs(
                self._ends(row, metrics, bars) if whole else self._ticks(row, metrics, bars)
            )
        below = row.translated(0, row.height())
        text = self._caption(rect, bars)
        caption: Text = (below, MIDDLE | Qt.AlignmentFlag.AlignHCenter, text)
        return self.specs([*self._ticks(row, metrics, bars), caption])

    def _caption(self, rect: QRectF, bars: Bars) -> str:
        """Where channels share pixel columns, none is pale for its noise."""
        view = self.getViewWidget()
        scale = 1.0 if view is None else view.devicePixelRatioF()
        first, last = self.range
        return bars.range_caption if last - first > rect.width() * scale else bars.caption

    def _ends(self, row: QRectF, metrics: QFontMetricsF, bars: Bars) -> list[Text]:
        texts: list[Text] = [
            (row, MIDDLE | Qt.AlignmentFlag.AlignLeft, bars.first_label),
            (row, MIDDLE | Qt.AlignmentFlag.AlignRight, bars.last_label),
        ]
        ends = max(metrics.horizontalAdvance(t) for t in (bars.first_label, bars.last_label))
        caption = self._caption(row, bars)
        if metrics.horizontalAdvance(caption) + 2 * (ends + 2 * GRID) <= row.width():
            texts.append((row, MIDDLE | Qt.AlignmentFlag.AlignHCenter, caption))
        return texts

    def _ticks(self, row: QRectF, metrics: QFontMetricsF, bars: Bars) -> list[Text]:
        first, last = self.range
        pitch = row.width() / (last - first)
        longest = max(map(len, bars.names), default=len(bars.last_label))
        widest = metrics.horizontalAdvance("0" * longest) + (2 if bars.names else 6) * GRID
        step = _round_step(widest / pitch)
        texts: list[Text] = []
        for tick in range(math.ceil(first / step) * step, math.floor(last) + 2, step):
            # Ranks count from 1, channels from 0.
            bar = tick if bars.names else tick - int(bars.first_label)
            x = row.left() + (bar + 0.5 - first) * pitch
            if 0 <= bar < bars.channels and row.left() <= x <= row.right():
                text = bars.names[bar] if bars.names else str(tick)
                half = metrics.horizontalAdvance(text) / 2
                x = max(row.left() + half, min(x, row.right() - half))
                box = QRectF(x - half - 2, row.top(), 2 * half + 4, row.height())
                texts.append((box, MIDDLE | Qt.AlignmentFlag.AlignHCenter, text))
        return texts


def _signed(value: float) -> str:
    """A difference without its leading zero, such as ``+.4``."""
    return f"{value:+g}".replace("0.", ".", 1).replace("-", "−")


def _round_step(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, … that is at least ``least``."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor >= least:
                return step * factor
        step *= 10
