"""Small work beside the event loop: a few threads for Pillow and the file system, no torch."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from senet_viewer.errors import ViewerError

log = logging.getLogger(__name__)


class Background(QObject):
    """Runs functions in threads and hands their results to the window's thread."""

    _done = Signal(object)

    def __init__(self, threads: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._closed = False
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        on_result: Callable[[Any], None],
        on_error: Callable[[ViewerError], None],
    ) -> Future[Any]:
        """Run ``work`` in a thread; one of the two callbacks follows in the window's thread."""
        future = self._pool.submit(work)
        future.add_done_callback(lambda f: self._emit((f, on_result, on_error)))
        return future

    def _emit(self, outcome: tuple[Any, ...]) -> None:
        if not self._closed:
            self._done.emit(outcome)

    @Slot(object)
    def _deliver(self, outcome: tuple[Any, ...]) -> None:
        future, on_result, on_error = outcome
        if self._closed or future.cancelled():
            return
        error = future.exception()
        if error is None:
            on_result(future.result())
        elif isinstance(error, ViewerError):
            on_error(error)
        else:
            raise error

    def finish(self) -> None:
        """Wait for all that was asked for, and hand its results over; then take no more."""
        self._pool.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def close(self) -> None:
        """Drop what waits and wait for what runs."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
        # What came last waits for the event loop, and would hold us and its callers until then.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
