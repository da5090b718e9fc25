"""The bar plot of one block: a card with title, remark, bars, read-out and linked zoom."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.bars import Bars, bars_at
from senet_viewer.gui.plots.focus_ring import ring_after
from senet_viewer.gui.plots.gate_content import GateContent
from senet_viewer.gui.plots.plot_card import PlotCard
from senet_viewer.gui.plots.plot_keys import Ask, PlotKey, overrides_window, plot_key
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.records import BlockCard, Gates
from senet_viewer.statistics import Order

KEY_ZOOM = 1.5


class GatePlot(PlotCard):
    """One block's gates as bars. Knows its block and the theme, nothing of other plots.

    ``clicked``, ``fillRequested`` and ``stepRequested`` (−1 or 1: the previous or next block)
    carry the block's name; ``channelHovered`` and ``channelClicked`` carry −1 where no single
    channel is meant.
    ``viewChanged`` carries the range of the bar axis after the user zoomed or panned.
    """

    clicked = Signal(str)
    stepRequested = Signal(str, int)
    channelHovered = Signal(str, int)
    channelClicked = Signal(str, int)
    viewChanged = Signal(str, float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: GateContent | None = None
        self._described = True
        self._walking: int | None = None
        self._pinned: int | None = None
        self._hovered = -1
        self._pointed: range | None = None
        self._read: int | None = None
        self._view.columnHovered.connect(self._hover_column)
        self._view.binHovered.connect(self._hover_bin)
        self._view.columnClicked.connect(self._click_column)
        self._view.doubleClicked.connect(self._view.reset)
        self._view.rangeChanged.connect(self._pass_on_range)

    @property
    def channels(self) -> int:
        """The number of bars: all channels of the block, or those that a filter leaves."""
        return self._view.channels

    @property
    def shows_ranges(self) -> bool:
        """Whether channels share pixel columns."""
        return self._content is not None and self._view.bars_view().shows_ranges

    @property
    def lacks_ticks(self) -> bool:
        """Whether bars are too narrow for the ticks that they would have."""
        has_ticks = self._content is not None and self._content.shows_ticks
        return has_ticks and not self._view.bars_view().shows_ticks

    def show_card(self, card: BlockCard) -> None:
        """Shows a block whose gates are still to come: title and axes, no bars."""
        if self._become(card.name, card.stage):
            self._forget_cursor()
        self._content = None
        caption = wording.axis_caption(Order.CHANNEL)
        last = str(card.channels - 1)
        self._view.show_bars(Bars(card.channels, None, None, "0", last, caption))
        self._set_note("")
        self.setAccessibleDescription(self.tr("no gates yet"))

    def show_content(self, content: GateContent) -> None:
        """Shows a block's gates, perhaps beside those of other images, or as differences."""
        if self._become(content.block.name, content.block.stage):
            self._forget_cursor()
        self._show(content)

    def set_noise(self, noise: Gates | None) -> None:
        """The noise ``[C]`` of the gates that are shown."""
        if self._content is None or noise is self._content.noise:
            return
        content = replace(self._content, noise=noise)
        if content.order is Order.UNUSUAL or content.shows_differences:
            self._show(content)
        else:
            # Other orders tell of it in the read-out alone.
            self._content = content
            self._read_out_again()

    def _show(self, content: GateContent) -> None:
        self._content = content
        bars = content.bars()
        self._view.show_bars(bars, content.counted(bars))
        self._set_note(content.note())
        self._described = False
        if self.hasFocus() or QAccessible.isActive():
            self._describe()
        self._show_cursor()
        self._show_pin()
        self._follow_read()
        if self._pointed is not None and self._pointed.stop <= len(content.channels):
            self._view.bars.set_marked(self._pointed)
        self._read_out_again()

    def _follow_read(self) -> None:
        """A channel that was asked for is read where it stands now; the mouse stays on its bar."""
        if self._read is None or self._pointed is None:
            return
        bar = self._bar_of(self._read)
        if bar is None:
            self._hide_read_out()
        else:
            self._pointed = range(bar, bar + 1)

    def set_histogram(self, wanted: bool) -> None:
        """Whether a histogram of all gates stands in the margin, where there is room."""
        self._view.set_histogram(wanted)

    def set_roomy(self, roomy: bool) -> None:
        """Whether the plot fills the panel, and so has room for more lettering."""
        self._view.set_roomy(roomy)

    def set_view(self, first: float, last: float) -> None:
        """Shows a part of the bar axis, without a signal."""
        self._view.set_range(first, last)

    def mark_channel(self, channel: int | None) -> None:
        """Marks a channel's bar, as its row in another panel is pointed at; None unmarks."""
        self._walking = channel
        self._show_cursor()

    def pin_channel(self, channel: int | None) -> None:
        """Points at a channel's bar for as long as its card is open; None at no one."""
        self._pinned = channel
        self._show_pin()

    def point_at(self, channel: int) -> bool:
        """Marks a channel's bar, brings it into view and reads it out; False where it is hidden."""
        bar = self._bar_of(channel)
        if bar is None:
            return False
        self._go_to(bar)
        return True

    def bar_place(self, channel: int) -> QRect:
        """Where a channel's bar stands, full height; empty where it is hidden."""
        bar = self._bar_of(channel)
        place = QRect() if bar is None else self._view.bar_rect(bar)
        place.moveTopLeft(self._view.mapTo(self, place.topLeft()))
        return place

    def take_keys(self) -> None:
        """Takes the keyboard, with the ring that says so."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._ring = True
        self.update()

    def end_pointing(self) -> None:
        """Hides the read-out of a bar that was pointed at from outside."""
        self._hide_read_out()

    def _bar_of(self, channel: int | None) -> int | None:
        if self._content is None or channel is None:
            return None
        return self._content.bar_of(channel)

    def _show_cursor(self) -> None:
        bar = self._bar_of(self._walking)
        self._view.bars.set_marked(None if bar is None else range(bar, bar + 1))

    def _show_pin(self) -> None:
        self._view.bars.set_pinned(self._bar_of(self._pinned))

    def _forget_cursor(self) -> None:
        self._walking = None
        self._hovered = -1
        self._view.bars.set_marked(None)
        self._hide_read_out()

    def _hover_column(self, column: int) -> None:
        content = self._content
        if content is None or column < 0:
            self._tell_hovered(-1)
            self._view.bars.set_marked(None)
            self._hide_read_out()
            return
        bars = bars_at(self._view.bars_view(), column, len(content.channels))
        # Told first: the answer may mark a channel, and what the cursor is on comes last.
        self._tell_hovered(int(content.channels[bars[0]]) if len(bars) == 1 else -1)
        self._read = None
        self._view.bars.set_marked(bars)
        self._read_out(bars)

    def _hover_bin(self, number: int) -> None:
        self._hover_column(-1)
        counts = self._view.histogram.counts
        if self._content is not None and 0 <= number < len(counts):
            place = self._view.histogram.rect.toAlignedRect()
            place.moveTopLeft(self._view.mapTo(self, place.topLeft()))
            line = self._content.bin_line(number, counts)
            ReadOut.of(self).show_beside(self, (line,), place, self._theme)

    def _click_column(self, column: int) -> None:
        content = self._content
        if content is None:
            return
        self.clicked.emit(content.block.name)
        if column < 0:
            return
        bars = bars_at(self._view.bars_view(), column, len(content.channels))
        if len(bars) == 1:
            self._walking = int(content.channels[bars[0]])
            self.channelClicked.emit(content.block.name, self._walking)
        else:
            self.channelClicked.emit(content.block.name, -1)

    def _read_out(self, bars: range) -> None:
        if self._content is None or bars.stop > len(self._content.channels):
            self._hide_read_out()
            return
        self._pointed = bars
        place = self._view.bar_rect(bars[0]).united(self._view.bar_rect(bars[-1]))
        place.moveTopLeft(self._view.mapTo(self, place.topLeft()))
        ReadOut.of(self).show_beside(self, self._content.lines(bars), place, self._theme)

    def _read_out_again(self) -> None:
        """Content or place of what is pointed at have changed."""
        if self._pointed is not None:
            self._read_out(self._pointed)

    def _hide_read_out(self) -> None:
        self._pointed = self._read = None
        ReadOut.dismiss(self)

    def _tell_hovered(self, channel: int) -> None:
        if channel != self._hovered:
            self._hovered = channel
            self.channelHovered.emit(self.block_name, channel)

    def _pass_on_range(self, first: float, last: float) -> None:
        self._read_out_again()
        self.viewChanged.emit(self.block_name, first, last)

    def event(self, event: QEvent) -> bool:
        """Takes arrows from the window while they walk the bars."""
        is_offer = event.type() == QEvent.Type.ShortcutOverride and self._content is not None
        if is_offer and isinstance(event, QKeyEvent) and overrides_window(event, ring=self._ring):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = plot_key(event, ring=self._ring)
        if self._content is None or wish is None or not self._obey(wish):
            super().keyPressEvent(event)

    def _obey(self, wish: PlotKey) -> bool:
        match wish.ask:
            case Ask.WALK:
                self._walk(wish.by)
            case Ask.FIRST | Ask.LAST:
                self._go_to(0 if wish.ask is Ask.FIRST else -1)
            case Ask.ZOOM_IN | Ask.ZOOM_OUT:
                factor = KEY_ZOOM if wish.ask is Ask.ZOOM_OUT else 1 / KEY_ZOOM
                self._view.zoom(factor, self._cursor_position())
            case Ask.ALL:
                self._view.reset()
            case Ask.FILL:
                self.fillRequested.emit(self.block_name)
            case Ask.CHOOSE:
                self._choose()
            case Ask.STEP:
                self.stepRequested.emit(self.block_name, wish.by)
            case Ask.FORGET:
                return self._forget_walk()
        return True

    def _forget_walk(self) -> bool:
        if self._walking is None:
            return False
        self._forget_cursor()
        self._tell_hovered(-1)
        self._describe()
        return True

    def _cursor_position(self) -> float | None:
        bar = self._bar_of(self._walking)
        return None if bar is None else bar + 0.5

    def _choose(self) -> None:
        self.clicked.emit(self.block_name)
        if self._walking is not None:
            self.channelClicked.emit(self.block_name, self._walking)

    def _walk(self, step: int) -> None:
        """Moves the marked channel by some bars in the order shown."""
        bar, first = self._bar_of(self._walking), int(self._view.shown_range[0])
        if bar is None:
            self._go_to(first if step > 0 else -1)
        elif self._content is not None:
            self._go_to(max(0, min(bar + step, len(self._content.channels) - 1)))

    def _go_to(self, bar: int) -> None:
        """Marks a bar, −1 the last one, and tells of it."""
        if self._content is None:
            return
        bar %= len(self._content.channels)
        self._walking = int(self._content.channels[bar])
        self._view.reveal(bar)
        self._show_cursor()
        bars = range(bar, bar + 1)
        self._read_out(bars)
        self._read = self._walking
        self._tell_hovered(self._walking)
        self._speak("; ".join(self._content.lines(bars)))

    def _describe(self) -> None:
        """Words for screen readers, made when one listens."""
        if self._content is not None:
            self._described = True
            self.setAccessibleDescription(self._content.description())

    def _speak(self, text: str) -> None:
        self.setAccessibleDescription(text)
        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._content is not None:
            self.clicked.emit(self.block_name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._content is not None:
            self.fillRequested.emit(self.block_name)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._expand.setVisible(self._content is not None)

    def leaveEvent(self, event: QEvent) -> None:
        self._expand.setVisible(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._expand.setVisible(self._content is not None)
        self._ring = ring_after(event, self._ring)
        if not self._described:
            self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._expand.setVisible(self.underMouse())
        self._hide_read_out()
        self._ring = ring_after(event, self._ring)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_read_out()
        self._expand.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        self._read_out_again()

    def moveEvent(self, event: QMoveEvent) -> None:
        self._read_out_again()
