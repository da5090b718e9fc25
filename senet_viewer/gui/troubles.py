"""Says what went wrong with network and engine in the notice bar, with a way out where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.networks import BUNDLED, Choice
from senet_viewer.gui.project import WRITE_CODES
from senet_viewer.gui.project_network import LOST_NETWORK_CODES

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


class Troubles(QObject):
    """Offers to locate a lost network, to name its code, or to restart the engine."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self._network_error: ViewerError | None = None

    @Slot(object)
    def offer_locating(self, error: ViewerError) -> None:
        """A project's network is not where it was."""
        text = self.tr("Locate …")
        self._app.notices.offer(error, text, self._app.project_commands.locate_network)

    @Slot()
    def withdraw_locating(self) -> None:
        """A network is there."""
        for code in LOST_NETWORK_CODES:
            self._app.notices.withdraw(code)

    @Slot()
    def withdraw_writing(self) -> None:
        """A project is written, or opened."""
        for code in (*WRITE_CODES, "project.not_copied"):
            self._app.notices.withdraw(code)

    @Slot(bool)
    def forget_network_error(self, loading: bool) -> None:
        """Another try supersedes a failure; the fall-back at the start is none of the user's."""
        if loading and self._network_error is not None and self._app.state.card is not None:
            self._app.notices.retract(self._network_error)
            self._network_error = None

    @Slot(object)
    def network_failed(self, error: ViewerError) -> None:
        """Say why a network could not be loaded, and whether naming its code may help."""
        self._network_error = error
        if self._app.network_commands.takes_code(error):
            text = self.tr("Name its code …")
            self._app.notices.offer(error, text, self._app.network_commands.ask_architecture)
        else:
            self._app.notices.show_error(error)
        self.fall_back()

    @Slot()
    def fall_back(self) -> None:
        """The old network stays; at the start there is none, so the bundled one is taken."""
        if self._app.state.card is None and self._app.networks.wanted.key != BUNDLED:
            QTimer.singleShot(0, self, lambda: self._app.networks.load(Choice()))

    @Slot(float)
    def stalled(self, seconds: float) -> None:
        """Offer to restart an engine that has been silent for so long."""
        self._app.notices.offer_restart(
            ViewerError(
                "engine.stalled",
                f"The engine has not answered for {seconds:.0f} seconds.",
                {"seconds": f"{seconds:.0f}"},
            )
        )

    def offer_code(self, error: ViewerError, ask: Callable[[], None]) -> None:
        """Code that the user names may help."""
        self._app.notices.offer(error, self.tr("Name its code …"), ask)
