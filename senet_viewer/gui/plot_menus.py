"""The keys of bar plots and photo as menu entries, for who looks for them there.

An entry does what its key does there; the key itself belongs to the part that has the keyboard, and
is shown beside the text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu

from senet_viewer.gui.actions import ActionRow

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def plot_rows(app: Application) -> tuple[ActionRow, ...]:
    """What can be done in the focus block's plot."""
    keys = Qt.Key
    rows = (
        ("next_bar", tr("&Next bar"), "→", keys.Key_Right, ""),
        ("previous_bar", tr("&Previous bar"), "←", keys.Key_Left, ""),
        ("first_bar", tr("&First bar"), "Home", keys.Key_Home, ""),
        ("last_bar", tr("&Last bar"), "End", keys.Key_End, ""),
        ("zoom_in", tr("Zoom &in"), "+", keys.Key_Plus, "+"),
        ("zoom_out", tr("Zoom &out"), "−", keys.Key_Minus, "-"),
        ("all_bars", tr("Show &all bars"), "0", keys.Key_0, "0"),
        ("open_card", tr("Open the &card"), tr("Enter"), keys.Key_Return, ""),
    )
    return tuple(
        ActionRow(name, "plot", f"{text}\t{shown}", (), _press(app, key, typed))
        for name, text, shown, key, typed in rows
    )


def _press(app: Application, key: Qt.Key, typed: str) -> Callable[[], None]:
    def press() -> None:
        view, focus = app.gates.gates, app.state.focus
        view.focus_block(focus)
        view.take_keys(focus)
        plot = view.plots.get(focus)
        if plot is not None:
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(plot, QKeyEvent(QEvent.Type.KeyPress, key, none, typed))

    return press


def photo_rows(app: Application) -> tuple[ActionRow, ...]:
    """What can be done with the photo."""
    photo = app.answer.photo
    return (
        ActionRow("photo_in", "image", f"{tr('&Zoom photo in')}\t+", (), photo.zoom_in),
        ActionRow("photo_out", "image", f"{tr('Zoom photo &out')}\t−", (), photo.zoom_out),
    )


def add_plot_menu(view: QMenu, before: QAction, app: Application) -> None:
    """Put the plot's entries into ``view`` as a menu of their own, above ``before``."""
    menu = QMenu(tr("In the &plot of the focus block"), view)
    app.actions.fill(menu, "plot")
    view.insertMenu(before, menu)
    app.state.shown_changed.connect(lambda: menu.setEnabled(app.state.shown is not None))
    menu.setEnabled(app.state.shown is not None)
