"""The answer's rows: labels, percentages, long names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.answer_bars import AnswerBars
from senet_viewer.gui.theme import DARK, LIGHT
from tests.gui.plots.acting import colours, picture
from tests.gui.plots.networks import ANSWER


@pytest.fixture
def answer(qtbot: QtBot) -> AnswerBars:
    made = AnswerBars()
    qtbot.addWidget(made)
    made.resize(320, 120)
    made.show_predictions(ANSWER)
    made.show()
    qtbot.waitExposed(made)
    return made


def tooltip(answer: AnswerBars, row: int) -> str | None:
    text = answer.rows.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    return None if text is None else str(text)


def test_a_screen_reader_hears_each_class(answer: AnswerBars) -> None:
    assert [answer.rows.row_text(row) for row in range(5)] == [
        "tabby, 62 %",
        "Egyptian cat, 21 %",
        "cougar, puma, catamount, mountain lion, painter, panther, 7 %",
        "lion, 1 %",
        "lynx, < 1 %",
    ]
    assert answer.rows.accessibleName() == "Answer"


def test_only_a_label_that_is_cut_has_a_tooltip(answer: AnswerBars) -> None:
    assert tooltip(answer, 0) is None
    assert tooltip(answer, 2) == ANSWER[2].label


def test_with_room_nothing_is_cut(answer: AnswerBars) -> None:
    answer.resize(1600, 120)
    assert tooltip(answer, 2) is None


def test_it_is_as_tall_as_its_rows(answer: AnswerBars) -> None:
    assert answer.sizeHint().height() == 5 * answer.rows.row_height()
    answer.show_predictions(ANSWER[:2])
    assert answer.sizeHint().height() == 2 * answer.rows.row_height()


def test_bars_are_neutral_in_both_themes(answer: AnswerBars) -> None:
    assert {LIGHT.bar, LIGHT.bar_track} <= colours(picture(answer))
    answer.set_theme(DARK)
    seen = colours(picture(answer))
    assert {DARK.bar, DARK.bar_track} <= seen
    assert not set(DARK.stages) & seen


def test_dimmed_it_waits_for_a_newer_answer(answer: AnswerBars) -> None:
    answer.set_dimmed(True)
    assert LIGHT.bar not in colours(picture(answer))
