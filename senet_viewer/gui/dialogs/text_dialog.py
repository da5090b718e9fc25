"""A dialog of text that can be selected and copied: details of an error, keys, about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from senet_viewer.gui.screens import fitting
from senet_viewer.gui.theme import GRID


class TextDialog(QDialog):
    """A sentence, and below it a text to read and copy."""

    def __init__(self, title: str, sentence: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._copied = f"{sentence}\n\n{text}" if text else sentence
        head = QLabel(sentence, self)
        head.setWordWrap(True)
        head.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body = QPlainTextEdit(text, self)
        self.body.setReadOnly(True)
        self.body.setAccessibleName(title)
        self.body.setTabChangesFocus(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        if self.font().pointSizeF() > 0:
            fixed.setPointSizeF(self.font().pointSizeF())
        self.body.setFont(fixed)
        self.body.setVisible(bool(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(head)
        layout.addWidget(self.body, 1)
        layout.addWidget(buttons)
        self.resize(fitting(self, 640, 420 if text else 160))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
