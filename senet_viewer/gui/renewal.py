"""Several changes that follow each other closely, as those of the next picture, told as one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

AFTER_MS = 30


class Renewal(QObject):
    """``due`` follows the last of several ``changes``."""

    due = Signal()

    def __init__(self, changes: Iterable[SignalInstance], parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.due)
        for change in changes:
            change.connect(self._start)

    @Slot()
    def _start(self) -> None:
        self._timer.start()
