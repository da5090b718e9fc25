"""A bar with words and a way to stop: how far something is that takes its time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

BAR_WIDTH = 120
_STEPS = 1000


class ProgressGroup(QWidget):
    """Hidden until ``show_progress``; ``cancel_asked`` when its cross is pressed."""

    cancel_asked = Signal()

    def __init__(self, name: str, stop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setAccessibleName(name)
        self.text = QLabel(self)
        self.text.setFont(scaled(self.font(), 0.92))
        self.stop = QToolButton(self)
        self.stop.setObjectName("plain")
        self.stop.setText("×")
        self.stop.setToolTip(self.tr("{text} (Esc)").format(text=stop))
        self.stop.setAccessibleName(stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        for widget in (self.bar, self.text, self.stop):
            layout.addWidget(widget)
        self.stop.clicked.connect(self.cancel_asked)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        colour_text(self.text, theme.muted)

    def show_progress(self, done: int, total: int, words: str, tooltip: str = "") -> None:
        """Show ``done`` of ``total``; an unknown total (0) is a bar that moves."""
        if total > 0:
            self.bar.setRange(0, _STEPS)
            # In steps of its own, since bytes may be more than the bar can count.
            self.bar.setValue(min(_STEPS, _STEPS * done // total))
        else:
            self.bar.setRange(0, 0)
        self.text.setText(words)
        self.setToolTip(tooltip or words)
        self.bar.setAccessibleDescription(words)
        self.show()
