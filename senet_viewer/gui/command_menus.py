"""The menus' rows that take back, find commands and change keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from senet_viewer.gui.actions import ActionRow

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def history_rows(app: Application) -> tuple[ActionRow, ...]:
    """The first part of the view menu."""
    history = app.command_parts.history
    again = ("Ctrl+Shift+Z", "Ctrl+Y")
    return (
        ActionRow("undo", "view", tr("Und&o"), (QKeySequence.StandardKey.Undo,), history.undo),
        ActionRow("redo", "view", tr("&Redo"), again, history.redo),
    )


def command_rows(app: Application) -> tuple[ActionRow, ...]:
    """In the help menu: what leads to everything, and the keys to it."""
    parts = app.command_parts
    return (
        ActionRow("commands", "help", tr("&Commands …"), ("Ctrl+Shift+P",), parts.palette.toggle),
        ActionRow("change_keys", "help", tr("Change k&eys …"), (), parts.change_keys),
    )


def name_steps(app: Application) -> None:
    """The entries say what would be undone or done again."""
    stack, actions = app.command_parts.history.stack, app.actions
    for name, possible, step, named, plain in (
        ("undo", stack.canUndo(), stack.undoText(), tr("Und&o: {step}"), tr("Und&o")),
        ("redo", stack.canRedo(), stack.redoText(), tr("&Redo: {step}"), tr("&Redo")),
    ):
        actions[name].setEnabled(possible)
        actions[name].setText(named.format(step=step) if possible and step else plain)
