"""Fetches what the channel card shows: the maps of its channel in the picture that is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.state import State
from senet_viewer.protocol import ChannelShown, Failed


class ChannelLook(QObject):
    """Asks the engine whenever the card's channel or the picture changes, never waits for it.

    ``shown`` is the last answer; ``waiting`` says that a newer one is under way, ``error`` why
    there is none. ``changed`` tells of each.
    """

    changed = Signal()

    def __init__(
        self, state: State, reading: Reading, engine: EngineClient, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._reading, self._engine = state, reading, engine
        self._request = 0
        self.shown: ChannelShown | None = None
        self.error: ViewerError | None = None
        engine.channel_shown.connect(self._answered)
        engine.question_failed.connect(self._failed)
        reading.card_changed.connect(self._card_changed)
        state.shown_changed.connect(self._ask)
        state.current_changed.connect(self._drop)
        state.model_changed.connect(self._model_changed)

    @property
    def waiting(self) -> bool:
        """Whether the engine was asked and has not answered."""
        return bool(self._request)

    @property
    def up_to_date(self) -> bool:
        """Whether ``shown`` is the card's channel in the picture that is shown."""
        card, shown, seen = self._reading.card, self.shown, self._state.shown
        if card is None or shown is None or seen is None or not self._state.up_to_date:
            return False
        return (shown.image, shown.block, shown.channel) == (seen.image, card.block, card.number)

    @Slot()
    def _card_changed(self) -> None:
        if self._reading.card is None:
            self.shown = None
        self._ask()

    @Slot()
    def _model_changed(self) -> None:
        """Another network, or the shown one came to the engine after its answers from a file."""
        self.shown = None
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._drop()
        card, seen, state = self._reading.card, self._state.shown, self._state
        can_ask = state.up_to_date and state.live and state.shown_card is state.card
        if card is not None and seen is not None and can_ask and seen.seen.size:
            self._request = self._engine.show_channel(
                seen.image, seen.seen, card.block, card.number
            )
        self.changed.emit()

    @Slot()
    def _drop(self) -> None:
        """What is asked for is no longer wanted."""
        self.error = None
        if self._request:
            self._engine.cancel(self._request)
            self._request = 0

    @Slot(object)
    def _answered(self, answer: ChannelShown) -> None:
        if answer.id == self._request:
            self._request = 0
            self.shown = answer
            self.changed.emit()

    @Slot(object)
    def _failed(self, answer: Failed) -> None:
        if answer.id == self._request:
            self._request = 0
            self.error = error_of(answer)
            self.changed.emit()
