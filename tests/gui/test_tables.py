"""Tables of channels and blocks: right numbers, sorting by value, copying."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.dialogs.class_dialog import ClassDialog
from senet_viewer.gui.dialogs.table_dialog import TableDialog
from senet_viewer.gui.tables import block_rows, channel_rows
from tests.gui.making import LABELS, inspection, profile


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
    dialog = TableDialog("t", "e", ("channel", "gate"), ((2, 0.5), (10, 0.25), (9, 0.75)))
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "channel\tgate\n10\t0.25\n9\t0.75\n2\t0.5"


def test_a_class_is_found_by_typing_and_keeps_its_index(qtbot: QtBot) -> None:
    dialog = ClassDialog(LABELS)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.search.setText("DRAGON")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [LABELS.index("dragonfly")]
