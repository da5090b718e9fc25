"""Asks for the address of a picture; what is typed here may lead to the own machine."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from senet_viewer.gui.theme import GRID

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_AT_HOME = re.compile(r"(localhost|\[|\d+\.\d+\.\d+\.\d+)", re.IGNORECASE)
_HOST_AND_PORT = re.compile(r"[^/?#]+:\d+([/?#]|$)")


class LinkDialog(QDialog):
    """Emits ``chosen`` with the address."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open link"))
        label = QLabel(self.tr("Address of a picture, with http or https"), self)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText("https://")
        self.address.setMinimumWidth(460)
        label.setBuddy(self.address)
        note = QLabel(
            self.tr(
                "What you type here is fetched from wherever it leads, this computer and its own "
                "network included."
            ),
            self,
        )
        note.setWordWrap(True)
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Open | kinds.Cancel, self)
        self.open_button = self.buttons.button(kinds.Open)
        self.open_button.setEnabled(False)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.address.textChanged.connect(self._changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(3 * GRID)
        for widget in (label, self.address, note, self.buttons):
            layout.addWidget(widget)

    @Slot(str)
    def _changed(self, text: str) -> None:
        self.open_button.setEnabled(bool(text.strip()))

    @Slot()
    def accept(self) -> None:
        """Hand the address on."""
        text = self.address.text().strip()
        if text:
            self.chosen.emit(with_scheme(text))
            super().accept()


def with_scheme(address: str) -> str:
    """``address`` with the scheme that is meant: https, but http for a server at home."""
    has_scheme = _SCHEME.match(address) and not _HOST_AND_PORT.match(address)
    if has_scheme:
        return address
    return f"http://{address}" if _AT_HOME.match(address) else f"https://{address}"
