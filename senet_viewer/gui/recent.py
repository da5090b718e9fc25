"""What was opened last: files, folders and projects, as the settings keep them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from senet_viewer.errors import printable
from senet_viewer.gui.background import Background
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.words import short_name

KEPT = 12
LARGEST_GROUP = 200
"""Files that were opened together come back together, unless they are more than this."""

Group = tuple[str, ...]


def read_groups(rows: Sequence[object]) -> list[Group]:
    """The groups of paths in the settings; what is none is left out."""
    return [
        tuple(row)
        for row in rows
        if isinstance(row, list) and row and all(isinstance(path, str) for path in row)
    ][:KEPT]


class Recent(QObject):
    """Fills the menu "Open recent"; ``chosen`` brings the paths to open.

    No path is handed through Qt, where it would lose what no text can hold.
    """

    chosen = Signal(object)

    def __init__(self, settings: Settings, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._background = settings, background
        self.groups = read_groups(settings.recent)
        self._missing: set[Group] = set()
        self._actions: dict[Group, QAction] = {}
        self.menu = QMenu(self.tr("Open &recent"))
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._about_to_show)
        self._fill()

    def add(self, paths: Sequence[str]) -> None:
        """Put what is opened now in front; many files are remembered by their folder."""
        group = tuple(paths)
        if len(group) > LARGEST_GROUP:
            group = (str(Path(group[0]).parent),)
        if group:
            self._set([group, *(one for one in self.groups if one != group)][:KEPT])

    @Slot()
    def clear(self) -> None:
        """Forget what was opened."""
        self._set([])

    def _set(self, groups: list[Group]) -> None:
        self.groups = groups
        self._settings.recent = [list(group) for group in groups]
        self._fill()

    @Slot()
    def _about_to_show(self) -> None:
        """Look which are still there, beside the event loop: a server may not answer."""
        groups = list(self.groups)
        self._background.run(partial(_missing, groups), self._set_missing, lambda _error: None)

    def _set_missing(self, missing: set[Group]) -> None:
        if missing != self._missing:
            self._missing = missing
            for group, action in self._actions.items():
                action.setEnabled(group not in missing)

    def _fill(self) -> None:
        self.menu.clear()
        self._actions = {}
        for group in self.groups:
            action = self._actions[group] = self.menu.addAction(self._title(group))
            action.setToolTip("\n".join(printable(path) for path in group[:KEPT]))
            action.setEnabled(group not in self._missing)
            action.triggered.connect(self._choose(group))
        if self.groups:
            self.menu.addSeparator()
            self.menu.addAction(self.tr("Clear this list"), self.clear)
        self.menu.setEnabled(bool(self.groups))

    def _choose(self, group: Group) -> Callable[[], None]:
        return lambda: self.chosen.emit(list(group))

    def _title(self, group: Group) -> str:
        path = Path(group[0])
        # An ampersand would underline the letter behind it.
        name = short_name(path.name or str(path)).replace("&", "&&")
        folder = short_name(path.parent.name).replace("&", "&&")
        if len(group) > 1:
            return self.tr("{name} and {n} more · {folder}").format(
                name=name, n=len(group) - 1, folder=folder
            )
        return self.tr("{name} · {folder}").format(name=name, folder=folder) if folder else name


def _missing(groups: Sequence[Group]) -> set[Group]:
    return {group for group in groups if not any(Path(path).exists() for path in group)}
