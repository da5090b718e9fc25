"""The bottom line: what is going on, how long it takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from senet_viewer.gui.session import Session, Work
from senet_viewer.gui.state import State
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme


class StatusLine(QWidget):
    """Left: the network and its last pass. Right: progress of a folder, with cancel."""

    cancel_asked = Signal()

    def __init__(
        self, state: State, session: Session, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._session = state, session
        self._message = ""
        self.text = QLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.work = QLabel(self)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName("plain")
        self.cancel.setText("×")
        self.cancel.setToolTip(self.tr("Stop (Esc)"))
        self.cancel.setAccessibleName(self.tr("Stop"))
        for label in (self.text, self.work):
            label.setFont(scaled(self.font(), 0.92))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * GRID, GRID, 3 * GRID, GRID)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.work)
        layout.addWidget(self.cancel)
        self.cancel.clicked.connect(self.cancel_asked)
        self.set_theme(theme)
        session.work_changed.connect(self._show_work)
        session.loading_changed.connect(self._render)
        session.engine_changed.connect(self._render)
        state.shown_changed.connect(self._render)
        state.model_changed.connect(self._render)
        self._show_work(None)
        self._render()

    def set_theme(self, theme: Theme) -> None:
        for label in (self.text, self.work):
            label.setStyleSheet(f"color: {theme.muted}")

    def say(self, message: str) -> None:
        """Show a message until the next thing happens."""
        self._message = message
        self._render()
        self._message = ""

    @Slot()
    def _render(self) -> None:
        self.text.setText(self._message or self._words())
        self.text.setToolTip(self.text.text())

    def _words(self) -> str:
        card = self._state.card
        if self._session.loading:
            if self._session.hello is None:
                return self.tr("Starting the engine …")
            return self.tr("Loading the network …")
        if card is None:
            return self.tr("No network")
        parts = [
            self.tr("Ready"),
            self.tr("{blocks} blocks, {gates} gates").format(
                blocks=len(card.blocks), gates=f"{card.gates:,}"
            ),
        ]
        shown = self._state.shown
        if shown is not None and self._state.up_to_date:
            parts.append(self.tr("{ms} ms").format(ms=f"{shown.milliseconds:.0f}"))
        if card.note:
            parts.append(card.note)
        return " · ".join(parts)

    @Slot(object)
    def _show_work(self, work: Work | None) -> None:
        busy = work is not None and work.total > 1
        for widget in (self.progress, self.work, self.cancel):
            widget.setVisible(busy)
        if work is None or not busy:
            return
        self.progress.setRange(0, work.total)
        self.progress.setValue(work.done)
        self.work.setText(
            self.tr("{done} of {total} · {rate} images/s · {left} s left").format(
                done=work.done,
                total=work.total,
                rate=f"{work.rate:.0f}",
                left=f"{work.seconds_left:.0f}",
            )
        )
