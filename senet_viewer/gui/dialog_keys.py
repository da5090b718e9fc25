"""Enter presses the button that has the keyboard, also in dialogs where no button is the default.

Qt leaves Enter to the default button, or to nobody, where buttons are not automatic ones.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """Watches the keys that no part of ``dialog`` has taken."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is not self._dialog
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(event, QKeyEvent)
            or event.key() not in _ENTER
        ):
            return False
        button = self._dialog.focusWidget()
        if not isinstance(button, QPushButton) or not button.isEnabled():
            return False
        button.click()
        return True
