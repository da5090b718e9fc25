"""The photo fits, zooms about the cursor, and never leaves its frame."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.photo_view import PhotoView
from senet_viewer.gui.pictures import image_of
from senet_viewer.gui.theme import LIGHT

RED = np.full((30, 40, 3), (200, 0, 0), np.uint8)
BLUE = np.full((8, 8, 3), (0, 0, 200), np.uint8)


@pytest.fixture
def view(qtbot: QtBot) -> PhotoView:
    view = PhotoView(LIGHT)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_photo(image_of(RED))
    return view


def colour(view: PhotoView, x: int, y: int) -> tuple[int, int, int]:
    pixel = view.grab().toImage().pixelColor(x, y)
    return pixel.red(), pixel.green(), pixel.blue()


def wheel(view: PhotoView, x: float, y: float, steps: int) -> None:
    event = QWheelEvent(
        QPointF(x, y),
        QPointF(x, y),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_a_small_photo_fills_the_frame(view: PhotoView) -> None:
    assert colour(view, 200, 150) == (200, 0, 0)
    assert colour(view, 20, 280) == (200, 0, 0)


def test_the_inset_shows_the_networks_own_pixels(view: PhotoView) -> None:
    view.show_seen(image_of(BLUE))
    assert colour(view, 360, 260) == (0, 0, 200)
    view.show_seen(None)
    assert colour(view, 360, 260) == (200, 0, 0)


def test_zooming_keeps_the_point_under_the_cursor_and_dragging_stays_inside(
    view: PhotoView, qtbot: QtBot
) -> None:
    half = RED.copy()
    half[:, :20] = (0, 160, 0)
    view.show_photo(image_of(half))
    wheel(view, 100, 150, 6)
    assert colour(view, 100, 150) == (0, 160, 0)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(view, QPoint(390, 290))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)
    assert colour(view, 12, 150)[2] == 0
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton)
    assert colour(view, 390, 40) == (200, 0, 0)


def test_without_a_photo_there_is_a_message(view: PhotoView) -> None:
    view.show_photo(None, "no picture")
    assert colour(view, 20, 280) != (200, 0, 0)
