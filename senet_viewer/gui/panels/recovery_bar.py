"""A quiet question after a crash: bring back what was open, or discard it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from senet_viewer.gui.recovery import Left
from senet_viewer.gui.theme import GRID, Theme


class RecoveryBar(QFrame):
    """Hidden unless there is something to bring back; nothing waits for its answer."""

    bring_back_asked = Signal()
    discard_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.bring_back = QPushButton(self.tr("Bring back"), self)
        self.discard = QPushButton(self.tr("Discard"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self.text, 1)
        for button in (self.bring_back, self.discard):
            button.setObjectName("link")
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bring_back.clicked.connect(self.bring_back_asked)
        self.discard.clicked.connect(self.discard_asked)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self.text.setStyleSheet(f"color: {theme.text}")

    @Slot(object)
    def ask(self, left: Left | None) -> None:
        """Ask about a store that was left; hide where there is none."""
        self.setVisible(left is not None)
        if left is None:
            return
        if left.images == 1:
            text = self.tr("senet-viewer did not close properly. Bring back the image?")
        else:
            text = self.tr("senet-viewer did not close properly. Bring back {n} images?").format(
                n=f"{left.images:,}"
            )
        self.text.setText(text)
