"""The most unusual channels of a block: most opened and most closed against the reference."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.lettering import SMALL, faded, paint_hollow, rounded, sized
from senet_viewer.gui.plots.quiet_list import ENTRY, Index, QuietList, RowDelegate
from senet_viewer.gui.theme import GRID, LIGHT, Theme
from senet_viewer.statistics import ChannelDifference

COLUMN_GAP = 3 * GRID
CLOSED_OPACITY = 0.5
"""Closed channels are told by lighter bars, apart from their column and sign."""


class UnusualList(QWidget):
    """Two columns of channels, strongest first; rows can be pointed at and chosen.

    ``channelHovered`` carries −1 where no row is pointed at.
    """

    channelHovered = Signal(int)
    channelClicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = (_Column(1.0), _Column(CLOSED_OPACITY))
        self._stage = 2
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(COLUMN_GAP)
        for column in self._columns:
            self._layout.addWidget(column, 1)
            column.channelHovered.connect(self.channelHovered)
            column.channelClicked.connect(self.channelClicked)
        self._name_columns()

    @property
    def opened(self) -> QuietList:
        """The rows of the channels most opened."""
        return self._columns[0].rows

    @property
    def closed(self) -> QuietList:
        """The rows of the channels most closed."""
        return self._columns[1].rows

    def show_unusual(
        self,
        opened: Sequence[ChannelDifference],
        closed: Sequence[ChannelDifference],
        stage: int,
        theme: Theme,
        below_noise: Collection[int] = (),
    ) -> None:
        """Shows the channels of one block of ``stage``; bars share one scale.

        Those of the channels ``below_noise`` are hollow.
        """
        self._stage = stage
        entries = [*opened, *closed]
        top = max((abs(entry.difference) for entry in entries), default=1.0)
        widest = max((entry.channel for entry in entries), default=0)
        for column, own in zip(self._columns, (opened, closed), strict=True):
            column.show_entries(own, top, widest, frozenset(below_noise))
        self._name_columns()
        self.set_theme(theme)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Columns that have no room side by side stand below each other."""
        needed = 2 * max(column.least_width() for column in self._columns) + COLUMN_GAP
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if needed > self.width() else ways.LeftToRight
        if way is not self._layout.direction():
            self._layout.setDirection(way)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As narrow as may be: its columns turn."""
        return QSize(0, super().minimumSizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        """Other colours for the same rows."""
        for column in self._columns:
            column.set_colours(theme.stage(self._stage), theme)

    def _name_columns(self) -> None:
        opened, closed = (bool(column.rows.row_count) for column in self._columns)
        titles = (
            self.tr("none more open") if closed and not opened else self.tr("more open"),
            self.tr("none more closed") if opened and not closed else self.tr("more closed"),
        )
        for column, title in zip(self._columns, titles, strict=True):
            column.set_title(title)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._name_columns()
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self._turn()

    def mark_channel(self, channel: int | None) -> None:
        """Marks the row of a channel, as a plot points at its bar; None unmarks."""
        for column in self._columns:
            column.mark_channel(channel)


class _Column(QWidget):
    channelHovered = Signal(int)
    channelClicked = Signal(int)

    def __init__(self, opacity: float) -> None:
        super().__init__()
        self._entries: tuple[ChannelDifference, ...] = ()
        self._title = QLabel()
        self._delegate = _ChannelDelegate(opacity)
        self.rows = QuietList(self._delegate, self)
        self._delegate.rows = self.rows
        self.rows.rowHovered.connect(self._hover)
        self.rows.rowChosen.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addWidget(self.rows)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._letter()

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.rows.setAccessibleName(title)

    def show_entries(
        self,
        entries: Sequence[ChannelDifference],
        top: float,
        widest: int,
        below_noise: frozenset[int],
    ) -> None:
        self._entries = tuple(entries)
        self._delegate.top, self._delegate.widest = top, widest
        self._delegate.decimals = wording.decimals_for(top)
        self._delegate.below_noise = below_noise
        rows: list[tuple[object, str, str]] = []
        for entry in entries:
            below = entry.channel in below_noise
            tip = wording.below_noise() if below else ""
            rows.append((entry, wording.unusual_line(entry, below_noise=below), tip))
        self.rows.set_rows(rows)

    def least_width(self) -> int:
        """So wide are the title, and the widest number beside the widest channel."""
        metrics = QFontMetricsF(sized(self.font(), SMALL))
        numbers = wording.signed(-self._delegate.top, self._delegate.decimals)
        row = metrics.horizontalAdvance(f"{self._delegate.widest}{numbers}") + 5 * GRID
        return math.ceil(max(row, metrics.horizontalAdvance(self._title.text())))

    def mark_channel(self, channel: int | None) -> None:
        channels = [entry.channel for entry in self._entries]
        self.rows.mark_row(channels.index(channel) if channel in channels else -1)

    def set_colours(self, stage: QColor, theme: Theme) -> None:
        self._delegate.stage, self._delegate.theme = stage, theme
        palette = QPalette(self._title.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.muted))
        self._title.setPalette(palette)
        self.rows.viewport().update()

    def _hover(self, row: int) -> None:
        self.channelHovered.emit(self._channel(row))

    def _choose(self, row: int) -> None:
        if self._channel(row) >= 0:
            self.channelClicked.emit(self._channel(row))

    def _channel(self, row: int) -> int:
        return self._entries[row].channel if 0 <= row < len(self._entries) else -1

    def _letter(self) -> None:
        self._title.setFont(sized(self.font(), SMALL))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._letter()


class _ChannelDelegate(RowDelegate):
    """``channel 131``, a bar by the difference's size, and the signed number."""

    theme: Theme = LIGHT
    top = 1.0
    decimals = 2
    widest = 0
    below_noise: frozenset[int] = frozenset()

    def __init__(self, opacity: float) -> None:
        super().__init__()
        self.stage = LIGHT.stage(2)
        self.rows: QuietList | None = None
        self._opacity = opacity

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY)
        rect = QRectF(option.rect)
        font = sized(option.font, SMALL)
        metrics = QFontMetricsF(font)
        painter.save()
        self._paint_ground(painter, option, index, rect)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        inner = rect.adjusted(GRID, 0, -GRID, 0)
        number = wording.signed(entry.difference, self.decimals)
        room = inner.width() - metrics.horizontalAdvance(number) - GRID
        text = wording.channel_name(entry.channel)
        if metrics.horizontalAdvance(text) > room:
            text = str(entry.channel)
        painter.drawText(inner, middle, text)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, number)
        left = (
            inner.left() + metrics.horizontalAdvance(wording.channel_name(self.widest)) + 1.5 * GRID
        )
        widest = wording.signed(-self.top, self.decimals)
        right = inner.right() - metrics.horizontalAdvance(widest) - 1.5 * GRID
        share = abs(entry.difference) / self.top if self.top else 0.0
        bar = QRectF(left, 0, max(2.0, (right - left) * share), 2 * GRID)
        bar.moveTop(round(rect.center().y() - GRID))
        if right > left and entry.channel in self.below_noise:
            paint_hollow(painter, bar, faded(self.stage, 0.7), QColor(self.theme.panel))
        elif right > left:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(self.stage, 1.0 if self.theme.contrast else self._opacity))
            rounded(painter, bar, min(2.0, bar.width() / 2))
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRectF
    ) -> None:
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = self.rows is not None and self.rows.stands_out(index.row())
        if hovered or focused:
            painter.setPen(QColor(self.theme.link) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.selection))
            rounded(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), 3)
