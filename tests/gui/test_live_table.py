"""The table of channels is in step with the plot: block, picture, order, filter and reference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.table_dialog import TableDialog
from senet_viewer.gui.number_table import Cell
from senet_viewer.gui.references import Compare
from senet_viewer.statistics import ChannelFilter, Extreme, Order
from tests.gui.making import picture
from tests.gui.viewing import built_window, show_a_picture


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        show_a_picture(made)
        made.state.set_focus("SE_3_1")
        yield made
        for live in (made.tables.channels, made.tables.statistics):
            if live.dialog is not None:
                live.dialog.close()


@pytest.fixture
def dialog(window: Application) -> TableDialog:
    window.actions["channels"].trigger()
    assert window.tables.channels.dialog is not None
    return window.tables.channels.dialog


def column(dialog: TableDialog, number: int = 0) -> list[Cell]:
    return [dialog.table.row(row)[number] for row in range(dialog.proxy.rowCount())]


def test_it_is_opened_once(window: Application, dialog: TableDialog) -> None:
    window.actions["channels"].trigger()
    assert window.window.findChildren(TableDialog) == [dialog]


def test_another_block_is_shown_when_it_is_focused(
    window: Application, dialog: TableDialog, qtbot: QtBot
) -> None:
    assert dialog.windowTitle() == "SE_3_1 · a.jpg"
    window.state.set_focus("SE_2_1")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "SE_2_1 · a.jpg")
    assert window.state.shown is not None
    assert column(dialog, 1) == [float(gate) for gate in window.state.shown.block("SE_2_1").gates]


def test_another_picture_brings_its_gates_and_keeps_the_row(
    window: Application, dialog: TableDialog, qtbot: QtBot
) -> None:
    dialog.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    dialog.table.selectRow(2)
    chosen = dialog.table.row(2)[0]
    show_a_picture(window, "b.jpg")
    window.state.select(picture("b.jpg").image.key)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "SE_3_1 · b.jpg")
    gates = column(dialog, 1)
    assert gates == sorted(gates, reverse=True), "sorted as before"
    rows = {index.row() for index in dialog.table.selectedIndexes()}
    assert [dialog.table.row(row)[0] for row in rows] == [chosen]
    assert dialog.table.row(dialog.table.currentIndex().row())[0] == chosen


def test_its_order_is_that_of_the_bars(
    window: Application, dialog: TableDialog, qtbot: QtBot
) -> None:
    window.state.set_order(Order.HIGHEST)
    plotted = column(dialog)
    qtbot.waitUntil(lambda: column(dialog) != plotted)
    gates = column(dialog, 1)
    assert gates == sorted(gates, reverse=True)


def test_a_filter_holds_in_it_too_and_is_told(
    window: Application, dialog: TableDialog, qtbot: QtBot
) -> None:
    assert window.state.shown is not None
    gates = window.state.shown.block("SE_3_1").gates
    window.parts.reading.set_filter(ChannelFilter(Extreme.HIGHEST, 3))
    qtbot.waitUntil(lambda: dialog.proxy.rowCount() == 3)
    assert set(column(dialog)) == set(np.argsort(-gates)[:3].tolist())
    assert f"3 highest of {len(gates)}" in dialog.explanation.text()


def test_its_columns_follow_the_reference(
    window: Application, dialog: TableDialog, qtbot: QtBot
) -> None:
    model = dialog.proxy
    assert model.columnCount() == 5
    dialog.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    window.state.compare_with(Compare.NOTHING)
    qtbot.waitUntil(lambda: model.columnCount() == 3)
    window.state.compare_with(Compare.AVERAGE)
    qtbot.waitUntil(lambda: model.columnCount() == 5)


def test_statistics_follow_the_picture(window: Application, qtbot: QtBot) -> None:
    window.actions["statistics"].trigger()
    dialog = window.tables.statistics.dialog
    assert dialog is not None
    before = dialog.table.row(0)
    show_a_picture(window, "b.jpg")
    window.state.select(picture("b.jpg").image.key)
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Statistics · b.jpg")
    assert dialog.table.row(0)[0] == before[0]
    assert dialog.table.row(0)[3] != before[3]


def test_a_closed_table_is_not_renewed_any_more(
    window: Application, dialog: TableDialog, qtbot: QtBot
) -> None:
    dialog.close()
    assert window.tables.channels.dialog is None
    window.state.set_focus("SE_2_1")
    qtbot.wait(60)
