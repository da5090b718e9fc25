"""Takes images off the list, and brings back those that went last."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.gui.session import Session
from senet_viewer.gui.state import ImageItem, State


class Removals(QObject):
    """Nothing is asked before, since the last removal can be undone."""

    said = Signal(str)
    changed = Signal()

    def __init__(self, state: State, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._session = state, session
        self._gone: tuple[ImageItem, ...] = ()
        self._generation = 0

    @property
    def can_bring_back(self) -> bool:
        return bool(self._gone)

    @Slot(list)
    def remove(self, keys: Sequence[str]) -> None:
        """Take these images off the list; their files stay."""
        wanted = set(keys)
        gone = tuple(item for item in self._state.items if item.key in wanted)
        if not gone:
            return
        self._state.results.discard(item.key for item in self._gone)
        self._gone, self._generation = gone, self._state.results.generation
        self._state.remove(wanted)
        self.changed.emit()
        count = len(gone)
        if count == 1:
            text = self.tr("One image is off the list; Ctrl+Z brings it back.")
        else:
            text = self.tr("{n} images are off the list; Ctrl+Z brings them back.").format(n=count)
        self.said.emit(text)

    @Slot()
    def clear(self) -> None:
        """Take all images off the list."""
        self.remove([item.key for item in self._state.items])

    @Slot()
    def bring_back(self) -> None:
        """Put the images that went last back to their places, with their answers."""
        gone, self._gone = self._gone, ()
        if self._generation != self._state.results.generation:
            gone = tuple(dataclasses.replace(item, answer=None, error=None) for item in gone)
        self._state.bring_back(gone)
        if gone and self._state.current_item is None:
            self._state.select(gone[0].key)
        self._session.resume()
        self.changed.emit()

    @Slot()
    def forget(self) -> None:
        """Nothing can be brought back any more: the store has let go of it."""
        self._state.results.discard(item.key for item in self._gone)
        self._gone = ()
        self.changed.emit()
