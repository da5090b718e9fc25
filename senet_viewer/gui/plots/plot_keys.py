"""The keys of a bar plot: what each asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

PAGE = 10
"""So many bars further goes a page key."""


class Ask(Enum):
    """What a key asks of a plot."""

    WALK = "walk"
    FIRST = "first bar"
    LAST = "last bar"
    ZOOM_IN = "zoom in"
    ZOOM_OUT = "zoom out"
    ALL = "show all bars"
    FILL = "fill the panel"
    CHOOSE = "choose the marked bar"
    STEP = "go to another plot"
    FORGET = "unmark"


@dataclass(frozen=True)
class PlotKey:
    """A key's wish; ``by`` is a number of bars or plots, negative backwards."""

    ask: Ask
    by: int = 0


_TEXTS = {
    ",": PlotKey(Ask.WALK, -1),
    ".": PlotKey(Ask.WALK, 1),
    "+": PlotKey(Ask.ZOOM_IN),
    "=": PlotKey(Ask.ZOOM_IN),
    "-": PlotKey(Ask.ZOOM_OUT),
    "−": PlotKey(Ask.ZOOM_OUT),
    "_": PlotKey(Ask.ZOOM_OUT),
    "0": PlotKey(Ask.ALL),
    "f": PlotKey(Ask.FILL),
    "F": PlotKey(Ask.FILL),
}
_KEYS = {
    Qt.Key.Key_Home: PlotKey(Ask.FIRST),
    Qt.Key.Key_End: PlotKey(Ask.LAST),
    Qt.Key.Key_Return: PlotKey(Ask.CHOOSE),
    Qt.Key.Key_Enter: PlotKey(Ask.CHOOSE),
    Qt.Key.Key_Up: PlotKey(Ask.STEP, -1),
    Qt.Key.Key_Down: PlotKey(Ask.STEP, 1),
    Qt.Key.Key_Escape: PlotKey(Ask.FORGET),
}
_ARROWS = {Qt.Key.Key_Left: PlotKey(Ask.WALK, -1), Qt.Key.Key_Right: PlotKey(Ask.WALK, 1)}
_PAGES = {
    Qt.Key.Key_PageUp: PlotKey(Ask.WALK, -PAGE),
    Qt.Key.Key_PageDown: PlotKey(Ask.WALK, PAGE),
}


def plot_key(event: QKeyEvent, *, ring: bool) -> PlotKey | None:
    """What a key asks for, None where it belongs to the window.

    With the keyboard's focus ring (``ring``) plain arrows and page keys walk the bars; without it,
    after a click, they turn to the next picture and scroll the page, and Ctrl with arrows walks.
    """
    key = Qt.Key(event.key())
    if key in _ARROWS:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        return _ARROWS[key] if control or (ring and plain) else None
    if key in _PAGES:
        return _PAGES[key] if ring else None
    return _TEXTS.get(event.text()) or _KEYS.get(key)


def overrides_window(event: QKeyEvent, *, ring: bool) -> bool:
    """Whether a key of the window's own is meant for the plot that has the keyboard.

    Arrows that walk its bars are, and the key that fills the panel with it.
    """
    wish = plot_key(event, ring=ring)
    return wish is not None and (wish.ask is Ask.FILL or Qt.Key(event.key()) in _ARROWS)
