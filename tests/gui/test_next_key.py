"""Enter leads on from wherever the keyboard is, but from parts that need it themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.tour.next_key import NextKey


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    layout.addWidget(QListWidget())
    layout.addWidget(QLineEdit())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_enter_leads_on_from_a_list_but_not_from_a_field(window: QWidget, qtbot: QtBot) -> None:
    key = NextKey(window)
    key.set_active(active=True)
    pressed: list[bool] = []
    key.pressed.connect(lambda: pressed.append(True))
    for kind, times in ((QListWidget, 1), (QLineEdit, 1)):
        part = window.findChild(kind)
        assert part is not None
        part.setFocus()
        qtbot.waitUntil(part.hasFocus)
        qtbot.keyClick(part, Qt.Key.Key_Return)
        assert len(pressed) == times


def test_a_window_may_be_deleted_while_it_has_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    field = QLineEdit(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    NextKey(window).set_active(active=True)
    with qtbot.captureExceptions() as exceptions:
        window.deleteLater()
        qtbot.wait(10)
    assert exceptions == []
