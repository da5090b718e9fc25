"""What the user asks for about networks: to choose, open, stop, remember and describe them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.dialogs.architecture_dialog import ArchitectureDialog
from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.recent_networks import (
    RecentNetwork,
    read_recent,
    with_newest,
    write_recent,
)
from senet_viewer.gui.settings import Settings
from senet_viewer.protocol import ModelLoaded
from senet_viewer.records import BuildOptions

CHECKPOINT_SUFFIXES = (".safetensors", ".pth", ".pt", ".ckpt", ".pkl", ".tar", ".bin")
OFFLINE_CODES = frozenset({"download.offline", "download.switched_off"})
"""Errors that say that this computer has no connection, or shall not use it."""
NEEDS_CODE = frozenset({"checkpoint.other_network", "checkpoint.no_classifier"})
"""Errors of a file that may open with the network's own code."""
OFFLINE_VARIABLE = "HF_HUB_OFFLINE"
_YES = frozenset({"1", "on", "yes", "true"})


def is_checkpoint(path: str) -> bool:
    """Whether a file's name is that of a network's weights."""
    return path.lower().endswith(CHECKPOINT_SUFFIXES)


class NetworkCommands(QObject):
    """Each method is one thing the user can do; no dialog is modal where that helps nobody."""

    said = Signal(str)
    recent_changed = Signal(object)

    def __init__(self, networks: Networks, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._networks = networks
        self._settings, self._window = settings, window
        self._dialog: NetworkDialog | None = None
        self._failed_offline = False
        self.recent = read_recent(settings.recent_networks)
        self.compared = read_recent(settings.compared_networks)
        networks.loaded.connect(self._remember)
        networks.failed.connect(self._note_failure)
        networks.transfer_changed.connect(self._note_transfer)
        networks.catalogue_changed.connect(self._renew_dialog)

    @property
    def offline(self) -> bool:
        """Whether downloads cannot work: the last one found no network, or the user forbids it."""
        forbidden = os.environ.get(OFFLINE_VARIABLE, "").strip().lower() in _YES
        return forbidden or self._failed_offline

    def versions(self) -> dict[str, str]:
        """What the engine runs on; empty before it is there."""
        hello = self._networks.hello
        return dict(hello.versions) if hello is not None else {}

    @Slot()
    def show_networks(self) -> None:
        """All networks there are, to search and to open."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        networks = self._networks
        dialog = NetworkDialog(
            networks.catalogue, networks.in_use.key, offline=self.offline, parent=self._window
        )
        dialog.chosen.connect(self.choose)
        dialog.checkpoint_asked.connect(self.open_checkpoint)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        self._dialog = None

    @Slot()
    def _renew_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.set_catalogue(self._networks.catalogue, self._networks.in_use.key)

    @Slot(str, object)
    def choose(self, key: str, options: BuildOptions | None = None) -> None:
        """Load a network by its name in the catalogue, or by its file's path."""
        self._networks.choose(key, options)

    @Slot(str)
    def choose_device(self, key: str) -> None:
        self._networks.choose_device(key)

    @Slot(str)
    def choose_precision(self, precision: str) -> None:
        self._networks.choose_precision(precision)

    @Slot()
    def open_checkpoint(self) -> None:
        """Open a network's weights from a file."""
        path = self.ask_for_checkpoint(self.tr("Open checkpoint"))
        if path:
            self.open_checkpoints([path])

    def ask_for_checkpoint(self, title: str) -> str:
        """The path of a checkpoint that the user chooses; empty for none."""
        endings = " ".join(f"*{suffix}" for suffix in CHECKPOINT_SUFFIXES)
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            title,
            self._settings.last_folder,
            ";;".join(
                (self.tr("Checkpoints ({list})").format(list=endings), self.tr("All files (*)"))
            ),
        )
        if path:
            self._settings.last_folder = str(Path(path).parent)
        return path

    def open_checkpoints(self, paths: Sequence[str]) -> None:
        """Open the first of these files as a network; one at a time."""
        self.choose(os.path.abspath(paths[0]))
        if len(paths) > 1:
            self.said.emit(
                self.tr("One network at a time: {name} is opened, {n} others are not.").format(
                    name=printable(Path(paths[0]).name), n=len(paths) - 1
                )
            )

    def takes_code(self, error: ViewerError) -> bool:
        """Whether the network that failed may open with code that the user names."""
        return error.code in NEEDS_CODE or error.code.startswith("architecture.")

    @Slot()
    def ask_architecture(self) -> None:
        """Ask for the code of the network that could not be opened, and try again with it."""
        self._ask_architecture(self._networks.wanted)

    @Slot()
    def ask_architecture_in_use(self) -> None:
        """Ask for the code of the checkpoint in use, and open it with that."""
        self._ask_architecture(self._networks.in_use)

    def _ask_architecture(self, choice: Choice) -> None:
        file, known = Path(choice.key).name, choice.options.architecture
        dialog = ArchitectureDialog(file, known, self._window)
        dialog.chosen.connect(lambda code: self.choose(choice.key, BuildOptions(architecture=code)))
        dialog.open()

    @Slot(object)
    def _remember(self, answer: ModelLoaded) -> None:
        """The network in use is offered again."""
        in_use = self._networks.in_use
        entry = self._networks.entry(in_use.key)
        title = entry.title if entry is not None else answer.card.title
        newest = RecentNetwork(in_use.key, title, in_use.options)
        self.recent = with_newest(self.recent, newest)
        self._settings.recent_networks = write_recent(self.recent)
        self.recent_changed.emit(self.recent)

    def remember_compared(self, newest: RecentNetwork) -> None:
        """A network that was compared with is offered again, at the next start too."""
        self.compared = with_newest(self.compared, newest)
        self._settings.compared_networks = write_recent(self.compared)

    @Slot(object)
    def _note_failure(self, error: ViewerError) -> None:
        self._failed_offline = error.code in OFFLINE_CODES

    @Slot()
    def _note_transfer(self) -> None:
        if self._networks.transfer is not None:
            self._failed_offline = False
