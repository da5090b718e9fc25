"""The list of images as a Qt model, with search and order, quick for ten thousand of them."""

from __future__ import annotations

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
from senet_viewer.gui.gate_statistics import GateStatistics
from senet_viewer.gui.sorting import BLOCK_STATISTICS, SortBy, Sorting, SortKeys, Statistic
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
        self._text = ""
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
            return self._statistic()(item) if self._sorting.by in BLOCK_STATISTICS else None
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
        return "\n".join(lines)

    def _spoken(self, item: ImageItem) -> str:
        name, same = printable(item.name), self._same_as(item)
        if item.error is not None:
            return f"{name}: {error_text(item.error)}"
        if item.answer is None:
            return self.tr("{name}: waiting").format(name=name)
        best = item.answer.predictions[0]
        text = f"{name}: {best.label}, {percent(best.probability)}"
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

    def set_sorting(self, sorting: Sorting) -> None:
        """Put the list in another order."""
        self._sorting = sorting
        self._statistics.want(sorting.by is SortBy.DEPARTURE)
        self.arrange()

    def set_search(self, text: str) -> None:
        """Show only images whose name or class holds ``text``."""
        self._text = text.casefold().strip()
        self.arrange()

    def _statistic(self) -> Statistic:
        """What tells the value of an image's chosen block; None where it is not known (yet)."""
        block = self._block()
        if self._sorting.by is SortBy.DEPARTURE:
            return lambda item: self._departure(item, block)
        return lambda item: _mean(item, block)

    def _departure(self, item: ImageItem, block: int) -> float | None:
        known = block >= 0 and item.answer is not None
        return self._statistics.departure(item.key, block) if known else None

    def _block(self) -> int:
        blocks = self._state.card.blocks if self._state.card is not None else ()
        names = (number for number, one in enumerate(blocks) if one.name == self._sorting.block)
        return next(names, -1)

    def _wanted(self) -> list[str]:
        items = self._state.items
        if self._text:
            items = [item for item in items if self._finds(item)]
        return [item.key for item in self._keys.sorted(items, self._sorting, self._statistic())]

    def _finds(self, item: ImageItem) -> bool:
        if self._text in item.name.casefold():
            return True
        answer = item.answer
        return bool(answer and self._text in answer.predictions[0].label.casefold())

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
        found = [item.key for item in items if not self._text or self._finds(item)]
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


def _mean(item: ImageItem, block: int) -> float | None:
    """The mean gate of a block."""
    means = () if item.answer is None else item.answer.means
    return float(means[block]) if 0 <= block < len(means) else None
