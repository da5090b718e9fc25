"""The selection: what is on show is part of it, it outlives searches, and what hides is told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.image_comparison_menus import pin_current
from senet_viewer.gui.sorting import SortBy, Sorting
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window, give_keys

Key, PLAIN = Qt.Key, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ("cat 1.jpg", "cat 2.jpg", "cup 1.jpg", "cup 2.jpg", "hill.jpg")


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A shown and active window with five answered images; the list has the keyboard."""
    with built_window(qapp) as made:
        made.state.set_model(card(), CPU, profile())
        open_images(made, NAMES)
        give_keys(made, qtbot)
        made.images.list.setFocus()
        yield made


def key(name: str) -> str:
    return picture(name).image.key


def open_images(window: Application, names: tuple[str, ...]) -> None:
    """As if these were opened and answered."""
    window.session.add([picture(name) for name in names], key(names[0]))
    for name in names:
        seed = sum(map(ord, name))
        window.state.store_inspection(inspection(name, seed, seed % 4, 0.2 + seed % 7 / 10))


def click(window: Application, name: str, held: Qt.KeyboardModifier = PLAIN) -> None:
    """A click on an image's row, which has to be in view."""
    panel = window.images
    row = panel.model.row(key(name))
    assert row >= 0, f"{name} is hidden"
    place = panel.list.visualRect(panel.model.index(row)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, held, place)


