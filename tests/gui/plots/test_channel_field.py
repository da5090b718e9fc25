"""The field that finds a channel by its number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.channel_field import ChannelField, WantedChannel, parse_channel
from senet_viewer.gui.theme import LIGHT
from tests.gui.plots.acting import read_out


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("131", WantedChannel("", 131)),
        (" 0 ", WantedChannel("", 0)),
        ("SE_5_1 131", WantedChannel("SE_5_1", 131)),
        ("se_5_1:131", WantedChannel("SE_5_1", 131)),
        ("4_36/7", WantedChannel("SE_4_36", 7)),
        ("5.1, 12", WantedChannel("SE_5_1", 12)),
        ("", None),
        ("SE_5_1", None),
        ("-1", None),
        ("1.5", None),
        ("cat", None),
    ],
)
def test_numbers_and_blocks_are_understood(text: str, wanted: WantedChannel | None) -> None:
    assert parse_channel(text) == wanted


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(500, 200)
    return made


@pytest.fixture
def field(window: QWidget, qtbot: QtBot) -> ChannelField:
    made = ChannelField(window)
    made.set_theme(LIGHT)
    made.move(20, 20)
    QLineEdit(window).move(20, 120)
    window.show()
    qtbot.waitExposed(window)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def test_each_digit_asks_anew_and_enter_takes(field: ChannelField, qtbot: QtBot) -> None:
    heard: list[object] = []
    field.wanted.connect(heard.append)
    qtbot.keyClicks(field, "131")
    assert heard == [WantedChannel("", number) for number in (1, 13, 131)]
    with qtbot.waitSignal(field.taken):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_what_is_no_number_is_said_beside_the_field(field: ChannelField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.wanted):
        qtbot.keyClicks(field, "cat")
    assert field.problem == "Type a channel's number."
    assert read_out(field) == field.problem
    assert field.accessibleDescription() == field.problem
    with qtbot.assertNotEmitted(field.taken):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_problem_is_withdrawn_with_its_cause(field: ChannelField, qtbot: QtBot) -> None:
    field.wanted.connect(lambda wanted: field.set_problem("" if wanted.channel < 9 else "Too far."))
    qtbot.keyClicks(field, "12")
    assert read_out(field) == "Too far."
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert read_out(field) == ""
    assert field.problem == ""


def test_escape_and_leaving_end_the_search(field: ChannelField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "cat")
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert read_out(field) == ""
    qtbot.keyClicks(field, "5")
    with qtbot.waitSignal(field.left):
        field.clearFocus()
    assert field.text() == ""
