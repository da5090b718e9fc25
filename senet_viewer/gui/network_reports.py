"""Keeps the report about the network in use up to date while it is read."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.dialogs.report_dialog import ReportDialog
from senet_viewer.gui.network_report import Subject, report
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import Theme
from senet_viewer.records import ModelCard
from senet_viewer.statistics import StuckGates, looks_untrained, stuck_gates

RENEW_MS = 1000
"""While pictures come in, the report is renewed so often at most."""


class NetworkReports(QObject):
    """Opens the dialog, and goes through the loaded pictures' gates beside the event loop."""

    summary_asked = Signal()
    code_asked = Signal()
    failed = Signal(object)

    def __init__(
        self,
        state: State,
        networks: Networks,
        background: Background,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._networks, self._background = state, networks, background
        self._theme, self._window = theme, window
        self._dialog: ReportDialog | None = None
        self._counting = self._outdated = False
        self._counted: tuple[ModelCard, int, tuple[StuckGates, ...]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RENEW_MS)
        self._timer.timeout.connect(self._count)
        state.model_changed.connect(self._changed)
        state.image_changed.connect(self._changed)
        state.images_reset.connect(self._changed)

    @property
    def dialog(self) -> ReportDialog | None:
        """The dialog, while it is open."""
        return self._dialog

    def set_theme(self, theme: Theme) -> None:
        """Colours of the dialog, open or not."""
        self._theme = theme
        if self._dialog is not None:
            self._dialog.set_theme(theme)

    @Slot()
    def show(self) -> None:
        """Tell what there is to know of the network in use."""
        if self._state.card is None:
            return
        if self._dialog is None:
            dialog = ReportDialog(self._theme, self._window)
            dialog.summary_asked.connect(self.summary_asked)
            dialog.code_asked.connect(self.code_asked)
            dialog.finished.connect(self._closed)
            self._dialog = dialog
        self._render()
        self._dialog.show()
        self._dialog.activateWindow()
        self._count()

    @Slot()
    def _closed(self) -> None:
        self._dialog = None

    @Slot()
    def _changed(self) -> None:
        if self._dialog is not None and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _count(self) -> None:
        """Go through the gates of all pictures, one count at a time."""
        card = self._state.card
        if self._dialog is None or card is None:
            return
        self._render()
        if self._counting:
            self._outdated = True
            return
        self._counting, self._outdated = True, False
        inspections = self._state.inspections()
        self._background.run(
            partial(stuck_gates, inspections),
            partial(self._count_done, card, len(inspections)),
            self._count_failed,
        )

    def _count_done(self, card: ModelCard, pictures: int, stuck: tuple[StuckGates, ...]) -> None:
        self._counting = False
        self._counted = (card, pictures, stuck)
        self._render()
        if self._outdated:
            self._changed()

    def _count_failed(self, error: ViewerError) -> None:
        self._counting = False
        if self._outdated:
            # Another network or list came while the old one was gone through.
            self._changed()
        else:
            self.failed.emit(error)

    def _render(self) -> None:
        if self._dialog is not None and (subject := self._subject()) is not None:
            is_file = subject.card.fit is not None
            self._dialog.show_report(report(subject), is_file=is_file)

    def _subject(self) -> Subject | None:
        state, networks = self._state, self._networks
        if state.card is None or state.device is None:
            return None
        pictures = 0
        stuck: tuple[StuckGates, ...] = ()
        if self._counted is not None and self._counted[0] is state.card:
            _, pictures, stuck = self._counted
        shown = state.shown if state.shown_card is state.card else None
        return Subject(
            card=state.card,
            device=state.device,
            key=state.card.key,
            precision=state.precision,
            entry=networks.entry(state.card.key),
            pictures=pictures,
            stuck=stuck,
            untrained=shown is not None and looks_untrained(shown),
        )
