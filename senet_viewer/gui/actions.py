"""Everything the user can do, as one table of actions with their keys and menus."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

StandardKey = QKeySequence.StandardKey


@dataclass(frozen=True)
class ActionRow:
    """One action: its ``name`` in code, its menu, its text, its keys, and what it does.

    ``role`` tells macOS which entry belongs into the application's own menu.
    """

    name: str
    menu: str
    text: str
    keys: tuple[QKeySequence | StandardKey | str, ...]
    run: Callable[[], object]
    separated: bool = False
    group: str = ""
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


class Actions:
    """Makes ``QAction`` objects from rows and puts them into their menus."""

    def __init__(self, parent: QWidget, rows: tuple[ActionRow, ...]) -> None:
        self.by_name: dict[str, QAction] = {}
        self._rows = rows
        groups: dict[str, QActionGroup] = {}
        for row in rows:
            action = QAction(row.text, parent)
            action.setShortcuts([QKeySequence(key) for key in row.keys])
            action.triggered.connect(lambda _=False, run=row.run: run())
            action.setCheckable(row.checkable)
            action.setMenuRole(row.role)
            if row.group:
                group = groups.setdefault(row.group, QActionGroup(parent))
                action.setCheckable(True)
                group.addAction(action)
            parent.addAction(action)
            self.by_name[row.name] = action

    @property
    def texts(self) -> dict[str, str]:
        """The text that each action was made with; some change with what they would do."""
        return {row.name: row.text for row in self._rows}

    def fill(self, menu: QMenu, name: str) -> None:
        """Put the actions of the menu ``name`` into ``menu``."""
        for row in self._rows:
            if row.menu == name:
                if row.separated:
                    menu.addSeparator()
                menu.addAction(self.by_name[row.name])

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]


def plain_text(text: str) -> str:
    """A menu's text without its underlined letter, its dots, and the key that stands beside it."""
    # Chinese menus name the letter behind the text: "文件(&F)".
    named = re.sub(r"\(&.\)", "", text.split("\t")[0])
    # "&&" stands for the sign itself, as in the name of a file.
    plain = "&".join(part.replace("&", "") for part in named.split("&&"))
    return plain.removesuffix("…").rstrip()


def key_rows(menu: QMenu) -> tuple[tuple[str, str], ...]:
    """Of each entry of ``menu``, and of those below, that has keys: these, and its text."""
    native = QKeySequence.SequenceFormat.NativeText
    rows: list[tuple[str, str]] = []
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            rows.extend(key_rows(below))
        keys = ", ".join(key.toString(native) for key in action.shortcuts())
        if keys:
            rows.append((keys, plain_text(action.text())))
    return tuple(rows)


def quit_keys() -> tuple[QKeySequence | StandardKey | str, ...]:
    """Windows has no standard key for quitting."""
    return ("Ctrl+Q",) if sys.platform == "win32" else (StandardKey.Quit,)
