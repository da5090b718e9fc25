"""The menus' rows that change how the window looks: colours, text size, layout, settings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from senet_viewer.gui.actions import ActionRow

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

StandardKey = QKeySequence.StandardKey


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def settings_row(app: Application) -> ActionRow:
    """The settings, which macOS puts into the application's own menu."""
    return ActionRow(
        "settings",
        "file",
        tr("Se&ttings …"),
        ("Ctrl+,",),
        app.preferences.show,
        separated=True,
        role=QAction.MenuRole.PreferencesRole,
    )


def colour_rows(app: Application) -> tuple[ActionRow, ...]:
    """The themes, one of them checked."""
    texts = {
        "system": tr("as the &system has them"),
        "light": tr("&light"),
        "dark": tr("&dark"),
        "contrast-light": tr("&high contrast, light"),
        "contrast-dark": tr("high &contrast, dark"),
    }
    return tuple(
        ActionRow(name, "colours", text, (), partial(app.appearance.choose, name), group="theme")
        for name, text in texts.items()
    )


def size_rows(app: Application) -> tuple[ActionRow, ...]:
    """Larger and smaller text."""
    look = app.appearance
    return (
        ActionRow(
            "larger", "text", tr("&larger text"), (StandardKey.ZoomIn, "Ctrl+="), look.larger
        ),
        ActionRow("smaller", "text", tr("&smaller text"), (StandardKey.ZoomOut,), look.smaller),
        ActionRow("system_size", "text", tr("as the s&ystem has it"), (), look.system_size),
    )


def add_look_menus(view: QMenu, before: QAction, app: Application) -> None:
    """Put colours and text size into ``view`` as menus of their own, above ``before``."""
    for name, title in (("colours", tr("Co&lours")), ("text", tr("Te&xt size"))):
        menu = QMenu(title, view)
        app.actions.fill(menu, name)
        view.insertMenu(before, menu)
    app.appearance.settings_changed.connect(lambda: _check(app))
    _check(app)


def _check(app: Application) -> None:
    app.actions[app.appearance.name].setChecked(True)
