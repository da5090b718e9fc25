"""Tooltips that name a key name the one that holds now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import QToolTip, QWidget

BRACKETS = (("(", ")"), ("\uff08", "\uff09"))
"""Those of most languages, and the wide ones of Chinese."""


class KeyTip(QObject):
    """Puts the action's present key in place of the one in brackets that it came with."""

    def __init__(self, part: QWidget, action: QAction) -> None:
        super().__init__(part)
        self._part, self._action = part, action
        self._written = _text(action)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._part or event.type() != QEvent.Type.ToolTip:
            return False
        if not isinstance(event, QHelpEvent) or self.text == self._part.toolTip():
            return False
        QToolTip.showText(event.globalPos(), self.text, self._part)
        return True

    @property
    def text(self) -> str:
        """The tooltip as it is shown."""
        now, text = _text(self._action), self._part.toolTip()
        for left, right in BRACKETS:
            in_brackets = f"{left}{now}{right}" if now else ""
            text = text.replace(f"{left}{self._written}{right}", in_brackets)
        return text


def _text(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
