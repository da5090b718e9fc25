"""The one place where the window's state lives; views render it and never talk to each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from senet_viewer.errors import ViewerError
from senet_viewer.gui.references import (
    NO_REFERENCE,
    Compare,
    Reference,
    average_of_loaded,
    average_of_profile,
    class_mean,
    other_image,
)
from senet_viewer.protocol import Picture
from senet_viewer.records import DeviceCard, Inspection, ModelCard, Profile
from senet_viewer.statistics import Order, departure

KEEP_SEEN = 400
"""So many inspections keep the picture the network saw; the others ask for it again."""

RENEW_AVERAGE_EVERY = 25


@dataclass(frozen=True)
class ImageItem:
    """One image of the list; ``inspection`` and ``error`` are those of the present network."""

    picture: Picture
    arrival: int
    inspection: Inspection | None = None
    error: ViewerError | None = None

    @property
    def key(self) -> str:
        return self.picture.image.key

    @property
    def name(self) -> str:
        return self.picture.image.name


class State(QObject):
    """Images, network, focus, order and reference, with one signal for each kind of change."""

    images_added = Signal(int, int)
    image_changed = Signal(str)
    images_reset = Signal()
    current_changed = Signal()
    selection_changed = Signal()
    shown_changed = Signal()
    model_changed = Signal()
    focus_changed = Signal()
    order_changed = Signal()
    reference_changed = Signal()
    marked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[ImageItem] = []
        self._index: dict[str, int] = {}
        self._arrivals = 0
        self._seen_keys: dict[str, None] = {}
        self.card: ModelCard | None = None
        self.device: DeviceCard | None = None
        self.profile: Profile | None = None
        self.current: str = ""
        self.selected: tuple[str, ...] = ()
        self.shown: Inspection | None = None
        self.shown_card: ModelCard | None = None
        self.focus: str = ""
        self.order = Order.CHANNEL
        self.compare = Compare.AVERAGE
        self.compare_class = -1
        self.compare_image = ""
        self.reference: Reference = NO_REFERENCE
        self.marked_channel: int | None = None
        self._inspected = 0

    def item(self, key: str) -> ImageItem | None:
        """The item of that key, or None."""
        index = self._index.get(key)
        return None if index is None else self.items[index]

    @property
    def current_item(self) -> ImageItem | None:
        return self.item(self.current)

    @property
    def up_to_date(self) -> bool:
        """Whether what is shown belongs to the current image and network."""
        item = self.current_item
        return item is not None and item.inspection is not None and item.inspection is self.shown

    @property
    def current_failed(self) -> bool:
        """Whether the current image could not be opened, so that nothing can be shown of it."""
        item = self.current_item
        return item is not None and item.error is not None

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

    def remove(self, keys: Iterable[str]) -> None:
        """Take images off the list; their files stay."""
        gone = set(keys)
        self.items = [item for item in self.items if item.key not in gone]
        self._index = {item.key: row for row, item in enumerate(self.items)}
        self._seen_keys = {key: None for key in self._seen_keys if key not in gone}
        self._inspected = sum(item.inspection is not None for item in self.items)
        self.images_reset.emit()
        if self.current in gone:
            self.select("")
            self.shown = None
            self.shown_changed.emit()
        self.set_selected(self.selected)
        if self.compare_image in gone:
            self.compare_with(Compare.AVERAGE)

    def select(self, key: str) -> None:
        """Make an image the current one; what is shown stays until its inspection is there."""
        if key == self.current:
            return
        self.current = key
        if key not in self.selected:
            self.set_selected([key])
        self.current_changed.emit()
        self._show_current()

    def set_selected(self, keys: Iterable[str]) -> None:
        """Select images, in the list's order; where none is given, the current one is selected."""
        selected = tuple(key for key in keys if key in self._index)
        if not selected and self.current in self._index:
            selected = (self.current,)
        if selected != self.selected:
            self.selected = selected
            self.selection_changed.emit()

    def _show_current(self) -> None:
        item = self.current_item
        if item is None or item.inspection is None:
            return
        self.shown = item.inspection
        if self.shown_card is not self.card:
            self.shown_card = self.card
            self._choose_focus()
        self.shown_changed.emit()

    def _choose_focus(self) -> None:
        """Without a focus, or with one that the network lacks: the block that departs most."""
        names = [block.name for block in self.shown.blocks] if self.shown else []
        if self.focus in names:
            return
        values = self.departures()
        best = int(np.argmax(values)) if values is not None else len(names) - 1
        self.set_focus(names[best] if names else "")

    def store_inspection(self, inspection: Inspection) -> None:
        """Keep an answer of the engine; older ones lose their copy of the network's view."""
        row = self._index.get(inspection.image.key)
        if row is None:
            return
        self._inspected += self.items[row].inspection is None
        self.items[row] = dataclasses.replace(self.items[row], inspection=inspection, error=None)
        self._bound_memory(inspection.image.key)
        if inspection.image.key == self.current:
            self._show_current()
        self.image_changed.emit(inspection.image.key)
        if self.profile is None and self._inspected % RENEW_AVERAGE_EVERY in (0, 20):
            self._renew_reference()

    def _bound_memory(self, key: str) -> None:
        self._seen_keys.pop(key, None)
        self._seen_keys[key] = None
        if len(self._seen_keys) <= KEEP_SEEN:
            return
        oldest = next(iter(self._seen_keys))
        del self._seen_keys[oldest]
        item = self.item(oldest)
        if item is None or item.inspection is None or oldest == self.current:
            return
        without = dataclasses.replace(item.inspection, seen=np.empty((0, 0, 3), np.uint8))
        self.items[self._index[oldest]] = dataclasses.replace(item, inspection=without)

    def store_error(self, key: str, error: ViewerError) -> None:
        """Mark an image as failed, with the sentence that says why."""
        row = self._index.get(key)
        if row is None:
            return
        self.items[row] = dataclasses.replace(self.items[row], inspection=None, error=error)
        self.image_changed.emit(key)
        if key == self.current:
            self.current_changed.emit()

    def set_model(self, card: ModelCard, device: DeviceCard, profile: Profile | None) -> None:
        """A new network is ready: every answer of the old one is outdated."""
        self.card, self.device, self.profile = card, device, profile
        self.items = [dataclasses.replace(item, inspection=None, error=None) for item in self.items]
        self._seen_keys.clear()
        self._inspected = 0
        self.compare_class = -1
        if self.compare is Compare.CLASS:
            self.compare = Compare.AVERAGE
        self.model_changed.emit()
        self._renew_reference()

    def inspections(self) -> list[Inspection]:
        """All inspections of the present network, in order of arrival."""
        return [item.inspection for item in self.items if item.inspection is not None]

    def set_focus(self, block: str) -> None:
        """Focus an SE block by its name."""
        if block != self.focus:
            self.focus = block
            self.set_marked(None)
            self.focus_changed.emit()

    def set_marked(self, channel: int | None) -> None:
        """Mark a channel of the focus block in all views."""
        if channel != self.marked_channel:
            self.marked_channel = channel
            self.marked_changed.emit()

    def set_order(self, order: Order) -> None:
        if order is not self.order:
            self.order = order
            self.order_changed.emit()

    def compare_with(self, compare: Compare, index: int = -1, image: str = "") -> None:
        """Choose the reference: the average, the class ``index``, an image's key, or nothing."""
        self.compare, self.compare_class, self.compare_image = compare, index, image
        self._renew_reference()

    def _renew_reference(self) -> None:
        self.reference = self._make_reference()
        self.reference_changed.emit()
        if not self.reference.means and self.order is Order.UNUSUAL:
            self.set_order(Order.CHANNEL)

    def _make_reference(self) -> Reference:
        if self.compare is Compare.AVERAGE:
            if self.profile is not None:
                return average_of_profile(self.profile)
            return average_of_loaded(self.inspections()) or Reference(Compare.AVERAGE)
        if self.compare is Compare.CLASS and self.profile is not None and self.card is not None:
            return class_mean(self.profile, self.card, self.compare_class)
        if self.compare is Compare.IMAGE:
            item = self.item(self.compare_image)
            if item is not None and item.inspection is not None:
                return other_image(item.inspection)
            return Reference(Compare.IMAGE, subject=item.name if item else "")
        return Reference(self.compare)

    def departures(self) -> list[float] | None:
        """Mean |gate − reference| of each shown block, None without a fitting reference."""
        return self._departures(self.shown)

    def _departures(self, inspection: Inspection | None) -> list[float] | None:
        means = self.reference.means
        if inspection is None or any(block.name not in means for block in inspection.blocks):
            return None
        if any(len(means[b.name]) != b.channels for b in inspection.blocks):
            return None
        return [departure(b.gates, means[b.name]) for b in inspection.blocks]
