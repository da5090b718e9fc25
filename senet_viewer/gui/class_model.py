"""The classes that match a search, with the probabilities that are known, as a sortable table."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    Qt,
)

from senet_viewer.errors import printable
from senet_viewer.gui.class_search import ClassSearch
from senet_viewer.gui.number_table import AnyIndex
from senet_viewer.gui.words import percent

NUMBER, NAME, PROBABILITY = range(3)
INDEX_ROLE = Qt.ItemDataRole.UserRole
"""The class's index, counted as the network counts."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClassDialog", text)


def shown_name(label: str) -> str:
    """A class's name in one line: label files may hold breaks, tabs, and signs that turn text."""
    return printable(" ".join(label.split())) or _tr("(no name)")


class ClassModel(QAbstractTableModel):
    """Rows are indices into the labels; a search or another order takes a few milliseconds."""

    def __init__(self, labels: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels = tuple(labels)
        self._search = ClassSearch(self._labels)
        self._known: Mapping[int, float] = {}
        self._text = ""
        self._column, self._order = NUMBER, Qt.SortOrder.AscendingOrder
        self._rows = list(range(len(self._labels)))

    @property
    def total(self) -> int:
        """The number of classes that the network has."""
        return len(self._labels)

    def label(self, index: int) -> str:
        """The name of a class, in one line."""
        return shown_name(self._labels[index])

    def near(self, text: str) -> list[str]:
        """Names much like what was typed, each in one line."""
        return [shown_name(name) for name in self._search.near(text)]

    def search(self, text: str) -> None:
        """Show the classes that match."""
        self._text = text
        self._arrange()

    def show_known(self, known: Mapping[int, float]) -> None:
        """Probabilities (0..1) by class, for as many classes as they are known of."""
        if known == self._known:
            return
        self._known = dict(known)
        if self._column == PROBABILITY:
            self._arrange()
        elif self._rows:
            self.dataChanged.emit(
                self.index(0, PROBABILITY), self.index(len(self._rows) - 1, PROBABILITY)
            )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        rows = self._search.find(self._text)
        descending = self._order == Qt.SortOrder.DescendingOrder
        if self._column == NAME:
            rows.sort(key=self._search.folded.__getitem__, reverse=descending)
        elif self._column == PROBABILITY:
            # What is not known comes last, either way.
            known = [row for row in rows if row in self._known]
            known.sort(key=self._known.__getitem__, reverse=descending)
            rows = known + [row for row in rows if row not in self._known]
        elif descending:
            rows.reverse()
        self._rows = rows
        self.endResetModel()

    def row_of(self, index: int) -> int:
        """The row that a class stands in, -1 where it does not match."""
        return self._rows.index(index) if index in self._rows else -1

    def as_text(self, rows: Sequence[int]) -> str:
        """These rows with a heading, tab-separated, for a spreadsheet."""
        lines = ["\t".join(self._headings())]
        for row in rows:
            at = self._rows[row]
            known = self._known.get(at)
            lines.append(f"{at}\t{self.label(at)}\t{'' if known is None else known}")
        return "\n".join(lines)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        at, column = self._rows[index.row()], index.column()
        if role == INDEX_ROLE:
            return at
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if column == NAME:
                is_tip = role == Qt.ItemDataRole.ToolTipRole
                # Qt takes what looks like HTML for that in tooltips.
                return html.escape(self.label(at)) if is_tip else self.label(at)
            if role == Qt.ItemDataRole.ToolTipRole:
                return None
            if column == NUMBER:
                return str(at)
            return percent(self._known[at]) if at in self._known else "–"
        if role == Qt.ItemDataRole.TextAlignmentRole and column != NAME:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = section == NAME
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    @staticmethod
    def _headings() -> tuple[str, str, str]:
        return _tr("number"), _tr("class"), _tr("probability")
