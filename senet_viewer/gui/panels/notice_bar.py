"""Errors of the whole window: one sentence, "Details", repeated ones collapsed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from senet_viewer.errors import ViewerError
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.theme import GRID, Theme
from senet_viewer.gui.words import error_text, hint_text


class NoticeBar(QFrame):
    """Shows the latest error until it is closed; others wait behind it."""

    details_asked = Signal(object)
    restart_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._errors: list[tuple[ViewerError, int]] = []
        self._restart_for: str = ""
        self._offers: dict[str, tuple[str, Callable[[], object]]] = {}
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.restart = self._button(self.tr("Restart the engine"))
        self.offer_button = self._button("")
        self.details = self._button(self.tr("Details"))
        self.close_button = self._button(self.tr("Close"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self.text, 1)
        for button in (self.restart, self.offer_button, self.details, self.close_button):
            layout.addWidget(button)
        self.restart.clicked.connect(self._restart)
        self.offer_button.clicked.connect(self._take_offer)
        self.details.clicked.connect(self._ask_details)
        self.close_button.clicked.connect(self.dismiss)
        self.set_theme(theme)
        self.hide()

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("link")
        button.setText(text)
        return button

    def set_theme(self, theme: Theme) -> None:
        colour_text(self.text, theme.error)

    @Slot(object)
    def show_error(self, error: ViewerError) -> None:
        """Show an error; the same sentence again only raises its count."""
        for position, (known, count) in enumerate(self._errors):
            if known.sentence == error.sentence:
                self._errors.pop(position)
                self._errors.append((error, count + 1))
                break
        else:
            self._errors.append((error, 1))
        self._render()

    def offer_restart(self, error: ViewerError) -> None:
        """Show an error that only a restart of the engine cures."""
        self._restart_for = error.sentence
        self.show_error(error)

    def offer(self, error: ViewerError, text: str, remedy: Callable[[], object]) -> None:
        """Show an error with a button ``text`` that calls ``remedy``."""
        self._offers[error.sentence] = (text, remedy)
        self.show_error(error)

    @Slot()
    def dismiss(self) -> None:
        """Close the shown error; the one before it comes back."""
        if self._errors:
            self._errors.pop()
        self._render()

    def withdraw(self, code: str) -> None:
        """Close the errors of that code: what they told is over."""
        self._errors = [(error, count) for error, count in self._errors if error.code != code]
        self._render()

    def retract(self, error: ViewerError) -> None:
        """Close one error: what it told is over."""
        self._errors = [
            (known, count) for known, count in self._errors if known.sentence != error.sentence
        ]
        self._render()

    @Slot()
    def clear(self) -> None:
        """Close all errors."""
        self._errors.clear()
        self._render()

    def _render(self) -> None:
        self.setVisible(bool(self._errors))
        if not self._errors:
            return
        error, count = self._errors[-1]
        sentence = error_text(error)
        if error.hint:
            sentence = f"{sentence} {hint_text(error)}"
        self.text.setText(
            sentence if count == 1 else self.tr("{text} ({n} times)").format(text=sentence, n=count)
        )
        self.restart.setVisible(error.sentence == self._restart_for)
        self.details.setVisible(bool(error.detail))
        offered = self._offers.get(error.sentence)
        self.offer_button.setVisible(offered is not None)
        if offered is not None:
            self.offer_button.setText(offered[0])

    @Slot()
    def _restart(self) -> None:
        self.dismiss()
        self.restart_asked.emit()

    @Slot()
    def _take_offer(self) -> None:
        if self._errors:
            _text, remedy = self._offers[self._errors[-1][0].sentence]
            self.dismiss()
            remedy()

    @Slot()
    def _ask_details(self) -> None:
        if self._errors:
            self.details_asked.emit(self._errors[-1][0])
