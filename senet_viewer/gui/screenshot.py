"""Takes a picture of the real window once everything in it has settled."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import ViewerError
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.project import Project
from senet_viewer.gui.session import Session
from senet_viewer.gui.state import State
from senet_viewer.gui.words import error_text

SETTLE_MS = 600
LOOK_EVERY_MS = 100


class Photographer(QObject):
    """Emits ``finished`` with an exit status: 0 where the picture is written."""

    finished = Signal(int)

    def __init__(
        self,
        window: QWidget,
        state: State,
        session: Session,
        networks: Networks,
        project: Project,
        file: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._state, self._session, self._file = window, state, session, file
        self._networks, self._project = networks, project
        self._failed = False
        networks.failed.connect(self._note)
        networks.failed.connect(self._fail)
        session.gave_up.connect(self._fail)
        session.error.connect(self._note)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot(object)
    def _note(self, error: ViewerError) -> None:
        self._failed = True
        print(f"senet-viewer: {error_text(error)}", file=sys.stderr)

    @Slot(object)
    def _fail(self, _error: object) -> None:
        self._failed = True
        self._timer.stop()
        QTimer.singleShot(SETTLE_MS, self._take)

    @Slot()
    def _look(self) -> None:
        session, state = self._session, self._state
        # Of a project whose network is not there, some pictures may wait for ever.
        settled = all(item.answer or item.error for item in state.items) or not state.live
        ready = state.card is not None and not self._networks.loading and not session.busy
        if ready and settled and not session.opening and not self._project.opening:
            self._timer.stop()
            QTimer.singleShot(SETTLE_MS, self._take)

    @Slot()
    def _take(self) -> None:
        written = self._window.grab().save(self._file)
        if not written:
            self._note(
                ViewerError(
                    "screenshot.not_written",
                    f"The screenshot {self._file} could not be written; choose another place "
                    "or an ending such as .png.",
                    {"file": self._file},
                )
            )
        for item in self._state.items:
            if item.error is not None:
                self._note(item.error)
        self.finished.emit(1 if self._failed else 0)
