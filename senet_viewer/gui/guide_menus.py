"""The menus' rows that explain: the network's classes, the guided tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.actions import ActionRow

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("menus", text)


def class_rows(app: Application) -> tuple[ActionRow, ...]:
    """A part of the network menu."""
    show = app.guide.classes.show
    return (ActionRow("classes", "network", tr("&Classes of this network …"), ("G",), show),)


def tour_rows(app: Application) -> tuple[ActionRow, ...]:
    """A part of the help menu."""
    guide = app.guide
    return (
        ActionRow("tour", "help", tr("Guided &tour"), (), guide.tour.start),
        ActionRow("questions", "help", tr("&What you can answer now"), (), guide.questions.show),
    )