def press(window: Application, code: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.keyClick(window.images.list, code, held)
    QApplication.processEvents()


def selected(window: Application) -> list[str]:
    """The names of the selected images, in order of selection."""
    items = [window.state.item(one) for one in window.state.selected]
    return [item.name for item in items if item is not None]


def shown(window: Application) -> str:
    item = window.state.current_item
    return "" if item is None else item.name


def highlighted(window: Application) -> list[str]:
    """The names of the rows that are highlighted, from top to bottom."""
    return sorted(index.data() for index in window.images.list.selectionModel().selectedIndexes())


def told_hidden(window: Application) -> str:
    """What the panel says of selected images out of sight."""
    note = window.images.hidden
    return note.text() if note.isVisible() else ""


# What a list of images does.


def test_the_first_image_opened_after_all_went_is_highlighted(window: Application) -> None:
    window.documents.removals.clear()
    QApplication.processEvents()
    assert not window.state.items
    open_images(window, ("new.jpg", "newer.jpg"))
    assert shown(window) == "new.jpg"
    assert highlighted(window) == ["new.jpg"]


def test_the_keyboard_coming_to_the_list_chooses_nothing(window: Application) -> None:
    window.images.search.setFocus()
    window.images.search.setText("cup")
    window.images.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert shown(window) == "cat 1.jpg"
    assert selected(window) == ["cat 1.jpg"]
    press(window, Key.Key_Down)
    assert highlighted(window) == [shown(window)]


def test_control_with_an_arrow_moves_the_keyboard_alone(window: Application) -> None:
    press(window, Key.Key_Down, CONTROL)
    press(window, Key.Key_Down, CONTROL)
    assert (shown(window), selected(window)) == ("cat 1.jpg", ["cat 1.jpg"])
    press(window, Key.Key_Space, CONTROL)
    assert (shown(window), selected(window)) == ("cat 1.jpg", ["cat 1.jpg", "cup 1.jpg"])
    press(window, Key.Key_Space, CONTROL)
    assert selected(window) == ["cat 1.jpg"]
    press(window, Key.Key_Down)
    assert selected(window) == ["cup 2.jpg"], "it goes on from where the keyboard is"


def test_shift_with_an_arrow_extends(window: Application) -> None:
    press(window, Key.Key_Down, SHIFT)
    press(window, Key.Key_Down, SHIFT)
    assert selected(window) == ["cat 1.jpg", "cat 2.jpg", "cup 1.jpg"]
    press(window, Key.Key_Up, SHIFT)
    assert selected(window) == ["cat 1.jpg", "cat 2.jpg"]
    assert shown(window) == "cat 1.jpg"
    press(window, Key.Key_End, SHIFT)
    assert len(selected(window)) == len(NAMES)
    press(window, Key.Key_Home)
    assert selected(window) == ["cat 1.jpg"]


def test_a_letter_without_a_command_begins_a_name_and_the_rest_is_no_command(
    window: Application,
) -> None:
    open_images(window, ("beach.jpg", "bird.jpg", "birch.jpg"))
    click(window, "cup 2.jpg")
    QTest.keyClicks(window.images.list, "birc")
    assert shown(window) == "birch.jpg"
    assert window.parts.reading.card is None, "C opens the card"


def test_next_goes_on_from_what_is_on_show_among_several(window: Application) -> None:
    click(window, "hill.jpg", CONTROL)
    window.images.next()
    assert (shown(window), selected(window)) == ("cat 2.jpg", ["cat 2.jpg"])


def test_a_click_on_one_of_several_shows_it_alone(window: Application) -> None:
    click(window, "cup 1.jpg", CONTROL)
    click(window, "cup 1.jpg")
    assert (shown(window), selected(window)) == ("cup 1.jpg", ["cup 1.jpg"])


# With a search.


def test_a_search_keeps_the_selection_and_says_what_it_hides(window: Application) -> None:
    press(window, Key.Key_A, CONTROL)
    window.images.search.setText("cup")
    assert len(selected(window)) == len(NAMES)
    assert told_hidden(window) == "3 selected hidden …"
    assert shown(window) == "cat 1.jpg"
    window.images.hidden.click()
    assert window.images.search.text() == ""
    assert told_hidden(window) == ""
    assert highlighted(window) == sorted(NAMES)


def test_an_image_is_found_to_be_compared_with_one_that_the_search_hides(
    window: Application,
) -> None:
    window.images.search.setText("hill")
    assert told_hidden(window) == "1 selected hidden …"
    click(window, "hill.jpg", CONTROL)
    assert selected(window) == ["cat 1.jpg", "hill.jpg"]
    assert shown(window) == "cat 1.jpg"
    window.images.search.clear()
    assert highlighted(window) == ["cat 1.jpg", "hill.jpg"]


def test_a_click_takes_the_place_of_what_is_hidden(window: Application) -> None:
    window.images.search.setText("hill")
    click(window, "hill.jpg")
    assert (shown(window), selected(window)) == ("hill.jpg", ["hill.jpg"])
    assert told_hidden(window) == ""


def test_all_are_those_that_the_search_finds(window: Application) -> None:
    window.images.search.setText("cup")
    press(window, Key.Key_A, CONTROL)
    assert selected(window) == ["cup 1.jpg", "cup 2.jpg"]
    assert shown(window) == "cup 1.jpg"
    assert told_hidden(window) == ""


def test_undo_may_bring_back_what_is_hidden_and_says_so(window: Application) -> None:
    click(window, "hill.jpg")
    QApplication.processEvents()
    window.images.search.setText("hill")
    window.command_parts.history.undo()
    assert (shown(window), selected(window)) == ("cat 1.jpg", ["cat 1.jpg"])
    assert told_hidden(window) == "1 selected hidden …"


def test_something_is_on_show_again_after_a_removal_is_repeated_without_the_search(
    window: Application,
) -> None:
    window.images.search.setText("hill")
    click(window, "hill.jpg")
    press(window, Key.Key_Delete)
    assert shown(window) == ""
    window.command_parts.history.undo()
    window.images.search.clear()
    window.command_parts.history.redo()
    assert shown(window) == "cat 1.jpg"
    assert highlighted(window) == ["cat 1.jpg"]


# Whatever the user does.


class User:
    """Does one thing after the other at random, as far as the window allows."""

    def __init__(self, window: Application, seed: int) -> None:
        self.window, self.random, self.opened = window, random.Random(seed), 0

    def act(self) -> str:
        """Do something; returns what."""
        acts: tuple[Callable[[], object], ...] = (
            self.open,
            self.remove,
            self.search,
            self.search,
            self.sort,
            self.click,
            self.click,
            self.click,
            self.click_below,
            self.select_all,
            self.arrow,
            self.arrow,
            self.step,
            self.pin,
            self.legend,
            self.undo,
            self.undo,
            self.undo,
            self.redo,
            self.redo,
        )
        act = self.random.choice(acts)
        told = act()
        QApplication.processEvents()
        return f"{act.__name__} {told or ''}"

    def open(self) -> None:
        self.opened += 1
        kind = self.random.choice(("cat", "cup", "hill"))
        count = self.random.randint(1, 3)
        names = tuple(f"{kind} {self.opened}-{number}.jpg" for number in range(count))
        open_images(self.window, names)

    def remove(self) -> None:
        self.window.actions["remove"].trigger()

    def search(self) -> str:
        text = self.random.choice(("", "", "cat", "cup", "1", "espresso", "nothing"))
        self.window.images.search.setText(text)
        return text

    def sort(self) -> None:
        by = self.random.choice((SortBy.ARRIVAL, SortBy.NAME, SortBy.CONFIDENCE))
        self.window.images.set_sorting(Sorting(by, "", self.random.random() < 0.5))

    def click(self) -> str:
        model = self.window.images.model
        if not model.rowCount():
            return "nothing"
        name = str(model.index(self.random.randrange(model.rowCount())).data())
        held = self.random.choice((PLAIN, CONTROL, CONTROL, SHIFT, CONTROL | SHIFT))
        view = self.window.images.list
        view.scrollTo(model.index(model.row(key(name))))
        click(self.window, name, held)
        return f"{name} {held}"

    def click_below(self) -> None:
        viewport = self.window.images.list.viewport()
        held = self.random.choice((PLAIN, CONTROL))
        place = viewport.rect().bottomLeft()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, held, place)

    def select_all(self) -> None:
        press(self.window, Key.Key_A, CONTROL)

    def arrow(self) -> str:
        code = self.random.choice((Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End))
        held = self.random.choice((PLAIN, SHIFT, CONTROL))
        press(self.window, code, held)
        if held is CONTROL:
            press(self.window, Key.Key_Space, CONTROL)
        return f"{code} {held}"

    def step(self) -> None:
        self.window.actions[self.random.choice(("next", "previous"))].trigger()

    def pin(self) -> None:
        pin_current(self.window.state)

    def legend(self) -> None:
        buttons = self.window.gates.legend.buttons
        if buttons and self.window.gates.legend.isVisible():
            self.random.choice(buttons).click()

    def undo(self) -> None:
        self.window.command_parts.history.undo()

    def redo(self) -> None:
        self.window.command_parts.history.redo()


