"""The menus' rows that bring images in, keep them as a project, and take them off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from senet_viewer.gui.actions import ActionRow
from senet_viewer.gui.camera_menus import camera_rows

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application

StandardKey = QKeySequence.StandardKey


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def opening_rows(app: Application) -> tuple[ActionRow, ...]:
    """The first part of the file menu."""
    do, projects = app.commands, app.project_commands
    return (
        ActionRow("open", "file", tr("&Open …"), (StandardKey.Open,), do.open_files),
        ActionRow("folder", "file", tr("Open &folder …"), ("Ctrl+Shift+O",), do.open_folder),
        ActionRow("link", "file", tr("Open &link …"), ("Ctrl+L",), do.ask_for_link),
        ActionRow("paste", "file", tr("&Paste picture or link"), (StandardKey.Paste,), do.paste),
        *camera_rows(app),
        ActionRow(
            "project", "file", tr("Open pro&ject …"), (), projects.ask_for_project, separated=True
        ),
        ActionRow("save", "file", tr("&Save project"), (StandardKey.Save,), projects.save),
        ActionRow("save_as", "file", tr("Save project &as …"), ("Ctrl+Shift+S",), projects.save_as),
    )


def list_rows(app: Application) -> tuple[ActionRow, ...]:
    """The last part of the image menu."""
    images, removals = app.images, app.documents.removals
    return (
        ActionRow(
            "select_all",
            "image",
            tr("Select e&very image in the list"),
            (StandardKey.SelectAll,),
            images.list.selectAll,
            separated=True,
        ),
        ActionRow(
            "remove",
            "image",
            tr("Take off the &list"),
            (StandardKey.Delete,),
            images.remove_selected,
        ),
        ActionRow("clear", "image", tr("Take &all off the list"), (), removals.clear),
    )
