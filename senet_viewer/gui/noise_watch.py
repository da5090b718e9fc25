"""Has the noise of the shown picture measured, once its gates are shown and nothing else is new."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Slot

from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.state import State
from senet_viewer.protocol import Failed, NoiseMeasured
from senet_viewer.records import Noise

QUIET_MILLISECONDS = 400
"""So long a picture must be looked at before its noise is asked for."""
KEEP = 64
"""Noises of so many pictures are kept: 200 KB each with 50 blocks."""


class NoiseWatch(QObject):
    """A picture that is left before its noise is known costs nothing more."""

    def __init__(
        self,
        state: State,
        reading: Reading,
        engine: EngineClient,
        parent: QObject | None = None,
        *,
        quiet: int = QUIET_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._state, self._reading, self._engine = state, reading, engine
        self._request = 0
        self._known: OrderedDict[str, Noise] = OrderedDict()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(quiet)
        self._pause.timeout.connect(self._ask)
        engine.noise_measured.connect(self._measured)
        engine.question_failed.connect(self._failed)
        state.current_changed.connect(self._drop)
        state.shown_changed.connect(self._look)
        state.reference_changed.connect(self._look)
        state.model_changed.connect(self._forget)
        reading.noise_wanted_changed.connect(self._look)

    @property
    def waiting(self) -> bool:
        """Whether noise will be asked for, or is being measured."""
        return bool(self._request) or self._pause.isActive()

    @Slot()
    def _look(self) -> None:
        """Show the noise if it is known, else ask for it after a while."""
        state, shown = self._state, self._state.shown
        wanted = self._reading.noise_wanted and bool(state.reference.means)
        if shown is None or not wanted or not state.up_to_date:
            self._drop()
            return
        if self._reading.noise is not None:
            return
        known = self._known.get(shown.image.key)
        if known is not None:
            self._reading.set_noise(shown, known)
        elif not self._request:
            self._pause.start()

    @Slot()
    def _ask(self) -> None:
        state, shown = self._state, self._state.shown
        can_ask = state.up_to_date and state.live and state.shown_card is state.card
        if shown is not None and can_ask and shown.seen.size and not self._request:
            self._request = self._engine.measure_noise(shown.image, shown.seen)

    @Slot()
    def _drop(self) -> None:
        self._pause.stop()
        if self._request:
            self._engine.cancel(self._request)
            self._request = 0

    @Slot()
    def _forget(self) -> None:
        """What was measured belongs to another network, or the shown one is the engine's now."""
        self._drop()
        self._known.clear()
        self._look()

    @Slot(object)
    def _measured(self, answer: NoiseMeasured) -> None:
        if answer.id != self._request:
            return
        self._request = 0
        self._known[answer.noise.image.key] = answer.noise
        while len(self._known) > KEEP:
            self._known.popitem(last=False)
        shown = self._state.shown
        if shown is not None and shown.image.key == answer.noise.image.key:
            self._reading.set_noise(shown, answer.noise)

    @Slot(object)
    def _failed(self, answer: Failed) -> None:
        """Nobody asked for it: without noise nothing is marked."""
        if answer.id == self._request:
            self._request = 0
