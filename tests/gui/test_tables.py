"""Tables of channels and blocks: right numbers, sorting by value, copying."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.dialogs.table_dialog import Sheet, TableContent, TableDialog
from senet_viewer.gui.tables import block_rows, channel_rows, stage_rows
from senet_viewer.records import Noise
from tests.gui.making import inspection, profile
from tests.gui.plots.networks import card, reference
from tests.gui.plots.networks import inspection as network_inspection


def test_a_channels_row_tells_gate_rank_and_difference() -> None:
    block = inspection("a.jpg").blocks[0]
    reference = profile().mean["SE_2_1"]
    rows = channel_rows(block, reference)
    highest = int(np.argmax(block.gates))
    assert rows[highest][0] == highest
    assert rows[highest][2] == 1
    assert rows[highest][1] == pytest.approx(float(block.gates.max()))
    assert rows[highest][4] == pytest.approx(float(block.gates.max()) - 0.5)
    assert sorted(int(row[2]) for row in rows) == list(range(1, 9))
    assert len(channel_rows(block, None)[0]) == 3


def test_a_blocks_row_tells_its_statistics() -> None:
    one = inspection("a.jpg")
    rows = block_rows(one, profile().mean)
    assert [row[0] for row in rows] == ["SE_2_1", "SE_3_1"]
    assert rows[0][3] == pytest.approx(float(one.blocks[0].gates.mean()))
    assert rows[0][-1] == pytest.approx(float(np.abs(one.blocks[0].gates - 0.5).mean()))
    assert len(block_rows(one, None)[0]) == len(rows[0]) - 1


def test_a_table_sorts_numbers_by_value_and_copies_what_it_shows(qtbot: QtBot) -> None:
    sheet = Sheet("", ("channel", "gate"), ((2, 0.5), (10, 0.25), (9, 0.75)))
    dialog = TableDialog(TableContent("t", "e", (sheet,)))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "channel\tgate\n10\t0.25\n9\t0.75\n2\t0.5"


@pytest.fixture
def dialog(qtbot: QtBot) -> TableDialog:
    """Blocks, and stages behind them."""
    rows = (("SE_4_10", 0.5), ("SE_4_2", 0.25), ("SE_4_1", 0.75))
    blocks = Sheet("Blocks", ("block", "mean"), rows)
    stages = Sheet("Stages", ("stage", "mean"), ((4, 0.5), (3, 0.25)))
    made = TableDialog(TableContent("t", "e", (blocks, stages)))
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def first_column(dialog: TableDialog) -> list[object]:
    return [dialog.table.row(row)[0] for row in range(dialog.proxy.rowCount())]


def test_a_table_is_sorted_chosen_from_and_copied_by_keyboard(
    dialog: TableDialog, qtbot: QtBot
) -> None:
    table = dialog.table
    qtbot.waitUntil(table.hasFocus)
    table.setCurrentIndex(table.model().index(0, 0))
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(table, Qt.Key.Key_Up, alt)
    assert first_column(dialog) == ["SE_4_1", "SE_4_2", "SE_4_10"]
    table.setCurrentIndex(table.model().index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Down, alt)
    assert first_column(dialog) == ["SE_4_1", "SE_4_10", "SE_4_2"]
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.row_chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter belongs to the table"
    assert chosen.args == [table.row(table.currentIndex().row())[0]]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "block\tmean"
    assert lines[1].startswith(f"{chosen.args[0]}\t")
    assert len(lines) == 2


def test_no_heading_is_cut(dialog: TableDialog, qtbot: QtBot) -> None:
    columns = ("block", *(f"a heading of some length, {n}" for n in range(6)))
    rows = (("SE_2_1", *range(6)),)
    wide = TableDialog(TableContent("t", "e", (Sheet("", columns, rows),)))
    qtbot.addWidget(wide)
    wide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    wide.show()
    for one in (wide, dialog):
        header = one.table.horizontalHeader()
        for column in range(header.count()):
            assert header.sectionSize(column) >= header.sectionSizeHint(column)


def test_the_table_that_is_turned_to_is_copied(dialog: TableDialog) -> None:
    assert dialog.tabs.tabBar().isVisible()
    dialog.tabs.setCurrentIndex(1)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "stage\tmean\n4\t0.5\n3\t0.25"
    assert dialog.table.accessibleName() == "Stages"


def test_a_stages_row_tells_of_all_its_gates() -> None:
    model = card()
    one = network_inspection(model)
    means = reference(model)
    rows = stage_rows(one, means)
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (2, 2, 128), (3, 2, 256), (4, 2, 512), (5, 2, 1024)
    ]  # fmt: skip
    own = [block for block in one.blocks if block.stage == 4]
    together = np.concatenate([block.gates for block in own])
    apart = np.concatenate([np.abs(block.gates - means[block.name]) for block in own])
    assert rows[2][3] == pytest.approx(float(together.mean()))
    assert rows[2][4] == pytest.approx(float(together.std()))
    assert rows[2][7] == int((together < 0.1).sum())
    assert rows[2][-1] == pytest.approx(float(apart.mean()))
    assert len(stage_rows(one, None)[0]) == len(rows[0]) - 1


def test_noise_is_a_column_of_its_own() -> None:
    one = inspection("a.jpg")
    own = {block.name: np.full(block.channels, 0.25, np.float32) for block in one.blocks}
    noise = Noise(one.image, own, {"SE_2_1": 0.125, "SE_3_1": 0.5})
    assert [row[-1] for row in block_rows(one, None, noise)] == [0.125, 0.5]
    rows = channel_rows(one.blocks[0], None, own["SE_2_1"])
    assert {row[-1] for row in rows} == {0.25}
