"""Rows of the menus that compare images: pin one as the reference, switch to differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from senet_viewer.errors import printable
from senet_viewer.gui.actions import ActionRow
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def pin_rows(app: Application) -> tuple[ActionRow, ...]:
    """A part of the image menu, and of the list's context menu."""
    return (
        ActionRow(
            "pin",
            "image",
            tr("Pin as &reference"),
            ("P",),
            lambda: _pin(app),
            separated=True,
            checkable=True,
        ),
    )


def difference_rows(app: Application) -> tuple[ActionRow, ...]:
    """A part of the view menu."""
    reading = app.parts.reading
    return (
        ActionRow(
            "differences",
            "view",
            tr("Bars show &differences"),
            ("D",),
            lambda: reading.set_differences_wanted(not reading.differences_wanted),
            checkable=True,
        ),
    )


def pin_current(state: State) -> None:
    """Pin the current image as the reference; where it is pinned, back to the average."""
    item = state.current_item
    if state.pinned and state.pinned == state.current:
        state.compare_with(Compare.AVERAGE)
    elif item is not None and item.answer is not None:
        state.compare_with(Compare.IMAGE, image=item.key)


def _pin(app: Application) -> None:
    state = app.state
    pin_current(state)
    pinned = state.item(state.pinned)
    text = tr("Compared with the average picture again.")
    if pinned is not None:
        text = tr("{name} is pinned: other images are compared with it (P unpins).").format(
            name=printable(pinned.name)
        )
    if state.current_item is not None:
        app.status.say(text)
    _check(app)


def wire_image_comparison(app: Application) -> None:
    """Let entries show what is chosen; a chosen reference takes the place of selected images."""
    state, actions = app.state, app.actions
    app.images.list.addAction(actions["pin"])
    app.choices.compare.triggered.connect(lambda action: _end_comparing(state, action))
    for signal in (state.reference_changed, state.current_changed, state.shown_changed):
        signal.connect(lambda: _check(app))
    app.parts.reading.differences_changed.connect(lambda: _check(app))
    _check(app)


def _end_comparing(state: State, action: QAction) -> None:
    """Entries that open a list end it with what is chosen there, if something is."""
    if action.data() in {Compare.AVERAGE.value, Compare.IMAGE.value, Compare.NOTHING.value}:
        state.set_selected([state.current])


def _check(app: Application) -> None:
    state, pin = app.state, app.actions["pin"]
    item = state.current_item
    pin.setEnabled(item is not None and item.answer is not None)
    pin.setChecked(bool(state.pinned) and state.pinned == state.current)
    differences = app.actions["differences"]
    differences.setEnabled(state.departures() is not None)
    differences.setChecked(app.parts.reading.differences)
