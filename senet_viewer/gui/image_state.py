"""The images on the list, in order of arrival, and what is known of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from senet_viewer.gui.image_item import ImageItem
from senet_viewer.gui.results import KeptInspections, Results
from senet_viewer.protocol import Picture
from senet_viewer.records import Inspection


class ImageState(QObject):
    """The part of the window's state that the list of images shows.

    ``image_changed`` brings a key; as a Qt text it would lose what no text can hold.
    """

    images_added = Signal(int, int)
    image_changed = Signal(object)
    images_reset = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[ImageItem] = []
        self._index: dict[str, int] = {}
        self._arrivals = 0
        self.results = Results()

    def item(self, key: str) -> ImageItem | None:
        """The item of that key, or None."""
        index = self._index.get(key)
        return None if index is None else self.items[index]

    def row(self, key: str) -> int:
        """The row of an item in order of arrival, -1 where it is none."""
        return self._index.get(key, -1)

    def add(self, pictures: Iterable[Picture]) -> list[str]:
        """Append pictures that are not there yet; returns the keys of the new ones."""
        first = len(self.items)
        for picture in pictures:
            if picture.image.key not in self._index:
                self._index[picture.image.key] = len(self.items)
                self.items.append(ImageItem(picture, self._arrivals))
                self._arrivals += 1
        if len(self.items) > first:
            self.images_added.emit(first, len(self.items) - 1)
        return [item.key for item in self.items[first:]]

    def _set_items(self, items: list[ImageItem]) -> None:
        self.items = items
        self._index = {item.key: row for row, item in enumerate(items)}

    def inspection(self, key: str) -> Inspection | None:
        """All that is known of an image, its gates too: from memory, or in a millisecond from disk.

        None without an answer of the present network, and where it has to be asked for again.
        """
        item = self.item(key)
        if item is None or item.answer is None:
            return None
        return self.results.get(item.picture.image)

    def inspections(self, keys: Iterable[str] | None = None) -> Sequence[Inspection]:
        """The inspections of these images, or of all, in the order given or of arrival.

        Each is read from disk when it is asked for, so any number fits into memory; another thread
        may go through them. Images without an answer of the present network are left out.
        """
        items = self.items if keys is None else [self.item(key) for key in keys]
        images = [item.picture.image for item in items if item is not None and item.answer]
        return KeptInspections(self.results, images)

    def set_notes(self, notes: Mapping[str, str]) -> None:
        """Note images, by key, that have the content of an earlier one, by its key."""
        for key, first in notes.items():
            row = self._index.get(key)
            if row is not None and self.items[row].same_as != first:
                self.items[row] = dataclasses.replace(self.items[row], same_as=first)
                self.image_changed.emit(key)
