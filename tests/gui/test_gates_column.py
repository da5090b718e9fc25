"""In a small window the right column leaves out what explains; what is shown is shown whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from tests.gui.viewing import built_window, give_keys, show_a_picture


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        show_a_picture(made)
        give_keys(made, qtbot)
        yield made


def shrink(window: Application, width: int, height: int, percent: int) -> None:
    window.window.resize(width, height)
    window.appearance.set_text_size(percent)
    for _ in range(5):
        QApplication.processEvents()


def open_card(window: Application) -> None:
    window.parts.reading.open_card(window.state.focus, 3)
    for _ in range(5):
        QApplication.processEvents()


def parts(window: Application) -> list[QWidget]:
    """What stands above the plots."""
    column = window.gates
    return [
        column.depth_title,
        column.depth_caption,
        column.depth_strip,
        column.gates_title,
        column.gates_caption,
        column.switch,
        column.filter,
        column.field,
    ]


def squeezed(window: Application) -> list[str]:
    """Parts of the column that are less high than they need to be."""
    found = []
    for part in parts(window):
        needed = part.sizeHint().height()
        if isinstance(part, QLabel) and part.wordWrap():
            needed = part.heightForWidth(part.width())
        if part.isVisible() and part.height() < needed:
            found.append(f"{type(part).__name__} {part.height()} < {needed}")
    return found


@pytest.mark.parametrize("card", [False, True])
@pytest.mark.parametrize(
    ("width", "height", "percent"),
    [(800, 560, 100), (1120, 700, 100), (1120, 700, 150), (800, 560, 150), (1440, 900, 200)],
)
def test_no_part_is_squeezed(
    window: Application, width: int, height: int, percent: int, *, card: bool
) -> None:
    if card:
        open_card(window)
    shrink(window, width, height, percent)
    assert squeezed(window) == []
    plots = window.gates.gates
    assert plots.isVisible()
    assert plots.height() >= 4 * window.gates.fontMetrics().height()
    shrink(window, 1440, 900, 100)
    assert all(part.isVisible() for part in parts(window)), "all is there again with more room"


def test_in_the_usual_window_nothing_is_left_out(window: Application) -> None:
    assert all(part.isVisible() for part in parts(window))
    open_card(window)
    assert all(part.isVisible() for part in parts(window))


def test_without_a_card_the_controls_stay_in_the_smallest_window(window: Application) -> None:
    shrink(window, 800, 560, 150)
    column = window.gates
    assert column.switch.isVisible()
    assert column.field.isVisible()
    assert not column.gates_caption.isVisible()
    assert column.gates_title.toolTip(), "what the caption says is told there"


def test_finding_a_channel_puts_a_card_away_that_took_the_fields_room(window: Application) -> None:
    open_card(window)
    shrink(window, 800, 560, 200)
    field = window.gates.field
    assert not field.isVisible()
    window.actions["find"].trigger()
    assert window.parts.reading.card is None
    assert field.isVisible()
    assert field.hasFocus()


def test_a_long_title_of_the_card_keeps_its_number(window: Application) -> None:
    card = window.parts.card
    open_card(window)
    assert card.title.text() == f"{window.state.focus} · channel 3"
    shrink(window, 800, 560, 200)
    assert card.title.text().endswith(" 3")
    assert card.title.width() >= card.title.sizeHint().width()
