"""The picture of one block's bars between their axes, and how a hand zooms and pans it.

One widget paints all of it: a scene of items takes several times as long for every new content.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from senet_viewer.gui.plots.bar_range import within
from senet_viewer.gui.plots.bars import Bars, BarsView
from senet_viewer.gui.plots.bars_item import BELOW, BarsItem
from senet_viewer.gui.plots.channel_axes import ChannelAxis, GateAxis
from senet_viewer.gui.plots.histogram_item import HistogramItem
from senet_viewer.gui.plots.lettering import SMALLER, on_grid, sized
from senet_viewer.gui.theme import GRID, LIGHT, Theme
from senet_viewer.records import Gates

WHEEL_ZOOM = 1.25
ROOM_FOR_HISTOGRAM = 19
"""From this many lines of text in width on, a histogram stands beside the bars."""
HISTOGRAM_LINES = 2.2
"""The width of the histogram in lines of text."""
CLICK_SLACK = 4
"""A press that moves no further than this many pixels is a click, not a drag."""


class ChannelView(QAbstractScrollArea):
    """Bars over channels with a view that zooms and pans along the channels only.

    Hover and click carry the device pixel column under the cursor, −1 where there is none;
    ``binHovered`` the bin of the histogram, −1 likewise.
    """

    columnHovered = Signal(int)
    binHovered = Signal(int)
    columnClicked = Signal(int)
    doubleClicked = Signal()
    rangeChanged = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = BarsItem(self._update_bars)
        self.histogram = HistogramItem()
        self.gate_axis, self.channel_axis = GateAxis(), ChannelAxis()
        self._ground = QColor(LIGHT.panel)
        self._with_histogram = self._roomy = False
        self.channels = 0
        self._pressed: QPointF | None = None
        self._dragged = False
        self._last_x = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.set_font(self.font())

    def set_font(self, font: QFont) -> None:
        """Axes are lettered a little smaller than ``font``."""
        small = sized(font, SMALLER)
        for axis in (self.gate_axis, self.channel_axis):
            axis.letter(small)
        self._arrange()

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for more lettering: one plot fills the panel."""
        if roomy != self._roomy:
            self._roomy = self.bars.quarters = roomy
            self._arrange()

    def set_histogram(self, wanted: bool) -> None:
        """Whether a histogram stands in the margin, where there is room."""
        if wanted != self._with_histogram:
            self._with_histogram = wanted
            self._arrange()

    def set_opacity(self, opacity: float) -> None:
        self.bars.set_opacity(opacity)
        self.histogram.set_opacity(opacity)
        self._update(self.histogram.rect)

    def set_colours(self, stage: QColor, theme: Theme) -> None:
        self._ground = QColor(theme.panel)
        self.bars.set_colours(stage, theme)
        self.histogram.set_colours(stage, theme)
        for axis in (self.gate_axis, self.channel_axis):
            axis.set_colour(QColor(theme.faint))
        self.viewport().update()

    def show_bars(self, bars: Bars, counted: Gates | None = None) -> None:
        """New content; the zoom stays where the number of bars does.

        ``counted`` is what the histogram counts: all of the block, whatever bars are shown, as
        shares of the axis.
        """
        self.histogram.show_gates(counted)
        if self.histogram.visible:
            self._update(self.histogram.rect)
        self.bars.show_bars(bars)
        if self.channel_axis.show_bars(bars):
            self._update(self.channel_axis.bounds)
        if self.gate_axis.show_bars(bars):
            self._arrange()
        if bars.channels != self.channels:
            self.channels = bars.channels
            self.set_range(0, self.channels)

    @property
    def shown_range(self) -> tuple[float, float]:
        """The first and last position in view on the bar axis."""
        return self.bars.first, self.bars.last

    def set_range(self, first: float, last: float) -> bool:
        """Shows a part of the bar axis, without telling others; False where it is shown already."""
        wanted = within(first, last, self.channels) if self.channels else self.shown_range
        if wanted == self.shown_range:
            return False
        self.bars.show_range(*wanted)
        self.channel_axis.show_range(*wanted)
        self._update(self.channel_axis.bounds)
        return True

    def zoom(self, factor: float, centre: float | None = None) -> None:
        """Shows ``factor`` times as many bars (below 1: zooms in) about a position."""
        first, last = self.shown_range
        if centre is None:
            centre = (first + last) / 2
        self._go_to(centre - (centre - first) * factor, centre + (last - centre) * factor)

    def pan(self, bars: float) -> None:
        first, last = self.shown_range
        bars = max(-first, min(bars, self.channels - last))
        self._go_to(first + bars, last + bars)

    def reset(self) -> None:
        self._go_to(0, self.channels)

    @property
    def zoomed(self) -> bool:
        first, last = self.shown_range
        return last - first < self.channels

    def reveal(self, bar: int) -> None:
        """Pans so that a bar is in view."""
        first, last = self.shown_range
        if bar < first:
            self.pan(bar - first)
        elif bar + 1 > last:
            self.pan(bar + 1 - last)

    def bars_view(self) -> BarsView:
        """What the bars item shows now."""
        return self.bars.bars_view(self.devicePixelRatioF())

    def bar_rect(self, bar: int) -> QRect:
        """Where a bar stands, in the view's coordinates."""
        return self.bars.bar_rect(bar).toAlignedRect() & self.plot_rect()

    def plot_rect(self) -> QRect:
        """Where the bars stand, without the axes."""
        return self.bars.rect.toAlignedRect()

    def column_at(self, point: QPointF) -> int | None:
        """The device pixel column under ``point``, None outside the bars."""
        rect = self.plot_rect()
        if self.channels == 0 or not rect.adjusted(0, -2, 0, 2).contains(point.toPoint()):
            return None
        column = int((point.x() - rect.left()) * self.devicePixelRatioF())
        return max(0, min(column, self.bars_view().columns - 1))

    def _update(self, rect: QRectF) -> None:
        self.viewport().update(rect.toAlignedRect())

    def _update_bars(self) -> None:
        self._update(self.bars.bounds)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, wanted = QPainter(self.viewport()), QRectF(event.rect())
        painter.fillRect(wanted, self._ground)
        if self.bars.bounds.intersects(wanted):
            self.bars.paint(painter)
        if self.histogram.visible and self.histogram.rect.intersects(wanted):
            self.histogram.paint(painter)
        self.channel_axis.set_scale(self.devicePixelRatioF())
        for axis in (self.gate_axis, self.channel_axis):
            if axis.bounds.intersects(wanted):
                axis.paint(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and wheel zoom about the cursor; the plain wheel belongs to the page."""
        delta = event.angleDelta().y()
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or delta == 0:
            event.ignore()
            return
        event.accept()
        self.zoom(WHEEL_ZOOM ** (-delta / 120), self._position(event.position()))
        self._hover(event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False
            self._last_x = event.position().x()
            event.accept()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._hover(event.position())
            return
        if (event.position() - self._pressed).manhattanLength() > CLICK_SLACK:
            self._dragged = True
        if self._dragged and self.zoomed:
            moved = event.position().x() - self._last_x
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.columnHovered.emit(-1)
            first, last = self.shown_range
            self.pan(-moved * (last - first) / max(1.0, self.bars.rect.width()))
        self._last_x = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            event.ignore()
            return
        self._pressed = None
        self.unsetCursor()
        if not self._dragged:
            column = self.column_at(event.position())
            self.columnClicked.emit(-1 if column is None else column)
        self._hover(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.doubleClicked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self.columnHovered.emit(-1)

    def _hover(self, point: QPointF) -> None:
        column = self.column_at(point)
        if column is None and self.histogram.visible and self._is_beside(point):
            found = self.histogram.bin_at(point.y())
            self.binHovered.emit(-1 if found is None else found)
            return
        self.columnHovered.emit(-1 if column is None else column)

    def _is_beside(self, point: QPointF) -> bool:
        return bool(self.histogram.rect.contains(point))

    def _position(self, point: QPointF) -> float:
        rect = self.plot_rect()
        first, last = self.shown_range
        share = (point.x() - rect.left()) / max(1, rect.width())
        return first + max(0.0, min(share, 1.0)) * (last - first)

    def _go_to(self, first: float, last: float) -> None:
        if self.channels and self.set_range(first, last):
            self.rangeChanged.emit(*self.shown_range)

    def _room_for_histogram(self, line: int) -> int:
        if not self._with_histogram or self.width() < ROOM_FOR_HISTOGRAM * line:
            return 0
        return on_grid(HISTOGRAM_LINES * line) + 2 * GRID

    def _arrange(self) -> None:
        """Axes and bars at whole pixels, so that bars stay crisp."""
        roomy, line = self._roomy, math.ceil(self.channel_axis.metrics.height())
        left = self.gate_axis.width(roomy=roomy)
        below = self.channel_axis.lines(roomy=roomy) * line
        top = math.ceil(line / 2)
        width, height = self.width() - left - GRID, self.height() - top - below - BELOW - 1
        beside = self._room_for_histogram(line)
        box = QRectF(left + GRID, top, max(1, width - beside), max(1, height))
        self.bars.place(box)
        margin = QRectF(box.right() + 2 * GRID, top, max(0, beside - 2 * GRID), box.height())
        self.histogram.place(margin, visible=beside > 0)
        self.gate_axis.place(QRectF(0, top, left, box.height()), roomy=roomy)
        bottom = QRectF(box.left(), box.bottom() + BELOW + 1, box.width(), below)
        self.channel_axis.place(bottom, roomy=roomy)
        self.viewport().update()
