"""The keys of all actions: those they come with, and those the user gave them instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence

from senet_viewer.gui.actions import Actions, plain_text
from senet_viewer.gui.settings import Settings

PORTABLE = QKeySequence.SequenceFormat.PortableText
MOST_KEYS = 6
"""So many keys an action can have."""
FIXED_ACTIONS = frozenset({"stop"})
"""Escape leaves and stops everywhere, also where no action is asked."""

_PLACES = frozenset({"Up", "Down", "Home", "End", "PgUp", "PgDown"})
_SIGNS = frozenset({"+", "-", "=", "_", "0", ",", "."})
_FIXED_KEYS = _PLACES | _SIGNS | {"Tab", "Backtab", "Space", "Return", "Enter", "Esc"}
"""Without a modifier, or with Shift, they belong to lists, plots, photo and buttons."""


@dataclass(frozen=True)
class Refusal:
    """Why a key cannot be given to an action: it is ``fixed``, opens a ``menu``, or is taken."""

    fixed: bool = False
    menu: str = ""
    action: str = ""


class KeyBindings(QObject):
    """Puts the keys of the settings onto the actions; only changed ones are kept there.

    Damaged keys in the settings count as not there. ``changed`` follows every change.
    """

    changed = Signal()

    def __init__(
        self,
        actions: Actions,
        settings: Settings,
        menu_titles: Sequence[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions, self._settings = actions, settings
        self._menus = {
            _mnemonic(title): plain_text(title) for title in menu_titles if _mnemonic(title)
        }
        self._defaults = {
            name: tuple(key for key in action.shortcuts() if not key.isEmpty())
            for name, action in actions.by_name.items()
        }
        self._own: dict[str, tuple[QKeySequence, ...]] = {}
        self._take_up()

    def _take_up(self) -> None:
        """Keys that the settings have twice, or that are not free, are left out."""
        wanted = {
            name: _sequences(texts)
            for name, texts in self._settings.keys.items()
            if name in self._defaults and name not in FIXED_ACTIONS and isinstance(texts, list)
        }
        for name in wanted:
            self._own[name] = ()
            self._put(name)
        for name, keys in wanted.items():
            free = tuple(key for key in keys if self.refusal(name, key) is None)[:MOST_KEYS]
            if keys and not free:
                del self._own[name]
            else:
                self._own[name] = free
            self._put(name)

    def _put(self, name: str) -> None:
        self._actions[name].setShortcuts(list(self.keys(name)))

    def keys(self, name: str) -> tuple[QKeySequence, ...]:
        """The keys that an action has now."""
        return self._own.get(name, self._defaults[name])

    def is_changed(self, name: str) -> bool:
        """Whether an action has other keys than it came with."""
        return name in self._own

    @property
    def any_changed(self) -> bool:
        return bool(self._own)

    def refusal(self, name: str, key: QKeySequence) -> Refusal | None:
        """Why ``name`` cannot have ``key`` just so; None where it can.

        A key that begins another one of several strokes counts as taken, too.
        """
        if name in FIXED_ACTIONS or _is_fixed(key):
            return Refusal(fixed=True)
        menu = self._menus.get(key.toString(PORTABLE))
        if menu is not None:
            return Refusal(menu=menu)
        for other in self._defaults:
            if other != name and any(_clash(key, one) for one in self.keys(other)):
                return Refusal(fixed=other in FIXED_ACTIONS, action=other)
        return None

    def add(self, name: str, key: QKeySequence) -> None:
        """Give an action one more key; who had it before loses it. Fixed keys stay."""
        refusal = self.refusal(name, key)
        while refusal is not None:
            if refusal.fixed or refusal.menu:
                return
            kept = tuple(one for one in self.keys(refusal.action) if not _clash(key, one))
            self._set(refusal.action, kept)
            refusal = self.refusal(name, key)
        keys = self.keys(name)
        if key not in keys and len(keys) < MOST_KEYS:
            self._set(name, (*keys, key))
        self._keep()

    def remove(self, name: str, key: QKeySequence) -> None:
        """Take a key off an action."""
        self._set(name, tuple(one for one in self.keys(name) if one != key))
        self._keep()

    def reset(self, name: str) -> None:
        """Give an action the keys it came with; who was given one of them loses it."""
        for other in list(self._own):
            if other != name:
                kept = tuple(
                    key
                    for key in self.keys(other)
                    if not any(_clash(key, one) for one in self._defaults[name])
                )
                self._set(other, kept)
        self._set(name, self._defaults[name])
        self._keep()

    def reset_all(self) -> None:
        """Give every action the keys it came with."""
        changed, self._own = tuple(self._own), {}
        for name in changed:
            self._put(name)
        self._keep()

    def _set(self, name: str, keys: tuple[QKeySequence, ...]) -> None:
        if name in FIXED_ACTIONS:
            return
        if keys == self._defaults[name]:
            self._own.pop(name, None)
        else:
            self._own[name] = keys
        self._put(name)

    def _keep(self) -> None:
        self._settings.keys = {
            name: [key.toString(PORTABLE) for key in keys] for name, keys in self._own.items()
        }
        self.changed.emit()

    def action(self, name: str) -> QAction:
        """The action of that name."""
        return self._actions[name]

    def text(self, name: str) -> str:
        """An action's keys as the user's system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return ", ".join(key.toString(native) for key in self.keys(name))


def _sequences(texts: Sequence[object]) -> tuple[QKeySequence, ...]:
    """The keys that ``texts`` name; what names none is left out."""
    made = [QKeySequence.fromString(text, PORTABLE) for text in texts if isinstance(text, str)]
    # Of what it does not know Qt makes a key without a text.
    return tuple(dict.fromkeys(key for key in made if key.toString(PORTABLE)))


def _is_fixed(key: QKeySequence) -> bool:
    first = key.toString(PORTABLE).split(", ")[0]
    return first.removeprefix("Shift+").removeprefix("Num+") in _FIXED_KEYS


def _clash(key: QKeySequence, other: QKeySequence) -> bool:
    """Whether two keys are the same, or one begins the other."""
    none = QKeySequence.SequenceMatch.NoMatch
    return key.matches(other) != none or other.matches(key) != none


def _mnemonic(title: str) -> str:
    """The key that opens a menu, such as ``Alt+F``; empty where it has none."""
    return QKeySequence.mnemonic(title).toString(PORTABLE)
