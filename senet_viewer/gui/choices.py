"""Menus that choose network, device and reference, shared by the toolbar and the menu bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.errors import printable
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.networks import BUNDLED, EXACT, FASTER, Networks
from senet_viewer.gui.recent_networks import RecentNetwork
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.protocol import Hello
from senet_viewer.records import BuildOptions, CatalogueEntry
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE


class Choices(QObject):
    """Three menus that follow the state; each emits what the user chose.

    The network menu is short: the bundled network, those used recently, and ways to all others.
    """

    model_chosen = Signal(str, object)
    device_chosen = Signal(str)
    precision_chosen = Signal(str)
    class_asked = Signal()
    changed = Signal()

    def __init__(self, state: State, networks: Networks, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._networks = state, networks
        self._recent: tuple[RecentNetwork, ...] = ()
        self._fill_tail: Callable[[QMenu], None] | None = None
        self._other_networks: QMenu | None = None
        self._made: list[QObject] = []
        self.models = QMenu(self.tr("&Network"), parent)
        self.devices = QMenu(self.tr("&Device"), parent)
        self.compare = QMenu(self.tr("&Compare with"), parent)
        for menu in (self.models, self.devices, self.compare):
            menu.setToolTipsVisible(True)
        self.compare.aboutToShow.connect(self._fill_compare)
        networks.catalogue_changed.connect(self._fill)
        # What failed or was given up is not the chosen one any more.
        networks.failed.connect(self._fill)
        networks.cancelled.connect(self._fill)
        state.model_changed.connect(self._fill)
        state.reference_changed.connect(self.changed)
        self._fill()
        self._fill_compare()

    def set_network_tail(self, fill: Callable[[QMenu], None]) -> None:
        """``fill`` puts the window's own actions at the network menu's end."""
        self._fill_tail = fill
        self._fill()

    def set_other_networks(self, menu: QMenu) -> None:
        """``menu`` chooses another network to compare with."""
        self._other_networks = menu
        self._fill_compare()

    def set_recent(self, recent: Sequence[RecentNetwork]) -> None:
        """The networks used last, the newest first."""
        self._recent = tuple(recent)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        hello = self._networks.hello
        self.models.clear()
        self.devices.clear()
        for old in self._made:
            old.deleteLater()
        self._made.clear()
        if hello is not None:
            self._fill_models()
            self._fill_devices(hello)
        else:
            for menu in (self.models, self.devices):
                waiting = menu.addAction(self.tr("the engine is starting …"))
                waiting.setEnabled(False)
        self.models.addSeparator()
        if self._fill_tail is not None:
            self._fill_tail(self.models)
        self.changed.emit()

    def _group(self, menu: QMenu) -> QActionGroup:
        group = QActionGroup(menu)
        self._made.append(group)
        return group

    def _fill_models(self) -> None:
        group = self._group(self.models)
        group.triggered.connect(lambda action: self.model_chosen.emit(*action.data()))
        own = [entry for entry in self._networks.catalogue if not entry.source]
        for entry in own:
            if entry.key == BUNDLED:
                self._add_network(self.models, group, entry)
        headings = dict.fromkeys(entry.group for entry in own if entry.key != BUNDLED)
        for heading in headings:
            menu = self.models.addMenu(_plain(engine_text(heading)))
            self._made.append(menu)
            menu.setToolTipsVisible(True)
            for entry in own:
                if entry.group == heading:
                    self._add_network(menu, group, entry)
        if self._recent:
            self.models.addSection(self.tr("Used recently"))
            for network in self._recent:
                self._add_recent(group, network)

    def _add_network(self, menu: QMenu, group: QActionGroup, entry: CatalogueEntry) -> None:
        action = self._add_choice(
            menu, group, _plain(engine_text(entry.title)), (entry.key, BuildOptions())
        )
        action.setChecked(self._is_in_use(entry.key, BuildOptions()))
        action.setToolTip(self._describe(entry))

    def _add_recent(self, group: QActionGroup, network: RecentNetwork) -> None:
        data = (network.key, network.options)
        entry = self._networks.entry(network.key)
        title = entry.title if entry is not None else network.title
        action = self._add_choice(self.models, group, _plain(title), data)
        action.setChecked(self._is_in_use(network.key, network.options))
        action.setToolTip(self._describe(entry) if entry else printable(network.key))

    def _is_in_use(self, key: str, options: BuildOptions) -> bool:
        in_use = self._networks.in_use
        return self._state.card is not None and (in_use.key, in_use.options) == (key, options)

    def _describe(self, entry: CatalogueEntry) -> str:
        text = self.tr("{blocks} SE blocks, {parameters} million parameters").format(
            blocks=entry.blocks, parameters=f"{entry.parameters / 1e6:.1f}"
        )
        return f"{text}. {engine_text(entry.note)}" if entry.note else text

    def _fill_devices(self, hello: Hello) -> None:
        group = self._group(self.devices)
        for device in hello.devices:
            action = self._add_choice(self.devices, group, _plain(device.title), device.key)
            chosen = self._state.device
            action.setChecked(chosen is not None and chosen.key == device.key)
        group.triggered.connect(lambda action: self.device_chosen.emit(action.data()))
        self.devices.addSeparator()
        precision = self.devices.addAction(self.tr("Faster, less exact (bfloat16)"))
        precision.setCheckable(True)
        precision.setChecked(self._networks.in_use.precision == FASTER)
        precision.setToolTip(self.tr("Rounds to 8 bits: gates and probabilities change slightly."))
        precision.triggered.connect(lambda on: self.precision_chosen.emit(FASTER if on else EXACT))

    @staticmethod
    def _add_choice(menu: QMenu, group: QActionGroup, text: str, data: object) -> QAction:
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
        compared = bool(state.compared.images)
        if compared:
            # Whatever else is chosen takes their place, so there is nothing to do here.
            self._add_choice(self.compare, group, self.tr("the selected images"), "selected")
        average = self._add_choice(self.compare, group, self.tr("the average picture"), "average")
        average.triggered.connect(lambda: state.compare_with(Compare.AVERAGE))
        if not state.has_average:
            text = self.tr("the average picture, from {n} images on")
            average.setText(text.format(n=PICTURES_FOR_AN_AVERAGE))
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
        image.setEnabled(item is not None and item.answer is not None)
        image.triggered.connect(lambda: state.compare_with(Compare.IMAGE, image=state.current))
        if self._other_networks is not None:
            self.compare.addMenu(self._other_networks)
        nothing = self._add_choice(self.compare, group, self.tr("nothing"), "nothing")
        nothing.triggered.connect(lambda: state.compare_with(Compare.NOTHING))
        for action in group.actions():
            action.setChecked(action.data() == ("selected" if compared else state.compare.value))


def _plain(text: str) -> str:
    """``text`` as a menu's entry: an ampersand in it marks no key."""
    return text.replace("&", "&&")
