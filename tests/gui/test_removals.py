"""Images that are taken off the list come back, with their answers where they are still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.removals import Removal, Removals
from senet_viewer.store.reader import StoreReader
from tests.gui.desk import Desk, desk
from tests.gui.making import picture

NAMES = ("a.jpg", "b.jpg", "c.jpg")


@pytest.fixture
def window(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "autosave") as made:
        made.load_network()
        made.open(NAMES)
        yield made


@pytest.fixture
def removals(window: Desk) -> Removals:
    return window.documents.removals


def key(name: str) -> str:
    return picture(name).image.key


def names(window: Desk) -> list[str]:
    return [item.name for item in window.state.items]


@pytest.fixture
def gone(removals: Removals) -> list[Removal]:
    told: list[Removal] = []
    removals.removed.connect(told.append)
    return told


def test_what_went_comes_back_to_its_place_with_its_answer(
    window: Desk, removals: Removals, gone: list[Removal], qtbot: QtBot
) -> None:
    window.settle(qtbot)
    removals.remove([key("b.jpg")])
    assert names(window) == ["a.jpg", "c.jpg"]
    window.settle(qtbot)
    removals.put_back(gone[0])
    assert names(window) == list(NAMES)
    assert window.state.inspection(key("b.jpg")) is not None
    assert not window.session.busy, "nothing has to be inspected again"


def test_what_came_back_can_be_taken_off_again(
    window: Desk, removals: Removals, gone: list[Removal]
) -> None:
    removals.remove([key("a.jpg"), key("c.jpg")])
    removals.put_back(gone[0])
    removals.take_off(gone[0])
    assert names(window) == ["b.jpg"]
    assert len(gone) == 1, "only what the user takes off is told"


def test_taking_off_what_is_not_there_is_nothing_to_undo(
    removals: Removals, gone: list[Removal]
) -> None:
    removals.remove(["/elsewhere/x.jpg"])
    assert gone == []


def test_all_can_go_and_come_back(
    window: Desk, removals: Removals, gone: list[Removal], qtbot: QtBot
) -> None:
    window.settle(qtbot)
    removals.clear()
    assert names(window) == []
    window.settle(qtbot)
    removals.put_back(gone[0])
    assert names(window) == list(NAMES)
    window.settle(qtbot)
    reader = StoreReader(window.stores()[0])
    assert [one.image.name for one in reader.contents().images] == list(NAMES)
    reader.close()


def test_after_another_network_they_come_back_without_their_answers(
    window: Desk, removals: Removals, gone: list[Removal]
) -> None:
    removals.remove([key("b.jpg")])
    window.load_network("other")
    removals.put_back(gone[0])
    assert names(window) == list(NAMES)
    assert all(item.answer is None for item in window.state.items)
    assert window.session.busy
