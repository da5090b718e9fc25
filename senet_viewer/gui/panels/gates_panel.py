"""The right column: where this picture departs from the reference, and every block's gates."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.gui.comparison_view import ComparisonView, networks_caption, networks_tip
from senet_viewer.gui.drawn import same_objects
from senet_viewer.gui.gates_column import GatesColumn
from senet_viewer.gui.plots.channel_field import WantedChannel
from senet_viewer.gui.plots.depth_legend import hollow_bars, similarity_legend
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.parting_wording import similarity_tip
from senet_viewer.gui.plots.teaching import depth_tip, gates_tip, means_tip, tip
from senet_viewer.gui.plots.wording import below_noise, filter_name
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.references import Compare, sees_other_pixels
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import Theme
from senet_viewer.gui.words import reference_caption, reference_phrase, reference_word
from senet_viewer.records import BlockGates, ModelCard
from senet_viewer.similarity import block_noise
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, looks_untrained, shown_channels


class GatesPanel(GatesColumn):
    """Follows images, reference, order and focus.

    ``said`` brings what the user should know of what was just done.
    """

    said = Signal(str)

    def __init__(
        self,
        state: State,
        reading: Reading,
        filters: QMenu,
        card: QWidget,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(filters, card, parent)
        self._state, self._reading, self._theme = state, reading, theme
        self._laid_out: ModelCard | None = None
        self._drawn: tuple[object, ...] = ()
        self._view: ComparisonView | None = None
        self.depth_title.setText(self.tr("Depth"))
        self.gates_title.setText(self.tr("Gates"))
        self.untrained.setText(self.tr("All gates near 0.5: is this network trained?"))
        self.set_theme(theme)
        self.depth_strip.blockClicked.connect(state.set_focus)
        self.gates.blockFocused.connect(state.set_focus)
        self.legend.chosen.connect(self._show_among_selected)
        self.switch.chosen.connect(reading.set_differences_wanted)
        reading.differences_changed.connect(self._render)
        self.gates.channelHovered.connect(self._hovered)
        self.gates.channelClicked.connect(self._clicked)
        self.field.wanted.connect(self._find)
        self.field.taken.connect(self._take_found)
        self.field.left.connect(self.gates.end_pointing)
        reading.filter_changed.connect(self._filter)
        reading.histogram_changed.connect(self._draw_histograms)
        reading.noise_changed.connect(self._mark_noise)
        reading.card_changed.connect(self._pin)
        state.current_changed.connect(self._dim)
        state.model_changed.connect(self._dim)
        state.shown_changed.connect(self._render)
        state.reference_changed.connect(self._render)
        state.compared_counted.connect(self._count_compared)
        state.order_changed.connect(self._render)
        state.focus_changed.connect(self._render_focus)
        state.marked_changed.connect(self._mark)
        self._draw_histograms()
        self._filter()
        self._render()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.colour(theme)
        self._render_depth()

    @Slot()
    def _dim(self) -> None:
        self._render_waiting()
        dimmed = not self._state.up_to_date
        self.gates.set_dimmed(dimmed)
        self.depth_strip.set_dimmed(dimmed)

    def _render_waiting(self) -> None:
        failed = self._state.current_failed
        visible = self._state.shown is not None and not failed
        shown = self._state.shown
        always = (
            self.depth_title,
            self.depth_caption,
            self.depth_strip,
            self.gates_title,
            self.gates_caption,
            self.switch,
            self.filter,
            self.field,
            self.gates,
        )
        wanted: dict[QWidget, bool] = dict.fromkeys(always, visible)
        wanted[self.legend] = visible and bool(self._state.compared)
        wanted[self.untrained] = visible and shown is not None and looks_untrained(shown)
        wanted[self.waiting] = not visible
        if not visible:
            wanted[self.depth_legend] = False
        self.show_parts(wanted)
        if failed:
            self.waiting.setText(self.tr("No gates: this picture could not be opened."))
        else:
            self.waiting.setText(self.tr("The gates come as soon as the network has seen it …"))

    @Slot()
    def _render(self) -> None:
        shown, card = self._state.shown, self._state.shown_card
        self._dim()
        if shown is None or card is None:
            self._drawn = ()
            self.gates.show_inspection(None, None, "", self._state.order)
            self.depth_strip.show_departures((), (), None)
            return
        if card is not self._laid_out:
            self._laid_out = card
            self.gates.show_model(card)
        reference = self._state.reference
        departures = self._state.departures()
        means = reference.means if departures is not None else None
        name = reference_phrase(reference)
        word = reference_word(reference)
        noise, order = self._reading.noise, self._state.order
        channels = None if noise is None else noise.channels
        view, differences = self._comparison(), self._reading.differences
        told = (self._state.compared, self._state.compare, self._state.pinned)
        drawn = (shown, card, reference, *told, noise, order, differences)
        # A change of the image on show is often one of what it is compared with too.
        if same_objects(drawn, self._drawn):
            return
        self._drawn = drawn
        others = () if view is None else view.others
        self.gates.show_inspection(
            shown, means, name, order, word, channels, others, differences=differences
        )
        self.gates.set_reference_caption(self._caption(view))
        self._render_comparison(view)
        self.depth_strip.set_reference_name(name)
        self._render_captions(card, name)
        self._render_focus()

    @Slot(str)
    def _show_among_selected(self, key: str) -> None:
        """Make one of the compared images the one on show; all stay selected."""
        self._state.select(key, alone=False)

    def _comparison(self) -> ComparisonView | None:
        """The image on show beside the selected ones; None where it stands alone."""
        shown, compared = self._state.shown, self._state.compared
        if shown is None or not compared or compared.shown != shown.image.key:
            return None
        view = ComparisonView(shown, compared, self._reading.noise)
        if self._view is None or not self._view.is_like(view):
            self._view = view
        return self._view

    def _caption(self, view: ComparisonView | None) -> str:
        """What bars, ticks and marks are, said at the plots' foot."""
        differences, reference = self._reading.differences, self._state.reference
        if view is not None:
            return view.caption(differences=differences)
        if differences:
            text = self.tr("bar: gate minus {reference}; up: more open, down: more closed")
            return text.format(reference=reference_phrase(reference))
        return reference_caption(reference)

    @Slot()
    def _count_compared(self) -> None:
        view = self._comparison()
        if view is not None:
            self.legend.show_entries(view.entries, view.note)

    def _render_comparison(self, view: ComparisonView | None) -> None:
        if view is not None:
            self.legend.show_entries(view.entries, view.note)
        why_not = self.tr("Compare with something, or select two images, to see differences.")
        possible = self._state.departures() is not None
        self.switch.show_choice(
            differences=self._reading.differences, why_not="" if possible else why_not
        )

    def _why_no_departures(self) -> str:
        if self._state.compare is Compare.AVERAGE:
            return self.tr("Load {n} pictures to see what is unusual.").format(
                n=PICTURES_FOR_AN_AVERAGE
            )
        if self._state.compare is Compare.NETWORK:
            return self.tr("The other network has no gates for this picture.")
        return self.tr("Compare with something to see where this picture departs from it.")

    def _render_depth_caption(self, reference: str) -> None:
        """What the depth strip shows where no images are compared."""
        shown = self._state.shown
        if shown is not None and self._state.pinned == shown.image.key and not self._state.compared:
            self.depth_caption.setText(self.tr("This is the pinned picture; go to another one."))
        elif self._state.departures() is None:
            means = self.tr("mean gate of each block, not its departure.")
            self.depth_caption.setText(f"{means} {self._why_no_departures()}")
        else:
            self.depth_caption.setText(
                self.tr("how far each block's gates are from {reference}; click to focus").format(
                    reference=reference
                )
            )

    def _render_captions(self, card: ModelCard, reference: str) -> None:
        if self._comparison() is None:
            self._render_depth_caption(reference)
        closed = (
            self.tr("0: the block adds nothing to the channel.")
            if card.shortcut
            else self.tr("0: the channel is shut off.")
        )
        text = self.tr(
            "one bar = one channel's gate (excitation weight). {closed} 1: it passes unscaled."
        ).format(closed=closed)
        if self._reading.differences:
            text = self.tr(
                "one bar = one channel's gate minus that of {reference}. Up: more open, down: more "
                "closed."
            ).format(reference=reference)
        self.gates_caption.setText(text)
        for label in (self.gates_title, self.gates_caption):
            label.setToolTip(gates_tip())
        for label in (self.depth_title, self.depth_caption):
            label.setToolTip(means_tip() if self._state.departures() is None else depth_tip())

    @Slot()
    def _render_focus(self) -> None:
        self.gates.focus_block(self._state.focus)
        self._render_depth()

    def _render_depth(self) -> None:
        shown, noise, view = self._state.shown, self._reading.noise, self._comparison()
        if view is not None:
            self._render_similarity(view)
            return
        if shown is None:
            return
        colour_text(self.depth_caption, self._theme.muted)
        self.depth_legend.show_rows((hollow_bars(),))
        self.depth_legend.setToolTip(below_noise())
        values = self._state.departures()
        own = block_noise(shown.blocks, noise)
        if values is None:
            means = [float(block.gates.mean()) for block in shown.blocks]
            self.depth_strip.show_means(shown.blocks, means, self._state.focus)
        else:
            self.depth_strip.show_departures(shown.blocks, values, self._state.focus, own)
            if self._state.reference.compare is Compare.NETWORK:
                name = reference_phrase(self._state.reference)
                pixels = sees_other_pixels(shown, self._state.reference)
                related = self._networks_are_related()
                text = networks_caption(
                    name, shown.blocks, values, noise, other_pixels=pixels, related=related
                )
                self.depth_caption.setText(text)
                if pixels or not related:
                    colour_text(self.depth_caption, self._theme.error)
                self.depth_caption.setToolTip(networks_tip())
        hollow = (
            values is not None
            and own is not None
            and any(value <= one for value, one in zip(values, own, strict=True))
        )
        self.show_parts({self.depth_legend: hollow})

    def _networks_are_related(self) -> bool:
        """False where one of the two has random weights, so that no training joins them."""
        card = self._state.shown_card
        return self._state.reference.trained and (card is None or card.trained)

    def _render_similarity(self, view: ComparisonView) -> None:
        self.depth_strip.show_similarities(view.shown.blocks, view.lines, self._state.focus)
        sentence = view.sentence()
        self.depth_caption.setText(sentence)
        colour_text(self.depth_caption, self._theme.text)
        self.depth_legend.show_rows(*similarity_legend(view.lines))
        for label in (self.depth_caption, self.depth_legend):
            label.setToolTip(similarity_tip())
        # In a low column the caption gives way, and the title says it.
        self.depth_title.setToolTip(tip(sentence) + similarity_tip())
        self.show_parts({self.depth_legend: True})

    @Slot()
    def _mark_noise(self) -> None:
        noise = self._reading.noise
        self.gates.set_noise(None if noise is None else noise.channels)
        self._render_depth()

    @Slot()
    def _filter(self) -> None:
        chosen = self._reading.chosen
        self.gates.set_filter(chosen)
        text = self.tr("show {filter}").format(filter=filter_name(chosen))
        self.filter.setText(text)
        self.filter.setAccessibleName(self.tr("Channels shown: {text}").format(text=text))
        self.filter.setToolTip(self.tr("Which channels of each block are shown"))

    @Slot()
    def _draw_histograms(self) -> None:
        self.gates.set_histogram(self._reading.histogram)

    @Slot()
    def find_channel(self) -> None:
        """Let the user type a channel's number; a card that took the field's room is put away."""
        if self.field.isHidden():
            self._reading.close_card()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot(object)
    def _find(self, wanted: WantedChannel) -> None:
        """Mark a channel's bar, bring it into view and read it out; or say why there is none.

        A filter stays while a number is typed: its first digits may be another channel.
        """
        shown = self._state.shown
        blocks = {block.name: block for block in shown.blocks} if shown is not None else {}
        name = wanted.block or self._state.focus
        if name not in blocks:
            text = self.tr("There is no block {name}.").format(name=name)
            self.field.set_problem(text)
            return
        last = blocks[name].channels - 1
        if wanted.channel > last:
            text = self.tr("{block} has channels 0 to {last}.").format(block=name, last=last)
            self.field.set_problem(text)
            return
        self.field.set_problem("")
        self._state.set_focus(name)
        if self._is_left_out(blocks[name], wanted.channel):
            few = filter_name(self._reading.chosen)
            text = self.tr("Channel {n} is not of the {few}. Enter shows all channels.")
            self._state.set_marked(wanted.channel)
            self.gates.end_pointing()
            self.field.set_hint(text.format(n=wanted.channel, few=few))
        else:
            self._show_found(wanted.channel)

    def _is_left_out(self, block: BlockGates, channel: int) -> bool:
        """Whether a filter hides a channel."""
        reference = self._state.reference.means.get(block.name)
        chosen, order = self._reading.chosen, self._state.order
        return channel not in shown_channels(block.gates, reference, order, chosen)

    def _unfilter(self, channel: int) -> None:
        """What is taken is shown, even if a filter left it out."""
        shown, chosen = self._state.shown, self._reading.chosen
        if shown is not None and self._is_left_out(shown.block(self._state.focus), channel):
            self._reading.set_filter(None)
            text = self.tr("All channels are shown again, since channel {n} is not of the {few}.")
            self.said.emit(text.format(n=channel, few=filter_name(chosen)))

    def _show_found(self, channel: int) -> None:
        self._state.set_marked(channel)
        self.gates.point_at(self._state.focus, channel)

    @Slot()
    def _take_found(self) -> None:
        """Enter: the plot has the keyboard from here on."""
        focus, channel = self._state.focus, self._state.marked_channel
        if channel is not None:
            self._unfilter(channel)
        self.gates.take_keys(focus)
        if channel is not None:
            self._reading.open_card(focus, channel)
            self._show_found(channel)

    @Slot(str, int)
    def _hovered(self, block: str, channel: int) -> None:
        if block == self._state.focus:
            self._state.set_marked(channel if channel >= 0 else None)

    @Slot(str, int)
    def _clicked(self, block: str, channel: int) -> None:
        self._state.set_focus(block)
        self._state.set_marked(channel if channel >= 0 else None)
        if channel >= 0:
            self._reading.open_card(block, channel)
        else:
            self.said.emit(self.tr("Several channels share this bar: zoom with Ctrl+wheel."))

    @Slot()
    def toggle_fill(self) -> None:
        """Let the focus block fill the panel, or show all blocks again."""
        self.gates.fill(None if self.gates.filled_block else self._state.focus)

    @Slot()
    def _mark(self) -> None:
        self.gates.mark_channel(self._state.focus, self._state.marked_channel)

    @Slot()
    def _pin(self) -> None:
        card = self._reading.card
        self.gates.pin_channel(card.block if card else "", card.number if card else None)

    @Slot()
    def toggle_card(self) -> None:
        """Put the marked channel on the card; put the card away where it is there already."""
        card, channel = self._reading.card, self._state.marked_channel
        is_there = card is not None and (card.block, card.number) == (self._state.focus, channel)
        if channel is None or is_there:
            self._reading.close_card()
        else:
            self._reading.open_card(self._state.focus, channel)
