"""The bar plot of one block: a card with title, remark, bars, read-out and linked zoom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.bars import Bars, bars_at
from senet_viewer.gui.plots.channel_view import ChannelView
from senet_viewer.gui.plots.expand_button import ExpandButton
from senet_viewer.gui.plots.focus_ring import asks_for_ring, paint_ring
from senet_viewer.gui.plots.lettering import (
    SMALL,
    elided,
    faded,
    line_height,
    on_grid,
    rounded,
    sized,
)
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.gui.theme import GRID, LIGHT, Theme
from senet_viewer.records import BlockCard, BlockGates, Gates
from senet_viewer.statistics import Order, order_channels

PADDING = 3 * GRID
RADIUS = 6.0
DIMMED = 0.4
KEY_ZOOM = 1.5


class GatePlot(QWidget):
    """One block's gates as bars. Knows its block and the theme, nothing of other plots.

    ``clicked``, ``fillRequested`` and ``stepRequested`` (−1 or 1: the previous or next block)
    carry the block's name; ``channelHovered`` carries −1 where no single channel is meant.
    ``viewChanged`` carries the range of the bar axis after the user zoomed or panned.
    """

    clicked = Signal(str)
    fillRequested = Signal(str)
    stepRequested = Signal(str, int)
    channelHovered = Signal(str, int)
    channelClicked = Signal(str, int)
    viewChanged = Signal(str, float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._block: BlockGates | None = None
        self._name, self._stage = "", 0
        self._reference: Gates | None = None
        self._reference_name = wording.average()
        self._reference_short = ""
        self._order = Order.CHANNEL
        self._channels: NDArray[np.intp] = np.arange(0)
        self._theme = LIGHT
        self._note = ""
        self._focused = False
        self._ring = False
        self._described = True
        self._dimmed = False
        self._walking: int | None = None
        self._hovered = -1
        self._pointed: range | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._view = ChannelView(self)
        self._view.columnHovered.connect(self._hover_column)
        self._view.columnClicked.connect(self._click_column)
        self._view.doubleClicked.connect(self._view.reset)
        self._view.rangeChanged.connect(self._pass_on_range)
        self._expand = ExpandButton(self)
        self._expand.clicked.connect(lambda: self.fillRequested.emit(self.block_name))
        self._letter()
        self._name_expand_button()
        self.set_theme(LIGHT)

    @property
    def block_name(self) -> str:
        return self._name

    @property
    def channels(self) -> int:
        """The number of channels of the block."""
        return self._view.channels

    @property
    def expand_button(self) -> ExpandButton:
        """The button that fills the panel with this plot."""
        return self._expand

    @property
    def view(self) -> ChannelView:
        """The picture of the bars, for layout and tests."""
        return self._view

    def show_card(self, card: BlockCard) -> None:
        """Shows a block whose gates are still to come: title and axes, no bars."""
        self._become(card.name, card.stage)
        self._block, self._reference = None, None
        self._channels = np.arange(0)
        caption = wording.axis_caption(Order.CHANNEL)
        last = str(card.channels - 1)
        self._view.show_bars(Bars(card.channels, None, None, "0", last, caption))
        self._set_note("")
        self.setAccessibleDescription(self.tr("no gates yet"))

    def show_block(self, gates: BlockGates, reference: Gates | None, order: Order) -> None:
        """Shows ``gates``, with ``reference`` ``[C]`` as ticks, in ``order``."""
        self._become(gates.name, gates.stage)
        self._block, self._reference, self._order = gates, reference, order
        self._channels = order_channels(gates.gates, reference, order)
        count = gates.channels
        bars, ticks, ends = gates.gates, reference, ("0", str(count - 1))
        if order is not Order.CHANNEL:
            bars, ends = bars[self._channels], ("1", str(count))
            ticks = None if ticks is None else ticks[self._channels]
        caption = wording.axis_caption(order)
        self._view.show_bars(Bars(count, bars, ticks, *ends, caption))
        self._set_note(wording.block_note(gates.gates))
        self._described = False
        if self.hasFocus() or QAccessible.isActive():
            self._describe()
        self._show_cursor()
        if self._pointed is not None:
            self._view.bars.set_marked(self._pointed)
        self._read_out_again()

    def _become(self, name: str, stage: int) -> None:
        if name == self._name and stage == self._stage:
            return
        self._forget_cursor()
        self._name, self._stage = name, stage
        self._view.set_colours(self._theme.stage(stage), self._theme)
        self.setAccessibleName(name)
        self._place_expand_button()
        self.update()

    def _set_note(self, note: str) -> None:
        if note != self._note:
            self._note = note
            self.update(self._header())

    def set_reference_name(self, name: str, short: str = "") -> None:
        """What texts call the reference (``the average picture``), and its value (``average``)."""
        self._reference_name = name or wording.average()
        self._reference_short = short or self._reference_name

    def set_roomy(self, roomy: bool) -> None:
        """Whether the plot fills the panel, and so has room for more lettering."""
        self._view.set_roomy(roomy)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._view.set_colours(theme.stage(self._stage), theme)
        self._expand.set_colour(QColor(theme.muted))
        self.update()

    def set_focused(self, focused: bool) -> None:
        """Whether this is the block that the other panels speak of."""
        if focused != self._focused:
            self._focused = focused
            self.update()

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self._view.bars.set_opacity(DIMMED if dimmed else 1.0)
            self.update(self._header())

    def set_view(self, first: float, last: float) -> None:
        """Shows a part of the bar axis, without a signal."""
        self._view.set_range(first, last)

    @property
    def visible_range(self) -> tuple[float, float]:
        """The part of the bar axis in view."""
        return self._view.shown_range

    def mark_channel(self, channel: int | None) -> None:
        """Marks a channel's bar, as its row in another panel is pointed at; None unmarks."""
        self._walking = channel
        self._show_cursor()

    def _bar_of(self, channel: int) -> int | None:
        found = np.flatnonzero(self._channels == channel)
        return int(found[0]) if len(found) else None

    def _show_cursor(self) -> None:
        bar = None if self._walking is None else self._bar_of(self._walking)
        self._view.bars.set_marked(None if bar is None else range(bar, bar + 1))

    def _forget_cursor(self) -> None:
        self._walking = None
        self._hovered = -1
        self._view.bars.set_marked(None)
        self._hide_read_out()

    def _hover_column(self, column: int) -> None:
        if self._block is None or column < 0:
            self._tell_hovered(-1)
            self._view.bars.set_marked(None)
            self._hide_read_out()
            return
        bars = bars_at(self._view.bars_view(), column, len(self._channels))
        # Told first: the answer may mark a channel, and what the cursor is on comes last.
        self._tell_hovered(int(self._channels[bars[0]]) if len(bars) == 1 else -1)
        self._view.bars.set_marked(bars)
        self._read_out(bars)

    def _click_column(self, column: int) -> None:
        if self._block is None:
            return
        self.clicked.emit(self._block.name)
        if column < 0:
            return
        bars = bars_at(self._view.bars_view(), column, len(self._channels))
        if len(bars) == 1:
            self._walking = int(self._channels[bars[0]])
            self.channelClicked.emit(self._block.name, self._walking)

    def _read_out(self, bars: range) -> None:
        if self._block is None:
            return
        self._pointed = bars
        place = self._view.bar_rect(bars[0]).united(self._view.bar_rect(bars[-1]))
        place.moveTopLeft(self._view.mapTo(self, place.topLeft()))
        ReadOut.of(self).show_beside(self, self._lines(bars), place, self._theme)

    def _lines(self, bars: range) -> tuple[str, str]:
        block = self._block
        if block is None:
            return "", ""
        if len(bars) == 1:
            channel = int(self._channels[bars[0]])
            short = self._reference_short or self._reference_name
            return (
                wording.channel_values(block.gates, self._reference, channel, short),
                wording.channel_standing(
                    block.gates, self._reference, channel, self._reference_name
                ),
            )
        if self._order is Order.CHANNEL:
            return wording.neighbours_lines(block.gates, bars)
        shown = block.gates[self._channels[bars.start : bars.stop]]
        return wording.places_lines(shown, bars, block.channels)

    def _read_out_again(self) -> None:
        """Content or place of what is pointed at have changed."""
        if self._pointed is not None:
            self._read_out(self._pointed)

    def _hide_read_out(self) -> None:
        self._pointed = None
        ReadOut.dismiss(self)

    def _tell_hovered(self, channel: int) -> None:
        if channel != self._hovered:
            self._hovered = channel
            self.channelHovered.emit(self.block_name, channel)

    def _pass_on_range(self, first: float, last: float) -> None:
        self._read_out_again()
        self.viewChanged.emit(self.block_name, first, last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._block is None or not self._handle_key(event):
            super().keyPressEvent(event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {",": -1, ".": 1}.get(text, 0)
        if control and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -1 if key == Qt.Key.Key_Left else 1
        if step:
            self._walk(step)
        elif text in ("+", "="):
            self._view.zoom(1 / KEY_ZOOM, self._cursor_position())
        elif text in ("-", "−", "_"):
            self._view.zoom(KEY_ZOOM, self._cursor_position())
        elif text == "0":
            self._view.reset()
        elif text in ("f", "F"):
            self.fillRequested.emit(self.block_name)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepRequested.emit(self.block_name, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Escape and self._walking is not None:
            self._forget_cursor()
            self._tell_hovered(-1)
            self._describe()
        else:
            return False
        return True

    def _cursor_position(self) -> float | None:
        bar = None if self._walking is None else self._bar_of(self._walking)
        return None if bar is None else bar + 0.5

    def _choose(self) -> None:
        self.clicked.emit(self.block_name)
        if self._walking is not None:
            self.channelClicked.emit(self.block_name, self._walking)

    def _walk(self, step: int) -> None:
        """Moves the marked channel by one bar in the order shown."""
        bar = None if self._walking is None else self._bar_of(self._walking)
        if bar is None:
            first = int(self._view.shown_range[0])
            bar = first if step > 0 else len(self._channels) - 1
        else:
            bar = max(0, min(bar + step, len(self._channels) - 1))
        self._walking = int(self._channels[bar])
        self._view.reveal(bar)
        self._show_cursor()
        bars = range(bar, bar + 1)
        self._read_out(bars)
        self._tell_hovered(self._walking)
        self._speak("; ".join(self._lines(bars)))

    def _describe(self) -> None:
        """Words for screen readers, made when one listens."""
        if self._block is None:
            return
        self._described = True
        text = wording.block_description(self._block.gates, self._reference, self._reference_name)
        self.setAccessibleDescription(text)

    def _speak(self, text: str) -> None:
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._block is not None:
            self.clicked.emit(self._block.name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._block is not None:
            self.fillRequested.emit(self._block.name)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._expand.setVisible(self._block is not None)

    def leaveEvent(self, event: QEvent) -> None:
        self._expand.setVisible(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._expand.setVisible(self._block is not None)
        self._ring = asks_for_ring(event)
        if not self._described:
            self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._expand.setVisible(self.underMouse())
        self._hide_read_out()
        self._ring = False
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_read_out()
        self._expand.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._letter()
            self._arrange()
            self.updateGeometry()
        elif event.type() == QEvent.Type.LanguageChange:
            self._name_expand_button()

    def _letter(self) -> None:
        self._bold = sized(self.font(), 1.0, bold=True)
        self._small = sized(self.font(), SMALL)
        self._view.set_font(self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        self._read_out_again()

    def moveEvent(self, event: QMoveEvent) -> None:
        self._read_out_again()

    def sizeHint(self) -> QSize:
        line = line_height(self.font())
        return QSize(24 * line, on_grid(7.5 * line))

    def minimumSizeHint(self) -> QSize:
        line = line_height(self.font())
        return QSize(9 * line, on_grid(5.5 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = self._theme
        if self._header().contains(event.rect()):
            painter.fillRect(event.rect(), QColor(theme.panel))
            self._paint_header(painter)
            return
        border, width = (theme.accent, 1.5) if self._focused else (theme.line, 1.0)
        painter.setPen(QPen(QColor(border), width))
        painter.setBrush(QColor(theme.panel))
        rounded(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS)
        if self._ring:
            paint_ring(painter, self, theme, RADIUS)
        self._paint_header(painter)

    def _paint_header(self, painter: QPainter) -> None:
        theme, header = self._theme, QRectF(self._header())
        opacity = DIMMED if self._dimmed else 1.0
        painter.setFont(self._bold)
        painter.setPen(faded(QColor(theme.text), opacity))
        painter.drawText(header, Qt.AlignmentFlag.AlignVCenter, self.block_name)
        painter.setFont(self._small)
        painter.setPen(faded(QColor(theme.muted), opacity))
        room = header.right() - self._expand.geometry().right() - GRID
        note = elided(self._note, self._small, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(header, flags, note)

    def _header(self) -> QRect:
        height = line_height(self.font())
        return QRect(PADDING, GRID + 2, self.width() - 2 * PADDING, height)

    def _arrange(self) -> None:
        header = self._header()
        top = header.bottom() + 1
        self._view.setGeometry(GRID, top, self.width() - GRID - PADDING, self.height() - top - GRID)
        self._place_expand_button()

    def _place_expand_button(self) -> None:
        header = self._header()
        title = QFontMetricsF(self._bold)
        x = header.left() + int(title.horizontalAdvance(self.block_name)) + GRID
        side = header.height()
        self._expand.setGeometry(x, header.top(), side, side)

    def _name_expand_button(self) -> None:
        text = self.tr("Fill the panel (F)")
        self._expand.setToolTip(text)
        self._expand.setAccessibleName(text)
