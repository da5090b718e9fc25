"""The network of an opened project: asked for, located where its file has moved, tried again."""

from __future__ import annotations

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.background import Background
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.state import State
from senet_viewer.gui.weights_file import Weights, at, is_file_of
from senet_viewer.store.contents import NetworkRecord

LOST_NETWORK_CODES = ("project.other_weights", "project.lost_network", "project.wrong_network")
"""Errors that are over once a network is there."""


class Absence(Enum):
    """Why the network behind the answers on show is not the engine's.

    ``LEFT`` says that nobody loads it, since that was stopped.
    """

    LOADING = "loading"
    LOST = "lost"
    CHANGED = "changed"
    FAILED = "failed"
    LEFT = "left"


class ProjectNetwork(QObject):
    """What was computed is shown in any case; the network is for what still waits.

    ``lost`` brings the ``ViewerError`` to tell where the network's file is not there or another
    one; ``locate`` takes the right one's path, and ``located`` tells that it was. ``failed``
    brings what else is to be told. ``changed`` tells that ``absence`` may be another one.
    ``path_asked`` asks for the path of a lost file.
    """

    changed = Signal()
    path_asked = Signal()
    lost = Signal(object)
    located = Signal()
    failed = Signal(object)

    def __init__(
        self,
        state: State,
        networks: Networks,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._networks, self._background = state, networks, background
        self._asked: NetworkRecord | None = None
        self._lost: Absence | None = None
        self.error: ViewerError | None = None
        networks.failed.connect(self._network_failed)
        networks.loaded.connect(self._network_loaded)
        networks.loading_changed.connect(self._loading_changed)
        state.model_changed.connect(self.changed)

    @property
    def absence(self) -> Absence | None:
        """Why the network is not at hand; None where it is, and where there is no network."""
        if self._state.card is None or self._state.live:
            return None
        if self._networks.loading:
            return Absence.LOADING
        if self._lost is not None:
            return self._lost
        return Absence.LEFT if self.error is None else Absence.FAILED

    @property
    def lost_file(self) -> str:
        """Where the network's file was, as long as it has not been found; else empty."""
        return "" if self._lost is None or self._asked is None else self._asked.card.key

    def forget(self) -> None:
        """Another project takes the place of the one whose network this was."""
        self._asked = self._lost = self.error = None

    def ask(self, network: NetworkRecord, weights: Weights) -> None:
        """Have the network loaded, or say what has become of its file."""
        self.forget()
        self._asked = network
        if weights is Weights.SAME:
            self.load()
            return
        self._lost = Absence.CHANGED if weights is Weights.CHANGED else Absence.LOST
        # One that comes late would take the place of what is shown.
        self._networks.cancel()
        self.changed.emit()
        self.lost.emit(
            _other_weights(network) if weights is Weights.CHANGED else _no_weights(network)
        )

    @Slot()
    def load(self) -> None:
        """Have the network loaded, be it again."""
        network = self._asked
        if network is not None:
            key, device = network.card.key, network.asked_device
            self._networks.load(Choice(key, device, network.precision, network.options))

    @Slot()
    def mend(self) -> None:
        """Do what can be done about the absence."""
        if self._lost is not None:
            self.path_asked.emit()
        else:
            self.load()

    def locate(self, path: str) -> None:
        """Take the file at ``path`` for the network's, if it is that."""
        network = self._asked
        if network is not None and self._lost is not None:
            self._background.run(
                partial(is_file_of, network, path),
                partial(self._located, network, path),
                self.failed.emit,
            )

    def _located(self, network: NetworkRecord, path: str, is_it: bool) -> None:
        if network is not self._asked or self._lost is None:
            return
        if not is_it:
            self.lost.emit(_wrong_weights(network, path))
            return
        self._state.move_network(path)
        self.located.emit()
        self.ask(at(network, path), Weights.SAME)

    @Slot()
    def _network_loaded(self) -> None:
        self.forget()
        self.changed.emit()

    @Slot(bool)
    def _loading_changed(self, loading: bool) -> None:
        if loading:
            self.error = None
        self.changed.emit()

    @Slot(object)
    def _network_failed(self, error: ViewerError) -> None:
        card = self._state.card
        if card is None or self._state.live or self._lost is not None:
            return
        self.error = error
        self.changed.emit()
        self.failed.emit(
            ViewerError(
                "project.no_network",
                f"The network “{card.title}” of this project is not there; what was computed is "
                "shown, and a network chosen in the menu inspects all anew.",
                {"name": card.title},
            )
        )


def _other_weights(network: NetworkRecord) -> ViewerError:
    title = network.card.title
    return ViewerError(
        "project.other_weights",
        f"The file of the network “{title}” has changed since the project was saved; what was "
        "computed is shown. Locate the file as it was, or choose a network to inspect all anew.",
        {"name": title},
        detail=printable(network.card.key),
    )


def _no_weights(network: NetworkRecord) -> ViewerError:
    path = Path(network.card.key)
    file, folder = printable(path.name), printable(str(path.parent))
    return ViewerError(
        "project.lost_network",
        f"The project's network “{file}” is no longer in “{folder}”; what was computed is shown. "
        "Locate the file to go on, or choose another network to inspect all anew.",
        {"file": file, "folder": folder},
    )


def _wrong_weights(network: NetworkRecord, path: str) -> ViewerError:
    chosen, file = printable(Path(path).name), printable(Path(network.card.key).name)
    return ViewerError(
        "project.wrong_network",
        f"“{chosen}” is not the file “{file}” that the project was computed with; locate that one, "
        "or open this one as a network to inspect all anew.",
        {"chosen": chosen, "file": file},
        detail=printable(f"{path}\n{network.card.key}"),
    )
