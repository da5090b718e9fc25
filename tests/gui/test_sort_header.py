"""The heading of a table of numbers: its mark stands beside the words, largest values first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.number_table import NumberTable
from senet_viewer.gui.sort_header import SortHeader
from senet_viewer.gui.style import style_sheet
from senet_viewer.gui.theme import LIGHT

COLUMNS = ("block", "stage", "gate − reference")
ROWS = (("SE_2_1", 2, -0.25), ("SE_2_2", 2, 0.5), ("SE_3_1", 3, 0.0))


@pytest.fixture
def table(qapp: QApplication, qtbot: QtBot) -> NumberTable:
    before = qapp.styleSheet()
    qapp.setStyleSheet(style_sheet(LIGHT))
    made = NumberTable("numbers", COLUMNS, ROWS)
    qtbot.addWidget(made)
    made.resize(700, 200)
    with qtbot.waitExposed(made):
        made.show()
    qapp.setStyleSheet(before)
    return made


def header(table: NumberTable) -> SortHeader:
    found = table.horizontalHeader()
    assert isinstance(found, SortHeader)
    return found


def click(table: NumberTable, qtbot: QtBot, column: int) -> None:
    place = QPoint(header(table).sectionViewportPosition(column) + 30, 8)
    qtbot.mouseClick(header(table).viewport(), Qt.MouseButton.LeftButton, pos=place)


def firsts(table: NumberTable) -> list[object]:
    return [table.row(number)[0] for number in range(3)]


def test_the_first_click_brings_the_largest_difference_up_and_the_second_the_smallest(
    table: NumberTable, qtbot: QtBot
) -> None:
    click(table, qtbot, 2)
    assert firsts(table) == ["SE_2_2", "SE_3_1", "SE_2_1"]
    click(table, qtbot, 2)
    assert firsts(table) == ["SE_2_1", "SE_3_1", "SE_2_2"]


def test_names_and_counts_begin_with_the_first(table: NumberTable, qtbot: QtBot) -> None:
    click(table, qtbot, 2)
    click(table, qtbot, 0)
    assert firsts(table) == ["SE_2_1", "SE_2_2", "SE_3_1"]
    click(table, qtbot, 1)
    assert firsts(table)[2] == "SE_3_1"


@pytest.mark.parametrize("column", range(3))
def test_the_mark_stands_beside_the_words_and_has_room(
    table: NumberTable, qtbot: QtBot, column: int
) -> None:
    click(table, qtbot, column)
    head = header(table)
    width = head.sectionSizeFromContents(column).width()
    mark = head.mark(QRect(0, 0, width, 30), column).boundingRect()
    words = head.fontMetrics().horizontalAdvance(COLUMNS[column])
    assert mark.left() >= 0
    assert mark.right() <= width
    if column == 0:
        assert mark.left() >= words
    else:
        assert mark.right() <= width - words
    assert 10 < mark.center().y() < 20
    assert mark.height() >= 5


def test_the_mark_points_the_way_of_the_numbers(table: NumberTable, qtbot: QtBot) -> None:
    click(table, qtbot, 2)
    head, rect = header(table), QRect(0, 0, 200, 30)
    base, _other, tip = (head.mark(rect, 2).at(number) for number in range(3))
    assert tip.y() > base.y()
    click(table, qtbot, 2)
    base, _other, tip = (head.mark(rect, 2).at(number) for number in range(3))
    assert tip.y() < base.y()


def test_nothing_at_all_is_told_from_next_to_nothing(qtbot: QtBot) -> None:
    made = NumberTable("n", ("noise",), ((0.0,), (0.00001,), (-0.5,)))
    qtbot.addWidget(made)
    shown = [made.proxy.index(row, 0).data() for row in range(3)]
    assert shown == ["0", "0.0000", "−0.5000"]
