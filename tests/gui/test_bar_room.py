"""A passing bar folds and unfolds no stage; what is folded for want of room says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from tests.gui.making import CPU, picture
from tests.gui.plots import networks
from tests.gui.viewing import built_window, give_keys

ERROR = ViewerError("image.broken", "This picture is damaged.", {}, detail="x")


def show_eight_blocks(made: Application) -> None:
    """A picture and its gates: two blocks in each of four stages."""
    model = networks.card()
    made.state.set_model(model, CPU, None)
    made.state.add([picture("a.jpg")])
    made.state.select(picture("a.jpg").image.key)
    seen = networks.inspection(model)
    made.state.store_inspection(replace(seen, image=picture("a.jpg").image))


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        show_eight_blocks(made)
        give_keys(made, qtbot)
        yield made


def turn() -> None:
    for _ in range(6):
        QApplication.processEvents()


def places(window: Application) -> dict[str, QRect]:
    return dict(window.gates.gates._arrangement.slots)


class Watch(QObject):
    """Counts how often a header hides or shows its stage."""

    def __init__(self, window: Application) -> None:
        super().__init__(window.window)
        self.folded: list[int] = []
        gates = window.gates.gates
        for stage in gates._headers.values():
            stage.toggled.connect(lambda _on, number=stage.stage: self.folded.append(number))


def tight_height(window: Application) -> int:
    """The least height of the window at which all stages are open."""
    gates = window.gates.gates
    every = frozenset(gates._headers)
    height = 1100
    window.window.resize(1440, height)
    turn()
    while gates.open_stages == every and height > 400:
        height -= 4
        window.window.resize(1440, height)
        turn()
    window.window.resize(1440, height + 4)
    turn()
    assert gates.open_stages == every
    return height + 4


def test_an_error_that_comes_and_goes_moves_no_stage(window: Application) -> None:
    tight_height(window)
    before, watch = places(window), Watch(window)
    heights = window.gates.gates.height()
    window.notices.show_error(ERROR)
    turn()
    assert window.notices.isVisible()
    assert window.gates.gates.height() < heights
    assert places(window) == before
    window.notices.dismiss()
    turn()
    assert window.gates.gates.height() == heights
    assert places(window) == before
    assert watch.folded == []


def test_the_question_of_what_was_open_and_an_error_together_fold_none(
    window: Application,
) -> None:
    tight_height(window)
    before, watch = places(window), Watch(window)
    window.recovery.tell_crash()
    turn()
    window.notices.show_error(ERROR)
    turn()
    assert window.recovery.isVisible()
    assert places(window) == before
    assert watch.folded == []


def test_a_window_that_opens_with_a_bar_has_the_stages_of_one_without(
    window: Application, qapp: QApplication, qtbot: QtBot
) -> None:
    height = tight_height(window)
    before = places(window)
    with built_window(qapp) as second:
        second.window.resize(1440, height)
        second.recovery.tell_crash()
        second.window.show()
        turn()
        show_eight_blocks(second)
        turn()
        assert second.recovery.isVisible()
        assert places(second) == before
        second.recovery._dismiss()
        turn()
        assert places(second) == before


def test_what_a_bar_covers_can_be_scrolled_to(window: Application) -> None:
    tight_height(window)
    bar = window.gates.gates.verticalScrollBar()
    before = bar.maximum()
    window.notices.show_error(ERROR)
    turn()
    assert bar.maximum() >= before + window.notices.height() - 8


def test_a_stage_that_is_folded_for_want_of_room_says_so(window: Application, qtbot: QtBot) -> None:
    gates = window.gates.gates
    height = tight_height(window)
    assert not any("folded" in header.note for header in gates._headers.values())
    window.window.resize(1440, height - 60)
    turn()
    (folded,) = (one for one in gates._headers.values() if not one.isChecked())
    assert folded.note.startswith("folded for want of room, click to open · ")
    assert folded.accessibleDescription() == "folded for want of room"
    qtbot.mouseClick(folded, Qt.MouseButton.LeftButton)
    assert folded.isChecked()
    assert "folded" not in folded.note
    qtbot.mouseClick(folded, Qt.MouseButton.LeftButton)
    assert not folded.isChecked()
    assert "folded" not in folded.note
    assert folded.accessibleDescription() == "folded"
