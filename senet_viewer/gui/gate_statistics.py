"""What many gates tell, counted beside the event loop: departures for the list, the average."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from threading import Event
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.references import Reference, RunningMean
from senet_viewer.gui.state import State
from senet_viewer.records import Gates, Inspection
from senet_viewer.statistics import departure

RENEW_AFTER_MS = 700


class GateStatistics(QObject):
    """Departures of all images from the reference, once they are wanted; ``changed`` tells of them.

    It also counts the average of the loaded pictures where ``State`` asks for that.
    """

    changed = Signal()

    def __init__(self, state: State, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._background = state, background
        self._departures: dict[str, Gates] = {}
        self._reference: Reference = state.chosen_reference
        self._wanted = False
        self._stop = Event()
        self._running: Future[Any] | None = None
        self._counting = Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RENEW_AFTER_MS)
        self._timer.timeout.connect(self._renew)
        state.reference_changed.connect(self._outdated)
        state.model_changed.connect(self._outdated)
        state.inspected.connect(self._inspected)
        state.average_outdated.connect(self._count)

    @property
    def running(self) -> bool:
        """Whether departures are being computed."""
        return self._running is not None

    def want(self, wanted: bool) -> None:
        """Keep departures for all images from now on, or no longer."""
        if wanted != self._wanted:
            self._wanted, self._running = wanted, None
            self._stop.set()
            if wanted:
                self._renew()
            else:
                self._departures.clear()

    def departure(self, key: str, block: int) -> float | None:
        """Mean |gate − reference| of an image's block, or None where it is not known (yet)."""
        values = self._departures.get(key)
        return float(values[block]) if values is not None and block < len(values) else None

    @Slot()
    def _outdated(self) -> None:
        if self._wanted and not self._timer.isActive():
            self._timer.start()

    @Slot(object)
    def _inspected(self, inspection: Inspection) -> None:
        """An answer that came is in memory, so its departures cost nothing."""
        if not self._wanted or self._reference is not self._state.chosen_reference:
            return
        values = departures(inspection, self._reference.common)
        if values is not None:
            self._departures[inspection.image.key] = values

    @Slot()
    def _renew(self) -> None:
        """Read all gates once and compare them; what is known stays until the new is there."""
        if not self._wanted:
            return
        self._stop.set()
        self._stop = stop = Event()
        reference, known = self._state.chosen_reference, self._departures
        same = reference is self._reference
        keys = [
            item.key
            for item in self._state.items
            if item.answer is not None and not (same and item.key in known)
        ]
        kept = self._state.inspections(keys)
        self._running = self._background.run(
            partial(_all_departures, kept, reference.common, stop),
            partial(self._renewed, stop, reference, same),
            _ignore,
        )

    def _renewed(
        self, stop: Event, reference: Reference, same: bool, found: dict[str, Gates]
    ) -> None:
        if stop is not self._stop or stop.is_set():
            return
        self._running = None
        self._departures = {**self._departures, **found} if same else found
        self._reference = reference
        self.changed.emit()
        if self._state.chosen_reference is not reference:
            self._outdated()

    @Slot()
    def _count(self) -> None:
        """Count the average of the loaded pictures anew."""
        self._counting.set()
        self._counting = stop = Event()
        kept = self._state.inspections()
        asked = {item.key for item in self._state.items if item.answer is not None}
        self._background.run(
            partial(_average, kept, stop), partial(self._counted, stop, asked), _ignore
        )

    def _counted(self, stop: Event, asked: set[str], average: RunningMean) -> None:
        if not stop.is_set():
            self._state.set_average(average, asked)

    @Slot()
    def close(self) -> None:
        """Let go of what is being counted."""
        self._stop.set()
        self._counting.set()
        self._timer.stop()


def _ignore(_error: ViewerError) -> None:
    """Nothing raises here; what cannot be read is passed over."""


def departures(inspection: Inspection, means: Mapping[str, Gates]) -> Gates | None:
    """Mean |gate − reference| of each block ``[B]``; None where the reference does not fit."""
    blocks = inspection.blocks
    if not means or any(len(means.get(b.name, ())) != b.channels for b in blocks):
        return None
    return np.array([departure(block.gates, means[block.name]) for block in blocks], np.float32)


def _until(kept: Sequence[Inspection], stop: Event) -> Iterator[Inspection]:
    for number in range(len(kept)):
        if stop.is_set():
            return
        # One that cannot be read (any more) does not count.
        with suppress(ViewerError):
            yield kept[number]


def _all_departures(
    kept: Sequence[Inspection], means: Mapping[str, Gates], stop: Event
) -> dict[str, Gates]:
    found: dict[str, Gates] = {}
    for inspection in _until(kept, stop):
        values = departures(inspection, means)
        if values is not None:
            found[inspection.image.key] = values
    return found


def _average(kept: Sequence[Inspection], stop: Event) -> RunningMean:
    average = RunningMean()
    for inspection in _until(kept, stop):
        average.add(inspection)
    return average
