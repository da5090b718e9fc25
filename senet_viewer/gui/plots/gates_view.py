"""The bar plots of all blocks, grouped by stage; only what is in view is made and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from senet_viewer.gui.plots import gates_layout, teaching, wording
from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.gates_area import GatesArea
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.plot_pool import PlotPool
from senet_viewer.gui.plots.pointing import Pointing
from senet_viewer.gui.plots.view_content import OtherImage, ViewContent
from senet_viewer.gui.theme import LIGHT, Theme
from senet_viewer.records import Gates, Inspection, ModelCard
from senet_viewer.statistics import ChannelFilter, Order

Zoom = tuple[float, float]


class GatesView(GatesArea):
    """All blocks of a network as bar plots.

    Plots are made one an event-loop turn when they come into view, and reused for other blocks
    when they leave it. ``channelHovered`` carries −1 where no single channel is meant.
    """

    blockFocused = Signal(str)
    channelHovered = Signal(str, int)
    channelClicked = Signal(str, int)
    lookChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tips: dict[str, str] = {}
        self._pool = PlotPool(self._make_plot)
        self._content = ViewContent()
        self._version = 0
        self._zooms: dict[tuple[int, int], Zoom] = {}
        self._pointing = Pointing(self._pool)
        self._caption = ""
        self._histogram = False
        self._dimmed = False
        self._back.setText(self.tr("All blocks (Esc)"))
        self._back.clicked.connect(lambda: self.fill(None))
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._bring_into_view)
        self.set_theme(LIGHT)

    # What is shown.

    def show_model(self, card: ModelCard) -> None:
        """Lays out the stages and blocks of a network; gates come with ``show_inspection``."""
        self.fill(None)
        for header in self._headers.values():
            header.deleteLater()
        self._headers.clear()
        self._pinned.clear()
        self._zooms.clear()
        self._pointing.forget()
        self._focused = None
        self._content = replace(self._content, blocks={}, noise=None, others=())
        self._cards = {block.name: block for block in card.blocks}
        self._stages = gates_layout.stages_of(card.blocks)
        self._tips = teaching.block_tips(card, self._stages)
        for stage in self._stages:
            self._headers[stage.number] = self._make_header(stage)
        for name in tuple(self.plots):
            self._pool.release(name)
        self._version += 1
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_inspection(
        self,
        inspection: Inspection | None,
        reference: Mapping[str, Gates] | None,
        reference_name: str,
        order: Order,
        reference_short: str = "",
        noise: Mapping[str, Gates] | None = None,
        others: Sequence[OtherImage] = (),
        *,
        differences: bool = False,
    ) -> None:
        """Shows an image's gates; only the plots in view are updated now, the others later.

        The texts, ``noise``, ``others`` and ``differences`` are as in ``ViewContent``.
        """
        blocks = () if inspection is None else inspection.blocks
        self._content = ViewContent(
            {block.name: block for block in blocks if block.name in self._cards},
            reference,
            reference_name,
            reference_short,
            order,
            self._content.chosen,
            noise,
            tuple(others),
            differences,
        )
        self._renew()

    def set_order(self, order: Order) -> None:
        if order is not self._content.order:
            self._content = replace(self._content, order=order)
            self._renew()

    def set_filter(self, chosen: ChannelFilter | None) -> None:
        """Shows a few channels of each block, or all; what was zoomed shows all bars again."""
        if chosen != self._content.chosen:
            self._content = replace(self._content, chosen=chosen)
            self._zooms.clear()
            self._renew()

    def set_noise(self, noise: Mapping[str, Gates] | None) -> None:
        """The noise of the gates that are shown, by block name; None where nobody knows."""
        self._content = replace(self._content, noise=noise)
        for name, plot in self.plots.items():
            if self._pool.versions.get(name) == self._version:
                plot.set_noise(self._content.noise_in(name))

    def _renew(self) -> None:
        self._version += 1
        self._bring_into_view()

    def set_histogram(self, wanted: bool) -> None:
        """Whether plots have a histogram in their margin, where there is room."""
        self._histogram = wanted
        for plot in self._pool.every:
            plot.set_histogram(wanted)

    def set_reference_caption(self, text: str) -> None:
        """The last line, such as ``tick: average over the 10,000 validation pictures``."""
        self._caption = text
        self._tell_foot()

    def _tell_foot(self) -> None:
        """The last line, with what is said of narrow bars while there are some."""
        plots = self.plots.values()
        text = wording.foot_line(
            self._caption,
            ranges=any(plot.shows_ranges for plot in plots),
            differences=self._content.differences and self._content.reference is not None,
            lacks_ticks=any(plot.lacks_ticks for plot in plots),
        )
        self._set_foot(text)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        colour_text(self._tail, theme.faint)
        self._back.set_theme(theme)
        for header in self._headers.values():
            header.set_theme(theme)
        for plot in self._pool.every:
            plot.set_theme(theme)
        self._ground.set_theme(theme)

    def set_dimmed(self, dimmed: bool) -> None:
        """Whether what is shown waits for newer content."""
        self._dimmed = dimmed
        for plot in self.plots.values():
            plot.set_dimmed(dimmed)

    def mark_channel(self, block: str, channel: int | None) -> None:
        """Marks a channel of one block, as another panel points at it; None unmarks."""
        self._pointing.mark(block, channel)

    def pin_channel(self, block: str, channel: int | None) -> None:
        """Points at the channel whose card is open; None at no one."""
        self._pointing.pin(block, channel)

    def point_at(self, block: str, channel: int) -> None:
        """Brings a channel's bar into view, marks it and reads it out, as soon as it is there."""
        if block not in self._cards:
            return
        self._pointing.ask(block, channel)
        self._scroll_to(block)
        self._bring_into_view()
        if self._pool.versions.get(block) == self._version:
            self._pointing.answer(self.plots[block])

    def end_pointing(self) -> None:
        """Hides the read-out of ``point_at``."""
        self._pointing.end()

    def take_keys(self, block: str) -> None:
        """Gives a block's plot the keyboard, with the ring that says so."""
        if block in self.plots:
            self.plots[block].take_keys()

    # Focus, folding, filling.

    def focus_block(self, name: str | None) -> None:
        """Makes a block the focused one, opens its stage and scrolls it into view."""
        if name not in self._cards:
            name = None
        before, self._focused = self._focused, name
        for one in (before, name):
            if one is not None and one in self.plots:
                self.plots[one].set_focused(one == name)
        if name is None:
            return
        if self._filled is not None and self._filled != name:
            self.fill(name)
        elif name not in self._arrangement.slots:
            self._pinned.pop(self._cards[name].stage, None)
            self._lay_out()
        self._scroll_to(name)

    def fill(self, name: str | None) -> None:
        """One block fills the panel; None shows all of them again."""
        if name == self._filled or (name is not None and name not in self._cards):
            return
        leaving, self._filled = self._filled, name
        self._back.setVisible(name is not None)
        self._lay_out()
        self._bring_into_view()
        target = name or leaving
        if target is not None and target in self.plots:
            self.plots[target].setFocus(Qt.FocusReason.OtherFocusReason)
        if name is None and leaving is not None:
            self._scroll_to(leaving)
        self.lookChanged.emit()

    @property
    def zooms(self) -> Mapping[tuple[int, int], Zoom]:
        """The bars in view, from and to, by stage and number of channels."""
        return dict(self._zooms)

    def set_zooms(self, zooms: Mapping[tuple[int, int], Zoom]) -> None:
        """Zooms the plots; what is left out shows all bars."""
        self._zooms = dict(zooms)
        for name, plot in self.plots.items():
            self._zoom(name, plot)
        self._tell_foot()

    def _zoom(self, name: str, plot: GatePlot) -> None:
        key = (self._cards[name].stage, plot.channels)
        plot.set_view(*self._zooms.get(key, (0, plot.channels)))

    @property
    def filled_block(self) -> str | None:
        """The block that fills the panel, if one does."""
        return self._filled

    @property
    def plots(self) -> Mapping[str, GatePlot]:
        """The plots there are now, by block."""
        return self._pool.plots

    @property
    def pending(self) -> bool:
        """Whether plots near the view are still to be made or brought up to date."""
        return self._turn.isActive()

    def slots_without_plot(self) -> list[tuple[str, QRect]]:
        """Blocks that are laid out but have no plot yet, with their places."""
        slots = self._arrangement.slots.items()
        return [(name, slot) for name, slot in slots if name not in self.plots]

    # Plots come and go.

    def _bring_into_view(self) -> None:
        """Updates the plots in view at once; makes at most one that is missing, then again."""
        near = self._window(rows_beyond=1)
        seen = self._window()
        slots = self._arrangement.slots
        wanted = [name for name, slot in slots.items() if slot.intersects(near)]
        wanted.sort(key=lambda name: not slots[name].intersects(seen))
        before = set(self.plots)
        self._release_others(wanted)
        self._make_and_update(wanted, seen)
        if before != set(self.plots):
            self._pool.order_tabs(self._back, self._stages, self._headers)
        self._tell_foot()

    def _make_and_update(self, wanted: list[str], seen: QRect) -> None:
        slots = self._arrangement.slots
        made = False
        for name in wanted:
            in_view = slots[name].intersects(seen)
            plot = self.plots.get(name)
            if plot is None:
                if not self._pool.has_free:
                    if made:
                        self._turn.start()
                        break
                    self._pool.stock()
                    made = True
                plot = self._assign(name)
            plot.setGeometry(slots[name])
            plot.set_roomy(self._filled is not None)
            if self._pool.versions.get(name) != self._version:
                if not in_view and made:
                    self._turn.start()
                    break
                self._update(name, plot)
                made = made or not in_view
            plot.show()

    def _release_others(self, wanted: list[str]) -> None:
        holder = QApplication.focusWidget()
        for name in tuple(self.plots):
            keeps_focus = self.plots[name] is holder and name in self._arrangement.slots
            if name in wanted or keeps_focus:
                continue
            self._pool.release(name)

    def _make_plot(self) -> GatePlot:
        plot = GatePlot(self._ground)
        plot.set_theme(self.theme)
        plot.set_histogram(self._histogram)
        plot.clicked.connect(self.blockFocused)
        plot.channelHovered.connect(self.channelHovered)
        plot.channelClicked.connect(self.channelClicked)
        plot.fillRequested.connect(self._toggle_fill)
        plot.stepRequested.connect(self._step)
        plot.viewChanged.connect(self._link_zoom)
        return plot

    def _assign(self, name: str) -> GatePlot:
        plot = self._pool.assign(name)
        plot.set_tip(self._tips[name])
        plot.set_focused(name == self._focused)
        plot.set_dimmed(self._dimmed)
        return plot

    def _update(self, name: str, plot: GatePlot) -> None:
        self._content.show_in(plot, self._cards[name])
        if name not in self._pool.versions:
            self._zoom(name, plot)
        self._pool.versions[name] = self._version
        self._pointing.show_in(name, plot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to all blocks, where neither plot nor window wants it."""
        if event.key() == Qt.Key.Key_Escape and self._filled is not None:
            self.fill(None)
        else:
            super().keyPressEvent(event)

    def _toggle_fill(self, name: str) -> None:
        self.fill(None if self._filled == name else name)
        self.blockFocused.emit(name)

    def _step(self, name: str, step: int) -> None:
        names = list(self._cards) if self._filled else list(self._arrangement.slots)
        target = names.index(name) + step
        if not 0 <= target < len(names):
            return
        if self._filled:
            self.fill(names[target])
            self.blockFocused.emit(names[target])
        self._scroll_to(names[target])
        self._bring_into_view()
        if names[target] in self.plots:
            self.plots[names[target]].setFocus(Qt.FocusReason.TabFocusReason)

    def _link_zoom(self, name: str, first: float, last: float) -> None:
        key = (self._cards[name].stage, self.plots[name].channels)
        self._zooms[key] = (first, last)
        for other, plot in self.plots.items():
            if other != name and (self._cards[other].stage, plot.channels) == key:
                plot.set_view(first, last)
        self._tell_foot()
        self.lookChanged.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._letter()
            self._lay_out()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()

    def _translate(self) -> None:
        self._back.setText(self.tr("All blocks (Esc)"))
        for stage in self._stages:
            self._headers[stage.number].describe(*wording.stage_texts(stage))
        self._renew()

    def focusNextPrevChild(self, following: bool) -> bool:
        moved = super().focusNextPrevChild(following)
        holder = QApplication.focusWidget()
        for name, plot in self.plots.items():
            if plot is holder:
                self._scroll_to(name)
        return moved
