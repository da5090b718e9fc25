"""What many gates tell, counted beside the event loop: statistics for the list, the average."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from threading import Event
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.references import NO_REFERENCE, Reference, RunningMean
from senet_viewer.gui.sorting import SortBy
from senet_viewer.gui.state import State
from senet_viewer.records import Gates, Inspection
from senet_viewer.statistics import GateStatistics as BlockStatistics
from senet_viewer.statistics import departure, describe

RENEW_AFTER_MS = 700
_OF_ONE_BLOCK: dict[SortBy, Callable[[BlockStatistics], float]] = {
    SortBy.SPREAD: lambda block: block.spread,
    SortBy.WIDE_OPEN: lambda block: block.wide_open,
    SortBy.NEARLY_CLOSED: lambda block: block.nearly_closed,
}
OF_ALL_GATES = (*_OF_ONE_BLOCK, SortBy.DEPARTURE)
"""Statistics for which all gates are read; the means stay in memory with the answers."""


class GateStatistics(QObject):
    """One statistic of each block of all images, once it is wanted; ``changed`` tells of it.

    Departures are those from the reference. It also counts the average of the loaded pictures
    where ``State`` asks for that.
    """

    changed = Signal()

    def __init__(self, state: State, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._background = state, background
        self._values: dict[str, Gates] = {}
        self._reference: Reference = NO_REFERENCE
        self._wanted: SortBy | None = None
        self._stop = Event()
        self._missed = False
        self._running: Future[Any] | None = None
        self._counting = Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RENEW_AFTER_MS)
        self._timer.timeout.connect(self._renew)
        state.reference_changed.connect(self._reference_changed)
        state.model_changed.connect(self._model_changed)
        state.inspected.connect(self._inspected)
        state.average_outdated.connect(self._count)

    @property
    def running(self) -> bool:
        """Whether values are being computed."""
        return self._running is not None

    def want(self, by: SortBy | None) -> None:
        """Keep this statistic of all images from now on, one of ``OF_ALL_GATES``; None: none."""
        if by is not self._wanted:
            self._wanted, self._running = by, None
            self._stop.set()
            self._values, self._reference = {}, self._wanted_reference()
            self._renew()

    def value(self, key: str, block: int) -> float | None:
        """The statistic of an image's block, or None where it is not known (yet)."""
        values = self._values.get(key)
        return float(values[block]) if values is not None and block < len(values) else None

    def _wanted_reference(self) -> Reference:
        """What is compared with; other statistics know none."""
        departs = self._wanted is SortBy.DEPARTURE
        return self._state.chosen_reference if departs else NO_REFERENCE

    @Slot()
    def _reference_changed(self) -> None:
        if self._wanted_reference() is not self._reference:
            self._outdated()

    @Slot()
    def _model_changed(self) -> None:
        """Values of another network's gates mean nothing; departures are known by reference."""
        if self._wanted is not SortBy.DEPARTURE:
            self._stop.set()
            self._values, self._running = {}, None
        self._outdated()

    def _outdated(self) -> None:
        if self._wanted is not None and not self._timer.isActive():
            self._timer.start()

    @Slot(object)
    def _inspected(self, inspection: Inspection) -> None:
        """An answer that came is in memory, so its values cost nothing."""
        reference = self._wanted_reference()
        if self._wanted is None:
            return
        if self._reference is not reference:
            self._missed = True
            return
        values = statistic_of(inspection, self._wanted, reference.common)
        if values is not None:
            self._values[inspection.image.key] = values

    @Slot()
    def _renew(self) -> None:
        """Read all gates once; what is known stays until the new is there."""
        wanted = self._wanted
        if wanted is None:
            return
        self._stop.set()
        self._stop = stop = Event()
        self._missed = False
        reference, known = self._wanted_reference(), self._values
        same = reference is self._reference
        keys = [
            item.key
            for item in self._state.items
            if item.answer is not None and not (same and item.key in known)
        ]
        kept = self._state.inspections(keys)
        self._running = self._background.run(
            partial(_all_values, kept, wanted, reference.common, stop),
            partial(self._renewed, stop, reference, same),
            _ignore,
        )

    def _renewed(
        self, stop: Event, reference: Reference, same: bool, found: dict[str, Gates]
    ) -> None:
        if stop is not self._stop or stop.is_set():
            return
        self._running = None
        self._values = {**self._values, **found} if same else found
        self._reference = reference
        self.changed.emit()
        if self._missed or self._wanted_reference() is not reference:
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


def statistic_of(inspection: Inspection, by: SortBy, means: Mapping[str, Gates]) -> Gates | None:
    """One statistic of each block ``[B]``; ``means`` are those of the reference, for departures."""
    if by is SortBy.DEPARTURE:
        return departures(inspection, means)
    found = [_OF_ONE_BLOCK[by](describe(block.gates)) for block in inspection.blocks]
    return np.array(found, np.float32)


def _until(kept: Sequence[Inspection], stop: Event) -> Iterator[Inspection]:
    for number in range(len(kept)):
        if stop.is_set():
            return
        # One that cannot be read (any more) does not count.
        with suppress(ViewerError):
            yield kept[number]


def _all_values(
    kept: Sequence[Inspection], by: SortBy, means: Mapping[str, Gates], stop: Event
) -> dict[str, Gates]:
    found: dict[str, Gates] = {}
    for inspection in _until(kept, stop):
        values = statistic_of(inspection, by, means)
        if values is not None:
            found[inspection.image.key] = values
    return found


def _average(kept: Sequence[Inspection], stop: Event) -> RunningMean:
    average = RunningMean()
    for inspection in _until(kept, stop):
        average.add(inspection)
    return average
