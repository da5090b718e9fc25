"""The list of images as a Qt model, with search and order, quick for ten thousand of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from senet_viewer.errors import printable
from senet_viewer.gui.gate_statistics import OF_ALL_GATES, GateStatistics
from senet_viewer.gui.image_search import Statistic, parse_search
from senet_viewer.gui.sorting import BLOCK_STATISTICS, COUNTS, SortBy, Sorting, SortKeys
from senet_viewer.gui.state import ImageItem, State
from senet_viewer.gui.words import error_text, percent

AnyIndex = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
STATISTIC_ROLE = Qt.ItemDataRole.UserRole + 2
SAME_AS_ROLE = Qt.ItemDataRole.UserRole + 3
PINNED_ROLE = Qt.ItemDataRole.UserRole + 4
LETTER_ROLE = Qt.ItemDataRole.UserRole + 5

ARRANGE_AFTER_MS = 250
"""While answers come, the order is renewed so often; never in between, so that nothing jumps."""

IMAGES_PER_MS = 10
"""Long lists are renewed more rarely, so that they take no more of the processor's time."""


class ImageListModel(QAbstractListModel):
    """The images that the search finds, in the order chosen; ``ITEM_ROLE`` gives ``ImageItem``.

    ``STATISTIC_ROLE`` gives the value that the list is sorted by, if it is a block's statistic;
    ``SAME_AS_ROLE`` the name of an earlier image with the same content, or an empty text.
    """

    rearranged = Signal()

    def __init__(
        self, state: State, statistics: GateStatistics, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._statistics = state, statistics
        self._keys = SortKeys()
        self._sorting = Sorting()
        self._text = self._statistic_name = ""
        self._shown: list[str] = [item.key for item in state.items]
        self._rows: dict[str, int] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.arrange)
        state.images_added.connect(self._added)
        state.image_changed.connect(self._changed)
        state.images_reset.connect(self._reset)
        state.model_changed.connect(self._all_changed)
        statistics.changed.connect(self.arrange)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self._item(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == ITEM_ROLE:
            return item
        if role == STATISTIC_ROLE:
            return self._shown_statistic(item)
        if role == PINNED_ROLE:
            return item.key == self._state.pinned
        if role == LETTER_ROLE:
            return self._state.compared.letter(item.key)
        if role == SAME_AS_ROLE:
            return self._same_as(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(item)
        return None

    def _item(self, index: AnyIndex) -> ImageItem | None:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        return self._state.item(self._shown[index.row()])

    def _same_as(self, item: ImageItem) -> str:
        first = self._state.item(item.same_as) if item.same_as else None
        return "" if first is None else printable(first.name)

    def _tooltip(self, item: ImageItem) -> str:
        lines = [printable(item.picture.image.path or item.name)]
        if item.missing:
            lines.append(self.tr("The file is gone; what was computed of it is kept."))
        if item.key == self._state.pinned:
            lines.append(self.tr("Pinned: other images are compared with it."))
        first = self._state.item(item.same_as) if item.same_as else None
        if first is not None:
            path = printable(first.picture.image.path or first.name)
            lines.append(self.tr("Same content as {path}").format(path=path))
        if item.error is not None:
            lines.append(error_text(item.error))
        value = self._shown_statistic(item)
        if value is not None:
            lines.append(f"{self._statistic_name} {statistic_text(value)}")
        return "\n".join(lines)

    def _spoken(self, item: ImageItem) -> str:
        name, same = printable(item.name), self._same_as(item)
        if item.error is not None:
            return f"{name}: {error_text(item.error)}"
        if item.answer is None:
            return self.tr("{name}: waiting").format(name=name)
        best = item.answer.predictions[0]
        text = f"{name}: {best.label}, {percent(best.probability)}"
        value = self._shown_statistic(item)
        if value is not None:
            text = f"{text}, {self._statistic_name} {statistic_text(value)}"
        if item.key == self._state.pinned:
            text = self.tr("{text}, pinned as the reference").format(text=text)
        letter = self._state.compared.letter(item.key)
        if letter:
            text = self.tr("{text}, compared as {letter}").format(text=text, letter=letter)
        return self.tr("{text}, same as {name}").format(text=text, name=same) if same else text

    @property
    def sorting(self) -> Sorting:
        return self._sorting

    def key(self, row: int) -> str:
        """The key of the image in a row."""
        return self._shown[row]

    def row(self, key: str) -> int:
        """The row of an image, -1 where the search does not find it."""
        if self._rows is None:
            self._rows = {one: row for row, one in enumerate(self._shown)}
        return self._rows.get(key, -1)

    def set_sorting(self, sorting: Sorting, statistic_name: str = "") -> None:
        """Put the list in another order; ``statistic_name`` is what a block's value is called."""
        self._sorting, self._statistic_name = sorting, statistic_name
        self._statistics.want(sorting.by if sorting.by in OF_ALL_GATES else None)
        self.arrange()

    def set_search(self, text: str) -> None:
        """Show only images that ``text`` finds, see ``parse_search``."""
        self._text = text
        self.arrange()

    def _shown_statistic(self, item: ImageItem) -> float | int | None:
        """The value that an image is sorted by, where that is a block's statistic."""
        if self._sorting.by not in BLOCK_STATISTICS:
            return None
        value = self._statistic()(item)
        return round(value) if value is not None and self._sorting.by in COUNTS else value

    def _statistic(self) -> Statistic:
        """What tells the value by which an image is sorted."""
        block = self._blocks().get(self._sorting.block, -1)
        if self._sorting.by in OF_ALL_GATES:
            return lambda item: self._value(item, block)
        return partial(_mean, block)

    def _value(self, item: ImageItem, block: int) -> float | None:
        known = block >= 0 and item.answer is not None
        return self._statistics.value(item.key, block) if known else None

    def _blocks(self) -> dict[str, int]:
        """The places of the present network's blocks by their names."""
        blocks = self._state.card.blocks if self._state.card is not None else ()
        return {one.name: place for place, one in enumerate(blocks)}

    def _finds(self) -> Callable[[ImageItem], bool]:
        """What tells whether the search finds an image.

        A block is bounded by what the list is sorted by, if that is of this block, or by its mean.
        """
        blocks = self._blocks()
        search = parse_search(self._text, blocks)
        values: dict[str, Statistic] = {
            one.block: partial(_mean, blocks[one.block]) for one in search.bounds if one.block
        }
        if self._sorting.block in values:
            values[self._sorting.block] = self._statistic()
        return lambda item: search.finds(item, values)

    def _wanted(self) -> list[str]:
        items = self._state.items
        if self._text:
            finds = self._finds()
            items = [item for item in items if finds(item)]
        return [item.key for item in self._keys.sorted(items, self._sorting, self._statistic())]

    @Slot()
    def arrange(self) -> None:
        """Renew order and search."""
        self._timer.stop()
        wanted = self._wanted()
        if wanted == self._shown:
            return
        if len(wanted) == len(self._shown) and set(wanted) == set(self._shown):
            self._reorder(wanted)
        else:
            self.beginResetModel()
            self._show(wanted)
            self.endResetModel()
        self.rearranged.emit()

    def _reorder(self, wanted: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._shown[index.row()] for index in before]
        self._show(wanted)
        self.changePersistentIndexList(before, [self.index(self.row(key)) for key in keys])
        self.layoutChanged.emit()

    def _show(self, wanted: list[str]) -> None:
        self._shown, self._rows = wanted, None

    @Slot(int, int)
    def _added(self, first: int, last: int) -> None:
        """New ones stand at the end, then each goes to its place."""
        items = self._state.items[first : last + 1]
        finds = self._finds()
        found = [item.key for item in items if finds(item)]
        if not found:
            return
        count = len(self._shown)
        self.beginInsertRows(QModelIndex(), count, count + len(found) - 1)
        self._show([*self._shown, *found])
        self.endInsertRows()
        self.arrange()

    @Slot(str)
    def _changed(self, key: str) -> None:
        row = self.row(key)
        if row >= 0:
            index = self.index(row)
            self.dataChanged.emit(index, index)
        by_answer = self._sorting.by not in (SortBy.ARRIVAL, SortBy.NAME)
        if (by_answer or self._text) and not self._timer.isActive():
            self._timer.start(max(ARRANGE_AFTER_MS, len(self._shown) // IMAGES_PER_MS))

    @Slot()
    def _reset(self) -> None:
        self.beginResetModel()
        self._show(self._wanted())
        self.endResetModel()
        self.rearranged.emit()

    @Slot()
    def _all_changed(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.arrange()


def _mean(block: int, item: ImageItem) -> float | None:
    """The mean gate of a block."""
    means = () if item.answer is None else item.answer.means
    return float(means[block]) if 0 <= block < len(means) else None


def statistic_text(value: float | int) -> str:
    """A block's statistic as rows have it: a number of gates, or three decimals."""
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
