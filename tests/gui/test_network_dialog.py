"""Choosing a network: search, groups, keys, what opens at once and what is downloaded."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.gui.network_tree import Column
from senet_viewer.records import BuildOptions
from tests.gui.network_making import PAPER, catalogue, entry

PLAIN = BuildOptions()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What a dialog stands over; it takes the dialog along when it goes."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(window: QWidget) -> NetworkDialog:
    shown = NetworkDialog(catalogue(), "bundled", parent=window)
    shown.show()
    return shown


def groups(dialog: NetworkDialog) -> list[str]:
    return [dialog.proxy.index(row, 0).data() for row in range(dialog.proxy.rowCount())]


def titles(dialog: NetworkDialog) -> list[str]:
    return [
        dialog.proxy.index(place, 0, dialog.proxy.index(row, 0)).data()
        for row in range(dialog.proxy.rowCount())
        for place in range(dialog.proxy.rowCount(dialog.proxy.index(row, 0)))
    ]


def column(dialog: NetworkDialog, which: Column) -> list[str]:
    index = dialog.tree.currentIndex()
    return [str(index.siblingAtColumn(which).data())]


def test_it_opens_on_the_network_in_use(dialog: NetworkDialog) -> None:
    assert dialog.entry is not None
    assert dialog.entry.key == "bundled"
    assert groups(dialog)[:2] == ["Bundled  (1)", "SE-ResNet, untrained  (2)"]
    assert dialog.count.text() == "106 networks"


def test_only_groups_with_networks_at_hand_are_open(dialog: NetworkDialog) -> None:
    opened = {
        str(dialog.proxy.index(row, 0).data()): dialog.tree.isExpanded(dialog.proxy.index(row, 0))
        for row in range(dialog.proxy.rowCount())
    }
    assert opened[f"{PAPER}  (3)"]
    assert not opened["EfficientNet  (100)"]


@pytest.mark.parametrize("text", ["legacy 50", "Legacy-SEResNet 50", "timm:legacy_seresnet50"])
def test_typing_filters_over_title_key_and_group(dialog: NetworkDialog, text: str) -> None:
    QTest.keyClicks(dialog.search, text)
    assert titles(dialog) == ["legacy_seresnet50"]
    assert dialog.count.text() == "1 of 106 networks"
    assert dialog.tree.isExpanded(dialog.proxy.index(0, 0))


def test_a_family_is_found_by_its_heading(dialog: NetworkDialog) -> None:
    dialog.search.setText("of the paper")
    assert len(titles(dialog)) == 3


@pytest.mark.parametrize("name", ["se_resnet18", "timm:se_resnet18x", "se_resnet18x"])
def test_a_name_that_is_typed_in_full_is_marked(window: QWidget, name: str) -> None:
    networks = (
        entry("bundled", "SE-ResNet-18", "Bundled"),
        entry("timm:se_resnet18x", "SE-ResNet-18", PAPER),
        entry("se_resnet18", "SE-ResNet-18", "SE-ResNet, untrained"),
    )
    dialog = NetworkDialog(networks, "bundled", parent=window)
    dialog.search.setText(name)
    assert dialog.entry is not None
    assert dialog.entry.key.endswith(name)


def test_nothing_found_is_said(dialog: NetworkDialog) -> None:
    dialog.search.setText("xyzzy")
    assert dialog.count.text() == "No network matches “xyzzy”"
    assert dialog.entry is None
    assert not dialog.open_button.isEnabled()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_enter_in_the_search_opens_what_is_marked(dialog: NetworkDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClicks(dialog.search, "seresnet50")
        for _ in range(2):
            QTest.keyClick(dialog.search, Qt.Key.Key_Down)
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen.args == ["timm:seresnet50.a1_in1k", PLAIN]


def test_the_arrows_walk_through_the_list_while_typing(dialog: NetworkDialog) -> None:
    dialog.search.setText("se-resnet")
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown):
        QTest.keyClick(dialog.search, key)
        assert dialog.entry is not None
        walked.append(dialog.entry.key)
    assert walked == [
        "se_resnet50",
        "se_resnet101",
        "se_resnet50",
        "timm:seresnet50.a1_in1k",
    ], "past the headings, to the last one"
    assert dialog.search.text() == "se-resnet"


def test_enter_on_a_group_opens_it(dialog: NetworkDialog) -> None:
    group = dialog.proxy.index(dialog.proxy.rowCount() - 1, 0)
    dialog.tree.setCurrentIndex(group)
    dialog.tree.setFocus()
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert dialog.tree.isExpanded(group)
    assert dialog.isVisible()


def test_escape_leaves_everything_as_it_was(dialog: NetworkDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_columns_tell_what_there_is(dialog: NetworkDialog) -> None:
    dialog.search.setText("legacy_seresnet50")
    assert column(dialog, Column.PARAMETERS) == ["28.1 M"]
    assert column(dialog, Column.INPUT) == ["224×224"]
    assert column(dialog, Column.SOURCE) == ["timm"]
    assert column(dialog, Column.LICENCE) == ["apache-2.0"]
    assert column(dialog, Column.WEIGHTS) == ["download 113 MB"]
    assert dialog.open_button.text() == "Download and open"
    assert "28,088,024 parameters" in dialog.details.facts.text()
    dialog.search.setText("a1_in1k")
    assert column(dialog, Column.WEIGHTS) == ["on this computer"]
    assert dialog.open_button.text() == "Open"


def test_an_untrained_network_is_called_so(dialog: NetworkDialog) -> None:
    dialog.search.setText("SE-ResNet-101")
    assert column(dialog, Column.WEIGHTS) == ["untrained"]
    assert "useless for answers" in dialog.details.note.text()


def test_sorting_keeps_the_groups_and_counts_numbers_as_numbers(dialog: NetworkDialog) -> None:
    before = groups(dialog)
    dialog.tree.sortByColumn(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert groups(dialog) == before
    dialog.search.setText("efficientnet")
    assert titles(dialog)[:2] == ["EfficientNet-B99", "EfficientNet-B98"]
    assert titles(dialog)[-1] == "EfficientNet-B0"


def test_offline_only_what_is_on_the_computer_is_offered_and_why(dialog: NetworkDialog) -> None:
    assert dialog.offline.isHidden()
    dialog.set_offline(True)
    assert "seems to be offline" in dialog.offline.text()
    assert "The 4 networks on it" in dialog.offline.text()
    assert dialog.on_disk.isChecked()
    assert len(titles(dialog)) == 4
    assert dialog.count.text() == "4 of 106 networks · 102 more could be downloaded"
    dialog.search.setText("senet154")
    told = "No network on this computer matches “senet154” · 1 more could be downloaded"
    assert dialog.count.text() == told
    dialog.on_disk.setChecked(False)
    assert titles(dialog) == ["legacy_senet154"]


def test_a_refreshed_catalogue_keeps_search_and_choice(dialog: NetworkDialog) -> None:
    dialog.search.setText("legacy")
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.entry is not None
    chosen = dialog.entry.key
    fetched = tuple(
        entry(e.key, e.title, e.group, size=e.download_bytes, on_disk=True)
        if e.key == chosen
        else e
        for e in catalogue()
    )
    dialog.set_catalogue(fetched, "bundled")
    assert dialog.entry is not None
    assert dialog.entry.key == chosen
    assert column(dialog, Column.WEIGHTS) == ["on this computer"]
    assert dialog.search.text() == "legacy"


def test_before_the_engine_is_there_it_says_so_and_fills_later(window: QWidget) -> None:
    dialog = NetworkDialog((), "bundled", parent=window)
    assert dialog.count.text() == "The engine is starting …"
    assert not dialog.open_button.isEnabled()
    dialog.set_catalogue(catalogue(), "bundled")
    assert dialog.entry is not None
    assert dialog.entry.key == "bundled"


def test_the_own_code_is_offered_where_there_is_one(dialog: NetworkDialog, qtbot: QtBot) -> None:
    dialog.search.setText("senet154")
    assert dialog.details.own.isHidden()
    dialog.search.setText("legacy_seresnet50")
    assert not dialog.details.own.isHidden()
    dialog.details.own.setChecked(True)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.open_button.click()
    assert chosen.args == ["timm:legacy_seresnet50.in1k", BuildOptions(implementation="own")]


def test_a_checkpoint_can_be_opened_from_here(dialog: NetworkDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.checkpoint_asked):
        dialog.checkpoint_button.click()
    assert not dialog.isVisible()


def test_screen_readers_hear_what_is_what(dialog: NetworkDialog) -> None:
    assert dialog.tree.accessibleName() == "Networks"
    assert dialog.search.accessibleName() == "Search networks"


def test_every_row_is_made_when_it_is_looked_at(dialog: NetworkDialog) -> None:
    model = dialog.tree_model
    assert model.rowCount() == 4
    assert model.rowCount(model.index(3, 0)) == 100
    assert model.parent(model.index(5, 2, model.index(3, 0))) == model.index(3, 0)
    assert not model.parent(model.index(3, 0)).isValid()
    assert not model.index(0, 0, model.index(0, 0, model.index(3, 0))).isValid()
    assert model.index(9, 0) == QModelIndex()
