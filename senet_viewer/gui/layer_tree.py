"""A network's layers as a tree with their costs, or as a list that sorts as a whole."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from senet_viewer.gui import amounts
from senet_viewer.gui.theme import Theme
from senet_viewer.summaries import Branch, Summary, tree

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
SORT_ROLE = Role.UserRole
BRANCH_ROLE = Role.UserRole + 1


class Column(IntEnum):
    """The columns, from left to right."""

    LAYER = 0
    KIND = 1
    OUTPUT = 2
    PARAMETERS = 3
    MULTIPLY_ADDS = 4
    BLOCK = 5


_NUMBERS = (Column.PARAMETERS, Column.MULTIPLY_ADDS)


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("layers", text)


def column_titles() -> tuple[str, ...]:
    """What stands above the columns."""
    return (
        tr("Layer"),
        tr("Type"),
        tr("Output"),
        tr("Parameters"),
        tr("Multiply-adds"),
        tr("SE block"),
    )


@dataclass(eq=False)
class Row:
    """One row: a branch of the layers, its place, and the rows below it."""

    branch: Branch
    parent: Row | None
    place: int
    order: int
    rows: list[Row] = field(default_factory=list)
    inside: tuple[str, ...] = ()
    """Names of the SE blocks that it holds, itself among them, in the order in which they run."""

    @property
    def is_block(self) -> bool:
        """Whether this is an SE block as a whole, not a part of one."""
        block = self.branch.layer.block
        return bool(block) and (self.parent is None or self.parent.branch.layer.block != block)


class LayerTree(QAbstractItemModel):
    """The layers below the network itself; ``flat``: those that compute, one after the other."""

    def __init__(
        self,
        summary: Summary,
        theme: Theme,
        *,
        flat: bool,
        heading: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.flat = flat
        self._theme = theme
        titles = column_titles()
        self._titles = (heading, *titles[1:]) if heading else titles
        self._bold = QFont()
        self._bold.setBold(True)
        root = tree(summary)
        self._top = _flat_rows(root) if flat else _rows(root, None, [0])

    def set_theme(self, theme: Theme) -> None:
        """Colours of the stages and of what is quiet; a view asks anew when it paints."""
        self._theme = theme

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        rows = self._rows_below(parent)
        if not (0 <= row < len(rows) and 0 <= column < len(Column)):
            return QModelIndex()
        return self.createIndex(row, column, rows[row])

    def parent(self, index: AnyIndex = QModelIndex()) -> Any:  # noqa: B008
        above = self._row(index).parent if index.isValid() else None
        return QModelIndex() if above is None else self.createIndex(above.place, 0, above)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._rows_below(parent))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return len(Column)

    def _rows_below(self, parent: AnyIndex) -> Sequence[Row]:
        return self._row(parent).rows if parent.isValid() else self._top

    @staticmethod
    def _row(index: AnyIndex) -> Row:
        row = index.internalPointer()
        assert isinstance(row, Row)
        return row

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._row(index), Column(index.column())
        if role == BRANCH_ROLE:
            return row.branch
        if role == Role.DisplayRole:
            return self.text(row, column)
        if role == SORT_ROLE:
            return _sort_value(row, column)
        if role == Role.ToolTipRole:
            return self._tooltip(row.branch, column)
        if role == Role.TextAlignmentRole and column in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._look(row, column, role)

    def _look(self, row: Row, column: Column, role: int) -> Any:
        """How a row looks: SE blocks in bold, with their stage's colour; idle layers faint."""
        branch = row.branch
        if role == Role.FontRole and not self.flat and row.is_block:
            return self._bold
        if role == Role.DecorationRole and column == Column.BLOCK and branch.layer.block:
            return self._theme.stage(branch.layer.stage)
        if role == Role.ForegroundRole:
            is_quiet = column == Column.BLOCK and not branch.layer.block
            return QColor(self._theme.faint) if is_quiet or not branch.ran else None
        return None

    def text(self, row: Row, column: Column) -> str:
        """What stands in a cell."""
        layer = row.branch.layer
        if column == Column.LAYER:
            return layer.path if self.flat else layer.name
        if column == Column.KIND:
            return layer.kind
        if column == Column.OUTPUT:
            return _shape(row.branch)
        if column == Column.BLOCK:
            return layer.block or _first_to_last(row.inside)
        return amounts.short_count(_count(row.branch, column))

    def all_rows(self) -> Iterator[Row]:
        """Every row, parents before children."""
        waiting = list(reversed(self._top))
        while waiting:
            row = waiting.pop()
            yield row
            waiting += reversed(row.rows)

    def _tooltip(self, branch: Branch, column: Column) -> str:
        if column in _NUMBERS:
            exact = amounts.full_count(_count(branch, column))
            return tr("{path}: {count}").format(path=branch.layer.path, count=exact)
        if not branch.ran:
            return tr("{path}: did not run in this pass").format(path=branch.layer.path)
        return branch.layer.path

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self._titles[section]
        if role == Role.TextAlignmentRole and section in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class LayerSorter(QSortFilterProxyModel):
    """Sorts the layers, siblings among each other; by no column they stand as they run."""

    def __init__(self, layers: LayerTree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(layers)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        return bool(left.data(SORT_ROLE) < right.data(SORT_ROLE))


def _rows(branch: Branch, parent: Row | None, counter: list[int]) -> list[Row]:
    made: list[Row] = []
    for place, child in enumerate(branch.children):
        counter[0] += 1
        row = Row(child, parent, place, counter[0])
        row.rows = _rows(child, row, counter)
        own = (child.layer.block,) if child.layer.block else ()
        names = (*own, *(name for below in row.rows for name in below.inside))
        row.inside = tuple(dict.fromkeys(names))
        made.append(row)
    return made


def _flat_rows(root: Branch) -> list[Row]:
    leaves = [branch for branch in root.walk() if not branch.children]
    return [Row(branch, None, place, place) for place, branch in enumerate(leaves)]


def _count(branch: Branch, column: Column) -> int:
    cost = branch.cost
    return cost.parameters if column == Column.PARAMETERS else cost.multiply_adds


def _shape(branch: Branch) -> str:
    return "×".join(map(str, branch.layer.output_shape))


def _first_to_last(names: Sequence[str]) -> str:
    return f"{names[0]} – {names[-1]}" if len(names) > 1 else "".join(names)


def _sort_value(row: Row, column: Column) -> int | str:
    if column in _NUMBERS:
        return _count(row.branch, column)
    if column == Column.LAYER:
        return row.order
    if column == Column.OUTPUT:
        shape = row.branch.layer.output_shape
        return math.prod(shape) if shape else 0
    if column == Column.BLOCK:
        return "".join(row.inside[:1]) or row.branch.layer.block
    return row.branch.layer.kind.lower()


def table_lines(branches: Sequence[Branch]) -> Iterator[str]:
    """Layers as tab-separated lines with a heading and exact counts, for a spreadsheet."""
    yield "\t".join(column_titles())
    for branch in branches:
        layer = branch.layer
        cells = (
            layer.path or layer.name,
            layer.kind,
            _shape(branch),
            str(branch.cost.parameters),
            str(branch.cost.multiply_adds),
            layer.block,
        )
        yield "\t".join(cells)
