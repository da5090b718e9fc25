"""How the user reads gates: which channels, with what histogram and noise, which one on a card."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.gui.state import State, alike
from senet_viewer.records import Inspection, ModelCard, Noise
from senet_viewer.statistics import ChannelFilter, Extreme


@dataclass(frozen=True)
class Channel:
    """One channel of one block."""

    block: str
    number: int


class Reading(QObject):
    """Beside ``State``, whose pictures are read; views render both."""

    filter_changed = Signal()
    histogram_changed = Signal()
    noise_changed = Signal()
    noise_wanted_changed = Signal()
    differences_changed = Signal()
    card_changed = Signal()

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._noise: Noise | None = None
        self._noise_of: Inspection | None = None
        self.chosen: ChannelFilter | None = None
        self.histogram = True
        self.noise_wanted = True
        self.differences_wanted = False
        self.card: Channel | None = None
        self._card_of: ModelCard | None = None
        self._card_in: Inspection | None = None
        state.reference_changed.connect(self._reference_changed)
        state.shown_changed.connect(self._shown_changed)
        state.model_changed.connect(self._model_changed)

    def set_filter(self, chosen: ChannelFilter | None) -> None:
        """Show a few channels of each block; None shows all."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.filter_changed.emit()

    @Slot()
    def _reference_changed(self) -> None:
        """Without a reference nothing is unusual."""
        chosen = self.chosen
        if chosen and chosen.extreme is Extreme.UNUSUAL and not self._state.reference.means:
            self.set_filter(None)

    def set_histogram(self, wanted: bool) -> None:
        """Whether plots have a histogram in their margin, where there is room."""
        if wanted != self.histogram:
            self.histogram = wanted
            self.histogram_changed.emit()

    def set_differences_wanted(self, wanted: bool) -> None:
        """Whether bars show differences from the reference, where there is one."""
        if wanted != self.differences_wanted:
            self.differences_wanted = wanted
            self.differences_changed.emit()

    @property
    def differences(self) -> bool:
        """Whether bars show differences now."""
        return self.differences_wanted and self._state.departures() is not None

    def set_noise_wanted(self, wanted: bool) -> None:
        """Whether differences below the noise are marked, and the noise measured for it."""
        if wanted != self.noise_wanted:
            self.noise_wanted = wanted
            self.noise_wanted_changed.emit()
            self.noise_changed.emit()

    @property
    def noise(self) -> Noise | None:
        """The noise of what is shown; None where it is not measured (yet), or not wanted."""
        is_its = self._noise_of is not None and self._noise_of is self._state.shown
        return self._noise if is_its and self.noise_wanted else None

    def set_noise(self, inspection: Inspection, noise: Noise) -> None:
        """Take the noise of the gates of ``inspection``."""
        self._noise, self._noise_of = noise, inspection
        self.noise_changed.emit()

    def open_card(self, block: str, number: int) -> None:
        """Put a channel of the shown network on the card; does nothing where there is no such."""
        if self._has(block, number) and self.card != Channel(block, number):
            self.card = Channel(block, number)
            self._card_of, self._card_in = self._state.shown_card, self._state.shown
            self.card_changed.emit()

    @Slot()
    def close_card(self) -> None:
        """Put the card away."""
        if self.card is not None:
            self.card = None
            self.card_changed.emit()

    @Slot()
    def _shown_changed(self) -> None:
        """A channel means nothing in another network, so it leaves the card."""
        shown = self._state.shown_card
        if self.card is not None and (shown is None or not alike(shown, self._card_of)):
            self.close_card()
        self._card_in = self._state.shown

    @Slot()
    def _model_changed(self) -> None:
        """The network on show may go by another file now."""
        if self._card_in is self._state.shown:
            self._card_of = self._state.shown_card

    def _has(self, block: str, number: int) -> bool:
        shown = self._state.shown
        blocks = shown.blocks if shown is not None else ()
        return any(one.name == block and 0 <= number < one.channels for one in blocks)
