"""The list of images: order, search, natural walking, "n of N"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.image_list_model import SortBy
from senet_viewer.gui.panels.image_panel import ImagePanel
from senet_viewer.gui.pictures import Pictures
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import LIGHT
from tests.gui.making import CPU, card, inspection, picture, profile

NAMES = ("photo10.jpg", "photo2.jpg", "Photo1.jpg")


@pytest.fixture
def state(qapp: object) -> State:
    state = State()
    state.set_model(card(), CPU, profile())
    return state


@pytest.fixture
def panel(state: State, qtbot: QtBot) -> Iterator[ImagePanel]:
    background = Background(1)
    panel = ImagePanel(state, Pictures(background), LIGHT)
    qtbot.addWidget(panel)
    state.add([picture(name) for name in NAMES])
    yield panel
    background.close()


def names(panel: ImagePanel) -> list[str]:
    proxy = panel.proxy
    return [proxy.index(row, 0).data() for row in range(proxy.rowCount())]


def test_pictures_stand_in_order_of_arrival_or_in_natural_order(panel: ImagePanel) -> None:
    assert names(panel) == list(NAMES)
    panel.set_sort(SortBy.NAME)
    assert names(panel) == ["Photo1.jpg", "photo2.jpg", "photo10.jpg"]


def test_pictures_stand_by_class_or_certainty_once_they_have_one(
    panel: ImagePanel, state: State
) -> None:
    state.store_inspection(inspection("photo10.jpg", best=1, probability=0.3))
    state.store_inspection(inspection("photo2.jpg", best=0, probability=0.9))
    panel.set_sort(SortBy.CLASS)
    assert names(panel) == ["photo10.jpg", "photo2.jpg", "Photo1.jpg"]
    panel.set_sort(SortBy.CONFIDENCE)
    assert names(panel) == ["photo2.jpg", "photo10.jpg", "Photo1.jpg"]


def test_search_finds_names_and_classes(panel: ImagePanel, state: State) -> None:
    state.store_inspection(inspection("photo2.jpg", best=1))
    panel.search.setText("ESPRESSO")
    assert names(panel) == ["photo2.jpg"]
    panel.search.setText("photo1")
    assert names(panel) == ["photo10.jpg", "Photo1.jpg"]
    panel.search.clear()
    assert len(names(panel)) == len(NAMES)


def test_next_and_previous_walk_the_list_as_it_stands_and_stop_at_its_ends(
    panel: ImagePanel, state: State
) -> None:
    panel.set_sort(SortBy.NAME)
    walked = []
    for _ in range(4):
        panel.next()
        item = state.current_item
        assert item is not None
        walked.append(item.name)
    assert walked == ["Photo1.jpg", "photo2.jpg", "photo10.jpg", "photo10.jpg"]
    panel.previous()
    item = state.current_item
    assert item is not None
    assert item.name == "photo2.jpg"
    assert panel.count.text() == "2 of 3"


def test_a_failed_picture_says_why_to_a_screen_reader(panel: ImagePanel, state: State) -> None:
    state.store_error(
        picture("photo2.jpg").image.key, ViewerError("image.empty", "“photo2.jpg” is empty.")
    )
    spoken = panel.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "photo2.jpg: “photo2.jpg” is empty."


def test_delete_takes_the_picture_off_and_goes_to_the_next(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    panel.removal_asked.connect(state.remove)
    panel.next()
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert names(panel) == ["photo2.jpg", "Photo1.jpg"]
    item = state.current_item
    assert item is not None
    assert item.name == "photo2.jpg"


def test_several_pictures_are_selected_as_the_list_stands(
    panel: ImagePanel, state: State, qtbot: QtBot
) -> None:
    panel.set_sort(SortBy.NAME)
    with qtbot.waitExposed(panel):
        panel.show()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    click(panel, qtbot, 2)
    assert state.selected == (key("photo10.jpg"),)
    with qtbot.waitSignal(state.selection_changed):
        click(panel, qtbot, 0, control)
    assert state.selected == (key("Photo1.jpg"), key("photo10.jpg"))
    click(panel, qtbot, 0)
    click(panel, qtbot, 1, shift)
    assert state.selected == (key("Photo1.jpg"), key("photo2.jpg"))
    assert state.current == key("photo2.jpg")


def test_what_is_shown_from_elsewhere_is_selected_alone(panel: ImagePanel, state: State) -> None:
    panel.list.selectAll()
    assert len(state.selected) == len(NAMES)
    state.remove([key("photo2.jpg")])
    state.select(key("Photo1.jpg"))
    assert state.selected == (key("Photo1.jpg"),)


def click(
    panel: ImagePanel,
    qtbot: QtBot,
    row: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    place = panel.list.visualRect(panel.proxy.index(row, 0)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def key(name: str) -> str:
    return picture(name).image.key
