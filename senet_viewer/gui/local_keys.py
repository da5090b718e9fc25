"""Keys that belong to a part of the window that has the keyboard, for the sheet and the menus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("keys", text)


@dataclass(frozen=True)
class KeyGroup:
    """Keys that hold in one place: ``rows`` are keys and what they do."""

    title: str
    rows: tuple[tuple[str, str], ...]


def local_keys() -> tuple[KeyGroup, ...]:
    """The keys of each part, in the order in which Tab comes to them."""
    return (
        _everywhere(),
        _list_keys(),
        _photo_keys(),
        _depth_keys(),
        _plot_keys(),
        _table_keys(),
        _tour_keys(),
    )


def _everywhere() -> KeyGroup:
    return KeyGroup(
        tr("Everywhere"),
        (
            ("Tab, Shift+Tab", tr("to the next or the previous part; a ring shows where you are")),
            ("Alt+F, Alt+I …", tr("open a menu by its underlined letter")),
            ("Space, Enter", tr("press the button that has the ring")),
            ("Esc", tr("close the card, the filled panel or a menu; else stop what runs")),
        ),
    )


def _list_keys() -> KeyGroup:
    return KeyGroup(
        tr("In the list of images"),
        (
            ("↑, ↓, Page ↑, Page ↓, Home, End", tr("choose an image")),
            ("Shift+↑, Shift+↓", tr("select several images")),
            ("Ctrl+↑, Ctrl+↓, Ctrl+Space", tr("select images that are not neighbours")),
            (tr("a letter without a command"), tr("go to the next name that begins so")),
        ),
    )


def _photo_keys() -> KeyGroup:
    return KeyGroup(
        tr("On the photo"),
        (
            ("+, −", tr("zoom in and out")),
            ("0", tr("show all of it")),
            ("←, →, ↑, ↓", tr("move a photo that is zoomed in")),
            (tr("wheel, drag, double click"), tr("zoom, move, show all of it")),
        ),
    )


def _depth_keys() -> KeyGroup:
    return KeyGroup(
        tr("In the depth strip"),
        (
            ("←, →, ↑, ↓", tr("focus the block before or after")),
            ("Home, End", tr("focus the first or the last block")),
            ("Enter", tr("focus the block")),
        ),
    )


def _plot_keys() -> KeyGroup:
    return KeyGroup(
        tr("In a bar plot"),
        (
            (tr("←, → (after a click: , .)"), tr("mark the bar before or after")),
            ("Page ↑, Page ↓", tr("ten bars further")),
            ("Home, End", tr("mark the first or the last bar")),
            ("+, −, 0", tr("zoom in, zoom out, show all bars")),
            ("↑, ↓", tr("go to the plot before or after")),
            ("Enter", tr("open the card of the marked channel")),
            ("F", tr("let the block fill the panel, and back")),
            (tr("Ctrl+wheel, drag, double click"), tr("zoom, move, show all bars")),
        ),
    )


def _table_keys() -> KeyGroup:
    return KeyGroup(
        tr("In a table"),
        (
            ("Alt+↑, Alt+↓", tr("sort by the column")),
            ("Enter", tr("go to the row's channel, block or image")),
            ("Ctrl+C", tr("copy the selected rows, or all")),
        ),
    )


def _tour_keys() -> KeyGroup:
    return KeyGroup(
        tr("In the guided tour"),
        (
            ("Enter", tr("go on, from wherever nothing else needs it")),
            ("Esc", tr("skip the rest, while the keyboard is in its bubble")),
        ),
    )
