"""Builds what the comparison with another network consists of: its menu, dialogs and panel."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.dialogs.architecture_dialog import ArchitectureDialog
from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.network_commands import NetworkCommands
from senet_viewer.gui.network_comparison import NetworkComparison
from senet_viewer.gui.network_run import CheckpointRun
from senet_viewer.gui.networks import BUNDLED, Networks
from senet_viewer.gui.panels.other_network import OtherNetworkPanel
from senet_viewer.gui.recent_networks import RecentNetwork
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import Theme
from senet_viewer.gui.words import short_name
from senet_viewer.records import BuildOptions, CatalogueEntry


class ComparingParts(QObject):
    """The comparison, the menu of networks to compare with, and the panel of the other one.

    ``refused`` brings why there is no comparison; ``code_wanted`` does where code that the user
    names may help, with what asks for it.
    """

    refused = Signal(object)
    code_wanted = Signal(object, object)

    def __init__(
        self,
        state: State,
        networks: Networks,
        engine: EngineClient,
        commands: NetworkCommands,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._networks = state, networks
        self._commands, self._window = commands, window
        self._dialog: NetworkDialog | None = None
        self._fill_tail: Callable[[QMenu], None] | None = None
        self.comparison = NetworkComparison(state, networks, engine, self)
        self.run = CheckpointRun(networks, self.comparison, self._choose, self)
        self.panel = OtherNetworkPanel(state, self.comparison, theme)
        self.menu = QMenu(window)
        self._name_menu()
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        self.comparison.failed.connect(self._failed)
        self.run.ended.connect(self.refused)
        self.comparison.changed.connect(self._name_menu)
        networks.catalogue_changed.connect(self._renew_dialog)

    @Slot()
    def _name_menu(self) -> None:
        """The menu says what is compared with, and offers it again."""
        comparison = self.comparison
        if not comparison.active:
            self.menu.setTitle(self.tr("another &network"))
            return
        choice = comparison.choice
        name = short_name(comparison.title(choice)).replace("&", "&&")
        self.menu.setTitle(self.tr("another &network: {name}").format(name=name))
        newest = RecentNetwork(choice.key, self._networks.title(choice.key), choice.options)
        self._commands.remember_compared(newest)

    def set_tail(self, fill: Callable[[QMenu], None]) -> None:
        """``fill`` puts the window's own actions at the menu's end."""
        self._fill_tail = fill
        self._fill()

    @Slot()
    def _fill(self) -> None:
        """The networks used last, but for the one in use, and ways to all others."""
        self.menu.clear()
        for old in self.menu.findChildren(QActionGroup):
            old.deleteLater()
        group = QActionGroup(self.menu)
        for network in self._offered():
            action = self.menu.addAction(printable(network.title).replace("&", "&&"))
            action.setToolTip(printable(network.key))
            action.setCheckable(True)
            action.setChecked(self._is_compared(network))
            group.addAction(action)
            action.triggered.connect(
                lambda _=False, one=network: self._choose(one.key, one.options)
            )
        self.menu.addSeparator()
        if self._fill_tail is not None:
            self._fill_tail(self.menu)

    def _choose(self, key: str, options: BuildOptions | None = None) -> None:
        """The network takes the place of images that are compared."""
        self._state.set_selected([self._state.current])
        self.comparison.choose(key, options)

    def _offered(self) -> list[RecentNetwork]:
        bundled = RecentNetwork(BUNDLED, self._networks.title(BUNDLED))
        known = (bundled, *self._commands.compared, *self._commands.recent)
        each = {(one.key, one.options): self._named(one) for one in known}
        in_use = self._networks.in_use
        each.pop((in_use.key, in_use.options), None)
        return list(each.values())

    def _named(self, network: RecentNetwork) -> RecentNetwork:
        """A checkpoint goes by its file's name: those of one run have the same title."""
        if self._networks.entry(network.key) is not None or network.key == BUNDLED:
            return network
        title = self._networks.title_with_folder(network.key)
        return RecentNetwork(network.key, title, network.options)

    def _is_compared(self, network: RecentNetwork) -> bool:
        comparison = self.comparison
        choice = comparison.choice
        return comparison.active and (choice.key, choice.options) == (network.key, network.options)

    @Slot()
    def show_networks(self) -> None:
        """The networks that can be compared with the one in use, to search and to choose from."""
        card = self._state.card
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        if card is None:
            self.comparison.choose("")
            return
        dialog = NetworkDialog(
            self._comparable(),
            self._networks.in_use.key,
            offline=self._commands.offline,
            compared_blocks=len(card.blocks),
            parent=self._window,
        )
        dialog.chosen.connect(self._choose)
        dialog.checkpoint_asked.connect(self.open_checkpoint)
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def _comparable(self) -> tuple[CatalogueEntry, ...]:
        """The networks that may have the shape of the one in use, as far as counts tell."""
        card = self._state.card
        channels = [block.channels for block in card.blocks] if card is not None else []
        return tuple(
            entry
            for entry in self._networks.catalogue
            if entry.blocks == len(channels) and entry.gates in (0, sum(channels))
        )

    @Slot()
    def _forget_dialog(self) -> None:
        self._dialog = None

    @Slot()
    def _renew_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.set_catalogue(self._comparable(), self._networks.in_use.key)

    @Slot()
    def open_checkpoint(self) -> None:
        """Compare with a network whose weights are in a file."""
        path = self._commands.ask_for_checkpoint(self.tr("Compare with checkpoint"))
        if path:
            self._choose(os.path.abspath(path))

    @Slot(object)
    def _failed(self, error: ViewerError) -> None:
        if self._commands.takes_code(error):
            self.code_wanted.emit(error, self._ask_architecture)
        else:
            self.refused.emit(error)

    def _ask_architecture(self) -> None:
        choice = self.comparison.wanted
        dialog = ArchitectureDialog(
            Path(choice.key).name, choice.options.architecture, self._window
        )
        dialog.chosen.connect(
            lambda code: self._choose(choice.key, BuildOptions(architecture=code))
        )
        dialog.open()
