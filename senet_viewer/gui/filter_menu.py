"""The menu that chooses how many channels of each block are shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.gui.plots.wording import filter_name
from senet_viewer.gui.reading import Reading
from senet_viewer.gui.state import State
from senet_viewer.statistics import ChannelFilter, Extreme

COUNTS = (5, 10, 20, 50, 100)


def translate(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("filterMenu", text)


class FilterMenu(QMenu):
    """All channels, or the highest, lowest or most unusual ones of each block."""

    def __init__(self, state: State, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(translate("Channels sho&wn"), parent)
        self._state, self._reading = state, reading
        self._group = QActionGroup(self)
        self.by_filter: dict[ChannelFilter | None, QAction] = {}
        self._add(self, None)
        self.addSeparator()
        titles = {
            Extreme.HIGHEST: translate("&Highest of each block"),
            Extreme.LOWEST: translate("&Lowest of each block"),
            Extreme.UNUSUAL: translate("Most &unusual of each block"),
        }
        self._menus = {extreme: self.addMenu(title) for extreme, title in titles.items()}
        for extreme, menu in self._menus.items():
            for count in COUNTS:
                self._add(menu, ChannelFilter(extreme, count))
        reading.filter_changed.connect(self._render)
        state.reference_changed.connect(self._render)
        self._render()

    def _add(self, menu: QMenu, chosen: ChannelFilter | None) -> None:
        action = menu.addAction(filter_name(chosen))
        action.setCheckable(True)
        action.triggered.connect(lambda _=False: self._reading.set_filter(chosen))
        self._group.addAction(action)
        self.by_filter[chosen] = action

    @Slot()
    def _render(self) -> None:
        action = self.by_filter.get(self._reading.chosen)
        if action is not None:
            action.setChecked(True)
        self._menus[Extreme.UNUSUAL].setEnabled(bool(self._state.reference.means))
