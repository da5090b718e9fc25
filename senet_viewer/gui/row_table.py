"""A table whose rows are chosen, copied and sorted by key as well as with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget


class RowTable(QTableView):
    """``chosen`` brings an index of the row after Enter or a double click.

    Ctrl+C asks for a copy. Alt with ↑ or ↓ sorts by the column of the current cell, as a click on
    its heading does.
    """

    chosen = Signal(QModelIndex)
    copy_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(index)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and index.isValid():
            orders = Qt.SortOrder
            up = key == Qt.Key.Key_Up
            self.sortByColumn(
                index.column(), orders.AscendingOrder if up else orders.DescendingOrder
            )
            self.scrollTo(self.currentIndex())
        else:
            super().keyPressEvent(event)
