"""Writes the settings some seconds after a change, so that a killed window keeps them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.settings import Settings, Values, save_changes, values_of

LOOK_EVERY_MS = 3_000
RETRY_AFTER_MS = 20_000
log = logging.getLogger(__name__)


class SettingsKeeper(QObject):
    """Looks every few seconds whether the settings differ from those that were written last.

    ``collect`` puts what the window shows into the settings. What cannot be written is told once
    by ``failed`` and tried again; ``recovered`` tells that it could be.
    """

    failed = Signal(object)
    recovered = Signal()

    def __init__(
        self,
        settings: Settings,
        file: Path,
        collect: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings, self._file, self._collect = settings, file, collect
        self._background = Background(1, self)
        self._written = values_of(settings)
        self._running = self._failing = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._running:
            return
        self._collect()
        values = values_of(self._settings)
        if values == self._written:
            return
        self._running = True
        self._background.run(partial(self._write, values), lambda _: self._saved(), self._not_saved)

    def _write(self, values: Values) -> None:
        save_changes(values, self._written, self._file)
        self._written = values

    def _saved(self) -> None:
        self._running = False
        if self._failing:
            self._failing = False
            self._timer.setInterval(LOOK_EVERY_MS)
            self.recovered.emit()

    def _not_saved(self, error: ViewerError) -> None:
        self._running = False
        log.error("settings: %s (%s)", error.sentence, error.detail)
        if not self._failing:
            self._failing = True
            self._timer.setInterval(RETRY_AFTER_MS)
            self.failed.emit(error)

    def save_now(self) -> None:
        """Write them before this returns, since the window ends; a failure is logged only."""
        self.close()
        self._collect()
        try:
            self._write(values_of(self._settings))
        except ViewerError as error:
            log.error("settings: %s (%s)", error.sentence, error.detail)

    def close(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._background.close()
