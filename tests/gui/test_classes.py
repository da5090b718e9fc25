"""The list of classes: searching, what is said where nothing matches, comparing, copying."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.class_model import NAME, NUMBER, PROBABILITY, ClassModel
from senet_viewer.gui.class_search import ClassSearch, folded
from senet_viewer.gui.dialogs.class_dialog import LONGEST, NEAR_AFTER_MS, ClassDialog
from senet_viewer.gui.number_table import AnyIndex
from senet_viewer.gui.references import Compare
from senet_viewer.records import Prediction
from tests.gui.making import CPU, LABELS, card
from tests.gui.viewing import built_window, show_a_picture

NAMES = ("tabby, tabby cat", "espresso", "Café crème", "dragonfly", "giant panda", "ox-cart")
DISPLAY = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def dialog(qtbot: QtBot) -> ClassDialog:
    made = ClassDialog(NAMES)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    with built_window(qapp) as made:
        show_a_picture(made)
        with qtbot.waitExposed(made.window):
            made.window.show()
        yield made


def column(dialog: ClassDialog, number: int) -> list[str]:
    model = dialog.model
    return [model.index(row, number).data(DISPLAY) for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [0, 1, 2, 3, 4, 5]),
        ("TABBY", [0]),
        ("cat tab", [0]),
        ("cafe CREME", [2]),
        ("cart", [5]),
        ("ox cart", [5]),
        ("ragonf", [3]),
        ("3", [3]),
        ("6", []),
        ("giraffe", []),
        ("   ", [0, 1, 2, 3, 4, 5]),
        ("...", []),
        ("-", [5]),
        ("( .* [", []),
        ("\\d+", [3]),
        ("😀", []),
        ("猫", []),
        ("9" * 5000, []),
        ("x" * 100_000, []),
    ],
)
def test_classes_are_found_by_word_starts_then_parts_then_numbers(
    typed: str, found: list[int]
) -> None:
    assert ClassSearch(NAMES).find(typed) == found


def test_a_word_start_comes_before_what_stands_within_a_word() -> None:
    search = ClassSearch(("scatter", "cat", "tomcat"))
    assert search.find("cat") == [1]
    assert search.find("catt") == [0]


def test_names_of_signs_and_of_chinese_are_found() -> None:
    search = ClassSearch(("虎斑猫", "😀", "浓缩咖啡 (espresso)", "😀 tabby"))
    assert search.find("猫") == [0]
    assert search.find("咖啡") == [2]
    assert search.find("😀") == [1, 3]
    assert search.find("٣") == [3], "a number in any script"


def test_near_names_are_told_the_likest_first() -> None:
    search = ClassSearch(NAMES)
    assert search.near("dragonfy")[0] == "dragonfly"
    assert search.near("expresso") == ["espresso"]
    assert search.near("zzzz") == []


def test_folding_leaves_words_with_a_space_before_each() -> None:
    assert folded("Café_crème, ÉTÉ") == " cafe creme ete"


def test_what_the_network_cannot_answer_is_said_clearly(dialog: ClassDialog, qtbot: QtBot) -> None:
    assert dialog.count.text() == "6 of 6"
    assert not dialog.verdict.isVisible()
    QTest.keyClicks(dialog.search, "giraffe")
    assert dialog.count.text() == "0 of 6"
    assert dialog.verdict.text() == (
        "This network cannot answer “giraffe”. Whatever the picture shows, it gets one of its "
        "6 names."
    )
    assert not dialog.compare.isEnabled()
    dialog.search.setText("expresso")
    qtbot.waitUntil(lambda: dialog.verdict.text().endswith("Much like it: espresso"))
    dialog.search.setText("pand")
    assert not dialog.verdict.isVisible()
    assert column(dialog, NAME) == ["giant panda"]


class TestOddText:
    def test_a_whole_text_is_cut_and_the_dialog_keeps_its_size(
        self, dialog: ClassDialog, qtbot: QtBot
    ) -> None:
        size = dialog.size()
        QGuiApplication.clipboard().setText("giraffe " * 12_500)
        dialog.search.paste()
        assert len(dialog.search.text()) == LONGEST
        qtbot.wait(2 * NEAR_AFTER_MS)
        assert dialog.size() == size
        assert "“giraffe giraff…" in dialog.verdict.text()
        assert len(dialog.verdict.text()) < 200

    def test_signs_that_no_name_has_are_no_answer_either(self, dialog: ClassDialog) -> None:
        dialog.search.setText("😀")
        assert dialog.count.text() == "0 of 6"
        assert "cannot answer “😀”" in dialog.verdict.text()
        dialog.search.setText("   ")
        assert dialog.count.text() == "6 of 6"
        assert not dialog.verdict.isVisible()

    def test_what_would_turn_the_sentence_around_is_not_repeated(self, dialog: ClassDialog) -> None:
        dialog.search.setText("\u202egiraffe {name} %s <b>")
        assert "“�giraffe {name} %s <b>”" in dialog.verdict.text()

    def test_names_stand_in_one_line_each(self, qtbot: QtBot) -> None:
        odd = ("two\nlines\there", "\u202eabc", "חתול", "", "<b>bold</b>", "x" * 10_000)
        dialog = ClassDialog(odd)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        names = column(dialog, NAME)
        assert names[:5] == ["two lines here", "�abc", "חתול", "(no name)", "<b>bold</b>"]
        tip = dialog.model.index(4, NAME).data(Qt.ItemDataRole.ToolTipRole)
        assert tip == "&lt;b&gt;bold&lt;/b&gt;", "a tooltip takes tags for what they say"
        dialog.copy()
        lines = QGuiApplication.clipboard().text().split("\n")
        assert len(lines) == 1 + len(odd)
        assert all(line.count("\t") == 2 for line in lines)
        for search, found in (("lines here", 0), ("חתול", 2), ("bold", 4)):
            dialog.search.setText(search)
            assert column(dialog, NUMBER) == [str(found)]
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            dialog.table.sortByColumn(NAME, order)


def test_enter_chooses_nothing_where_nothing_was_typed(dialog: ClassDialog, qtbot: QtBot) -> None:
    dialog.search.setFocus()
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.table
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert chosen.args == [1]


def test_esc_closes_without_a_choice(dialog: ClassDialog, qtbot: QtBot) -> None:
    dialog.search.setText("dragon")
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_screen_readers_hear_what_was_found(dialog: ClassDialog, qtbot: QtBot) -> None:
    assert dialog.search.accessibleDescription() == "6 of 6"
    assert dialog.table.accessibleName() == "Classes"
    dialog.search.setText("expresso")
    assert dialog.search.accessibleDescription() == f"0 of 6. {dialog.verdict.text()}"
    qtbot.waitUntil(lambda: "Much like it" in dialog.search.accessibleDescription())
    dialog.search.setText("espresso")
    assert dialog.search.accessibleDescription() == "1 of 6"


def test_nothing_found_is_nothing_to_copy(dialog: ClassDialog) -> None:
    assert dialog.copy_rows.isEnabled()
    dialog.search.setText("giraffe")
    assert not dialog.copy_rows.isEnabled()


def test_a_class_is_found_by_typing_and_keeps_its_index(dialog: ClassDialog, qtbot: QtBot) -> None:
    dialog.search.setText("DRAGON")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert chosen.args == [NAMES.index("dragonfly")]


def test_only_kept_probabilities_are_shown_and_the_rest_is_not_invented(
    dialog: ClassDialog,
) -> None:
    assert set(column(dialog, PROBABILITY)) == {"–"}
    assert not dialog.known.isVisible()
    dialog.show_answer("a.jpg", (Prediction("dragonfly", 3, 0.62), Prediction("espresso", 1, 0.1)))
    assert column(dialog, PROBABILITY) == ["–", "10 %", "–", "62 %", "–", "–"]
    assert dialog.known.text().startswith("a.jpg: only its 2 most probable classes are kept")
    orders = Qt.SortOrder
    dialog.table.sortByColumn(PROBABILITY, orders.DescendingOrder)
    assert column(dialog, NAME)[:2] == ["dragonfly", "espresso"]
    dialog.table.sortByColumn(PROBABILITY, orders.AscendingOrder)
    assert column(dialog, NAME)[:2] == ["espresso", "dragonfly"], "what is not known comes last"
    dialog.table.sortByColumn(NAME, orders.AscendingOrder)
    assert column(dialog, NAME)[:2] == ["Café crème", "dragonfly"]
    dialog.table.sortByColumn(NUMBER, orders.DescendingOrder)
    assert column(dialog, NUMBER) == ["5", "4", "3", "2", "1", "0"]


def test_the_list_is_copied_as_a_table(dialog: ClassDialog) -> None:
    dialog.show_answer("a.jpg", (Prediction("espresso", 1, 0.25),))
    dialog.search.setText("espresso")
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "number\tclass\tprobability\n1\tespresso\t0.25"


def test_without_averages_nothing_is_compared_and_the_reason_is_said(qtbot: QtBot) -> None:
    dialog = ClassDialog(NAMES, comparable=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.compare.isEnabled()
    assert dialog.compare.toolTip() == "This network ships without averages of its classes."
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_a_network_without_names_says_so(qtbot: QtBot) -> None:
    dialog = ClassDialog(())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    assert dialog.verdict.text() == "The names of this network's classes are not known."


def test_twenty_thousand_classes_are_searched_while_typing(qtbot: QtBot) -> None:
    dialog = ClassDialog([f"creature {at:05d}, being number {at * 7}" for at in range(21_841)])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    start = time.perf_counter()
    for typed in ("c", "cr", "creature", "creature 2184", ""):
        dialog.search.setText(typed)
    assert time.perf_counter() - start < 5, "a loose bound: it is a few milliseconds each"
    assert dialog.count.text() == "21,841 of 21,841"


def test_rows_out_of_sight_are_not_looked_at(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[int] = set()
    data = ClassModel.data

    def counted(model: ClassModel, index: AnyIndex, role: int = DISPLAY) -> object:
        asked.add(index.row())
        return data(model, index, role)

    monkeypatch.setattr(ClassModel, "data", counted)
    dialog = ClassDialog([f"creature {at}" for at in range(21_841)])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.search.setText("creature")
    dialog.grab()
    assert 0 < len(asked) < 200


def test_the_key_opens_the_list_which_follows_picture_and_network(
    window: Application, qtbot: QtBot
) -> None:
    window.window.activateWindow()
    qtbot.waitUntil(window.window.isActiveWindow)
    QTest.keyClick(window.window, Qt.Key.Key_G)
    dialog = window.guide.classes.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "Classes of this network · SE-ResNet-18"
    qtbot.waitUntil(dialog.search.hasFocus)
    assert dialog.known.text().startswith("a.jpg")
    show_a_picture(window, "b.jpg")
    assert dialog.known.text().startswith("b.jpg")
    dialog.search.setText("drag")
    window.state.set_model(replace(card("other"), labels=("dragon", "knight")), CPU, None)
    newer = window.guide.classes.dialog
    assert newer is not None
    assert newer is not dialog
    assert newer.count.text() == "1 of 2"
    assert not newer.known.isVisible(), "the picture's shares are the old network's"
    newer.close()
    assert window.guide.classes.dialog is None


def test_a_chosen_class_is_compared_with(window: Application) -> None:
    window.answer.classes.click()
    dialog = window.guide.classes.dialog
    assert dialog is not None
    dialog.search.setText("alp")
    dialog.compare.click()
    assert window.state.compare is Compare.CLASS
    assert window.state.compare_class == LABELS.index("alp")
    assert window.guide.classes.dialog is None


def test_the_answer_names_how_many_classes_there_are(window: Application) -> None:
    assert window.answer.classes.text() == "all 4 classes"


def test_before_a_network_is_loaded_the_list_says_so(
    qapp: QApplication, home: Path, qtbot: QtBot
) -> None:
    with built_window(qapp) as made:
        with qtbot.waitSignal(made.guide.classes.said) as said:
            made.guide.classes.show()
        assert said.args == ["The network is still loading."]
        assert made.guide.classes.dialog is None
