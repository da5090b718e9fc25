"""The most unusual channels: two columns to point at and choose from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.quiet_list import QuietList
from senet_viewer.gui.plots.unusual_list import UnusualList
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.statistics import ChannelDifference
from tests.gui.plots.acting import colours, move_mouse, picture

OPENED = (ChannelDifference(131, 0.81, 0.42, 0.39), ChannelDifference(17, 0.71, 0.4, 0.31))
CLOSED = (ChannelDifference(52, 0.06, 0.42, -0.36), ChannelDifference(199, 0.1, 0.43, -0.33))


@pytest.fixture
def unusual(qtbot: QtBot) -> UnusualList:
    made = UnusualList()
    qtbot.addWidget(made)
    made.resize(340, 120)
    made.show_unusual(OPENED, CLOSED, 4, LIGHT)
    made.show()
    qtbot.waitExposed(made)
    return made


def row_centre(rows: QuietList, row: int) -> QPoint:
    return rows.visualRect(rows.model().index(row, 0)).center()


def test_rows_say_channel_gate_and_signed_difference(unusual: UnusualList) -> None:
    assert unusual.opened.row_text(0) == "channel 131, gate 0.81, +0.39 from 0.42"
    assert unusual.closed.row_text(1) == "channel 199, gate 0.10, −0.33 from 0.43"


def test_a_column_without_channels_says_so(unusual: UnusualList) -> None:
    unusual.show_unusual((), CLOSED, 4, LIGHT)
    assert unusual.opened.accessibleName() == "none more open"
    assert unusual.closed.accessibleName() == "more closed"
    unusual.show_unusual(OPENED, (), 4, LIGHT)
    assert unusual.opened.accessibleName() == "more open"
    assert unusual.closed.accessibleName() == "none more closed"


def test_pointing_at_a_row_names_its_channel(unusual: UnusualList, qtbot: QtBot) -> None:
    unusual.opened.clearFocus()
    heard: list[int] = []
    unusual.channelHovered.connect(heard.append)
    move_mouse(unusual.opened.viewport(), row_centre(unusual.opened, 0))
    move_mouse(unusual.opened.viewport(), row_centre(unusual.opened, 1))
    move_mouse(unusual.opened.viewport(), QPoint(5, 500))
    assert heard == [131, 17, -1]


def test_a_click_chooses(unusual: UnusualList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unusual.channelClicked) as chosen:
        qtbot.mouseClick(
            unusual.closed.viewport(),
            Qt.MouseButton.LeftButton,
            pos=row_centre(unusual.closed, 0),
        )
    assert chosen.args == [52]


def test_arrows_select_and_enter_chooses(unusual: UnusualList, qtbot: QtBot) -> None:
    unusual.closed.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(unusual.closed.hasFocus)
    with qtbot.waitSignal(unusual.channelHovered) as hovered:
        qtbot.keyClick(unusual.closed, Qt.Key.Key_Down)
    assert hovered.args in ([52], [199])
    with qtbot.waitSignal(unusual.channelClicked) as chosen:
        qtbot.keyClick(unusual.closed, Qt.Key.Key_Return)
    assert chosen.args == hovered.args


def test_left_and_right_are_left_to_the_window(unusual: UnusualList, qtbot: QtBot) -> None:
    unusual.opened.setCurrentIndex(unusual.opened.model().index(0, 0))
    qtbot.keyClick(unusual.opened, Qt.Key.Key_Right)
    qtbot.keyClick(unusual.opened, Qt.Key.Key_Left)
    assert unusual.opened.currentIndex().row() == 0


def test_a_channel_pointed_at_in_a_plot_marks_its_row(unusual: UnusualList) -> None:
    unusual.mark_channel(199)
    assert unusual.closed.stands_out(1)
    assert not unusual.opened.stands_out(1)
    unusual.mark_channel(None)
    assert not unusual.closed.stands_out(1)


def test_bars_have_the_stages_colour_closed_ones_lighter(unusual: UnusualList) -> None:
    stage = LIGHT.stages[2]
    assert stage in colours(picture(unusual.opened))
    assert stage not in colours(picture(unusual.closed))


def test_a_theme_changes_what_is_shown(unusual: UnusualList) -> None:
    unusual.set_theme(DARK)
    assert DARK.stages[2] in colours(picture(unusual.opened))


def test_the_current_row_stays_for_the_next_picture(unusual: UnusualList) -> None:
    unusual.opened.setCurrentIndex(unusual.opened.model().index(1, 0))
    unusual.show_unusual(OPENED[::-1], CLOSED, 4, LIGHT)
    assert unusual.opened.currentIndex().row() == 1


def test_columns_can_be_empty(unusual: UnusualList) -> None:
    unusual.show_unusual((), (), 2, LIGHT)
    assert unusual.opened.row_count == unusual.closed.row_count == 0


def test_entries_below_the_noise_are_hollow_and_said_to_be(unusual: UnusualList) -> None:
    unusual.opened.clearFocus()
    place = unusual.opened.visualRect(unusual.opened.model().index(0, 0)).center()
    solid = picture(unusual.opened.viewport())
    unusual.show_unusual(OPENED, CLOSED, 4, LIGHT, {131})
    hollow = picture(unusual.opened.viewport())
    assert QColor(solid.pixel(place)).name() == LIGHT.stages[2]
    assert QColor(hollow.pixel(place)).name() != LIGHT.stages[2]
    assert unusual.opened.row_text(0).endswith(", below the noise")
    assert not unusual.opened.row_text(1).endswith("noise")
    tip = unusual.opened.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "one-pixel shift" in tip
