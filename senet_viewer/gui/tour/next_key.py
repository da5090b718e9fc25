"""Enter leads on from wherever the keyboard is, but from parts that need it themselves."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from senet_viewer.gui.plots.quiet_list import QuietList

NEEDS_ENTER = (
    QAbstractButton,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QuietList,
)


class NextKey(QObject):
    """Shortcuts of ``window``, which is not meant where a dialog has the keyboard.

    A mouse leaves the keyboard in the list, the plot or the strip that it was used in. A key that
    is held down leads one step on, not through all of them.
    """

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window, self._active = window, False
        self._keys = [
            QShortcut(QKeySequence(key), window) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ]
        for key in self._keys:
            key.setAutoRepeat(False)
            key.activated.connect(self.pressed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        self._follow()

    def set_active(self, *, active: bool) -> None:
        """Whether there is something that Enter leads on to."""
        self._active = active
        self._follow()

    def end(self) -> None:
        """Leave Enter to the window's parts again."""
        self.set_active(active=False)
        for key in self._keys:
            key.deleteLater()
        self.deleteLater()

    @Slot()
    def _follow(self) -> None:
        # A window that is deleted loses the keyboard before it loses this child.
        if not isValid(self._window):
            return
        holder = self._window.focusWidget()
        free = not isinstance(holder, NEEDS_ENTER)
        for key in self._keys:
            key.setEnabled(self._active and free)
