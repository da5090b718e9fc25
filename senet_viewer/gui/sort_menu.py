"""The menu that chooses the order of the list: two steps for the statistics of a block."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from senet_viewer.gui.sorting import BLOCK_STATISTICS, SortBy, Sorting
from senet_viewer.gui.state import State
from senet_viewer.statistics import NEARLY_CLOSED, WIDE_OPEN


class SortMenu(QObject):
    """Emits ``chosen`` with the new ``Sorting``; its text says which one is in use."""

    chosen = Signal(object)

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = state
        self.sorting = Sorting()
        self.menu = QMenu(parent)
        self.menu.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        self._simple = {by: self._add_simple(by, text) for by, text in self._simple_texts().items()}
        self.menu.addSeparator()
        self.blocks = {by: self._add_blocks(by, text) for by, text in self._block_texts().items()}
        self.menu.addSeparator()
        self._reverse = self.menu.addAction(self.tr("reversed"))
        self._reverse.setCheckable(True)
        self._reverse.triggered.connect(self._choose_reverse)
        self.menu.aboutToShow.connect(self._about_to_show)
        self.set_sorting(self.sorting)

    def _simple_texts(self) -> dict[SortBy, str]:
        return {
            SortBy.ARRIVAL: self.tr("in order of arrival"),
            SortBy.NAME: self.tr("by name"),
            SortBy.CLASS: self.tr("by class"),
            SortBy.CONFIDENCE: self.tr("most certain first"),
        }

    def _short_texts(self) -> dict[SortBy, str]:
        """As on the button, which has little room."""
        return {
            SortBy.ARRIVAL: self.tr("by arrival"),
            SortBy.NAME: self.tr("by name"),
            SortBy.CLASS: self.tr("by class"),
            SortBy.CONFIDENCE: self.tr("most certain"),
        }

    def _block_texts(self) -> dict[SortBy, str]:
        return {
            SortBy.MEAN_GATE: self.tr("by a block's mean gate"),
            SortBy.SPREAD: self.tr("by the spread of a block's gates"),
            SortBy.WIDE_OPEN: self.tr("by a block's wide open gates (> {bound})").format(
                bound=WIDE_OPEN
            ),
            SortBy.NEARLY_CLOSED: self.tr("by a block's nearly closed gates (< {bound})").format(
                bound=NEARLY_CLOSED
            ),
            SortBy.DEPARTURE: self.tr("by a block's distance from the reference"),
        }

    def _short_block_texts(self) -> dict[SortBy, str]:
        return {
            SortBy.MEAN_GATE: self.tr("{block}: mean gate"),
            SortBy.SPREAD: self.tr("{block}: spread"),
            SortBy.WIDE_OPEN: self.tr("{block}: wide open"),
            SortBy.NEARLY_CLOSED: self.tr("{block}: nearly closed"),
            SortBy.DEPARTURE: self.tr("{block}: distance"),
        }

    def _add_simple(self, by: SortBy, text: str) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        action.triggered.connect(lambda: self._choose(Sorting(by, "", self.sorting.reverse)))
        self._group.addAction(action)
        return action

    def _add_blocks(self, by: SortBy, text: str) -> QMenu:
        menu = self.menu.addMenu(text)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(menu, by))
        return menu

    @Slot()
    def _about_to_show(self) -> None:
        has_blocks = self._state.card is not None
        compared = bool(self._state.chosen_reference.common)
        for menu in self.blocks.values():
            menu.setEnabled(has_blocks)
        self.blocks[SortBy.DEPARTURE].setEnabled(has_blocks and compared)
        why = "" if compared else self.tr("Choose something to compare with first.")
        self.blocks[SortBy.DEPARTURE].menuAction().setToolTip(why)

    def _fill(self, menu: QMenu, by: SortBy) -> None:
        """The blocks of the present network, stage by stage, early to late."""
        menu.clear()
        blocks = self._state.card.blocks if self._state.card is not None else ()
        for number, block in enumerate(blocks):
            if number and block.stage != blocks[number - 1].stage:
                menu.addSeparator()
            action = menu.addAction(block.name)
            action.setCheckable(True)
            action.setChecked((self.sorting.by, self.sorting.block) == (by, block.name))
            sorting = Sorting(by, block.name, self.sorting.reverse)
            action.triggered.connect(lambda _=False, one=sorting: self._choose(one))

    def _choose_reverse(self, reverse: bool) -> None:
        self._choose(Sorting(self.sorting.by, self.sorting.block, reverse))

    def _choose(self, sorting: Sorting) -> None:
        self.set_sorting(sorting)
        self.chosen.emit(sorting)

    def set_sorting(self, sorting: Sorting) -> None:
        """Show that the list stands in this order."""
        self.sorting = sorting
        for by, action in self._simple.items():
            action.setChecked(by is sorting.by)
        if sorting.by in BLOCK_STATISTICS:
            for action in self._simple.values():
                action.setChecked(False)
        self._reverse.setChecked(sorting.reverse)

    def name(self) -> str:
        """What the list is sorted by, in a few words."""
        by, block = self.sorting.by, self.sorting.block
        return (self._short_texts() | self._short_block_texts())[by].format(block=block)

    def text(self) -> str:
        """The order in a few words."""
        text = self.name()
        return f"{text} ↑" if self.sorting.reverse else text
