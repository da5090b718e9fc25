"""A table of numbers: sorts by value, also by keyboard, and copies as text for a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QWidget

from senet_viewer.gui.row_table import RowTable
from senet_viewer.gui.sort_header import SortHeader
from senet_viewer.gui.theme import GRID

AnyIndex = QModelIndex | QPersistentModelIndex
Cell = int | float | str
VALUE_ROLE = Qt.ItemDataRole.UserRole
"""The cell itself."""
SORT_ROLE = VALUE_ROLE + 1
"""What rows are sorted by: numbers by value, in words too, so ``SE_4_2`` before ``SE_4_10``."""

WIDTH = 780
"""A table is at least so many pixels wide."""

_DIGITS = re.compile(r"\d+")


def natural(text: str) -> str:
    """``text`` with numbers as wide as any, so that they sort by value."""
    return _DIGITS.sub(lambda found: found[0].zfill(12), text)


def _shown(cell: Cell) -> str:
    """Four decimals and a real minus; a bare 0 is nothing at all, ``0.0000`` next to nothing."""
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:z.4f}".replace("-", "−") if cell else "0"


class NumberModel(QAbstractTableModel):
    """Rows of numbers and words under named columns."""

    def __init__(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._rows = columns, rows

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The rows, as they came."""
        return self._rows

    def replace(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Hold other rows, under other columns if need be."""
        self.beginResetModel()
        self._columns, self._rows = columns, rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._rows[index.row()][index.column()]
        if role == VALUE_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(cell)
        if isinstance(cell, str):
            return {SORT_ROLE: natural(cell), Qt.ItemDataRole.ToolTipRole: cell}.get(role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return cell if role == SORT_ROLE else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            # Of measured values and differences the largest is looked for.
            measured = bool(self._rows) and isinstance(self._rows[0][section], float)
            orders = Qt.SortOrder
            return (orders.DescendingOrder if measured else orders.AscendingOrder).value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            words = bool(self._rows) and isinstance(self._rows[0][section], str)
            side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class NumberTable(RowTable):
    """``row_chosen`` brings the first cell of a row after Enter or a double click."""

    row_chosen = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._columns = columns
        self.setHorizontalHeader(SortHeader(self))
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSortRole(SORT_ROLE)
        self._numbers = NumberModel(columns, rows, self)
        self.proxy.setSourceModel(self._numbers)
        self.setModel(self.proxy)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._widen()
        self.chosen.connect(self._choose)
        self.copy_asked.connect(self.copy)

    def _widen(self) -> None:
        """A few columns share the width; of many, each is as wide as what it holds."""
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        needed = [
            max(header.sectionSizeHint(column), self.sizeHintForColumn(column))
            for column in range(len(self._columns))
        ]
        fits = max(needed, default=0) * len(needed) <= WIDTH
        header.setSectionResizeMode(modes.Stretch if fits else modes.Interactive)
        if not fits:
            for column, width in enumerate(needed):
                header.resizeSection(column, width)
            header.setStretchLastSection(True)

    def show_rows(self, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show newer rows; sorted as before, with the same first cells selected and current."""
        if list(columns) == list(self._columns) and list(rows) == self._all_rows():
            return
        header, model = self.horizontalHeader(), self.selectionModel()
        sorted_by, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        heading = self._columns[sorted_by] if 0 <= sorted_by < len(self._columns) else ""
        current, place = self.currentIndex(), self.verticalScrollBar().value()
        here = (self.row(current.row())[0], current.column()) if current.isValid() else None
        chosen = {self.row(index.row())[0] for index in model.selectedRows()}
        renamed = list(columns) != list(self._columns)
        self._columns = columns
        self._numbers.replace(columns, rows)
        self.sortByColumn(list(columns).index(heading) if heading in columns else -1, order)
        if renamed:
            self._widen()
        self._choose_again(here, chosen)
        self.verticalScrollBar().setValue(place)

    def _all_rows(self) -> list[Sequence[Cell]]:
        return list(self._numbers.rows)

    def _choose_again(self, here: tuple[Cell, int] | None, chosen: set[Cell]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        for number in range(self.proxy.rowCount()):
            index = self.proxy.index(number, 0)
            first = index.data(VALUE_ROLE)
            if first in chosen:
                selection.select(index, index)
            if here is not None and first == here[0]:
                column = min(here[1], len(self._columns) - 1)
                current = self.proxy.index(number, column)
                self.selectionModel().setCurrentIndex(current, flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)

    @property
    def full_width(self) -> int:
        """What it takes to show all columns."""
        return max(WIDTH, self.horizontalHeader().length() + 6 * GRID)

    @Slot()
    def copy(self) -> None:
        """Copy the selected rows, or all, as tab-separated text with a heading."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        rows = [self.row(row) for row in chosen or range(self.proxy.rowCount())]
        lines = ["\t".join(map(str, cells)) for cells in (self._columns, *rows)]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def row(self, number: int) -> list[Cell]:
        """The cells of a row, counted as they are shown."""
        columns = range(len(self._columns))
        return [self.proxy.index(number, column).data(VALUE_ROLE) for column in columns]

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        self.row_chosen.emit(self.row(index.row())[0])