def check(window: Application) -> None:
    """What holds at any time."""
    state, model = window.state, window.images.model
    chosen = [key for key in state.selected if model.row(key) >= 0]
    hidden = len(state.selected) - len(chosen)
    assert len(set(state.selected)) == len(state.selected)
    assert all(state.item(one) is not None for one in state.selected)
    if state.items and model.rowCount():
        assert state.current, "an image is on show"
    if state.current:
        assert state.current in state.selected, "the image on show is selected"
    else:
        assert not state.selected
    names = sorted(str(model.index(model.row(one)).data()) for one in chosen)
    assert highlighted(window) == names, "what is selected is highlighted"
    assert str(hidden or "") == "".join(filter(str.isdigit, told_hidden(window)))
    if state.selected == (state.current,) and chosen:
        assert f"{model.row(state.current) + 1} of " in window.images.count.text()
    if state.compared:
        assert state.compared.shown == state.current
        assert {one.key for one in state.compared.images} < set(state.selected)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_user_does_the_image_on_show_is_selected_and_nothing_hides_unsaid(
    window: Application, seed: int
) -> None:
    user = User(window, seed)
    done: list[str] = []
    for _ in range(120):
        done.append(user.act())
        try:
            check(window)
        except AssertionError as error:
            raise AssertionError(f"{error}\nafter: " + "; ".join(done[-12:])) from error
    assert len(set(done)) > 20, "much was done"
