"""Tells at the start that the last window crashed, and shows the report of it."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.crash_report import last_report, make_report
from senet_viewer.gui.crash_watch import Crash, CrashWatch, take_crashes
from senet_viewer.gui.dialogs.text_dialog import TextDialog
from senet_viewer.gui.versions import versions

log = logging.getLogger(__name__)


class Crashes(QObject):
    """Marks this window as running; ``found`` says that another ended without closing."""

    found = Signal()

    def __init__(self, folder: Path, version: str, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._folder, self._version = folder, version
        self._background, self._window = background, window
        self._watch = CrashWatch(folder, version)
        self.report = ""

    def start(self) -> None:
        """Leave the marker of this window, and look for others beside the event loop."""
        log.info("senet-viewer %s starts", self._version)
        self._watch.start()
        self.report = last_report(self._folder)
        look = partial(take_crashes, self._folder)
        self._background.run(look, self._looked, self._not_looked)

    def _looked(self, crashes: tuple[Crash, ...]) -> None:
        if crashes:
            told = versions(self._version)
            make = partial(make_report, self._folder, crashes, told, Path.home())
            self._background.run(make, self._tell, self._not_looked)

    def _tell(self, report: str) -> None:
        self.report = report
        self.found.emit()

    def _not_looked(self, error: ViewerError) -> None:
        log.error("no look for crashes: %s", error.sentence)

    @Slot()
    def show(self) -> None:
        """The report of the last crash, to read and to copy."""
        told = self.tr(
            "What senet-viewer noted before it ended unexpectedly. Copy it into a bug report; the "
            "name of your home folder is left out, those of your pictures may be in it."
        )
        if not self.report:
            told = self.tr("senet-viewer has not ended unexpectedly: there is nothing to show.")
        TextDialog(self.tr("The last crash"), told, self.report, self._window).show()

    def close(self) -> None:
        """The window closes as it should."""
        self._watch.stop()
