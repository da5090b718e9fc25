"""Tooltips that name a key name the one that holds now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QToolTip, QWidget


class KeyTip(QObject):
    """Puts the action's present key in place of the one in brackets that it came with."""

    def __init__(self, part: QWidget, action: QAction) -> None:
        super().__init__(part)
        self._part, self._action = part, action
        self._written = f"({_text(action)})"
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._part or event.type() != QEvent.Type.ToolTip:
            return False
        if not isinstance(event, QHelpEvent) or self._written not in self._part.toolTip():
            return False
        QToolTip.showText(event.globalPos(), self.text, self._part)
        return True

    @property
    def text(self) -> str:
        """The tooltip as it is shown."""
        now = _text(self._action)
        return self._part.toolTip().replace(self._written, f"({now})" if now else "")


def _text(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
