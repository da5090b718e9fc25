"""A small table of sums: a line each, its value for one network or two, and the difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from senet_viewer.gui.summary_words import Total

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class TotalsModel(QAbstractTableModel):
    """Lines of words under the networks' names."""

    def __init__(
        self, titles: Sequence[str], totals: Sequence[Total], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self.lines = tuple(_cells(total) for total in totals)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self.lines[index.row()][index.column()]
        if role == Role.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self.titles[section]
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def _cells(total: Total) -> tuple[str, ...]:
    if total.other is None:
        return (total.name, total.words(total.value))
    return (total.name, total.words(total.value), total.words(total.other), total.difference)


class TotalsTable(QTableView):
    """As high as its lines; keys walk through it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setObjectName("totals")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)

    def show_totals(self, titles: Sequence[str], totals: Sequence[Total]) -> None:
        """Show lines; ``titles`` are the networks' names, with that of the difference last."""
        old = self.model()
        self.setModel(TotalsModel((self._name, *titles), totals, self))
        if old is not None:
            old.deleteLater()
        self.ensurePolished()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        line = self.fontMetrics().lineSpacing() + 4
        for row in range(len(totals)):
            self.setRowHeight(row, line)
        self.setFixedHeight(header.sizeHint().height() + line * len(totals) + 4)

    def text(self) -> list[str]:
        """The lines as tab-separated text, the heading first."""
        model = self.model()
        if not isinstance(model, TotalsModel):
            return []
        return ["\t".join(cells) for cells in (model.titles, *model.lines)]
