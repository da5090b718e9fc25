"""The bottom line: the network and what is going on, how long it takes, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.amounts import transfer_words
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.links import Fetching
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.progress_group import ProgressGroup
from senet_viewer.gui.session import Session, Work
from senet_viewer.gui.shortened_label import ShortenedLabel
from senet_viewer.gui.state import State
from senet_viewer.gui.style import scaled
from senet_viewer.gui.theme import GRID, Theme

SHOW_AFTER_MS = 300


class StatusLine(QWidget):
    """Left: the network and its last pass. Right: a download and a folder, each with cancel."""

    cancel_asked = Signal()
    download_cancel_asked = Signal()
    errand_cancel_asked = Signal()
    fetching_cancel_asked = Signal()
    about_asked = Signal()

    def __init__(
        self,
        state: State,
        session: Session,
        networks: Networks,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._networks = state, networks
        self._message = ""
        # The text gives way to what goes on beside it.
        self.text = ShortenedLabel(self)
        self.text.setFont(scaled(self.font(), 0.92))
        self.about = QPushButton(self.tr("About this network"), self)
        self.about.setObjectName("link")
        self.about.setFont(scaled(self.font(), 0.92))
        self.download = ProgressGroup(self.tr("Download"), self.tr("Stop downloading"), self)
        self.errand = ProgressGroup(self.tr("Project"), self.tr("Stop opening"), self)
        self.fetching = ProgressGroup(self.tr("Links"), self.tr("Stop fetching"), self)
        # What takes no time shows no bar: nothing blinks.
        self._errand_delay = QTimer(self)
        self._errand_delay.setSingleShot(True)
        self._errand_delay.timeout.connect(
            lambda: self.errand.show_progress(0, 0, self.tr("Project …"))
        )
        self.work = ProgressGroup(self.tr("Pictures"), self.tr("Stop inspecting"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 * GRID, GRID, 3 * GRID, GRID)
        layout.setSpacing(4 * GRID)
        layout.addWidget(self.text, 1)
        for widget in (self.download, self.fetching, self.errand, self.work, self.about):
            layout.addWidget(widget)
        self.fetching.cancel_asked.connect(self.fetching_cancel_asked)
        self.errand.cancel_asked.connect(self.errand_cancel_asked)
        self.work.cancel_asked.connect(self.cancel_asked)
        self.download.cancel_asked.connect(self.download_cancel_asked)
        self.about.clicked.connect(self.about_asked)
        self.set_theme(theme)
        session.work_changed.connect(self._show_work)
        networks.loading_changed.connect(self._render)
        networks.catalogue_changed.connect(self._render)
        networks.transfer_changed.connect(self._show_transfer)
        state.shown_changed.connect(self._render)
        state.model_changed.connect(self._render)
        self._render()

    def set_theme(self, theme: Theme) -> None:
        colour_text(self.text, theme.muted)
        for group in (self.download, self.fetching, self.errand, self.work):
            group.set_theme(theme)

    @Slot(bool)
    def show_errand(self, busy: bool) -> None:
        """Show that a project is being saved or opened, or no longer."""
        if busy:
            self._errand_delay.start(SHOW_AFTER_MS)
        else:
            self._errand_delay.stop()
            self.errand.hide()

    @Slot(float)
    def show_errand_progress(self, share: float) -> None:
        """How much of a project is there, 0..1."""
        if not self.errand.isHidden():
            self.errand.show_progress(round(1000 * share), 1000, self.tr("Opening the project …"))

    @Slot(object)
    def show_fetching(self, fetching: Fetching | None) -> None:
        """How far pictures are that come by link."""
        self.fetching.setVisible(fetching is not None)
        if fetching is None:
            return
        if fetching.links == 1:
            words = self.tr("fetching a picture: {mb} MB")
        else:
            words = self.tr("fetching {n} pictures: {mb} MB")
        text = words.format(n=fetching.links, mb=f"{fetching.done / 2**20:.1f}")
        self.fetching.show_progress(fetching.done, fetching.total, text)

    def say(self, message: str) -> None:
        """Show a message until the next thing happens."""
        self._message = message
        self._render()
        self._message = ""

    @Slot(str)
    def take_back(self, message: str) -> None:
        """Show ``message`` no longer, if it is still there: it holds no more."""
        if message and self.text.text() == message:
            self._render()

    @Slot()
    def _render(self) -> None:
        self.about.setVisible(self._state.card is not None)
        self.text.setText(self._message or self._words())

    def _words(self) -> str:
        card = self._state.card
        if self._networks.loading:
            return self._loading_words()
        if card is None:
            return self.tr("No network")
        parts = [
            self.tr("Ready") if self._state.live else self.tr("The network is not loaded"),
            self.tr("{blocks} blocks, {gates} gates").format(
                blocks=len(card.blocks), gates=f"{card.gates:,}"
            ),
        ]
        shown = self._state.shown
        if shown is not None and self._state.up_to_date:
            parts.append(self.tr("{ms} ms").format(ms=f"{shown.milliseconds:.0f}"))
        if card.note:
            parts.append(engine_text(card.note))
        if card.fit is not None:
            text = self.tr("{matched} of {expected} tensors taken over")
            fit = card.fit
            parts.append(text.format(matched=f"{fit.matched:,}", expected=f"{fit.expected:,}"))
        if card.fit is not None and card.fit.also:
            doubt = self.tr("taken for one of {n} networks with the same tensors")
            parts.append(doubt.format(n=len(card.fit.also) + 1))
        return " · ".join(parts)

    def _loading_words(self) -> str:
        networks, card = self._networks, self._state.card
        if networks.hello is None:
            return self.tr("Starting the engine …")
        new = networks.title(networks.wanted.key)
        if networks.transfer is not None and card is not None:
            return self.tr("Downloading {new}; {old} stays in use until it is ready").format(
                new=new, old=card.title
            )
        if networks.transfer is not None:
            return self.tr("Downloading {new} …").format(new=new)
        return self.tr("Loading {new} …").format(new=new)

    @Slot()
    def _show_transfer(self) -> None:
        transfer = self._networks.transfer
        self.download.setVisible(transfer is not None)
        if transfer is not None:
            name, words = printable(transfer.name), transfer_words(transfer)
            text = self.tr("{name}: {words}").format(name=name, words=words)
            self.download.show_progress(transfer.done, transfer.total, words, text)
        self._render()

    @Slot(object)
    def _show_work(self, work: Work | None) -> None:
        busy = work is not None and work.total > 1
        self.work.setVisible(busy)
        if work is None or not busy:
            return
        words = self.tr("{done} of {total} · {rate} images/s · {left} s left").format(
            done=work.done,
            total=work.total,
            rate=f"{work.rate:.0f}",
            left=f"{work.seconds_left:.0f}",
        )
        self.work.show_progress(work.done, work.total, words)
