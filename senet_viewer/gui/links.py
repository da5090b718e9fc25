"""Opens links: a few at a time in threads of their own, with progress and a way to stop."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.session import Session
from senet_viewer.gui.state import State
from senet_viewer.images.addresses import Network, network_of

if TYPE_CHECKING:
    from senet_viewer.images.links import FetchedImage, LinkFetch

AT_ONCE = 4
CANCELLED = "link.cancelled"

MakeFetch = Callable[..., "LinkFetch"]


@dataclass
class _Moved:
    """Bytes that came of one link, and in all (0: unknown)."""

    done: int = 0
    total: int = 0


@dataclass(eq=False)
class _Job:
    fetch: LinkFetch
    moved: _Moved
    outcome: FetchedImage | ViewerError | None = None


@dataclass(frozen=True)
class Fetching:
    """How far the links under way are: bytes done and in all (0: unknown), and how many links."""

    done: int
    total: int
    links: int


class Links(QObject):
    """Fetches pictures by link into the list; ``progress`` brings ``Fetching``, or None at the end.

    The threads are daemons: a name server that does not answer cannot keep the window open.
    """

    progress = Signal(object)
    error = Signal(object)
    _finished = Signal(object)
    _moved = Signal()

    def __init__(
        self,
        state: State,
        session: Session,
        parent: QObject | None = None,
        *,
        make_fetch: MakeFetch | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._session, self._make_fetch = state, session, make_fetch
        self._waiting: deque[_Job] = deque()
        self._running: list[_Job] = []
        self._closed = False
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether links are under way."""
        return bool(self._running or self._waiting)

    def open(self, urls: Sequence[str], *, typed: bool = False) -> None:
        """Fetch pictures; ``typed`` ones may lead to the user's own machine or network.

        A link that is on the list already is shown instead.
        """
        own, make_fetch = own_networks(), self._make_fetch or link_fetch()
        for url in urls:
            if self._state.item(url) is not None:
                self._state.select(url)
                continue
            moved = _Moved()
            fetch = make_fetch(url, typed=typed, own=own, on_progress=partial(self._note, moved))
            self._waiting.append(_Job(fetch, moved))
        self._start_next()

    def _note(self, moved: _Moved, done: int, total: int) -> None:
        """Runs in the link's thread."""
        moved.done, moved.total = done, total
        self._moved.emit()

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < AT_ONCE:
            job = self._waiting.popleft()
            self._running.append(job)
            threading.Thread(target=self._run, args=(job,), name="link", daemon=True).start()
        self._tell()

    def _run(self, job: _Job) -> None:
        try:
            job.outcome = job.fetch.run()
        except ViewerError as error:
            job.outcome = error
        if not self._closed:
            self._finished.emit(job)

    @Slot(object)
    def _take(self, job: _Job) -> None:
        if self._closed or job not in self._running:
            return
        self._running.remove(job)
        outcome = job.outcome
        if isinstance(outcome, ViewerError):
            if outcome.code != CANCELLED:
                self.error.emit(outcome)
        elif outcome is not None:
            data = np.frombuffer(outcome.data, np.uint8)
            self._session.open_data(data, outcome.name, key=job.fetch.url)
        self._start_next()

    @Slot()
    def _tell(self) -> None:
        if self._closed:
            return
        if not self.busy:
            self.progress.emit(None)
            return
        moved = [job.moved for job in self._running]
        known = all(one.total for one in moved) and not self._waiting
        total = sum(one.total for one in moved) if known else 0
        done = sum(one.done for one in moved)
        self.progress.emit(Fetching(done, total, len(self._running) + len(self._waiting)))

    @Slot()
    def cancel(self) -> None:
        """Stop all links that are under way."""
        self._waiting.clear()
        running, self._running = self._running, []
        for job in running:
            job.fetch.cancel()
        self._tell()

    @Slot()
    def close(self) -> None:
        """Stop all links; nothing comes any more."""
        self._closed = True
        self.cancel()


def link_fetch() -> MakeFetch:
    """What fetches a link; imported when one is opened, since TLS takes its time to import."""
    from senet_viewer.images.links import LinkFetch

    return LinkFetch


def own_networks() -> list[Network]:
    """The networks of this machine's interfaces."""
    # Imported when a link is opened, since no start needs it.
    from PySide6.QtNetwork import QNetworkInterface

    found = (
        network_of(entry.ip().toString(), entry.prefixLength())
        for interface in QNetworkInterface.allInterfaces()
        for entry in interface.addressEntries()
    )
    return [network for network in found if network is not None]
