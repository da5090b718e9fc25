"""Opens the summary of a network, and asks the engine for what it shows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.dialogs.summary_dialog import SummaryDialog
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import Theme
from senet_viewer.protocol import Failed, Summarised


class Summaries(QObject):
    """One dialog at a time; its questions go to the engine, and the newest answer to it."""

    details_asked = Signal(object)

    def __init__(
        self, state: State, networks: Networks, engine: EngineClient, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._state, self._networks, self._engine = state, networks, engine
        self._theme, self._window = theme, window
        self._dialog: SummaryDialog | None = None
        self._choice = Choice()
        self._request = 0
        engine.summarised.connect(self._summarised)
        engine.question_failed.connect(self._failed)

    @property
    def dialog(self) -> SummaryDialog | None:
        """The dialog, while it is open."""
        return self._dialog

    def set_theme(self, theme: Theme) -> None:
        """Colours of the dialog, open or not."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    @Slot()
    def show(self) -> None:
        """The summary of the network in use."""
        choice = self._networks.in_use
        if self._dialog is not None and choice == self._choice:
            self._dialog.activateWindow()
            return
        if self._dialog is not None:
            self._dialog.close()
        self._choice = choice
        card = self._state.card
        title = card.title if card is not None else self._networks.title(choice.key)
        dialog = SummaryDialog(title, self._networks.catalogue, self._theme, self._window)
        dialog.asked.connect(self._ask)
        dialog.details_asked.connect(self.details_asked)
        dialog.finished.connect(lambda _result, closed=dialog: self._closed(closed))
        self._dialog = dialog
        dialog.show()
        self._ask("", 0)

    @Slot(str, int)
    def _ask(self, compare: str, input_size: int) -> None:
        if self._request:
            self._engine.cancel(self._request)
        in_use = self._state.card is not None and self._choice == self._networks.in_use
        # The network in use is at hand in the engine; another one is built anew, without weights.
        key = "" if in_use and not self._networks.loading else self._choice.key
        self._request = self._engine.summarise(
            key, self._choice.options, compare=compare, input_size=input_size
        )

    def _closed(self, dialog: SummaryDialog) -> None:
        if dialog is not self._dialog:
            return
        self._dialog = None
        if self._request:
            self._engine.cancel(self._request)
            self._request = 0

    @Slot(object)
    def _summarised(self, answer: Summarised) -> None:
        if answer.id == self._request:
            self._request = 0
            if self._dialog is not None:
                self._dialog.show_summaries(answer.summary, answer.other)

    @Slot(object)
    def _failed(self, answer: Failed) -> None:
        if answer.id == self._request:
            self._request = 0
            if self._dialog is not None:
                self._dialog.show_error(error_of(answer))
