"""Images that are taken off the list come back, with their answers where they are still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.removals import Removals
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


def test_what_went_comes_back_to_its_place_with_its_answer(
    window: Desk, removals: Removals, qtbot: QtBot
) -> None:
    window.settle(qtbot)
    told: list[str] = []
    removals.said.connect(told.append)
    removals.remove([key("b.jpg")])
    assert names(window) == ["a.jpg", "c.jpg"]
    assert told == ["One image is off the list; Ctrl+Z brings it back."]
    window.settle(qtbot)
    removals.bring_back()
    assert names(window) == list(NAMES)
    assert window.state.inspection(key("b.jpg")) is not None
    assert not removals.can_bring_back
    assert not window.session.busy, "nothing has to be inspected again"


def test_all_can_go_and_come_back(window: Desk, removals: Removals, qtbot: QtBot) -> None:
    window.settle(qtbot)
    removals.clear()
    assert names(window) == []
    window.settle(qtbot)
    removals.bring_back()
    assert names(window) == list(NAMES)
    assert window.state.current == key("a.jpg")
    window.settle(qtbot)
    reader = StoreReader(window.stores()[0])
    assert [one.image.name for one in reader.contents().images] == list(NAMES)
    reader.close()


def test_after_another_network_they_come_back_without_their_answers(
    window: Desk, removals: Removals
) -> None:
    removals.remove([key("b.jpg")])
    window.load_network("other")
    removals.bring_back()
    assert names(window) == list(NAMES)
    assert all(item.answer is None for item in window.state.items)
    assert window.session.busy


def test_what_a_saved_project_has_let_go_of_does_not_come_back(
    window: Desk, removals: Removals, tmp_path: Path, qtbot: QtBot
) -> None:
    removals.remove([key("b.jpg")])
    assert removals.can_bring_back
    window.save(tmp_path / "p.senet", qtbot)
    assert not removals.can_bring_back
    removals.bring_back()
    assert names(window) == ["a.jpg", "c.jpg"]
