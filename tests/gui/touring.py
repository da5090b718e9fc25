"""Takes the guided tour in tests: its bubble, its buttons, answers as an engine gives them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.tour.bubble import Bubble
from senet_viewer.gui.tour.tour import STEPS
from senet_viewer.resources import sample_images
from tests.gui.making import inspection

CAT, ESPRESSO = (str(path) for path in sample_images()[:2])


def answer(window: Application) -> None:
    """Answer for the sample photos as an engine would."""
    for seed, item in enumerate(list(window.state.items)):
        if item.answer is None:
            found = inspection(item.name, seed)
            window.state.store_inspection(replace(found, image=item.picture.image))


def see_the_samples(window: Application, qtbot: QtBot) -> None:
    """Answer for the sample photos once they are there, and wait until the tour reads the cat's."""
    qtbot.waitUntil(lambda: len(window.state.items) == len(sample_images()))
    answer(window)
    qtbot.waitUntil(lambda: step(window) == "ReadTheAnswer")
    qtbot.waitUntil(lambda: not window.gates.gates.pending and bool(window.gates.gates.plots))


def bubble(window: Application) -> Bubble:
    """The bubble of the tour that is on its way."""
    found = window.guide.tour.bubble
    assert found is not None
    return found


def step(window: Application) -> str:
    """The kind of the step that is shown."""
    return type(window.guide.tour.step).__name__


def go_on(window: Application) -> None:
    """Press the first button."""
    QTest.mouseClick(bubble(window).first, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def go_to(window: Application, wanted: str) -> None:
    """Go on, with the actions done by the tour, until a step comes."""
    for _ in range(4 * len(STEPS)):
        if step(window) == wanted:
            QTest.qWait(20)
            window.guide.tour.follow()
            return
        go_on(window)
        answer(window)
        dialog = window.guide.classes.dialog
        if dialog is not None:
            dialog.close()
    pytest.fail(f"{wanted} never came")
