"""A line that text is typed into leaves the window its own keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from senet_viewer.gui.line_keys import LineKeys


def test_ctrl_e_is_the_windows_and_other_keys_are_the_lines(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    line = QLineEdit("131", window)
    LineKeys(line)
    window.setCentralWidget(line)
    action = QAction(window)
    action.setShortcut(QKeySequence("Ctrl+E"))
    window.addAction(action)
    window.show()
    window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line)
    with qtbot.waitSignal(action.triggered):
        QTest.keyClick(line, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert line.selectedText() == "131"
