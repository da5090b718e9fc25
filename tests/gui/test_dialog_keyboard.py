"""Every dialog can be used by key alone: Tab comes everywhere, a ring shows where, Esc leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from tests.gui.viewing import built_window, give_keys, show_a_picture

MOST_STEPS = 60
ACTIONS = (
    "settings",
    "change_keys",
    "keys",
    "about",
    "networks",
    "report",
    "summary",
    "classes",
    "channels",
    "statistics",
    "figure",
    "link",
    "questions",
)


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        show_a_picture(made)
        give_keys(made, qtbot)
        yield made


def opened(window: Application, action: str, qtbot: QtBot) -> QDialog:
    before = set(QApplication.topLevelWidgets())
    window.actions[action].trigger()
    found = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one not in before and one.isVisible()
    ]
    assert len(found) == 1, action
    dialog = found[0]
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def name_of(widget: QWidget) -> str:
    """What a screen reader says of it, which Qt finds in labels and texts too."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def takes_keys(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def holder() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard is nowhere"
    return widget


def round_trip(dialog: QDialog) -> list[QWidget]:
    """What Tab comes to, until it is where it was."""
    reached: list[QWidget] = []
    while holder() not in reached:
        reached.append(holder())
        assert len(reached) < MOST_STEPS, "Tab never comes round"
        # A table and a line of many may keep Tab for themselves; Ctrl+Tab always leaves.
        QTest.keyClick(holder(), Qt.Key.Key_Tab)
    return reached


def around(dialog: QDialog, widget: QWidget) -> QImage:
    QApplication.processEvents()
    corner = widget.mapTo(dialog, widget.rect().topLeft())
    return dialog.grab(widget.rect().translated(corner).adjusted(-3, -3, 3, 3)).toImage()


@pytest.mark.parametrize("action", ACTIONS)
def test_what_takes_keys_has_a_name(window: Application, qtbot: QtBot, action: str) -> None:
    dialog = opened(window, action, qtbot)
    parts = [part for part in dialog.findChildren(QWidget) if takes_keys(part)]
    assert parts
    nameless = [
        f"{type(part).__name__} in {type(part.parentWidget()).__name__}"
        for part in parts
        if not name_of(part).strip()
    ]
    dialog.close()
    assert nameless == []


@pytest.mark.parametrize("action", ACTIONS)
def test_tab_comes_to_every_part_and_is_seen_there(
    window: Application, qtbot: QtBot, action: str
) -> None:
    dialog = opened(window, action, qtbot)
    reached = round_trip(dialog)
    assert all(dialog.isAncestorOf(part) for part in reached)
    unseen = []
    for part in reached:
        part.setFocus(Qt.FocusReason.TabFocusReason)
        held = around(dialog, part)
        other = next((one for one in reached if one is not part), None)
        if other is None:
            continue
        other.setFocus(Qt.FocusReason.TabFocusReason)
        if around(dialog, part) == held:
            unseen.append(name_of(part) or type(part).__name__)
    dialog.close()
    assert unseen == []


@pytest.mark.parametrize("action", ACTIONS)
def test_escape_closes_it_from_wherever_the_keyboard_is(
    window: Application, qtbot: QtBot, action: str
) -> None:
    dialog = opened(window, action, qtbot)
    for _ in range(2):
        QTest.keyClick(holder(), Qt.Key.Key_Tab)
    QTest.keyClick(holder(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_takes_keys_in_the_window_has_a_name(window: Application) -> None:
    parts = [part for part in window.window.findChildren(QWidget) if takes_keys(part)]
    assert len(parts) > 20
    assert [str(part) for part in parts if not name_of(part).strip()] == []
