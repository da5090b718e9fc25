"""The two axes of a bar plot: gates 0 to 1, and channels; lettering only, the bars paint lines."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from senet_viewer.gui.plots.bars import Bars
from senet_viewer.gui.theme import GRID, LIGHT

Text = tuple[QRectF, Qt.AlignmentFlag, str]
"""Where a text stands, on which side, and what it says."""

MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LetteredAxis:
    """An axis without lines; its texts are kept until something changes them."""

    def __init__(self) -> None:
        self.roomy = False
        self.rect = QRectF()
        self.letter(QFont())
        self._colour = QColor(LIGHT.faint)
        self._texts: list[Text] | None = None

    def letter(self, font: QFont) -> None:
        """Its font, which follows from the widget's."""
        self.font, self.metrics = QFont(font), QFontMetricsF(font)
        self._texts = None

    def place(self, rect: QRectF, *, roomy: bool) -> None:
        """Where it stands, and whether there is room for more lettering."""
        if rect != self.rect or roomy != self.roomy:
            self.rect, self.roomy = QRectF(rect), roomy
            self._texts = None

    def set_colour(self, colour: QColor) -> None:
        self._colour = QColor(colour)

    def redraw(self) -> None:
        """Forgets its texts."""
        self._texts = None

    @property
    def bounds(self) -> QRectF:
        """What it paints on: texts may reach over its ends."""
        over = math.ceil(self.metrics.height() / 2) + 1
        return self.rect.adjusted(-2, -over, 2, over)

    def texts(self) -> list[Text]:
        """What stands on it."""
        raise NotImplementedError

    def paint(self, painter: QPainter) -> None:
        if self._texts is None:
            self._texts = self.texts()
        painter.setFont(self.font)
        painter.setPen(self._colour)
        for rect, flags, text in self._texts:
            painter.drawText(rect, flags, text)


class GateAxis(LetteredAxis):
    """0, .5 and 1 beside their grid lines; quarters too where there is room.

    Of differences the ends of the axis, with their signs, and 0 between them.
    """

    def __init__(self) -> None:
        super().__init__()
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
        return self._marks(self.roomy)

    def _marks(self, roomy: bool) -> list[tuple[float, str]]:
        if self._top is not None:
            ends = [(0.0, -self._top), (1.0, self._top)]
            if roomy:
                ends += [(0.25, -self._top / 2), (0.75, self._top / 2)]
            return [(0.5, "0"), *((place, _signed(value)) for place, value in ends)]
        marks = [(0.0, "0"), (0.5, ".5"), (1.0, "1")]
        return [*marks, (0.25, ".25"), (0.75, ".75")] if roomy else marks

    def width(self, *, roomy: bool) -> int:
        """The pixels that its letters take."""
        advances = (self.metrics.horizontalAdvance(text) for _, text in self._marks(roomy))
        return math.ceil(max(advances)) + 2

    def texts(self) -> list[Text]:
        """The labels."""
        rect, line = self.rect, self.metrics.height()
        flags = MIDDLE | Qt.AlignmentFlag.AlignRight
        return [(self._beside(rect, value, line), flags, text) for value, text in self.marks]

    @staticmethod
    def _beside(rect: QRectF, value: float, line: float) -> QRectF:
        y = rect.bottom() - value * rect.height() - line / 2
        return QRectF(rect.left(), y, rect.width(), line)


class ChannelAxis(LetteredAxis):
    """Both ends labelled with a caption between; ticks where zoomed or where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Bars | None = None
        self._first, self._last, self._scale = 0.0, 1.0, 1.0

    def show_bars(self, bars: Bars) -> bool:
        """Letter the axis for ``bars``; True where its letters have changed."""
        before, self._bars = self._bars, bars
        changed = before is None or before.labels != bars.labels
        if changed:
            self.redraw()
        return changed

    def show_range(self, first: float, last: float) -> None:
        """The part of the bar axis in view."""
        if (first, last) != (self._first, self._last):
            self._first, self._last = first, last
            self.redraw()

    def set_scale(self, scale: float) -> None:
        """How many device pixels a device-independent one is."""
        if scale != self._scale:
            self._scale = scale
            self.redraw()

    @staticmethod
    def lines(*, roomy: bool) -> int:
        """Lines of text that the axis needs."""
        return 2 if roomy else 1

    def texts(self) -> list[Text]:
        """Ends, caption and ticks."""
        bars = self._bars
        if bars is None:
            return []
        metrics, rect = self.metrics, self.rect
        height = rect.height() / self.lines(roomy=self.roomy)
        row = QRectF(rect.left(), rect.top(), rect.width(), height)
        whole = self._first <= 0 and self._last >= bars.channels and not bars.names
        if not self.roomy:
            return self._ends(row, metrics, bars) if whole else self._ticks(row, metrics, bars)
        below = row.translated(0, row.height())
        text = self._caption(rect, bars)
        caption: Text = (below, MIDDLE | Qt.AlignmentFlag.AlignHCenter, text)
        return [*self._ticks(row, metrics, bars), caption]

    def _caption(self, rect: QRectF, bars: Bars) -> str:
        """Where channels share pixel columns, none is pale for its noise."""
        shared = self._last - self._first > rect.width() * self._scale
        return bars.range_caption if shared else bars.caption

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
        first, last = self._first, self._last
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
