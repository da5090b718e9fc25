"""The picture of one block's bars: pyqtgraph's view and axes around one QImage-painted item."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from senet_viewer.gui.plots.bars import SOLID, TICK, BarsView, opacity_plane
from senet_viewer.gui.plots.lettering import SMALLER, faded, line_height, sized
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.records import Gates

LEAST_BARS = 8
"""Zooming in ends where this many bars are in view."""
WHEEL_ZOOM = 1.25
CLICK_SLACK = 4
"""A press that moves no further than this many pixels is a click, not a drag."""


@dataclass(frozen=True)
class Bars:
    """What the view paints: gates and reference ``[C]``, both in the order shown.

    ``gates`` is None while they are still to come.
    """

    channels: int
    gates: Gates | None
    reference: Gates | None
    first_label: str
    last_label: str
    caption: str
    by_number: bool


class BarsItem(pg.GraphicsObject):
    """Paints the visible bars as one image in device pixels, kept until something changes."""

    def __init__(self, parent: pg.ViewBox) -> None:
        super().__init__(parent)
        self._bars: Bars | None = None
        self._image: QImage | None = None
        self._plane: object = None
        self._painted_for: tuple[BarsView, float] | None = None
        self._marked: range | None = None
        self._colours: list[int] = []
        self._mark = QColor()
        self._grid = QColor()
        self._opacity = 1.0

    def show_bars(self, bars: Bars) -> None:
        self._bars = bars
        self._image = None
        self.update()

    def set_colours(self, stage: QColor, theme: Theme) -> None:
        table = [faded(stage, min(1.0, level / SOLID)).rgba() for level in range(TICK)]
        self._colours = [*table, QColor(theme.reference).rgba()]
        self._mark = QColor(theme.text)
        self._grid = QColor(theme.line)
        self._image = None
        self.update()

    def set_marked(self, bars: range | None) -> None:
        """Marks one bar, or the bars of one pixel column."""
        if bars != self._marked:
            self._marked = bars
            self.update()

    def set_opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()

    def boundingRect(self) -> QRectF:
        # The lines at 0 and 1 and a marked bar's band may stand a pixel outside.
        return QRectF(self.parentItem().rect()).adjusted(-1, -1, 1, 1)

    def bar_rect(self, bar: int) -> QRectF:
        """Where a bar stands, full height, in the item's own coordinates."""
        rect = self.parentItem().rect()
        first, last = self.parentItem().viewRange()[0]
        pitch = rect.width() / (last - first)
        return QRectF(rect.left() + (bar - first) * pitch, rect.top(), pitch, rect.height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        rect = QRectF(self.parentItem().rect())
        scale = painter.device().devicePixelRatioF()
        self._paint_grid(painter, rect, scale)
        if self._bars is None or self._bars.gates is None:
            return
        view = self._view(rect, scale)
        if self._image is None or self._painted_for != (view, scale):
            self._image = self._render(self._bars.gates, self._bars.reference, view)
            self._painted_for = (view, scale)
        painter.setOpacity(self._opacity)
        painter.drawImage(rect.topLeft(), self._image)
        self._paint_mark(painter, rect)
        painter.setOpacity(1.0)

    def _view(self, rect: QRectF, scale: float) -> BarsView:
        first, last = self.parentItem().viewRange()[0]
        columns = max(1, round(rect.width() * scale))
        return BarsView(first, last, columns, max(1, round(rect.height() * scale)), scale)

    def _render(self, gates: Gates, reference: Gates | None, view: BarsView) -> QImage:
        plane = np.ascontiguousarray(opacity_plane(gates, reference, view))
        self._plane = plane  # QImage does not keep its buffer alive.
        image = QImage(
            plane.data, view.columns, view.rows, view.columns, QImage.Format.Format_Indexed8
        )
        image.setColorTable(self._colours)
        image.setDevicePixelRatio(view.scale)
        return image

    def _paint_grid(self, painter: QPainter, rect: QRectF, scale: float) -> None:
        hair = max(1, round(scale)) / scale
        for share in (0.0, 0.5, 1.0):
            y = round((rect.top() + share * rect.height()) * scale) / scale
            top = y if share == 1.0 else y - (hair if share == 0.0 else 0.0)
            painter.fillRect(QRectF(rect.left(), top, rect.width(), hair), self._grid)

    def _paint_mark(self, painter: QPainter, rect: QRectF) -> None:
        bars, marked = self._bars, self._marked
        if bars is None or bars.gates is None or not marked or marked.stop > bars.channels:
            return
        place = self.bar_rect(marked[0]).united(self.bar_rect(marked[-1]))
        if place.right() < rect.left() or place.left() > rect.right():
            return
        gap = 1.0 if place.width() > 3 else 0.0
        bar = QRectF(place.left(), rect.top(), max(2.0, place.width() - gap), rect.height())
        painter.fillRect(bar.adjusted(-1, 0, 1, 0) & rect, faded(self._mark, 0.14))
        part = bars.gates[marked.start : marked.stop]
        lowest, highest = float(part.min()), float(part.max())
        bar.setTop(rect.bottom() - highest * rect.height())
        painter.fillRect(bar & rect, faded(self._mark, 1.0 if len(marked) == 1 else 0.5))
        if len(marked) > 1:
            bar.setBottom(rect.bottom() - lowest * rect.height())
            painter.fillRect(bar & rect, self._mark)
        elif bars.reference is not None:
            y = rect.bottom() - float(bars.reference[marked[0]]) * rect.height()
            tick = QRectF(bar.left() - 3, y - 1, bar.width() + 6, 2)
            painter.fillRect(tick & rect, self._mark)


class GateAxis(pg.AxisItem):
    """The gate's axis: 0, .5 and 1, without lines (the item paints the grid)."""

    def __init__(self) -> None:
        super().__init__("left", pen=QPen(Qt.PenStyle.NoPen))

    def generateDrawSpecs(self, p: QPainter) -> tuple[object, list[object], list[object]]:
        """The three labels beside their grid lines, in pyqtgraph's form."""
        p.setFont(self.style["tickFont"])
        rect = self.mapRectFromParent(self.geometry())
        line = QFontMetricsF(self.style["tickFont"]).height()
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        texts: list[object] = [
            (
                QRectF(0, rect.bottom() - value * rect.height() - line / 2, rect.width(), line),
                flags,
                text,
            )
            for value, text in ((0.0, "0"), (0.5, ".5"), (1.0, "1"))
        ]
        return (QPen(Qt.PenStyle.NoPen), rect.topRight(), rect.bottomRight()), [], texts


class ChannelAxis(pg.AxisItem):
    """The axis of the channels: both ends labelled, a caption between; ticks when zoomed."""

    def __init__(self) -> None:
        super().__init__("bottom", pen=QPen(Qt.PenStyle.NoPen))
        self._bars: Bars | None = None

    def show_bars(self, bars: Bars) -> None:
        if self._bars is None or (
            bars.first_label,
            bars.last_label,
            bars.caption,
            bars.by_number,
        ) != (
            self._bars.first_label,
            self._bars.last_label,
            self._bars.caption,
            self._bars.by_number,
        ):
            self.picture = None
            self.update()
        self._bars = bars

    def generateDrawSpecs(self, p: QPainter) -> tuple[object, list[object], list[object]]:
        """Labels of both ends and the caption or ticks, in pyqtgraph's form."""
        rect = self.mapRectFromParent(self.geometry())
        axis = (QPen(Qt.PenStyle.NoPen), rect.topLeft(), rect.topRight())
        bars = self._bars
        if bars is None:
            return axis, [], []
        metrics = QFontMetricsF(self.style["tickFont"])
        first, last = self.range
        channels = bars.channels
        if first <= 0 and last >= channels:
            return axis, [], self._whole(rect, metrics, bars)
        return axis, [], self._zoomed(rect, metrics, bars, first, last)

    def _whole(self, rect: QRectF, metrics: QFontMetricsF, bars: Bars) -> list[object]:
        centre = Qt.AlignmentFlag.AlignVCenter
        texts: list[object] = [
            (rect, centre | Qt.AlignmentFlag.AlignLeft, bars.first_label),
            (rect, centre | Qt.AlignmentFlag.AlignRight, bars.last_label),
        ]
        ends = max(metrics.horizontalAdvance(t) for t in (bars.first_label, bars.last_label))
        if metrics.horizontalAdvance(bars.caption) + 2 * (ends + 2 * GRID) <= rect.width():
            texts.append((rect, centre | Qt.AlignmentFlag.AlignHCenter, bars.caption))
        return texts

    def _zoomed(
        self, rect: QRectF, metrics: QFontMetricsF, bars: Bars, first: float, last: float
    ) -> list[object]:
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
        pitch = rect.width() / (last - first)
        widest = metrics.horizontalAdvance("0" * len(bars.last_label)) + 6 * GRID
        step = _round_step(widest / pitch)
        offset = 0 if bars.by_number else 1
        texts: list[object] = []
        for tick in range(math.ceil(first / step) * step, math.floor(last) + 1, step):
            bar = tick - offset
            x = rect.left() + (bar + 0.5 - first) * pitch
            half = metrics.horizontalAdvance(str(tick)) / 2
            if bar >= 0 and x - half >= rect.left() - 1 and x + half <= rect.right() + 1:
                box = QRectF(x - half - 2, rect.top(), 2 * half + 4, rect.height())
                texts.append((box, flags, str(tick)))
        return texts


def _round_step(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, … that is at least ``least``."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor >= least:
                return step * factor
        step *= 10


class ChannelView(pg.GraphicsView):
    """Bars over channels with a view that zooms and pans along the channels only.

    Hover and click carry the device pixel column under the cursor, −1 where there is none.
    """

    columnHovered = Signal(int)
    columnClicked = Signal(int)
    doubleClicked = Signal()
    rangeChanged = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self.box.disableAutoRange()
        self.scene().addItem(self.box)
        self.bars = BarsItem(self.box)
        self.gate_axis, self.channel_axis = GateAxis(), ChannelAxis()
        for axis in (self.gate_axis, self.channel_axis):
            self.scene().addItem(axis)
        self.channel_axis.linkToView(self.box)
        self.box.setYRange(0, 1, padding=0)
        self.box.sigXRangeChanged.connect(self._pass_on_range)
        self._channels = 0
        self._pressed: QPointF | None = None
        self._dragged = False
        self._last_x = 0.0
        self._quiet = False
        self.set_font(self.font())

    def set_font(self, font: QFont) -> None:
        """Axes are lettered a little smaller than ``font``."""
        small = sized(font, SMALLER)
        for axis in (self.gate_axis, self.channel_axis):
            axis.style["tickFont"] = small
            axis.picture = None
            axis.update()
        self._arrange()

    def set_colours(self, stage: QColor, theme: Theme) -> None:
        self.setBackground(QColor(theme.panel))
        self.bars.set_colours(stage, theme)
        for axis in (self.gate_axis, self.channel_axis):
            axis.setTextPen(QColor(theme.faint))

    def show_bars(self, bars: Bars) -> None:
        """New content; the zoom stays where the number of channels does."""
        channels = bars.channels
        self.channel_axis.show_bars(bars)
        self.bars.show_bars(bars)
        if channels != self._channels:
            self._channels = channels
            self._limit_to(channels)

    def _limit_to(self, channels: int) -> None:
        self._quiet = True
        least = min(LEAST_BARS, channels)
        self.box.setLimits(xMin=0, xMax=channels, minXRange=least, maxXRange=channels)
        self.box.setXRange(0, channels, padding=0)
        self._quiet = False

    @property
    def shown_range(self) -> tuple[float, float]:
        """The first and last position in view on the bar axis."""
        first, last = self.box.viewRange()[0]
        return float(first), float(last)

    def set_range(self, first: float, last: float) -> None:
        """Shows a part of the bar axis, without telling others."""
        self._quiet = True
        self.box.setXRange(first, last, padding=0)
        self._quiet = False

    def zoom(self, factor: float, centre: float | None = None) -> None:
        """Shows ``factor`` times as many bars (below 1: zooms in) about a position."""
        first, last = self.shown_range
        if centre is None:
            centre = (first + last) / 2
        self._go_to(centre - (centre - first) * factor, centre + (last - centre) * factor)

    def pan(self, bars: float) -> None:
        first, last = self.shown_range
        bars = max(-first, min(bars, self._channels - last))
        self._go_to(first + bars, last + bars)

    def reset(self) -> None:
        self._go_to(0, self._channels)

    @property
    def zoomed(self) -> bool:
        first, last = self.shown_range
        return last - first < self._channels

    def reveal(self, bar: int) -> None:
        """Pans so that a bar is in view."""
        first, last = self.shown_range
        if bar < first:
            self.pan(bar - first)
        elif bar + 1 > last:
            self.pan(bar + 1 - last)

    def bars_view(self) -> BarsView:
        """What the bars item shows now."""
        rect = QRectF(self.box.rect())
        scale = self.devicePixelRatioF()
        first, last = self.shown_range
        return BarsView(
            first, last, max(1, round(rect.width() * scale)), round(rect.height() * scale), scale
        )

    def bar_rect(self, bar: int) -> QRect:
        """Where a bar stands, in the view's coordinates."""
        rect = self.bars.mapRectToScene(self.bars.bar_rect(bar)).toAlignedRect()
        return rect & self.plot_rect()

    def plot_rect(self) -> QRect:
        """Where the bars stand, without the axes."""
        return QRect(self.box.mapRectToScene(self.box.rect()).toAlignedRect())

    def column_at(self, point: QPointF) -> int | None:
        """The device pixel column under ``point``, None outside the bars."""
        rect = self.plot_rect()
        if self._channels == 0 or not rect.adjusted(0, -2, 0, 2).contains(point.toPoint()):
            return None
        column = int((point.x() - rect.left()) * self.devicePixelRatioF())
        return max(0, min(column, self.bars_view().columns - 1))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "channel_axis"):
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
            self.pan(-moved * (last - first) / max(1.0, self.box.width()))
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
        self.columnHovered.emit(-1 if column is None else column)

    def _position(self, point: QPointF) -> float:
        rect = self.plot_rect()
        first, last = self.shown_range
        share = (point.x() - rect.left()) / max(1, rect.width())
        return first + max(0.0, min(share, 1.0)) * (last - first)

    def _go_to(self, first: float, last: float) -> None:
        if self._channels:
            self.box.setXRange(first, last, padding=0)

    def _pass_on_range(self) -> None:
        self.bars.update()
        if not self._quiet:
            self.rangeChanged.emit(*self.shown_range)

    def _arrange(self) -> None:
        """Axes and box at whole pixels, so that bars stay crisp."""
        font = self.channel_axis.style["tickFont"]
        line = line_height(font)
        left = math.ceil(QFontMetricsF(font).horizontalAdvance(".5")) + GRID
        top, bottom = math.ceil(line / 2) - 1, line + 2
        size = self.size()
        box = QRectF(
            left + GRID, top, size.width() - left - GRID, size.height() - top - bottom
        ).normalized()
        self.box.setGeometry(box)
        self.gate_axis.setWidth(left)
        self.channel_axis.setHeight(line)
        self.gate_axis.setGeometry(QRectF(0, box.top(), left, box.height()))
        self.channel_axis.setGeometry(QRectF(box.left(), box.bottom() + 2, box.width(), line))
        for axis in (self.gate_axis, self.channel_axis):
            axis.picture = None
