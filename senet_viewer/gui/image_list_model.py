"""The list of images as a Qt model, with search and order."""

from __future__ import annotations

from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Slot,
)

from senet_viewer.gui.state import ImageItem, State
from senet_viewer.gui.words import error_text, percent
from senet_viewer.images.files import natural_key

AnyIndex = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1


class SortBy(Enum):
    """In which order the list stands."""

    ARRIVAL = "arrival"
    NAME = "name"
    CLASS = "class"
    CONFIDENCE = "confidence"


class ImageListModel(QAbstractListModel):
    """The state's images in order of arrival; ``ITEM_ROLE`` gives the ``ImageItem``."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._rows = len(state.items)
        state.images_added.connect(self._added)
        state.image_changed.connect(self._changed)
        state.images_reset.connect(self._reset)
        state.model_changed.connect(self._reset_content)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._rows

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._rows:
            return None
        item = self._state.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.picture.image.path or item.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item)
        return None

    def _spoken(self, item: ImageItem) -> str:
        if item.error is not None:
            return f"{item.name}: {error_text(item.error)}"
        if item.answer is not None:
            best = item.answer.predictions[0]
            return f"{item.name}: {best.label}, {percent(best.probability)}"
        return self.tr("{name}: waiting").format(name=item.name)

    @Slot(int, int)
    def _added(self, first: int, last: int) -> None:
        self.beginInsertRows(QModelIndex(), first, last)
        self._rows = last + 1
        self.endInsertRows()

    @Slot(str)
    def _changed(self, key: str) -> None:
        index = self.index(self._state.row(key))
        self.dataChanged.emit(index, index)

    @Slot()
    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = len(self._state.items)
        self.endResetModel()

    @Slot()
    def _reset_content(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(self._rows - 1))


class ImageListProxy(QSortFilterProxyModel):
    """Search by name or class, and the order of the list."""

    def __init__(self, model: ImageListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._sort = SortBy.ARRIVAL
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    @property
    def sort_by(self) -> SortBy:
        return self._sort

    def set_sort(self, sort: SortBy) -> None:
        self._sort = sort
        # The model stands in order of arrival: without a column nothing is compared.
        self.sort(-1 if sort is SortBy.ARRIVAL else 0)
        self.invalidate()

    def set_search(self, text: str) -> None:
        self._text = text.casefold().strip()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        if not self._text:
            return True
        item = self._item(self.sourceModel().index(row, 0, parent))
        return self._text in item.name.casefold() or self._text in _label(item).casefold()

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        first, second = self._item(left), self._item(right)
        return self._sort_key(first) < self._sort_key(second)

    def _sort_key(self, item: ImageItem) -> tuple[Any, ...]:
        if self._sort is SortBy.NAME:
            return (natural_key(item.name), item.arrival)
        if self._sort is SortBy.CLASS:
            return (not _label(item), _label(item).casefold(), item.arrival)
        if self._sort is SortBy.CONFIDENCE:
            best = item.answer.predictions[0].probability if item.answer else -1.0
            return (-best, item.arrival)
        return (item.arrival,)

    @staticmethod
    def _item(index: AnyIndex) -> ImageItem:
        item: ImageItem = index.data(ITEM_ROLE)
        return item


def _label(item: ImageItem) -> str:
    return item.answer.predictions[0].label if item.answer else ""
