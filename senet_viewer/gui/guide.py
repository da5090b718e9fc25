"""Builds what guides the user: the list of the network's classes, the tour and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from senet_viewer.gui.classes import Classes
from senet_viewer.gui.tour.questions import Questions
from senet_viewer.gui.tour.tour import Tour

if TYPE_CHECKING:
    from senet_viewer.gui.app import Application


class Guide(QObject):
    """Made before the actions, which lead here."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self._app = app
        self.classes = Classes(app.state, app.window)
        self.classes.said.connect(app.status.say)
        app.choices.class_asked.connect(self.classes.show)
        app.answer.classes_asked.connect(self.classes.show)
        self.questions = Questions(app)
        self.tour = Tour(app, self)
        self.tour.finished.connect(self._taken)
        self.classes.opened.connect(self.tour.make_room)
        app.empty.tour_asked.connect(self.tour.start)
        app.empty.set_tour_taken(taken=app.settings.tour_taken)

    @Slot()
    def _taken(self) -> None:
        """The tour was taken to its end: ask what can be answered now."""
        self._app.settings.tour_taken = True
        self._app.empty.set_tour_taken(taken=True)
        self.questions.show()
