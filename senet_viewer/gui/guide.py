"""Builds what guides the user: the list of the network's classes, the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from senet_viewer.gui.classes import Classes

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


class Guide(QObject):
    """Made before the actions, which lead here."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self.classes = Classes(app.state, app.window)
        self.classes.said.connect(app.status.say)
        app.choices.class_asked.connect(self.classes.show)
        app.answer.classes_asked.connect(self.classes.show)
