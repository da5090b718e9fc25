"""The list of the network's classes beside the window, in step with picture and network."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.dialogs.class_dialog import ClassDialog
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.records import ModelCard


class Classes(QObject):
    """Opens at most one dialog; a class that is chosen there is compared with."""

    opened = Signal()
    said = Signal(str)

    def __init__(self, state: State, window: QWidget) -> None:
        super().__init__(window)
        self._state, self._window = state, window
        self._card: ModelCard | None = None
        self.dialog: ClassDialog | None = None
        state.shown_changed.connect(self._follow)
        state.model_changed.connect(self._follow_network)

    @Slot()
    def show(self) -> None:
        """Open the list, or bring the open one to the front, ready to be searched."""
        card, profile = self._state.card, self._state.profile
        if card is None:
            self.said.emit(self.tr("The network is still loading."))
            return
        if self.dialog is None:
            self._card = card
            self.dialog = ClassDialog(
                card.labels,
                self._window,
                comparable=profile is not None and bool(profile.class_mean),
                network=printable(card.title),
            )
            self.dialog.chosen.connect(self._compare)
            self.dialog.finished.connect(self._forget)
            self._follow()
            self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.dialog.search.setFocus()
        self.dialog.search.selectAll()
        self.opened.emit()

    @Slot(int)
    def _compare(self, index: int) -> None:
        """The class takes the place of images that are compared."""
        self._state.set_selected([self._state.current])
        self._state.compare_with(Compare.CLASS, index=index)

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot()
    def _follow(self) -> None:
        shown = self._state.shown
        if self.dialog is not None:
            # Another network's shares belong to other classes.
            own = shown is not None and self._state.shown_card is self._card
            if shown is not None and own:
                self.dialog.show_answer(printable(shown.image.name), shown.predictions)
            else:
                self.dialog.show_answer("", ())

    @Slot()
    def _follow_network(self) -> None:
        """Another network has other classes: its list takes the place of the old one."""
        card = self._state.card
        if self.dialog is None or card is self._card:
            return
        place, text = self.dialog.geometry(), self.dialog.search.text()
        self.dialog.close()
        self.show()
        if self.dialog is not None:
            self.dialog.setGeometry(place)
            self.dialog.search.setText(text)
