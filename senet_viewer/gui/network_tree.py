"""The catalogue as a tree of groups and networks, searched and sorted; no widget a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
    Slot,
)
from PySide6.QtGui import QFont

from senet_viewer.gui import amounts
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.gui.networks import BUNDLED
from senet_viewer.records import CatalogueEntry

AnyIndex = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ENTRY_ROLE = Role.UserRole
SORT_ROLE = Role.UserRole + 1
_GROUP = 0
_BETWEEN = "\n"


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    PARAMETERS = 1
    BLOCKS = 2
    INPUT = 3
    SOURCE = 4
    LICENCE = 5
    WEIGHTS = 6


_NUMBERS = (Column.PARAMETERS, Column.BLOCKS, Column.INPUT)


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("networks", text)


def source_text(entry: CatalogueEntry) -> str:
    """Who offers a network."""
    return entry.source or tr("senet-viewer")


def weights_text(entry: CatalogueEntry) -> str:
    """Where a network's weights are: on this computer, to be downloaded, or nowhere."""
    if entry.key == BUNDLED:
        return tr("included")
    if not entry.weights:
        return tr("untrained")
    if entry.on_disk:
        return tr("on this computer")
    if entry.download_bytes:
        return tr("download {size}").format(size=amounts.size(entry.download_bytes))
    return tr("download")


def is_untrained(entry: CatalogueEntry) -> bool:
    """Whether a network opens with random weights."""
    return not entry.weights and entry.key != BUNDLED


def needs_download(entry: CatalogueEntry) -> bool:
    """Whether a network's weights have to be fetched first."""
    return bool(entry.weights) and not entry.on_disk


@dataclass(frozen=True)
class Group:
    """A heading with its networks, and where they stood in the catalogue."""

    title: str
    entries: tuple[CatalogueEntry, ...]


def grouped(entries: Iterable[CatalogueEntry]) -> tuple[Group, ...]:
    """The networks under their headings, both in the order of the catalogue."""
    found: dict[str, list[CatalogueEntry]] = {}
    for entry in entries:
        found.setdefault(entry.group, []).append(entry)
    return tuple(Group(title, tuple(members)) for title, members in found.items())


