"""Watches the engine: when it hangs, and when it does not confirm that it dropped a request."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot


@dataclass(frozen=True)
class Patience:
    """How long to wait for what, in seconds.

    The engine hangs if no progress comes for ``times_expected`` times the expected time (at least
    ``floor``, or ``unknown`` where no time is expected), if a ping stays without an answer for
    ``ping_limit``, or if it is not ready after ``start``. A request that was cancelled must be
    dropped within ``cancel`` (loading a network: ``cancel_load``). ``close`` is given to the
    engine to end by itself. ``deaths`` within ``deaths_within`` are too many.
    """

    tick: float = 0.5
    ping_every: float = 2.0
    ping_limit: float = 10.0
    start: float = 60.0
    floor: float = 20.0
    unknown: float = 120.0
    times_expected: float = 10.0
    cancel: float = 2.0
    cancel_load: float = 10.0
    close: float = 0.4
    deaths: int = 3
    deaths_within: float = 60.0


class EngineWatch(QObject):
    """Knows what should come next from the engine, and by when.

    ``ping`` asks for a ping of that number; ``stalled`` brings the seconds without progress, once
    until ``recovered``; ``undropped`` tells that a cancelled request was not confirmed in time.
    A tick that comes late (the computer slept, the window was held up) starts all waits anew.
    """

    ping = Signal(int)
    stalled = Signal(float)
    recovered = Signal()
    undropped = Signal()

    def __init__(self, patience: Patience, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patience = patience
        self._limit = patience.start
        self._heard = 0.0
        self._ticked = 0.0
        self._pinged: float | None = None
        self._last_ping = 0.0
        self._pings = 0
        self._ready = False
        self._is_stalled = False
        self._dropping: dict[int, float] = {}
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(int(patience.tick * 1000))
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        """A fresh engine was started."""
        self.end()
        self._limit = self._patience.start
        self._wake()

    def ready(self) -> None:
        """The engine can take requests."""
        self._ready = True
        self.expect(0.0)

    def end(self) -> None:
        """The engine is gone."""
        self._ready = self._is_stalled = False
        self._pinged = None
        self._dropping.clear()
        self._timer.stop()

    def set_busy(self, busy: bool) -> None:
        """Whether an answer is waited for; only then is there anything to watch."""
        if busy and not self._busy:
            self._wake()
        self._busy = busy

    def expect(self, seconds: float) -> None:
        """The next answer is expected in ``seconds`` (0: unknown)."""
        patience = self._patience
        known = max(patience.floor, patience.times_expected * seconds)
        self._limit = known if seconds else patience.unknown
        self.heard()
        self._wake()

    def heard(self) -> None:
        """An answer came."""
        self._heard = time.monotonic()
        if self._is_stalled:
            self._is_stalled = False
            self.recovered.emit()

    def ponged(self) -> None:
        """The last ping was answered."""
        self._pinged = None

    def dropping(self, request: int, *, load: bool) -> None:
        """A request was cancelled; the engine is to confirm that it dropped it."""
        seconds = self._patience.cancel_load if load else self._patience.cancel
        self._dropping[request] = time.monotonic() + seconds
        self._wake()

    def dropped(self, request: int) -> bool:
        """The engine gave its last answer to a request; True if that had been cancelled."""
        return self._dropping.pop(request, None) is not None

    def _wake(self) -> None:
        if not self._timer.isActive():
            self._heard = self._ticked = time.monotonic()
            self._timer.start()

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        late = now - self._ticked - self._patience.tick
        self._ticked = now
        if late > 1.0:
            self._start_anew(now, late)
        if self._ready and not (self._busy or self._dropping):
            self._timer.stop()
            self._pinged = None
        elif self._dropping and min(self._dropping.values()) < now:
            self._dropping.clear()
            self.undropped.emit()
        else:
            self._check_progress(now)

    def _start_anew(self, now: float, late: float) -> None:
        self._heard = now
        self._pinged = None
        self._dropping = {request: limit + late for request, limit in self._dropping.items()}

    def _check_progress(self, now: float) -> None:
        silent = now - self._heard
        unanswered = now - self._pinged if self._pinged is not None else 0.0
        waits = self._busy or not self._ready
        hangs = waits and (silent > self._limit or unanswered > self._patience.ping_limit)
        if hangs and not self._is_stalled:
            self._is_stalled = True
            self.stalled.emit(max(silent, unanswered))
        elif (
            self._ready
            and self._pinged is None
            and now - self._last_ping > (self._patience.ping_every)
        ):
            self._pinged = self._last_ping = now
            self._pings += 1
            self.ping.emit(self._pings)
