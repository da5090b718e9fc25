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
    """Fills the menu "Open recent"; ``chosen`` brings the paths to open."""

    chosen = Signal(list)

    def __init__(self, settings: Settings, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._background = settings, background
        self.groups = read_groups(settings.recent)
        self._missing: set[Group] = set()
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
            for action in self.menu.actions():
                if isinstance(action.data(), list):
                    action.setEnabled(tuple(action.data()) not in missing)

    def _fill(self) -> None:
        self.menu.clear()
        for group in self.groups:
            action = self.menu.addAction(self._title(group))
            action.setData(list(group))
            action.setToolTip("\n".join(printable(path) for path in group[:KEPT]))
            action.setEnabled(group not in self._missing)
            action.triggered.connect(self._choose(action))
        if self.groups:
            self.menu.addSeparator()
            self.menu.addAction(self.tr("Clear this list"), self.clear)
        self.menu.setEnabled(bool(self.groups))

    def _choose(self, action: QAction) -> Callable[[], None]:
        return lambda: self.chosen.emit(action.data())

    def _title(self, group: Group) -> str:
        path = Path(group[0])
        # An ampersand would underline the letter behind it.
        name = printable(path.name or str(path)).replace("&", "&&")
        folder = printable(path.parent.name).replace("&", "&&")
        if len(group) > 1:
            return self.tr("{name} and {n} more · {folder}").format(
                name=name, n=len(group) - 1, folder=folder
            )
        return self.tr("{name} · {folder}").format(name=name, folder=folder) if folder else name


def _missing(groups: Sequence[Group]) -> set[Group]:
    return {group for group in groups if not any(Path(path).exists() for path in group)}
