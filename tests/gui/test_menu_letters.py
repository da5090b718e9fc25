"""A menu opens an entry by its underlined letter; in no language do two entries share one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.language import ENGLISH, TRANSLATED
from tests.gui.viewing import built_window, show_a_picture

LETTER = re.compile(r"&(\w)")


def letters(actions: Sequence[QAction]) -> list[str]:
    texts = (action.text().replace("&&", "") for action in actions)
    return [found[1].lower() for text in texts if (found := LETTER.search(text))]


def menus(
    actions: Sequence[QAction], place: str = "menu bar"
) -> Iterator[tuple[str, Sequence[QAction]]]:
    """Each menu with its entries, those below included."""
    yield place, actions
    for action in actions:
        below = action.menu()
        if isinstance(below, QMenu):
            below.aboutToShow.emit()
            yield from menus(below.actions(), f"{place} > {action.text()}")


@pytest.fixture(params=(ENGLISH, *TRANSLATED))
def window(request: pytest.FixtureRequest, qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp, Start(language=request.param)) as made:
        show_a_picture(made)
        yield made


def test_no_menu_gives_a_letter_twice(window: Application) -> None:
    found = dict(menus(window.window.menuBar().actions()))
    assert len(found) > 10, "menus below menus too"
    twice = {
        place: [letter for letter, count in Counter(letters(actions)).items() if count > 1]
        for place, actions in found.items()
    }
    assert {place: wrong for place, wrong in twice.items() if wrong} == {}


def test_every_menu_of_the_bar_has_a_letter(window: Application) -> None:
    heads = [head for head in window.window.menuBar().actions() if head.isVisible()]
    assert len(letters(heads)) == len(heads)
