"""A channel's map: raw cells on one scale, unsmoothed, pointed at cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.map_layout import CellGrid, grid_for
from senet_viewer.gui.plots.map_scale import MapScale
from senet_viewer.gui.plots.map_view import CropView, MapView
from senet_viewer.gui.theme import DARK, LIGHT
from tests.gui.plots.acting import colours, move_mouse, picture

BEFORE = np.array([[0, 1, 2], [4, -4, -1], [0.5, 0, 3]], np.float32)
GRID = CellGrid(3, 20)
STAGE = LIGHT.stage(4)


def shown(qtbot: QtBot, view: QWidget) -> None:
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    view.show()
    qtbot.waitExposed(view)


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView()
    made.show_map(BEFORE, 4.0, GRID, STAGE)
    shown(qtbot, made)
    return made


def colour_of(image: QImage, row: int, column: int) -> str:
    return QColor(image.pixel(20 * column + 10, 20 * row + 10)).name()


def test_each_cell_has_one_colour_from_edge_to_edge(view: MapView) -> None:
    image = picture(view).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(60, -1)[:, :60]
    # Without the hairline that frames the whole map.
    inner = pixels[1:-1, 1:-1]
    for row in range(3):
        for column in range(3):
            rows = slice(max(0, 20 * row - 1), min(58, 20 * row + 19))
            columns = slice(max(0, 20 * column - 1), min(58, 20 * column + 19))
            assert len(np.unique(inner[rows, columns])) == 1, (row, column)
    assert len(np.unique(inner)) == len(np.unique(BEFORE))


def test_zero_is_the_ground_full_is_the_stage_and_below_is_grey(view: MapView) -> None:
    image = picture(view)
    assert colour_of(image, 0, 0) == LIGHT.panel
    assert colour_of(image, 1, 0) == STAGE.name()
    assert colour_of(image, 1, 1) == LIGHT.muted


def test_after_is_painted_on_the_scale_of_before(view: MapView) -> None:
    half = picture(view)
    view.show_map(BEFORE * np.float32(0.5), 4.0, GRID, STAGE)
    after = picture(view)
    assert colour_of(after, 1, 0) == colour_of(half, 0, 2)
    assert STAGE.name() not in colours(after)


def test_a_channel_without_any_value_is_empty(view: MapView) -> None:
    view.show_map(np.zeros((3, 3), np.float32), 0.0, GRID, STAGE)
    assert colours(picture(view)) == {LIGHT.panel, LIGHT.line}


def test_a_theme_changes_ground_and_grey(view: MapView) -> None:
    view.set_theme(DARK)
    image = picture(view)
    assert colour_of(image, 0, 0) == DARK.panel
    assert colour_of(image, 1, 1) == DARK.muted


def test_the_cell_under_the_cursor_is_told(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.cellHovered) as hovered:
        move_mouse(view, QPoint(45, 25))
    assert hovered.args == [1, 2]
    with qtbot.waitSignal(view.cellHovered) as hovered:
        move_mouse(view, QPoint(70, 25))
    assert hovered.args == [-1, -1]


def test_a_marked_cell_is_framed(view: MapView) -> None:
    before = picture(view)
    view.mark_cell(1, 1)
    framed = picture(view)
    assert view.cell_rect(1, 1).toRect().getRect() == (20, 20, 20, 20)
    assert framed.pixel(30, 30) == before.pixel(30, 30)
    assert QColor(framed.pixel(19, 30)).name() == LIGHT.text
    view.mark_cell(-1, -1)
    assert picture(view) == before


def test_it_is_told_in_words(view: MapView) -> None:
    text = view.accessibleDescription()
    assert text == "3×3 cells, from −4 to 4, mean 0.611, largest in row 2, column 1"


def test_a_map_that_is_not_square_keeps_its_shape(view: MapView) -> None:
    wide = np.ones((2, 4), np.float32)
    view.show_map(wide, 1.0, grid_for(4, 64, 60), STAGE)
    assert view.marked_cell == (-1, -1)
    assert view.cell_rect(1, 3).right() == view.sizeHint().width()


def test_the_photo_beside_it_is_as_large(qtbot: QtBot, view: MapView) -> None:
    crop = CropView()
    crop.set_grid(GRID, 3, 3)
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    crop.show_picture(image)
    shown(qtbot, crop)
    assert crop.sizeHint() == view.sizeHint()
    assert QColor(picture(crop).pixel(30, 30)).name() == "#336699"
    crop.show_picture(None)
    assert QColor(picture(crop).pixel(30, 30)).name() == LIGHT.bar_track


def test_the_scale_reaches_from_the_largest_to_the_lowest(qtbot: QtBot) -> None:
    scale = MapScale()
    scale.show_scale(4.0, -4.0, STAGE, 120)
    shown(qtbot, scale)
    image = picture(scale)
    top, middle, bottom = (QColor(image.pixel(5, y)) for y in (2, 60, 117))
    assert abs(top.red() - STAGE.red()) < 8
    assert middle.lightness() > 240
    assert abs(bottom.red() - QColor(LIGHT.muted).red()) < 8
    assert scale.accessibleName() == "scale of both maps, from −4 to 4"
    scale.show_scale(2.0, 0.5, STAGE, 120)
    assert QColor(picture(scale).pixel(5, 116)).lightness() > 240
