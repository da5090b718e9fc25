"""Signals that ask the program to end: it does at once, and the next start takes it for no crash.

A session that ends sends them, and so does Ctrl+C in a terminal. There is no time to ask the user,
so what is open stays in the autosave, from where the next start brings it back.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Slot

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
log = logging.getLogger(__name__)


class EndSignals(QObject):
    """Calls ``prepare`` when such a signal comes, then ends the process as the signal does.

    Python's own handlers wait until Python code runs, which an idle window does not; the socket
    wakes the event loop.
    """

    def __init__(self, prepare: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._prepare = prepare
        self._before: dict[int, Any] = {}
        self._reader, self._writer = socket.socketpair()
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._arrived)
        if sys.platform == "win32":
            # Windows ends programs by other means.
            return
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._old = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for name in NAMES:
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, _noted)

    @Slot()
    def _arrived(self) -> None:
        numbers = [number for number in self._reader.recv(64) if number in self._before]
        if not numbers:
            return
        log.info("asked to end by signal %d", numbers[0])
        self._prepare()
        signal.signal(numbers[0], signal.SIG_DFL)
        os.kill(os.getpid(), numbers[0])

    def close(self) -> None:
        """Leave signals to whoever had them before."""
        self._notifier.setEnabled(False)
        if sys.platform != "win32":
            for number, handler in self._before.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(self._old)
        self._reader.close()
        self._writer.close()


def _noted(_number: int, _frame: FrameType | None) -> None:
    """The socket tells of it."""
