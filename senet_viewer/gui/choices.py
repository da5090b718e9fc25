"""Menus that choose network, device and reference, shared by the toolbar and the menu bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.references import Compare
from senet_viewer.gui.session import Session
from senet_viewer.gui.state import State
from senet_viewer.protocol import Hello
from senet_viewer.records import CatalogueEntry


class Choices(QObject):
    """Three menus that follow the state; each emits what the user chose."""

    model_chosen = Signal(str)
    checkpoint_asked = Signal()
    device_chosen = Signal(str)
    precision_chosen = Signal(str)
    class_asked = Signal()
    changed = Signal()

    def __init__(self, state: State, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._session = state, session
        self.models = QMenu(self.tr("&Network"), parent)
        self.devices = QMenu(self.tr("&Device"), parent)
        self.compare = QMenu(self.tr("&Compare with"), parent)
        for menu in (self.models, self.devices, self.compare):
            menu.setToolTipsVisible(True)
        self.compare.aboutToShow.connect(self._fill_compare)
        session.engine_changed.connect(self._fill)
        state.model_changed.connect(self._fill)
        state.reference_changed.connect(self.changed)
        self._fill()
        self._fill_compare()

    @Slot()
    def _fill(self) -> None:
        hello = self._session.hello
        self.models.clear()
        self.devices.clear()
        if hello is not None:
            self._fill_models(hello)
            self._fill_devices(hello)
        else:
            for menu in (self.models, self.devices):
                waiting = menu.addAction(self.tr("the engine is starting …"))
                waiting.setEnabled(False)
        self.changed.emit()

    def _fill_models(self, hello: Hello) -> None:
        group = QActionGroup(self.models)
        heading = ""
        for entry in hello.catalogue:
            if entry.group != heading:
                heading = entry.group
                self.models.addSection(heading)
            action = self._add_choice(self.models, group, entry.title, entry.key)
            action.setChecked(entry.key == self._session.model)
            action.setToolTip(self._describe(entry))
        group.triggered.connect(lambda action: self.model_chosen.emit(action.data()))
        self.models.addSeparator()
        self.models.addAction(self.tr("Open checkpoint …"), self.checkpoint_asked.emit)

    def _describe(self, entry: CatalogueEntry) -> str:
        text = self.tr("{blocks} SE blocks, {parameters} million parameters").format(
            blocks=entry.blocks, parameters=f"{entry.parameters / 1e6:.1f}"
        )
        return f"{text}. {entry.note}" if entry.note else text

    def _fill_devices(self, hello: Hello) -> None:
        group = QActionGroup(self.devices)
        for device in hello.devices:
            action = self._add_choice(self.devices, group, device.title, device.key)
            chosen = self._state.device
            action.setChecked(chosen is not None and chosen.key == device.key)
        group.triggered.connect(lambda action: self.device_chosen.emit(action.data()))
        self.devices.addSeparator()
        precision = self.devices.addAction(self.tr("Faster, less exact (bfloat16)"))
        precision.setCheckable(True)
        precision.setChecked(self._session.precision == "bfloat16")
        precision.setToolTip(self.tr("Rounds to 8 bits: gates and probabilities change slightly."))
        precision.triggered.connect(
            lambda on: self.precision_chosen.emit("bfloat16" if on else "float32")
        )

    @staticmethod
    def _add_choice(menu: QMenu, group: QActionGroup, text: str, data: str) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setData(data)
        group.addAction(action)
        return action

    @Slot()
    def _fill_compare(self) -> None:
        state = self._state
        self.compare.clear()
        group = QActionGroup(self.compare)
        average = self._add_choice(self.compare, group, self.tr("the average picture"), "average")
        average.triggered.connect(lambda: state.compare_with(Compare.AVERAGE))
        has_classes = state.profile is not None and bool(state.profile.class_mean)
        a_class = self._add_choice(
            self.compare, group, self.tr("the average of a class …"), "class"
        )
        a_class.setEnabled(has_classes)
        if not has_classes:
            a_class.setToolTip(self.tr("This network ships without averages of its classes."))
        a_class.triggered.connect(self.class_asked)
        item = state.current_item
        text = self.tr("this image ({name}) from now on").format(
            name=printable(item.name) if item else "–"
        )
        image = self._add_choice(self.compare, group, text, "image")
        image.setEnabled(item is not None and item.inspection is not None)
        image.triggered.connect(lambda: state.compare_with(Compare.IMAGE, image=state.current))
        nothing = self._add_choice(self.compare, group, self.tr("nothing"), "nothing")
        nothing.triggered.connect(lambda: state.compare_with(Compare.NOTHING))
        for action in group.actions():
            action.setChecked(action.data() == state.compare.value)
