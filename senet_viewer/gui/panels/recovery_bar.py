"""A quiet bar after a crash: bring back what was open, or discard it; and the report of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.recovery import Left
from senet_viewer.gui.theme import GRID, Theme


class RecoveryBar(QFrame):
    """One line for both: what there is to bring back, and that there is a report.

    Hidden where there is neither; nothing waits for its answer.
    """

    bring_back_asked = Signal()
    discard_asked = Signal()
    log_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._left: Left | None = None
        self._crashed = False
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.bring_back = QPushButton(self.tr("Bring back"), self)
        self.discard = QPushButton(self.tr("Discard"), self)
        self.show_log = QPushButton(self.tr("Show log"), self)
        self.dismiss = QPushButton(self.tr("Dismiss"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self.text, 1)
        for button in (self.bring_back, self.discard, self.show_log, self.dismiss):
            button.setObjectName("link")
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bring_back.clicked.connect(self.bring_back_asked)
        self.discard.clicked.connect(self.discard_asked)
        self.show_log.clicked.connect(self.log_asked)
        self.dismiss.clicked.connect(self._dismiss)
        self.set_theme(theme)
        self._render()

    def set_theme(self, theme: Theme) -> None:
        colour_text(self.text, theme.text)

    @Slot(object)
    def ask(self, left: Left | None) -> None:
        """Ask about a store that was left; None where nothing is left to ask about."""
        if self._left is not None and left is None:
            # Who has answered has seen the line; the report stays in the help menu.
            self._crashed = False
        self._left = left
        self._render()

    @Slot()
    def tell_crash(self) -> None:
        """Tell that the last window ended unexpectedly, and offer its report."""
        self._crashed = True
        self._render()

    @Slot()
    def _dismiss(self) -> None:
        self._crashed = False
        self._render()

    def _render(self) -> None:
        left = self._left
        self.text.setText(self._words(left))
        self.bring_back.setVisible(left is not None)
        self.discard.setVisible(left is not None)
        self.show_log.setVisible(self._crashed)
        self.dismiss.setVisible(self._crashed and left is None)
        self.setVisible(left is not None or self._crashed)

    def _words(self, left: Left | None) -> str:
        if left is None:
            return self.tr("senet-viewer ended unexpectedly last time.")
        if self._crashed and left.images == 1:
            return self.tr("senet-viewer ended unexpectedly last time. Bring back the image?")
        if left.images == 1:
            return self.tr("An image was open when senet-viewer was ended. Bring back the image?")
        text = self.tr("Images were open when senet-viewer was ended. Bring back {n} images?")
        if self._crashed:
            text = self.tr("senet-viewer ended unexpectedly last time. Bring back {n} images?")
        return text.format(n=f"{left.images:,}")
