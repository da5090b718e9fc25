"""The summary: layers as a tree or a list, sums, shares, another network beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui import summary_words
from senet_viewer.gui.dialogs.summary_dialog import SummaryDialog
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.layer_tree import Column
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.state import State
from senet_viewer.gui.summaries import Summaries
from senet_viewer.gui.theme import DARK, LIGHT
from tests.gui.engine_records import simple
from tests.gui.network_making import catalogue, entry, summary

LONG = 60_000
ONE = summary("SE-ResNet-7")
OTHER = summary("SE-ResNet-9", 112)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What a dialog stands over; it takes the dialog along when it goes."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(window: QWidget) -> SummaryDialog:
    shown = SummaryDialog("SE-ResNet-7", catalogue(), LIGHT, window)
    shown.show()
    return shown


def cells(dialog: SummaryDialog, *rows: int) -> list[str]:
    model = dialog.first.model()
    index = QModelIndex()
    for row in rows:
        index = model.index(row, 0, index)
    return [str(index.siblingAtColumn(column).data()) for column in Column]


def test_it_stands_before_its_numbers_come(dialog: SummaryDialog) -> None:
    assert dialog.headline.text() == "Counting the layers …"
    assert not dialog.copy_button.isEnabled()
    dialog.show_summaries(ONE, None)
    assert dialog.title.text() == "SE-ResNet-7, input 1×3×224×224"
    assert dialog.size_box.value() == 224


def test_an_open_summary_takes_on_another_theme(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)

    def colour() -> object:
        model = dialog.first.model()
        block = model.index(0, Column.BLOCK, model.index(1, 0))
        return block.data(Qt.ItemDataRole.DecorationRole)

    assert colour() == LIGHT.stage(2)
    dialog.set_theme(DARK)
    assert colour() == DARK.stage(2)
    assert DARK.muted in dialog.footnote.styleSheet()
    assert DARK.error in dialog.problem.styleSheet()


def test_one_sentence_states_what_the_blocks_cost(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)
    assert dialog.headline.text() == (
        "Its SE block holds 580 of 2,308 parameters (25.1 %) and takes 580 of 86.7 M "
        "multiply-adds (< 0.001 %)."
    )
    assert "the squeeze's 3.21 M additions" in dialog.footnote.text()


def test_the_tree_holds_the_layers_with_their_sums(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)
    assert cells(dialog, 0) == ["conv1", "Conv2d", "1×64×224×224", "1.73 k", "86.7 M", ""]
    assert cells(dialog, 1)[3:] == ["580", "580", "SE_2_1"]
    assert cells(dialog, 1, 0)[0] == "SE"
    block = dialog.first.model().index(0, 0, dialog.first.model().index(1, 0))
    assert block.data(Qt.ItemDataRole.FontRole).bold()
    colour = block.siblingAtColumn(Column.BLOCK).data(Qt.ItemDataRole.DecorationRole)
    assert colour == LIGHT.stage(2)


def test_a_layer_that_did_not_run_is_faint_and_says_so(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)
    head = dialog.first.model().index(2, 0)
    assert head.data(Qt.ItemDataRole.ForegroundRole).name() == LIGHT.faint
    assert "did not run" in head.data(Qt.ItemDataRole.ToolTipRole)


def test_as_a_list_all_layers_sort_as_a_whole(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)
    dialog.as_list.click()
    dialog.first.sortByColumn(Column.PARAMETERS, Qt.SortOrder.DescendingOrder)
    names = [dialog.first.model().index(row, 0).data() for row in range(4)]
    assert names == ["conv1", "layer1.SE.fc2", "layer1.SE.fc1", "head"]
    dialog.as_list.click()
    assert cells(dialog, 1)[0] == "layer1"


def test_by_no_column_the_layers_stand_as_they_run(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)
    names = [dialog.first.model().index(row, 0).data() for row in range(3)]
    assert names == ["conv1", "layer1", "head"]


def test_the_sums_tell_the_memory_as_torchinfo_does(dialog: SummaryDialog) -> None:
    lines = {total.name: total.words(total.value) for total in summary_words.totals(ONE, None)}
    assert lines["Parameters"] == "2,308"
    assert lines["Memory of the input"] == "0.60 MB"
    stages = {
        total.name: total.words(total.value) for total in summary_words.stage_totals(ONE, None)
    }
    assert stages == {"stage 1 (stem)": "86.7 M", "stage 2": "580"}


def test_two_networks_stand_side_by_side_with_their_difference(dialog: SummaryDialog) -> None:
    assert dialog.second.isHidden()
    dialog.show_summaries(ONE, OTHER)
    assert dialog.second.isVisible()
    assert dialog.comparison.text() == (
        "Compared with SE-ResNet-9: as many parameters and 65.0 M more (300 %) multiply-adds."
    )
    table = dialog.totals.text()
    assert table[0] == "Totals\tSE-ResNet-7\tSE-ResNet-9\tdifference"
    assert table[3] == "Multiply-adds\t86.7 M\t21.7 M\t+65.0 M"
    heading = dialog.second.model().headerData(0, Qt.Orientation.Horizontal)
    assert heading == "SE-ResNet-9"


def test_a_network_to_compare_with_is_chosen_or_written(
    dialog: SummaryDialog, qtbot: QtBot
) -> None:
    dialog.show_summaries(ONE, None)
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.compare.setEditText("resnet50")
        line = dialog.compare.lineEdit()
        assert line is not None
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert asked.args == ["resnet50", 224]
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.compare.setCurrentIndex(1)
        dialog.compare.activated.emit(1)
    assert asked.args == ["plain", 224]
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.size_box.setValue(160)
    assert asked.args == ["plain", 160]
    with qtbot.assertNotEmitted(dialog.asked):
        dialog.compare.activated.emit(1)


def test_networks_that_are_called_alike_can_be_told_apart(window: QWidget, qtbot: QtBot) -> None:
    twin = entry("timm:seresnet50", "SE-ResNet-50", "ResNet (timm)", size=1)
    dialog = SummaryDialog("SE-ResNet-7", (*catalogue(), twin), LIGHT, window)
    dialog.show_summaries(ONE, None)
    place = dialog.compare.findText("SE-ResNet-50 · timm:seresnet50")
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.compare.setCurrentIndex(place)
        dialog.compare.activated.emit(place)
    assert asked.args == ["timm:seresnet50", 224]


def test_a_failure_is_told_and_what_is_shown_stays(dialog: SummaryDialog, qtbot: QtBot) -> None:
    dialog.show_summaries(ONE, None)
    error = ViewerError("model.unknown", "There is no network “resnat”.", detail="more")
    dialog.show_error(error)
    assert dialog.problem.text() == "There is no network “resnat”."
    assert dialog.headline.text().startswith("Its SE block")
    with qtbot.waitSignal(dialog.details_asked) as asked:
        dialog.details.click()
    assert asked.args == [error]
    dialog.show_summaries(ONE, OTHER)
    assert dialog.problem.isHidden()


def test_everything_is_copied_as_a_table_with_exact_numbers(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, OTHER)
    dialog.copy_button.click()
    text = QApplication.clipboard().text()
    assert "conv1\tConv2d\t1×64×224×224\t1728\t86704128\t" in text
    assert "layer1.SE\tSqueezeExcitation\t1×64×224×224\t580\t580\tSE_2_1" in text
    assert "SE-ResNet-9" in text


def test_marked_layers_are_copied_alone(dialog: SummaryDialog) -> None:
    dialog.show_summaries(ONE, None)
    dialog.first.setCurrentIndex(dialog.first.model().index(0, 0))
    dialog.first.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 2


def test_a_network_without_blocks_is_told_so() -> None:
    bare = summary("ResNet")
    layers = tuple(layer for layer in bare.layers if not layer.block)
    plain = type(bare)("ResNet", bare.input_size, layers, 1, 1)
    assert summary_words.headline(plain) == "ResNet has no SE blocks."


@pytest.fixture
def summaries(window: QWidget, qtbot: QtBot) -> Iterator[Summaries]:
    client = EngineClient(command=simple())
    networks = Networks(client, client)
    made = Summaries(State(client), networks, client, LIGHT, window)
    client.start()
    networks.start(Choice("first"))
    qtbot.waitUntil(lambda: not networks.loading, timeout=LONG)
    yield made
    client.stop()
    client.deleteLater()


def test_the_engine_is_asked_and_answers_come_into_the_dialog(
    summaries: Summaries, qtbot: QtBot
) -> None:
    summaries.show()
    dialog = summaries.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.totals.isVisible(), timeout=LONG)
    dialog.compare.setEditText("bad")
    line = dialog.compare.lineEdit()
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.problem.isVisible(), timeout=LONG)
    dialog.compare.setEditText("another")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.second.isVisible(), timeout=LONG)
    assert not dialog.problem.isVisible()


def test_asking_again_shows_the_same_dialog(summaries: Summaries) -> None:
    summaries.show()
    first = summaries.dialog
    summaries.show()
    assert summaries.dialog is first
    assert first is not None
    first.close()
    assert summaries.dialog is None
