"""Builds the command palette, keys that can be changed, undo, and the live camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.gui.actions import key_rows, plain_text
from senet_viewer.gui.camera_menus import watch_camera
from senet_viewer.gui.camera_source import open_camera
from senet_viewer.gui.command_menus import name_steps
from senet_viewer.gui.dialogs.change_keys_dialog import ActionGroup, ChangeKeysDialog
from senet_viewer.gui.dialogs.keys_dialog import KeysDialog
from senet_viewer.gui.history import History
from senet_viewer.gui.key_bindings import KeyBindings
from senet_viewer.gui.key_tips import KeyTip
from senet_viewer.gui.live import Live
from senet_viewer.gui.local_keys import KeyGroup, local_keys
from senet_viewer.gui.palette_entries import PaletteEntries
from senet_viewer.gui.panels.command_palette import CommandPalette
from senet_viewer.gui.theme import Theme
from senet_viewer.statistics import Order

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


class CommandParts(QObject):
    """Made before the actions, which lead here; ``start`` comes when they are there."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self.entries = PaletteEntries(app)
        self.palette = CommandPalette(self.entries, app.theme, app.window)
        self.history = History(app)
        self.live = Live(app.state, app.engine, app.background, app.pictures, open_camera, self)
        self.sheet: KeysDialog | None = None
        self.dialog: ChangeKeysDialog | None = None

    def start(self) -> None:
        """Give the actions their keys; what the window shows now is where undoing ends."""
        app = self._app
        titles = [head.text() for head in app.window.menuBar().actions()]
        self._name_keys_in_tips()
        self.bindings = KeyBindings(app.actions, app.settings, titles, self)
        self.bindings.changed.connect(self._renew_sheet)
        self.history.changed.connect(lambda: name_steps(app))
        for teller in (self.history, self.live):
            teller.said.connect(app.status.say)
        self.live.failed.connect(app.notices.show_error)
        app.documents.project.restored.connect(self.live.drop)
        watch_camera(app)
        self.history.clear()
        name_steps(app)

    def _name_keys_in_tips(self) -> None:
        app = self._app
        switch = app.gates.switch
        parts: list[tuple[QWidget, str]] = [
            (app.gates.field, "find"),
            (switch.gates, "differences"),
            (switch.differences, "differences"),
        ]
        parts += [(app.toolbar.orders[order], order.value) for order in Order]
        for part, name in parts:
            KeyTip(part, app.actions[name])

    def set_theme(self, theme: Theme) -> None:
        """Hand a theme to what is painted here."""
        self.palette.set_theme(theme)

    @Slot()
    def show_keys(self) -> None:
        """The keys as a sheet, which follows their changes."""
        if self.sheet is None:
            self.sheet = KeysDialog(self._sheet(), self._app.window)
            self.sheet.changing_asked.connect(self.change_keys)
            self.sheet.finished.connect(self._forget_sheet)
        self.sheet.show()
        self.sheet.raise_()
        self.sheet.activateWindow()

    @Slot()
    def _forget_sheet(self) -> None:
        self.sheet = None

    @Slot()
    def _renew_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.show_groups(self._sheet())

    def _sheet(self) -> tuple[KeyGroup, ...]:
        """Every key: those of the menus, in their order, then those of the window's parts."""
        groups = []
        for head in self._app.window.menuBar().actions():
            menu = head.menu()
            rows = key_rows(menu) if isinstance(menu, QMenu) else ()
            if rows:
                groups.append(KeyGroup(plain_text(head.text()), rows))
        return (*groups, *local_keys())

    @Slot()
    def change_keys(self) -> None:
        """The dialog that changes keys, or the one that is open already."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        self.dialog = ChangeKeysDialog(
            self.bindings, self._groups(), local_keys(), self._app.window
        )
        self.dialog.finished.connect(self._forget_dialog)
        self.dialog.show()

    @Slot()
    def _forget_dialog(self) -> None:
        self.dialog = None

    def _groups(self) -> list[ActionGroup]:
        """The actions by menu, in the order in which they stand there."""
        names = {id(action): name for name, action in self._app.actions.by_name.items()}
        groups = []
        for head in self._app.window.menuBar().actions():
            menu = head.menu()
            rows = tuple(self._rows(menu, names)) if isinstance(menu, QMenu) else ()
            if rows:
                groups.append(ActionGroup(plain_text(head.text()), rows))
        return groups

    def _rows(self, menu: QMenu, names: dict[int, str]) -> list[tuple[str, str]]:
        rows: list[tuple[str, str]] = []
        for action in menu.actions():
            below, name = action.menu(), names.get(id(action))
            if isinstance(below, QMenu):
                within = self.tr("{place}: {action}")
                rows += [
                    (one, within.format(place=plain_text(action.text()), action=text))
                    for one, text in self._rows(below, names)
                ]
            elif name is not None and "\t" not in action.text():
                rows.append((name, plain_text(action.text())))
        return rows
