"""Errors of the whole window: one sentence each, repeated ones collapsed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.panels.notice_bar import NoticeBar
from senet_viewer.gui.theme import LIGHT

EMPTY = ViewerError("image.empty", "“a.jpg” is empty.")
FULL = ViewerError("export.disk_full", "The disk is full.", detail="ENOSPC")


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar(LIGHT)
    qtbot.addWidget(bar)
    return bar


def test_it_is_hidden_until_there_is_an_error(bar: NoticeBar) -> None:
    assert bar.isHidden()
    bar.show_error(EMPTY)
    assert not bar.isHidden()
    assert bar.text.text() == "“a.jpg” is empty."


def test_the_same_sentence_again_only_raises_its_count(bar: NoticeBar) -> None:
    for _ in range(3):
        bar.show_error(EMPTY)
    assert bar.text.text() == "“a.jpg” is empty. (3 times)"
    bar.dismiss()
    assert bar.isHidden()


def test_a_closed_error_gives_way_to_the_one_before_it(bar: NoticeBar) -> None:
    bar.show_error(EMPTY)
    bar.show_error(FULL)
    assert bar.text.text() == "The disk is full."
    bar.dismiss()
    assert bar.text.text() == "“a.jpg” is empty."


def test_details_are_offered_where_there_are_any(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.show_error(EMPTY)
    assert bar.details.isHidden()
    bar.show_error(FULL)
    assert not bar.details.isHidden()
    with qtbot.waitSignal(bar.details_asked) as asked:
        bar.details.click()
    assert asked.args == [FULL]


def test_a_restart_is_offered_for_what_only_a_restart_cures(bar: NoticeBar, qtbot: QtBot) -> None:
    stalled = ViewerError("engine.stalled", "The engine has not answered for 30 seconds.")
    bar.show_error(EMPTY)
    assert bar.restart.isHidden()
    bar.offer_restart(stalled)
    assert not bar.restart.isHidden()
    bar.withdraw("engine.stalled")
    assert bar.text.text() == "“a.jpg” is empty."
    bar.offer_restart(stalled)
    with qtbot.waitSignal(bar.restart_asked):
        bar.restart.click()
    assert bar.restart.isHidden()


def test_an_error_that_is_over_makes_room_for_the_one_before(bar: NoticeBar) -> None:
    refused = ViewerError("checkpoint.pickle", "“whole.pth” holds a Python object.")
    bar.show_error(EMPTY)
    bar.show_error(refused)
    bar.retract(refused)
    assert bar.text.text() == "“a.jpg” is empty."
    bar.retract(EMPTY)
    assert bar.isHidden()


def test_a_remedy_is_offered_with_the_error_that_it_cures(bar: NoticeBar) -> None:
    tried: list[str] = []
    bar.offer(EMPTY, "Name its code …", lambda: tried.append("code"))
    assert bar.offer_button.text() == "Name its code …"
    bar.show_error(FULL)
    assert bar.offer_button.isHidden()
    bar.dismiss()
    bar.offer_button.click()
    assert tried == ["code"]
    assert bar.isHidden()
