"""Takes images off the list, and puts them back with their answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.gui.session import Session
from senet_viewer.gui.state import ImageItem, State


@dataclass(frozen=True)
class Removal:
    """Images that went off the list together; ``generation`` tells whose answers they have."""

    items: tuple[ImageItem, ...]
    generation: int


class Removals(QObject):
    """Nothing is asked before, since a removal can be undone: ``removed`` brings what went.

    ``removing`` comes just before.
    """

    removing = Signal()
    removed = Signal(object)

    def __init__(self, state: State, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._session = state, session

    @Slot(list)
    def remove(self, keys: Sequence[str]) -> None:
        """Take these images off the list; their files stay."""
        wanted = set(keys)
        gone = tuple(item for item in self._state.items if item.key in wanted)
        if gone:
            self.removing.emit()
            self._state.remove(wanted)
            self.removed.emit(Removal(gone, self._state.results.generation))

    @Slot()
    def clear(self) -> None:
        """Take all images off the list."""
        self.remove([item.key for item in self._state.items])

    def put_back(self, removal: Removal) -> None:
        """Put images back to their places, with their answers if these are still true."""
        items = removal.items
        if removal.generation != self._state.results.generation:
            items = tuple(dataclasses.replace(item, answer=None, error=None) for item in items)
        self._state.bring_back(items)
        self._session.resume()

    def take_off(self, removal: Removal) -> None:
        """Take images off again that were put back."""
        self._state.remove({item.key for item in removal.items})