class NetworkTree(QAbstractItemModel):
    """Groups at the top, their networks below; a network's id is its group's row + 1."""

    def __init__(
        self, entries: Sequence[CatalogueEntry], in_use: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.groups = grouped(entries)
        self._in_use = in_use
        self._bold = QFont()
        self._bold.setBold(True)
        self._titles = {
            Column.NAME: tr("Network"),
            Column.PARAMETERS: tr("Parameters"),
            Column.BLOCKS: tr("SE blocks"),
            Column.INPUT: tr("Input"),
            Column.SOURCE: tr("Source"),
            Column.LICENCE: tr("Licence"),
            Column.WEIGHTS: tr("Weights"),
        }

    def set_entries(self, entries: Sequence[CatalogueEntry], in_use: str) -> None:
        """Show another catalogue."""
        self.beginResetModel()
        self.groups, self._in_use = grouped(entries), in_use
        self.endResetModel()

    def find(self, key: str) -> QModelIndex:
        """The index of the network of that key; invalid where there is none."""
        for row, group in enumerate(self.groups):
            for place, entry in enumerate(group.entries):
                if entry.key == key:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: AnyIndex = QModelIndex()) -> Any:  # noqa: B008
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        is_group = parent.internalId() == _GROUP and parent.column() == 0
        return len(self.groups[parent.row()].entries) if is_group else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return len(Column)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.internalId() != _GROUP:
            flags |= Qt.ItemFlag.ItemNeverHasChildren
        return flags

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == _GROUP:
            return self._group_data(self.groups[index.row()], index, role)
        entry = self.groups[index.internalId() - 1].entries[index.row()]
        return self._entry_data(entry, Column(index.column()), role)

    def _group_data(self, group: Group, index: AnyIndex, role: int) -> Any:
        if role == SORT_ROLE:
            return index.row()
        if index.column() != Column.NAME:
            return None
        if role == Role.DisplayRole:
            return engine_text(group.title)
        return self._bold if role == Role.FontRole else None

    def _entry_data(self, entry: CatalogueEntry, column: Column, role: int) -> Any:
        if role == ENTRY_ROLE:
            return entry
        if role == SORT_ROLE:
            return sort_value(entry, column)
        if role == Role.DisplayRole:
            return cell_text(entry, column)
        if role == Role.FontRole and column == Column.NAME and entry.key == self._in_use:
            return self._bold
        if role == Role.TextAlignmentRole and column in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Role.ToolTipRole:
            return entry.key if column == Column.NAME else cell_text(entry, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self._titles[Column(section)]
        if role == Role.TextAlignmentRole and section in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def cell_text(entry: CatalogueEntry, column: Column) -> str:
    """What stands in a column of a network's row."""
    if column == Column.NAME:
        return engine_text(entry.title)
    if column == Column.PARAMETERS:
        return amounts.short_count(entry.parameters)
    if column == Column.BLOCKS:
        return str(entry.blocks) if entry.blocks else "–"
    if column == Column.INPUT:
        return f"{entry.input_size}×{entry.input_size}" if entry.input_size else "–"
    if column == Column.SOURCE:
        return source_text(entry)
    if column == Column.LICENCE:
        return entry.licence or "–"
    return weights_text(entry)


def sort_value(entry: CatalogueEntry, column: Column) -> int | str:
    """What a column is sorted by."""
    numbers = {
        Column.PARAMETERS: entry.parameters,
        Column.BLOCKS: entry.blocks,
        Column.INPUT: entry.input_size,
    }
    if column in numbers:
        return numbers[column]
    if column == Column.NAME:
        return natural(entry.title)
    if column == Column.WEIGHTS:
        return f"{1 + needs_download(entry) + is_untrained(entry) * 2} {entry.download_bytes:015}"
    return cell_text(entry, column).lower()


def natural(text: str) -> str:
    """``text`` for sorting: its numbers count as numbers, so that 50 stands before 101."""
    return re.sub(r"\d+", lambda digits: f"{int(digits[0]):08}", text.lower())


def _names(entry: CatalogueEntry) -> tuple[str, ...]:
    """Title and group in English, and as they are shown."""
    names = (entry.title, entry.group)
    return (*names, *map(engine_text, names))


def searchable(text: str) -> str:
    """``text`` without case and separators: “SE-ResNet 50” and “seresnet50” are one."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum()
    )


class NetworkFilter(QSortFilterProxyModel):
    """Lets through the networks that hold every word, and their groups; groups keep their order."""

    def __init__(self, tree: NetworkTree, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tree = tree
        self._words: tuple[str, ...] = ()
        self._on_disk_only = False
        self._texts: dict[str, str] = {}
        self._accepted: list[frozenset[int]] = []
        self.setSortRole(SORT_ROLE)
        self._read()
        # Before the proxy's own connection, which asks for the rows at once.
        tree.modelReset.connect(self._read)
        self.setSourceModel(tree)

    def set_search(self, text: str, *, on_disk_only: bool) -> None:
        """Search for words in titles, keys and groups."""
        self._words = tuple(filter(None, map(searchable, text.split())))
        self._on_disk_only = on_disk_only
        self._find()
        self.invalidate()

    @property
    def found(self) -> int:
        """How many networks are let through."""
        return sum(map(len, self._accepted))

    @property
    def to_download(self) -> int:
        """How many hold every word, and are left out only since they are not on this computer."""
        if not self._on_disk_only:
            return 0
        entries = (entry for group in self._tree.groups for entry in group.entries)
        return sum(not entry.on_disk and self._holds_words(entry) for entry in entries)

    @Slot()
    def _read(self) -> None:
        """Make the texts that are searched, once for each catalogue."""
        self._texts = {
            entry.key: _BETWEEN.join(map(searchable, (*_names(entry), entry.key, entry.licence)))
            for group in self._tree.groups
            for entry in group.entries
        }
        self._find()

    def _find(self) -> None:
        self._accepted = [
            frozenset(row for row, entry in enumerate(group.entries) if self._accepts(entry))
            for group in self._tree.groups
        ]

    def _accepts(self, entry: CatalogueEntry) -> bool:
        return (entry.on_disk or not self._on_disk_only) and self._holds_words(entry)

    def _holds_words(self, entry: CatalogueEntry) -> bool:
        text = self._texts[entry.key]
        return all(word in text for word in self._words)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        value = super().data(index, role)
        if role == Role.DisplayRole and value and not index.parent().isValid():
            return f"{value}  ({self.rowCount(index)})"
        return value

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        if not parent.isValid():
            return row < len(self._accepted) and bool(self._accepted[row])
        return row in self._accepted[parent.row()]

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        if not left.parent().isValid():
            # The proxy turns this around for a descending order, in which groups stay as well.
            ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (left.row() < right.row()) is ascending
        first, second = left.data(SORT_ROLE), right.data(SORT_ROLE)
        return bool(first < second)
