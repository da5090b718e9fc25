"""Keeps the rows selected in the list of images and the images selected in the state in step."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from senet_viewer.gui.image_list_model import ImageListModel
from senet_viewer.gui.state import State

Flags = QItemSelectionModel.SelectionFlag
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class ImageList(QListView):
    """A list of rows; ``replaces`` tells whether the last choice takes the place of all others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.replaces = True
        self._typed = -math.inf
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Ctrl and Shift extend what is selected, which may be out of sight; a click replaces."""
        flags = super().selectionCommand(index, event)
        if flags != Flags.NoUpdate:
            self.replaces = bool(flags & Flags.Clear)
        return flags

    def selectAll(self) -> None:
        self.replaces = True
        super().selectAll()

    def keyboardSearch(self, search: str) -> None:
        """Go to the next name that begins with what is typed."""
        self.replaces = True
        self._typed = time.monotonic()
        super().keyboardSearch(search)

    def event(self, event: QEvent) -> bool:
        """Keeps the window's keys from a name that is being typed; its first letter may be one."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pause = (time.monotonic() - self._typed) * 1000
            is_letter = event.modifiers() in _PLAIN and event.text().isprintable()
            if event.text() and is_letter and pause < QApplication.keyboardInputInterval():
                event.accept()
                return True
        return super().event(event)


class ListSelection(QObject):
    """Takes what the user selects to the state, and shows what is selected elsewhere.

    The image on show stays as long as it is among the selected ones, so that whatever is added is
    compared with it. The list's own current row is merely where the keyboard is. What a search
    hides stays selected until something else is selected in its place; ``hidden`` counts it, and
    ``changed`` tells of every change.
    """

    changed = Signal()

    def __init__(
        self, state: State, view: ImageList, model: ImageListModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._view, self._model = state, view, model
        self._following = self._choosing = False
        view.selectionModel().selectionChanged.connect(self._rows_selected)
        state.selection_changed.connect(self.follow)
        state.current_changed.connect(self.follow)

    @property
    def hidden(self) -> int:
        """How many of the selected images the search hides."""
        return sum(self._model.row(key) < 0 for key in self._state.selected)

    def rows(self) -> list[int]:
        """The rows that are selected in the list, from top to bottom."""
        return sorted(_rows(self._view.selectionModel().selection()))

    def choose(self, row: int) -> None:
        """Select one row alone, as a click does."""
        self._view.replaces = True
        selection = self._view.selectionModel()
        selection.setCurrentIndex(self._model.index(row), Flags.ClearAndSelect)

    @Slot()
    def _rows_selected(self) -> None:
        """The user selected something in the list."""
        if self._following:
            return
        state, rows = self._state, self.rows()
        keys = [self._model.key(row) for row in rows]
        if not self._view.replaces:
            keys += [key for key in state.selected if self._model.row(key) < 0]
        current = state.current if state.current in keys else self._next_to_show(rows, keys)
        self._choosing = True
        # A click below the last row takes nothing off the screen, so the image on show stays.
        state.choose(self._in_order(keys) or [state.current], current or state.current)
        self.follow()
        self._choosing = False

    def _in_order(self, keys: list[str]) -> list[str]:
        """In order of selection, so that compared images keep their letters; new ones as listed."""
        chosen, before = set(keys), set(self._state.selected)
        kept = [key for key in self._state.selected if key in chosen]
        return kept + [key for key in keys if key not in before]

    def _next_to_show(self, rows: list[int], keys: list[str]) -> str:
        """What is on show once the present image is not selected any longer, or empty."""
        cursor = self._view.currentIndex().row()
        if cursor in rows:
            return self._model.key(cursor)
        if rows:
            before = max(0, self._model.row(self._state.current))
            return self._model.key(min(rows, key=lambda row: abs(row - before)))
        return keys[0] if keys else ""

    @Slot()
    def follow(self) -> None:
        """Show in the list what is selected, wherever that was done."""
        wanted = [row for key in self._state.selected if (row := self._model.row(key)) >= 0]
        self._following = True
        self._move_cursor(wanted)
        if sorted(wanted) != self.rows():
            selection = self._view.selectionModel()
            selection.select(self._selection(wanted), Flags.ClearAndSelect)
        self._following = False
        self.changed.emit()

    def _move_cursor(self, wanted: list[int]) -> None:
        """The keyboard goes on from what is shown from elsewhere; the user's own place stays."""
        cursor, row = self._view.currentIndex().row(), self._model.row(self._state.current)
        if self._choosing or (len(wanted) > 1 and cursor in wanted) or cursor == row:
            return
        index = self._model.index(row) if row >= 0 else QModelIndex()
        self._view.selectionModel().setCurrentIndex(index, Flags.NoUpdate)

    def _selection(self, rows: Iterable[int]) -> QItemSelection:
        selection = QItemSelection()
        for first, last in _runs(sorted(rows)):
            selection.select(self._model.index(first), self._model.index(last))
        return selection


def _rows(selection: QItemSelection) -> Iterator[int]:
    for place in range(selection.size()):
        one = selection.at(place)
        yield from range(one.top(), one.bottom() + 1)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring rows as first and last one."""
    first = 0
    for place, row in enumerate(rows):
        if place + 1 == len(rows) or rows[place + 1] != row + 1:
            yield rows[first], row
            first = place + 1
