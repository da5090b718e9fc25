"""Keeps the window's own keys from the lines that text is typed into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

# On X11 a line takes it to go to its end, for which there is the End key too.
_WINDOWS_OWN = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)


class LineKeys(QObject):
    """Lets Ctrl+E be the window's shortcut while the keyboard is in ``line``."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _WINDOWS_OWN
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
