"""A small window, or large text, costs words and pictures, never a part of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.main_window import NARROWEST_LIST, NARROWEST_MIDDLE, NARROWEST_PLOTS
from senet_viewer.gui.panels.empty_state import SAMPLE_SIDE, SMALLEST_SIDE
from senet_viewer.statistics import Order
from tests.gui.viewing import built_window, give_keys, show_a_picture

VGA = (640, 480)
SMALL = (800, 560)


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        made.window.show()
        yield made


def turn() -> None:
    for _ in range(6):
        QApplication.processEvents()


def inside(window: Application, part: QWidget) -> bool:
    corner = part.mapTo(window.window, part.rect().topLeft())
    return window.window.rect().contains(part.rect().translated(corner))


def test_640_by_480_has_room_for_every_part(window: Application, qtbot: QtBot) -> None:
    show_a_picture(window)
    give_keys(window, qtbot)
    window.window.resize(*VGA)
    turn()
    assert window.window.size().toTuple() == VGA
    least = (NARROWEST_LIST, NARROWEST_MIDDLE, NARROWEST_PLOTS)
    assert all(
        has >= needs for has, needs in zip(window.window.columns.sizes(), least, strict=True)
    )
    toolbar = window.toolbar
    parts = (toolbar.open, toolbar.model, toolbar.device, toolbar.compare, toolbar.export)
    for part in (*parts, window.images.search, window.gates.gates, window.status.about):
        assert part.isVisible()
        assert inside(window, part), part


def test_the_empty_page_shrinks_its_photos_and_then_scrolls(window: Application) -> None:
    icon = window.empty.sample_button
    first = next(iter(window.empty._buttons))
    assert first.iconSize().width() == SAMPLE_SIDE
    window.window.resize(*VGA)
    turn()
    assert window.window.size().toTuple() == VGA
    assert SMALLEST_SIDE <= first.iconSize().width() < SAMPLE_SIDE
    assert window.empty.horizontalScrollBar().maximum() == 0
    window.appearance.set_text_size(200)
    turn()
    assert window.window.size().toTuple() == VGA
    assert window.empty.verticalScrollBar().maximum() > 0
    assert icon("nowhere") is None


@pytest.mark.parametrize("steps", [(200, 100), (110, 150, 200, 150, 100), (90, 100)])
def test_columns_are_as_wide_as_before_once_the_text_is_as_before(
    window: Application, steps: tuple[int, ...]
) -> None:
    show_a_picture(window)
    turn()
    before = window.window.columns.sizes()
    for percent in steps:
        window.appearance.set_text_size(percent)
        turn()
    assert window.window.columns.sizes() == before


def test_columns_are_as_wide_as_before_once_the_window_is_as_before(window: Application) -> None:
    show_a_picture(window)
    turn()
    before = window.window.columns.sizes()
    for size in (VGA, (1440, 900)):
        window.window.resize(*size)
        turn()
    assert window.window.columns.sizes() == before


def test_a_border_that_the_user_moved_stays_where_it_was_put(window: Application) -> None:
    show_a_picture(window)
    turn()
    columns = window.window.columns
    columns.moveSplitter(300, 1)
    columns.moveSplitter(900, 2)
    moved = columns.sizes()
    assert moved[0] == 300
    window.window.resize(1430, 890)
    window.window.resize(1440, 900)
    turn()
    assert columns.sizes() == moved
    window.appearance.set_text_size(200)
    window.appearance.set_text_size(100)
    turn()
    assert columns.sizes() == moved


def test_widths_that_large_text_had_no_room_for_are_kept_for_the_next_start(
    qapp: QApplication, home: Path
) -> None:
    with built_window(qapp) as first:
        first.window.resize(1440, 900)
        show_a_picture(first)
        first.window.show()
        turn()
        before = first.window.columns.sizes()
        first.appearance.set_text_size(200)
        turn()
        first.close()
        first.appearance.text.set(100)
    with built_window(qapp) as second:
        show_a_picture(second)
        second.window.show()
        turn()
        second.window.resize(1440, 900)
        second.appearance.set_text_size(100)
        turn()
        assert second.window.columns.sizes() == before


def test_a_narrow_card_cuts_no_number_short_and_has_the_column_to_itself(
    window: Application, qtbot: QtBot
) -> None:
    show_a_picture(window)
    give_keys(window, qtbot)
    window.window.resize(*SMALL)
    window.appearance.set_text_size(200)
    window.parts.reading.open_card(window.state.focus, 3)
    turn()
    card = window.parts.card
    assert card.isVisible()
    values = [one for one in card.numbers.findChildren(QLabel) if one.isVisible() and one.text()]
    assert values
    for label in values:
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    if not window.gates.gates.isVisible():
        above = card.mapTo(window.gates, card.rect().topLeft()).y()
        assert above <= 2 * window.gates.fontMetrics().height(), "no empty strip"


def test_names_give_way_in_the_toolbar_before_anything_is_cut_off(window: Application) -> None:
    show_a_picture(window)
    toolbar = window.toolbar
    for size, percent in ((1440, 100), (800, 100), (640, 100), (1440, 200), (800, 200)):
        window.window.resize(size, 600)
        window.appearance.set_text_size(percent)
        turn()
        assert toolbar.export.geometry().right() <= toolbar.width(), (size, percent)
        for button in (toolbar.open, toolbar.export, *toolbar.orders.values()):
            assert button.width() >= button.sizeHint().width(), (size, percent, button.text())
        assert toolbar.model.text() == "SE-ResNet-18", "what is left out is still its name"
    assert not toolbar.device.isVisible()
    window.appearance.set_text_size(100)
    window.window.resize(1440, 600)
    turn()
    assert toolbar.device.isVisible()
    assert toolbar.orders[Order.UNUSUAL].text() == "most unusual first"
