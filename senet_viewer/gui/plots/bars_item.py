"""The bars of one block as they are painted: one image in device pixels, kept until it changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from senet_viewer.gui.plots.bars import CRISP_PITCH, MARKS, SOLID, Bars, BarsView, plane_of
from senet_viewer.gui.plots.lettering import faded
from senet_viewer.gui.plots.marks import PALE_BARS, add_marks, mark_colour
from senet_viewer.gui.theme import LIGHT, Theme
from senet_viewer.records import Gates

Pixels32 = NDArray[np.uint32]
"""Premultiplied ARGB, one number a pixel."""

BELOW = 3
"""Pixels below the bars that belong to them: the ground line and the position line."""
ABOVE = 7
"""Pixels above the bars for the pin."""
PIN = 4.5
"""Half the width of the pin."""
FRAMED = 6.0
"""From this width on, a marked bar keeps its colour and gets a frame."""


class BarsItem:
    """Grid lines, bars, the marked bar and, when zoomed, which part is in view.

    ``changed`` is called whenever what is painted has changed.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._tell = changed
        self.rect = QRectF()
        self.first, self.last = 0.0, 1.0
        self._bars: Bars | None = None
        self._image = QImage()
        self._pixels: Pixels32 = np.empty((0, 0), np.uint32)
        self._painted: BarsView | None = None
        self._marked: range | None = None
        self._pinned: int | None = None
        self._colours: Pixels32 = np.zeros(256, np.uint32)
        self._colours_below_marks: Pixels32 = self._colours
        self._theme = LIGHT
        self._grid = QColor(LIGHT.line)
        self._opacity = 1.0
        self.quarters = False

    def show_bars(self, bars: Bars) -> None:
        self._bars = bars
        self._painted = None
        self._tell()

    def set_colours(self, stage: QColor, theme: Theme) -> None:
        """The colour tables of the opacity plane, for bars alone and for those below marks."""
        self._colours = _colour_table(stage, theme)
        self._colours_below_marks = _colour_table(stage, theme, PALE_BARS)
        self._theme = theme
        self._grid = QColor(theme.line)
        self._painted = None
        self._tell()

    def set_marked(self, bars: range | None) -> None:
        """Marks one bar, or the bars of one pixel column."""
        if bars != self._marked:
            self._marked = bars
            self._tell()

    def set_pinned(self, bar: int | None) -> None:
        """Points at one bar from above."""
        if bar != self._pinned:
            self._pinned = bar
            self._tell()

    @property
    def pinned(self) -> int | None:
        """The bar that is pointed at from above, in the order shown."""
        return self._pinned

    @property
    def marked(self) -> range | None:
        """The bars that are marked, in the order shown."""
        return self._marked

    def set_opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self._tell()

    def place(self, rect: QRectF) -> None:
        """Where the bars stand, in the view's coordinates."""
        self.rect = QRectF(rect)

    def show_range(self, first: float, last: float) -> None:
        """The part of the bar axis in view."""
        self.first, self.last = first, last
        self._tell()

    @property
    def bounds(self) -> QRectF:
        """What it paints on.

        The ground line and the position line stand below the bars, the pin above them. Beside them
        are the axes, which would be painted with the bars if these reached over.
        """
        return self.rect.adjusted(0, -ABOVE, 0, BELOW)

    def bars_view(self, scale: float) -> BarsView:
        """What is in view, for ``scale`` device pixels a device-independent one."""
        columns, rows = round(self.rect.width() * scale), round(self.rect.height() * scale)
        return BarsView(self.first, self.last, max(1, columns), max(1, rows), scale)

    def bar_rect(self, bar: int) -> QRectF:
        """Where a bar stands, full height, in the view's coordinates."""
        return self._bar_rect(bar).translated(self.rect.topLeft())

    def _bar_rect(self, bar: int) -> QRectF:
        """The same, from the upper left corner of all bars."""
        pitch = self.rect.width() / (self.last - self.first)
        return QRectF((bar - self.first) * pitch, 0, pitch, self.rect.height())

    def paint(self, painter: QPainter) -> None:
        """Paints all of it; lines are rounded to pixels from the bars' corner, as the bars are."""
        painter.translate(self.rect.topLeft())
        self._paint(painter, QRectF(QPointF(0, 0), self.rect.size()))
        painter.translate(-self.rect.topLeft())

    def _paint(self, painter: QPainter, rect: QRectF) -> None:
        view = self.bars_view(painter.device().devicePixelRatioF())
        self._paint_grid(painter, rect, view.scale)
        bars = self._bars
        if bars is None:
            return
        if bars.gates is not None:
            painter.setOpacity(self._opacity)
            painter.drawImage(rect.topLeft(), self._picture(bars.gates, bars, view))
            self._paint_mark(painter, rect, view, bars)
            painter.setOpacity(1.0)
            self._paint_pin(painter, rect)
        self._paint_position(painter, rect, view, bars.channels)

    def _picture(self, gates: Gates, bars: Bars, view: BarsView) -> QImage:
        if self._painted == view:
            return self._image
        shape = (view.rows, view.columns)
        if self._pixels.shape != shape or self._image.devicePixelRatio() != view.scale:
            # The image shares the array's memory; both are kept, since new memory is slow.
            self._pixels = np.empty(shape, np.uint32)
            form = QImage.Format.Format_ARGB32_Premultiplied
            width, height = view.columns, view.rows
            self._image = QImage(self._pixels.data, width, height, 4 * width, form)
            self._image.setDevicePixelRatio(view.scale)
        # Looked up here: Qt blends this format fast, and a colour table of its own slowly.
        plane = plane_of(bars, gates, view)
        add_marks(plane, bars, view)
        table = self._colours_below_marks if bars.marks else self._colours
        table.take(plane, out=self._pixels, mode="clip")
        self._painted = view
        return self._image

    def _paint_grid(self, painter: QPainter, rect: QRectF, scale: float) -> None:
        hair = max(1, round(scale)) / scale
        inner = (0.25, 0.5, 0.75) if self.quarters else (0.5,)
        for share in (0.0, *inner, 1.0):
            y = round((rect.bottom() - share * rect.height()) * scale) / scale
            painter.fillRect(QRectF(rect.left(), y, rect.width(), hair), self._grid)
        if self._bars is not None and self._bars.zero:
            y = round((rect.bottom() - self._bars.zero * rect.height()) * scale) / scale
            painter.fillRect(QRectF(rect.left(), y, rect.width(), hair), QColor(self._theme.muted))

    def _paint_position(
        self, painter: QPainter, rect: QRectF, view: BarsView, channels: int
    ) -> None:
        if view.last - view.first >= channels:
            return
        line = QRectF(rect.left(), rect.bottom() + 1, rect.width(), 2)
        painter.fillRect(line, QColor(self._theme.bar_track))
        pitch = rect.width() / channels
        part = QRectF(line.left() + view.first * pitch, line.top(), 0, 2)
        part.setWidth(max(4.0, (view.last - view.first) * pitch))
        painter.fillRect(part & line, QColor(self._theme.bar))

    def _paint_pin(self, painter: QPainter, rect: QRectF) -> None:
        if self._pinned is None or self._bars is None or self._pinned >= self._bars.channels:
            return
        place = self._bar_rect(self._pinned)
        if not rect.left() <= place.center().x() <= rect.right():
            return
        x, top = place.center().x(), rect.top()
        left, right = max(rect.left(), x - PIN), min(rect.right(), x + PIN)
        points = [QPointF(left, top - 6), QPointF(right, top - 6), QPointF(x, top + 1)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(QPolygonF(points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_mark(self, painter: QPainter, rect: QRectF, view: BarsView, bars: Bars) -> None:
        marked, gates, reference = self._marked, bars.gates, bars.reference
        if not marked or gates is None or marked.stop > len(gates):
            return
        place = self._bar_rect(marked[0]).united(self._bar_rect(marked[-1]))
        if place.right() < rect.left() or place.left() > rect.right():
            return
        before, after = view.gaps if view.pitch > CRISP_PITCH else (0, 0)
        width = place.width() - (before + after) / view.scale
        left = place.left() + before / view.scale
        bar = QRectF(left, rect.top(), max(2.0, width), rect.height())
        ink = QColor(self._theme.text)
        painter.fillRect(bar.adjusted(-1, 0, 1, 0) & rect, faded(ink, 0.14))
        part = bars.shares(gates[marked.start : marked.stop])
        low, high = float(part.min()), float(part.max())

        def y_of(share: float) -> float:
            return rect.bottom() - share * rect.height()

        bar.setTop(y_of(max(high, bars.zero)))
        bar.setBottom(y_of(min(low, bars.zero)))
        if len(marked) > 1:
            painter.fillRect(bar & rect, faded(ink, 0.5))
            bar.setTop(y_of(high))
            bar.setBottom(y_of(low))
            painter.fillRect(bar & rect, ink)
            return
        if bar.width() >= FRAMED:
            painter.setPen(QPen(ink, 1.5, j=Qt.PenJoinStyle.MiterJoin))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect((bar & rect).adjusted(0.75, 0.75, -0.75, -0.75))
        else:
            painter.fillRect(bar & rect, ink)
        marks = bars.marks if reference is None else ((0, reference), *bars.marks)
        for place_of_mark, values in reversed(marks):
            one = marked[0]
            y = y_of(float(bars.shares(values[one : one + 1])[0]))
            colour = mark_colour(place_of_mark, self._theme)
            painter.fillRect(QRectF(bar.left() - 3, y - 1, bar.width() + 6, 2) & rect, colour)


def _colour_table(stage: QColor, theme: Theme, strength: float = 1.0) -> Pixels32:
    """The colour of each value of an opacity plane, ``[256]``; bars with so much of theirs."""
    opacity = np.arange(SOLID + 1) / SOLID * strength
    channels = [
        np.ones(SOLID + 1),
        *(np.full(SOLID + 1, c) for c in (stage.redF(), stage.greenF(), stage.blueF())),
    ]
    table = np.zeros(256, np.uint32)
    for channel, shift in zip(channels, (24, 16, 8, 0), strict=True):
        values = np.rint(255 * channel * opacity).astype(np.uint32)
        table[: SOLID + 1] |= values << np.uint32(shift)
    for index, code in enumerate(MARKS):
        table[code] = mark_colour(index, theme).rgba()
    return table
