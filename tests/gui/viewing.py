"""A built window whose engine is not started, for the tests of what it looks like and its keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QApplication

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.text_size import SYSTEM
from tests.gui.making import CPU, card, inspection, picture, profile


@contextmanager
def viewer(qapp: QApplication) -> Iterator[Application]:
    """The window, which is closed at the end, with its look as it was."""
    qapp.setApplicationName("senet-viewer")
    made = Application(qapp, Start(), "0.1")
    try:
        yield made
    finally:
        made.appearance.text.set(SYSTEM)
        made.close()
        made.window.close()
        made.window.deleteLater()
        made.deleteLater()


def show_a_picture(made: Application, name: str = "a.jpg") -> None:
    """As if this picture had been opened and inspected."""
    if made.state.card is None:
        made.state.set_model(card(), CPU, profile())
    made.state.add([picture(name)])
    made.state.select(picture(name).image.key)
    made.state.store_inspection(inspection(name, seed=len(made.state.items)))
