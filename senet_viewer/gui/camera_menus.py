"""The menu's rows of the camera, offered where there can be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from senet_viewer.gui.actions import ActionRow
from senet_viewer.gui.camera_source import has_multimedia

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def camera_rows(app: Application) -> tuple[ActionRow, ...]:
    """Live frames, and one of them to keep."""
    live = app.command_parts.live
    return (
        ActionRow("camera", "file", tr("Ca&mera, live"), (), live.toggle, checkable=True),
        ActionRow("keep_frame", "file", tr("&Keep this frame"), (), live.keep),
    )


def watch_camera(app: Application) -> None:
    """What can be done with the camera shows; why not, its tooltip says."""
    live, actions = app.command_parts.live, app.actions

    def show() -> None:
        actions["camera"].setChecked(live.running)
        actions["keep_frame"].setEnabled(live.running)

    live.changed.connect(show)
    show()
    if not has_multimedia():
        actions["camera"].setEnabled(False)
        actions["camera"].setToolTip(
            tr("Needs Qt Multimedia: install senet-viewer with its extra “camera”.")
        )
    for menu in actions["camera"].associatedObjects():
        if isinstance(menu, QMenu):
            menu.setToolTipsVisible(True)
