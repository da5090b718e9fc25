"""The right column: where this picture departs from the reference, and every block's gates."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from senet_viewer.gui.plots.depth_strip import DepthStrip
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import reference_caption, reference_phrase, reference_word
from senet_viewer.records import ModelCard
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, looks_untrained


class GatesPanel(QWidget):
    """Depth strip above, gates of every block grouped by stage below."""

    def __init__(self, state: State, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rightColumn")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._theme = state, theme
        self._laid_out: ModelCard | None = None
        self.depth_title, self.depth_caption = self._heading(self.tr("Depth"))
        self.depth_strip = DepthStrip(self)
        self.gates_title, self.gates_caption = self._heading(self.tr("Gates"))
        self.gates = GatesView(self)
        self.untrained = QLabel(self.tr("All gates near 0.5: is this network trained?"), self)
        self.untrained.setFont(scaled(self.font(), 0.92, bold=True))
        self.waiting = QLabel(self)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setWordWrap(True)
        self._arrange()
        self.set_theme(theme)
        self.depth_strip.blockClicked.connect(state.set_focus)
        self.gates.blockFocused.connect(state.set_focus)
        self.gates.channelHovered.connect(self._hovered)
        self.gates.channelClicked.connect(self._clicked)
        state.current_changed.connect(self._dim)
        state.model_changed.connect(self._dim)
        state.shown_changed.connect(self._render)
        state.reference_changed.connect(self._render)
        state.order_changed.connect(self._render)
        state.focus_changed.connect(self._render_focus)
        state.marked_changed.connect(self._mark)
        self._render()

    def _heading(self, title: str) -> tuple[QLabel, QLabel]:
        label, caption = QLabel(title, self), QLabel(self)
        label.setFont(scaled(self.font(), 1.08, bold=True))
        caption.setFont(scaled(self.font(), 0.92))
        caption.setWordWrap(True)
        return label, caption

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 2 * GRID, 0)
        layout.setSpacing(2 * GRID)
        for title, caption, body in (
            (self.depth_title, self.depth_caption, self.depth_strip),
            (self.gates_title, self.gates_caption, self.gates),
        ):
            line = QHBoxLayout()
            line.setSpacing(2 * GRID)
            line.addWidget(title)
            line.addWidget(caption, 1)
            layout.addLayout(line)
            if body is self.gates:
                layout.addWidget(self.untrained)
            layout.addWidget(body, 1 if body is self.gates else 0)
        layout.addWidget(self.waiting, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.depth_strip.set_theme(theme)
        self.gates.set_theme(theme)
        for caption in (self.depth_caption, self.gates_caption, self.waiting):
            caption.setStyleSheet(f"color: {theme.muted}")

    @Slot()
    def _dim(self) -> None:
        self._render_waiting()
        dimmed = not self._state.up_to_date
        self.gates.set_dimmed(dimmed)
        self.depth_strip.set_dimmed(dimmed)

    def _render_waiting(self) -> None:
        failed = self._state.current_failed
        visible = self._state.shown is not None and not failed
        for widget in (
            self.depth_title,
            self.depth_caption,
            self.depth_strip,
            self.gates_title,
            self.gates_caption,
            self.gates,
        ):
            widget.setVisible(visible)
        shown = self._state.shown
        self.untrained.setVisible(visible and shown is not None and looks_untrained(shown))
        self.waiting.setVisible(not visible)
        if failed:
            self.waiting.setText(self.tr("No gates: this picture could not be opened."))
        else:
            self.waiting.setText(self.tr("The gates come as soon as the network has seen it …"))

    @Slot()
    def _render(self) -> None:
        shown, card = self._state.shown, self._state.shown_card
        self._dim()
        if shown is None or card is None:
            self.gates.show_inspection(None, None, "", self._state.order)
            self.depth_strip.show_departures((), None, None)
            return
        if card is not self._laid_out:
            self._laid_out = card
            self.gates.show_model(card)
        reference = self._state.reference
        departures = self._state.departures()
        means = reference.means if departures is not None else None
        name = reference_phrase(reference)
        word = reference_word(reference)
        self.gates.show_inspection(shown, means, name, self._state.order, word)
        self.gates.set_reference_caption(reference_caption(reference))
        self.depth_strip.set_reference_name(name)
        self.depth_strip.set_empty_text(self._why_no_departures())
        self._render_captions(card, name)
        self._render_focus()

    def _why_no_departures(self) -> str:
        if self._state.compare is Compare.AVERAGE:
            return self.tr("Load {n} pictures to see what is unusual.").format(
                n=PICTURES_FOR_AN_AVERAGE
            )
        return self.tr("Compare with something to see where this picture departs from it.")

    def _render_captions(self, card: ModelCard, reference: str) -> None:
        if self._state.reference.compare is Compare.NOTHING:
            self.depth_caption.setText(self.tr("compare with something to see where they differ"))
        else:
            self.depth_caption.setText(
                self.tr("how far each block's gates are from {reference}; click to focus").format(
                    reference=reference
                )
            )
        closed = (
            self.tr("0: the block adds nothing to the channel.")
            if card.shortcut
            else self.tr("0: the channel is shut off.")
        )
        self.gates_caption.setText(
            self.tr(
                "one bar = one channel's gate (excitation weight). {closed} 1: it passes unscaled."
            ).format(closed=closed)
        )
        self.gates_caption.setToolTip(
            self.tr(
                "Compare one channel across pictures, not bars across channels: 0.2 on a strong "
                "channel can pass more than 0.9 on a weak one."
            )
        )

    @Slot()
    def _render_focus(self) -> None:
        shown = self._state.shown
        self.gates.focus_block(self._state.focus)
        if shown is not None:
            self.depth_strip.show_departures(
                shown.blocks, self._state.departures(), self._state.focus
            )

    @Slot(str, int)
    def _hovered(self, block: str, channel: int) -> None:
        if block == self._state.focus:
            self._state.set_marked(channel if channel >= 0 else None)

    @Slot(str, int)
    def _clicked(self, block: str, channel: int) -> None:
        self._state.set_focus(block)
        self._state.set_marked(channel if channel >= 0 else None)

    @Slot()
    def toggle_fill(self) -> None:
        """Let the focus block fill the panel, or show all blocks again."""
        self.gates.fill(None if self.gates.filled_block else self._state.focus)

    @Slot()
    def _mark(self) -> None:
        self.gates.mark_channel(self._state.focus, self._state.marked_channel)
