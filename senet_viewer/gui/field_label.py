"""A label with an underlined letter that leads to its field."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget

from senet_viewer.gui.theme import GRID


class FieldLabel(QLabel):
    """The underlined letter splits the text, which gets wider than is measured."""

    def __init__(self, text: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setBuddy(field)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(GRID // 2, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() + QSize(GRID // 2, 0)
