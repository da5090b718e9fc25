"""A built window whose engine is not started, for the tests of what it looks like and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.text_size import SYSTEM
from tests.gui.making import CPU, card, inspection, picture, profile


@contextmanager
def built_window(qapp: QApplication, start: Start | None = None) -> Iterator[Application]:
    """The window, which is closed at the end, with its look as it was."""
    qapp.setApplicationName("senet-viewer")
    made = Application(qapp, start or Start(), "0.1")
    try:
        yield made
    finally:
        made.appearance.text.set(SYSTEM)
        made.close()
        made.window.close()
        made.window.deleteLater()
        made.deleteLater()


def give_keys(made: Application, qtbot: QtBot) -> None:
    """Show the window, wait until it takes keys, and until its plots are made."""
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    gates = made.gates.gates
    shown = made.state.shown
    qtbot.waitUntil(lambda: not gates.pending and bool(gates.plots) == (shown is not None))


def show_a_picture(made: Application, name: str = "a.jpg") -> None:
    """As if this picture had been opened and inspected."""
    if made.state.card is None:
        made.state.set_model(card(), CPU, profile())
    made.state.add([picture(name)])
    made.state.select(picture(name).image.key)
    made.state.store_inspection(inspection(name, seed=len(made.state.items)))
