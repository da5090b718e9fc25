"""A label whose lines may break within a very long word, such as the name of a file."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel, QWidget

BREAK = "\u200b"
"""Lines may break here; nothing is seen of it."""
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffff]{25,}")
"""Longer than any word of a sentence; Chinese breaks anywhere as it is."""


def breakable(text: str) -> str:
    """``text`` with places to break in each very long word."""
    return _LONG_WORD.sub(lambda found: BREAK.join(found[0]), text)


class BreakingLabel(QLabel):
    """Wraps; ``text`` is what was set, without the places to break."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setWordWrap(True)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        super().setText(breakable(text))
