"""Undo and redo: each step of the user's view comes back, and only the user's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui import history as module
from senet_viewer.gui.app import Application
from senet_viewer.gui.history import MOST_STEPS, History
from senet_viewer.gui.networks import Choice
from senet_viewer.gui.reading import Channel
from senet_viewer.gui.references import Compare, other_network
from senet_viewer.gui.view_snapshot import take_view
from senet_viewer.statistics import ChannelFilter, Extreme, Order
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window, give_keys, show_a_picture

NAMES = ("a.jpg", "b.jpg", "c.jpg")
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A shown and active window with three pictures, the first one current."""
    with built_window(qapp) as made:
        for name in NAMES:
            show_a_picture(made, name)
        made.state.select(key("a.jpg"))
        give_keys(made, qtbot)
        made.images.list.setFocus()
        made.state.set_focus("SE_2_1")
        made.command_parts.history.clear()
        yield made


@pytest.fixture
def history(window: Application) -> History:
    return window.command_parts.history


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the user let time pass between any two changes."""
    monkeypatch.setattr(module, "JOIN_SECONDS", -1.0)


def key(name: str) -> str:
    return picture(name).image.key


def order(window: Application) -> Order:
    return window.state.order


def compared(window: Application) -> Compare:
    return window.state.compare


def texts(history: History) -> list[str]:
    history.note()
    return [history.stack.text(place) for place in range(history.stack.count())]


def names(window: Application) -> list[str]:
    return [item.name for item in window.state.items]


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def change_everything(window: Application) -> list[str]:
    """One change of each kind; returns what the steps are called."""
    state, reading, gates = window.state, window.parts.reading, window.gates
    steps: list[tuple[str, Callable[[], None]]] = [
        ("image", lambda: state.select(key("b.jpg"))),
        ("selection", lambda: state.set_selected([key("b.jpg"), key("c.jpg")])),
        ("reference", lambda: state.compare_with(Compare.CLASS, index=2)),
        ("focus block", lambda: state.set_focus("SE_3_1")),
        ("order", lambda: state.set_order(Order.UNUSUAL)),
        ("zoom", lambda: window.actions["zoom_in"].trigger()),
        ("channels shown", lambda: reading.set_filter(ChannelFilter(Extreme.HIGHEST, 5))),
        ("filled panel", gates.toggle_fill),
        ("marked channel", lambda: state.set_marked(3)),
        ("channel card", gates.toggle_card),
    ]
    for _, change in steps:
        change()
        settle()
    return [name for name, _ in steps]


def test_every_kind_of_change_is_a_step_that_goes_back_and_forth(
    window: Application, history: History
) -> None:
    views = [take_view(window)]
    index = history.stack.indexChanged
    index.connect(lambda: views.append(take_view(window)))
    assert texts(history) == []
    expected = change_everything(window)
    assert texts(history) == expected
    assert len(views) == len(expected) + 1
    seen = list(views)
    for place in reversed(range(len(expected))):
        history.undo()
        settle()
        assert take_view(window) == seen[place], expected[place]
    for place in range(1, len(expected) + 1):
        history.redo()
        settle()
        assert take_view(window) == seen[place], expected[place - 1]
    assert texts(history) == expected, "going back and forth makes no steps of its own"


def test_the_menu_says_what_would_be_undone_and_done_again(
    window: Application, history: History
) -> None:
    undo, redo = window.actions["undo"], window.actions["redo"]
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    window.actions["highest"].trigger()
    settle()
    assert undo.text() == "Und&o: order"
    undo.trigger()
    assert order(window) is Order.CHANNEL
    assert not undo.isEnabled()
    assert redo.text() == "&Redo: order"
    redo.trigger()
    assert order(window) is Order.HIGHEST


def test_keys_undo_and_redo(window: Application, history: History) -> None:
    window.actions["highest"].trigger()
    settle()
    QTest.keyClick(window.images.list, Qt.Key.Key_Z, CONTROL)
    assert order(window) is Order.CHANNEL
    for code, modifier in ((Qt.Key.Key_Z, CONTROL | SHIFT), (Qt.Key.Key_Y, CONTROL)):
        QTest.keyClick(window.images.list, code, modifier)
        assert order(window) is Order.HIGHEST
        QTest.keyClick(window.images.list, Qt.Key.Key_Z, CONTROL)
        assert order(window) is Order.CHANNEL


def test_in_a_text_field_the_key_undoes_what_was_typed(
    window: Application, history: History
) -> None:
    window.actions["highest"].trigger()
    settle()
    for field in (window.images.search, window.gates.field):
        field.setFocus()
        QTest.keyClicks(field, "b")
        QTest.keyClick(field, Qt.Key.Key_Z, CONTROL)
        assert field.text() == ""
        assert order(window) is Order.HIGHEST


def test_walking_through_images_is_one_step(window: Application, history: History) -> None:
    for _ in range(2):
        QTest.keyClick(window.images.list, Qt.Key.Key_Down)
        settle()
    assert window.state.current == key("c.jpg")
    assert texts(history) == ["image"]
    history.undo()
    assert window.state.current == key("a.jpg")
    assert window.images.list.currentIndex().row() == 0
    assert window.state.selected == (key("a.jpg"),)


@pytest.mark.usefixtures("slow")
def test_images_that_were_looked_at_for_a_while_are_steps(
    window: Application, history: History
) -> None:
    for name in ("b.jpg", "c.jpg"):
        window.state.select(key(name))
        settle()
    assert texts(history) == ["image", "image"]


def test_a_walk_there_and_back_is_no_step(window: Application, history: History) -> None:
    for code in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(window.images.list, code)
        settle()
    assert texts(history) == []
    assert not window.actions["undo"].isEnabled()


def test_a_new_step_forgets_what_was_undone(window: Application, history: History) -> None:
    window.actions["highest"].trigger()
    settle()
    history.undo()
    window.state.set_focus("SE_3_1")
    assert texts(history) == ["focus block"]
    assert not history.stack.canRedo()


def test_a_change_and_what_follows_from_it_are_one_step(
    window: Application, history: History
) -> None:
    window.state.set_order(Order.UNUSUAL)
    window.parts.reading.set_filter(ChannelFilter(Extreme.UNUSUAL, 5))
    settle()
    history.clear()
    window.state.compare_with(Compare.NOTHING)
    settle()
    assert order(window) is Order.CHANNEL
    assert window.parts.reading.chosen is None
    assert texts(history) == ["reference"]
    history.undo()
    assert order(window) is Order.UNUSUAL
    assert window.parts.reading.chosen == ChannelFilter(Extreme.UNUSUAL, 5)


def test_pointing_with_the_mouse_is_no_step_and_a_click_is(
    window: Application, history: History, qtbot: QtBot
) -> None:
    plot = window.gates.gates.plots[window.state.focus]
    inside = QPoint(plot.width() // 2, plot.height() // 2)
    QTest.mouseMove(plot, inside)
    QTest.mouseMove(plot, inside + QPoint(plot.width() // 6, 0))
    qtbot.waitUntil(lambda: window.state.marked_channel is not None)
    QTest.mouseMove(window.images.list, QPoint(20, 20))
    qtbot.waitUntil(lambda: window.state.marked_channel is None)
    assert texts(history) == []


def test_a_bar_marked_by_key_is_a_step(window: Application, history: History) -> None:
    QTest.mouseMove(window.images.list, QPoint(20, 20))
    settle()
    window.actions["first_bar"].trigger()
    settle()
    assert texts(history) == ["marked channel"]
    history.undo()
    assert window.state.marked_channel is None


def test_a_bar_marked_by_key_is_a_step_also_where_the_mouse_rests_on_the_plots(
    window: Application, history: History
) -> None:
    plot = window.gates.gates.plots[window.state.focus]
    QTest.mouseMove(plot, QPoint(plot.width() // 2, plot.height() // 2))
    settle()
    history.clear()
    window.actions["last_bar"].trigger()
    settle()
    assert texts(history) == ["marked channel"]


# What the program does.


def test_answers_of_the_engine_are_no_steps(window: Application, history: History) -> None:
    window.state.add([picture("d.jpg")])
    window.state.store_inspection(inspection("d.jpg", seed=7))
    window.state.store_inspection(inspection("a.jpg", seed=8))
    settle()
    assert texts(history) == []


def test_the_first_image_of_a_list_is_no_step(qapp: QApplication, home: Path) -> None:
    with built_window(qapp) as made:
        show_a_picture(made)
        settle()
        assert texts(made.command_parts.history) == []


def test_another_network_takes_the_steps_that_mean_nothing_to_it(
    window: Application, history: History
) -> None:
    change_everything(window)
    window.state.set_model(card("other"), CPU, profile())
    for name in NAMES:
        window.state.store_inspection(inspection(name))
    settle()
    assert texts(history) == ["image", "selection", "order", "channels shown"]
    focus = window.state.focus
    for _ in range(4):
        history.undo()
    assert window.state.current == key("a.jpg")
    assert order(window) is Order.CHANNEL
    assert window.state.focus == focus


def test_the_same_network_again_takes_no_steps(window: Application, history: History) -> None:
    expected = change_everything(window)
    window.state.set_model(card(), CPU, profile(), "bfloat16")
    settle()
    assert texts(history) == expected


def test_another_list_takes_all_steps(window: Application, history: History) -> None:
    window.actions["highest"].trigger()
    settle()
    window.documents.project.restored.emit()
    assert texts(history) == []


def test_there_are_only_so_many_steps(window: Application, history: History) -> None:
    for number in range(MOST_STEPS + 20):
        window.state.set_order(Order.HIGHEST if number % 2 == 0 else Order.CHANNEL)
        history.note()
    assert history.stack.count() == MOST_STEPS


# Images that are taken off the list.


def test_removals_come_back_one_by_one_with_answer_place_and_view(
    window: Application, history: History
) -> None:
    told: list[str] = []
    history.said.connect(told.append)
    window.state.select(key("b.jpg"))
    settle()
    for _ in range(2):
        QTest.keyClick(window.images.list, Qt.Key.Key_Delete)
        settle()
    assert names(window) == ["a.jpg"]
    assert told[0] == "One image is off the list; Ctrl+Z brings it back."
    assert texts(history) == ["image", "taking off the list", "taking off the list"]
    history.undo()
    assert names(window) == ["a.jpg", "c.jpg"]
    assert window.state.current == key("c.jpg")
    history.undo()
    assert names(window) == list(NAMES)
    assert window.state.current == key("b.jpg")
    assert window.state.inspection(key("b.jpg")) is not None
    history.redo()
    assert names(window) == ["a.jpg", "c.jpg"]
    history.undo()
    history.undo()
    assert window.state.current == key("a.jpg")


def test_all_can_go_and_come_back_with_the_selection(window: Application, history: History) -> None:
    told: list[str] = []
    history.said.connect(told.append)
    window.state.set_selected([key("a.jpg"), key("c.jpg")])
    settle()
    window.actions["clear"].trigger()
    settle()
    assert told == ["3 images are off the list; Ctrl+Z brings them back."]
    history.undo()
    assert names(window) == list(NAMES)
    assert window.state.selected == (key("a.jpg"), key("c.jpg"))


def test_a_reference_that_was_taken_off_is_the_reference_again(
    window: Application, history: History
) -> None:
    window.state.compare_with(Compare.IMAGE, image=key("b.jpg"))
    settle()
    window.documents.removals.remove([key("b.jpg")])
    settle()
    assert compared(window) is Compare.AVERAGE
    history.undo()
    assert compared(window) is Compare.IMAGE
    assert window.state.compare_image == key("b.jpg")


def test_another_network_as_the_reference_is_asked_for_again(
    window: Application, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparison, asked = window.comparing.comparison, list[str]()
    answer = inspection("a.jpg", seed=9)
    monkeypatch.setattr(comparison, "choose", lambda name, _options: asked.append(name))
    comparison.choice = Choice("other")
    window.state.compare_with_network(key("a.jpg"), other_network(answer, "other"))
    settle()
    assert texts(history) == ["reference"]
    history.undo()
    assert compared(window) is Compare.AVERAGE
    history.redo()
    assert asked == ["other"]
    window.state.compare_with_network(key("a.jpg"), other_network(answer, "other"))
    settle()
    assert texts(history) == ["reference"], "its late answer is no step"


def test_the_sentence_names_the_key_that_the_user_chose(
    window: Application, history: History
) -> None:
    told: list[str] = []
    history.said.connect(told.append)
    for one in window.command_parts.bindings.keys("undo"):
        window.command_parts.bindings.remove("undo", one)
    window.documents.removals.remove([key("b.jpg")])
    settle()
    assert told == ["One image is off the list; Undo brings it back."]


def test_answers_are_let_go_when_no_step_can_bring_them_back(
    window: Application, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: set[str] = set()
    monkeypatch.setattr(window.state.results, "discard", gone.update)
    window.documents.removals.remove([key("b.jpg")])
    settle()
    assert gone == set(), "it may come back"
    window.documents.project.saved.emit("")
    assert gone == {key("b.jpg")}
    assert texts(history) == []


def test_saving_without_removals_takes_no_steps(window: Application, history: History) -> None:
    window.actions["highest"].trigger()
    settle()
    window.documents.project.saved.emit("")
    assert texts(history) == ["order"]


def test_a_card_of_a_channel_comes_back(window: Application, history: History) -> None:
    window.parts.reading.open_card("SE_3_1", 4)
    settle()
    history.undo()
    assert window.parts.reading.card is None
    history.redo()
    assert window.parts.reading.card == Channel("SE_3_1", 4)
