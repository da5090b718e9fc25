"""The lower middle: the focus block and what is unusual about it in this picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from senet_viewer.gui.breaking_label import BreakingLabel
from senet_viewer.gui.drawn import same_objects
from senet_viewer.gui.flow_row import FlowRow
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.plots.teaching import numbers_words, tip
from senet_viewer.gui.plots.unusual_list import UnusualList
from senet_viewer.gui.plots.wording import below_noise as noise_words
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.references import Compare
from senet_viewer.gui.shortened_link import ShortenedLink
from senet_viewer.gui.state import State
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import reference_phrase
from senet_viewer.records import BlockGates, Gates
from senet_viewer.statistics import (
    PICTURES_FOR_AN_AVERAGE,
    below_noise,
    describe,
    differs,
    most_unusual,
)

SHOWN = 8


class FocusPanel(QWidget):
    """The channels most opened and most closed against the reference, with the block's numbers."""

    all_channels_asked = Signal()
    statistics_asked = Signal()

    def __init__(
        self, state: State, reading: Reading, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._reading, self._theme = state, reading, theme
        self.title = QLabel(self)
        self.title.setFont(scaled(self.font(), 1.08, bold=True))
        self.title.setWordWrap(True)
        self.subtitle = BreakingLabel(self)
        self.unusual = UnusualList(self)
        self.all_channels = ShortenedLink("", self)
        self.statistics = ShortenedLink(self.tr("statistics of all blocks"), self)
        self.numbers = QLabel(self)
        self.numbers.setWordWrap(True)
        self.warning = QLabel(self)
        self.warning.setWordWrap(True)
        for label in (self.subtitle, self.numbers, self.warning):
            label.setFont(scaled(self.font(), 0.92))
        self._drawn: tuple[object, ...] = ()
        self._arrange()
        self.set_theme(theme)
        self.all_channels.clicked.connect(self.all_channels_asked)
        self.statistics.clicked.connect(self.statistics_asked)
        self.unusual.channelHovered.connect(self._hovered)
        self.unusual.channelClicked.connect(self._open_card)
        for signal in (
            state.current_changed,
            state.shown_changed,
            state.focus_changed,
            state.reference_changed,
            reading.noise_changed,
        ):
            signal.connect(self._render)
        state.marked_changed.connect(self._mark)
        self._render()

    def _arrange(self) -> None:
        links = FlowRow(4 * GRID, 0)
        links.add(self.all_channels)
        links.add(self.statistics)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle)
        layout.addWidget(self.unusual)
        layout.addLayout(links)
        layout.addWidget(self.numbers)
        layout.addSpacing(GRID)
        layout.addWidget(self.warning)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its column; Qt would find its height for a width that it does not get."""
        return QSize(0, super().minimumSizeHint().height())

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for label in (self.subtitle, self.numbers):
            colour_text(label, theme.muted)
        colour_text(self.warning, theme.faint)
        self._render()

    def _block(self) -> BlockGates | None:
        shown = self._state.shown
        names = [block.name for block in shown.blocks] if shown else []
        return shown.block(self._state.focus) if shown and self._state.focus in names else None

    @Slot()
    def _render(self) -> None:
        block = self._block()
        visible = block is not None and not self._state.current_failed
        self.setVisible(visible)
        if block is None or not visible:
            self._drawn = ()
            return
        compared = (self._state.reference, self._state.compare, self._reading.noise)
        drawn = (block, *compared, self._theme)
        # Another image is often told of three times: chosen, answered, compared.
        if same_objects(drawn, self._drawn):
            return
        self._drawn = drawn
        means = self._state.reference.means.get(block.name)
        has_reference = means is not None and len(means) == block.channels
        same = means is not None and has_reference and not differs(block.gates, means)
        self.unusual.setVisible(has_reference and not same)
        self.all_channels.setText(self.tr("all {n} channels").format(n=block.channels))
        if has_reference and means is not None:
            title = self.tr("{block}: what is unusual here")
            if self._state.reference.letter or self._state.compare in (
                Compare.IMAGE,
                Compare.NETWORK,
            ):
                title = self.tr("{block}: most different channels")
            self.title.setText(title.format(block=block.name))
            reference = reference_phrase(self._state.reference)
            self.subtitle.setText(self._difference_text(same).format(reference=reference))
            opened, closed = most_unusual(block.gates, means, SHOWN)
            below = self._below_noise(block, means)
            hollow = {one.channel for one in (*opened, *closed)} & below
            self.unusual.show_unusual(opened, closed, block.stage, self._theme, hollow)
            if hollow:
                self.subtitle.setText(
                    self.tr("{text}; hollow: below the noise").format(text=self.subtitle.text())
                )
        else:
            self.title.setText(block.name)
            self.subtitle.setText(self._why_nothing())
        self.numbers.setText(self._describe(block, means if has_reference else None))
        noise = "" if self._reading.noise is None else noise_words()
        self.numbers.setToolTip(tip(numbers_words(), noise))
        self.warning.setText(
            self.tr(
                "A gate says how much, never where: one number a picture. "
                "Low is not unimportant: only a test of the effect measures that."
            )
        )

    def _difference_text(self, same: bool) -> str:
        """What the list shows; where nothing differs, what that tells."""
        reference = self._state.reference
        if same and reference.compare in (Compare.AVERAGE, Compare.CLASS):
            return self.tr(
                "No gate differs from {reference} by more than rounding: as far as seen, this "
                "block's gates do not depend on the picture."
            )
        if same and reference.letter:
            return self.tr("No gate of this block differs between A and {reference}.")
        if same:
            return self.tr("No gate of this block differs from {reference}.")
        if reference.letter:
            return self.tr("gate in A minus gate in {reference}, strongest first")
        return self.tr("gate minus {reference}, strongest first")

    def _why_nothing(self) -> str:
        compare = self._state.compare
        if compare is Compare.AVERAGE:
            return self.tr("Load {n} pictures to see what is unusual.").format(
                n=PICTURES_FOR_AN_AVERAGE
            )
        if compare is Compare.IMAGE:
            return self.tr("The picture to compare with has no gates yet.")
        if compare is Compare.NETWORK:
            return self.tr("The other network has no gates for this picture.")
        return self.tr("Compare with something to see what is unusual.")

    def _below_noise(self, block: BlockGates, means: Gates) -> set[int]:
        """The channels that differ from the reference by no more than their noise."""
        noise = self._reading.noise
        own = None if noise is None else noise.channels.get(block.name)
        if own is None or len(own) != block.channels:
            return set()
        return set(np.flatnonzero(below_noise(block.gates, means, own)).tolist())

    def _describe(self, block: BlockGates, means: Gates | None) -> str:
        numbers = describe(block.gates)
        text = self.tr(
            "mean {mean} · spread {spread} · nearly closed (< 0.1): {closed} of {n} · "
            "wide open (> 0.9): {open} of {n}"
        )
        made = text.format(
            mean=f"{numbers.mean:.2f}",
            spread=f"{numbers.spread:.2f}",
            closed=numbers.nearly_closed,
            open=numbers.wide_open,
            n=numbers.channels,
        )
        if means is None or self._reading.noise is None:
            return made
        below = self.tr("differences below the noise: {below} of {n}")
        count = len(self._below_noise(block, means))
        return f"{made} · {below.format(below=count, n=numbers.channels)}"

    @Slot(int)
    def _hovered(self, channel: int) -> None:
        self._state.set_marked(channel if channel >= 0 else None)

    @Slot(int)
    def _open_card(self, channel: int) -> None:
        self._state.set_marked(channel)
        self._reading.open_card(self._state.focus, channel)

    @Slot()
    def _mark(self) -> None:
        self.unusual.mark_channel(self._state.marked_channel)
