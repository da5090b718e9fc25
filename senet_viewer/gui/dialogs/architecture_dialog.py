"""Asks for the code that builds a network whose weights alone do not say what it is."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.theme import GRID

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
SPELLING = re.compile(f"{_NAME}:{_NAME}")


class ArchitectureDialog(QDialog):
    """Emits ``module:callable`` as the user wrote it.

    ``file`` is the name of the weights, ``architecture`` what was tried before.
    """

    chosen = Signal(str)

    def __init__(self, file: str, architecture: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("The network's code"))
        text = QLabel(
            self.tr(
                "Which code builds the network that “{name}” holds the weights of? Name a function "
                "or class of yours as module:callable; it must be importable where senet-viewer "
                "runs, or lie in the folder in which it was started. Or name a network of timm or "
                "torchvision. Code that you name is run; nothing is ever run from the file itself."
            ).format(name=printable(file)),
            self,
        )
        text.setWordWrap(True)
        label = QLabel(self.tr("&Code"), self)
        self.field = QLineEdit(architecture, self)
        self.field.setPlaceholderText(self.tr("mynet:build, or timm:seresnet50"))
        self.field.setAccessibleName(self.tr("Code that builds the network"))
        label.setBuddy(self.field)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Open"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        for widget in (text, label, self.field, buttons):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._check)
        self._check()
        self.resize(520, self.sizeHint().height())

    @Slot()
    def _check(self) -> None:
        self.ok.setEnabled(SPELLING.fullmatch(self.field.text().strip()) is not None)

    def accept(self) -> None:
        super().accept()
        self.chosen.emit(self.field.text().strip())
