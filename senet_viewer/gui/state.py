"""The one place where the window's state lives; views render it and never talk to each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence, Set

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.compared import MOST, NOT_COMPARED, Compared, compare
from senet_viewer.gui.image_item import ImageItem as ImageItem
from senet_viewer.gui.image_state import ImageState
from senet_viewer.gui.references import (
    NO_REFERENCE,
    Compare,
    Reference,
    RunningMean,
    average_of_loaded,
    average_of_profile,
    class_mean,
    departures_from,
    other_image,
)
from senet_viewer.records import DeviceCard, Inspection, ModelCard, Profile
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, Order
from senet_viewer.store.contents import NetworkRecord, answer_of

RENEW_AVERAGE_EVERY = 25
FEW_PICTURES = 50
COUNT_AFTER_MS = 250
"""Where no more images can be compared, answers only change how many are left out."""


class State(ImageState):
    """Images, network, focus, order and reference, with one signal for each kind of change.

    ``compared_counted`` tells that more or fewer selected images wait for gates or are left out,
    and that nothing else about the compared ones has changed.
    """

    inspected = Signal(object)
    current_changed = Signal()
    selection_changed = Signal()
    shown_changed = Signal()
    model_changed = Signal()
    focus_changed = Signal()
    order_changed = Signal()
    reference_changed = Signal()
    compared_counted = Signal()
    marked_changed = Signal()
    average_outdated = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.average = RunningMean()
        self._engine: tuple[ModelCard, str] | None = None
        self._recounting = False
        self._same_weights = True
        self.precision = "float32"
        self._live = False
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
        self._network_image = ""
        self._network_reference: Reference = NO_REFERENCE
        self.chosen_reference: Reference = NO_REFERENCE
        self.compared: Compared = NOT_COMPARED
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(COUNT_AFTER_MS)
        self._count.timeout.connect(self._compare_selected)
        self.reference: Reference = NO_REFERENCE
        self.marked_channel: int | None = None
        self._known_departures: tuple[Inspection | None, Reference, list[float] | None] = (
            None,
            NO_REFERENCE,
            None,
        )

    @property
    def current_item(self) -> ImageItem | None:
        return self.item(self.current)

    @property
    def up_to_date(self) -> bool:
        """Whether what is shown belongs to the current image and network."""
        item = self.current_item
        return (
            item is not None
            and item.answer is not None
            and self.shown is not None
            and self.shown.image.key == item.key
        )

    @property
    def live(self) -> bool:
        """Whether the engine's network is the one whose answers are shown, not a file's."""
        return self._live

    @property
    def current_failed(self) -> bool:
        """Whether the current image could not be opened, so that nothing can be shown of it."""
        item = self.current_item
        return item is not None and item.error is not None

    def remove(self, keys: Iterable[str]) -> None:
        """Take images off the list; their files stay."""
        gone = {key for key in keys if key in self._index}
        uncounted = self._uncount([item for item in self.items if item.key in gone])
        self._set_items([item for item in self.items if item.key not in gone])
        self.images_reset.emit()
        if self.current in gone:
            self.select("")
            self.shown = None
            self.shown_changed.emit()
        self.set_selected(self.selected)
        if self.compare_image in gone:
            self.compare_with(Compare.AVERAGE)
        elif not uncounted:
            self._recount()

    def renew(self, keys: Iterable[str]) -> bool:
        """Forget what is known of images whose files are others now; False where none is listed."""
        rows = [self._index[key] for key in keys if key in self._index]
        uncounted = self._uncount([self.items[row] for row in rows])
        for row in rows:
            item = dataclasses.replace(self.items[row], answer=None, error=None, missing=False)
            self.items[row] = item
            self.image_changed.emit(item.key)
        if any(self.items[row].key == self.current for row in rows):
            self.current_changed.emit()
        if rows and not uncounted:
            self._recount()
        elif rows:
            self._renew_reference()
        self._compare_selected()
        return bool(rows)

    def bring_back(self, items: Iterable[ImageItem]) -> None:
        """Put images that were taken off back to their places, with their answers."""
        back = [item for item in items if item.key not in self._index]
        self._set_items(sorted([*self.items, *back], key=lambda item: item.arrival))
        self.images_reset.emit()
        self._recount()

    def restore(
        self,
        items: Sequence[ImageItem],
        network: NetworkRecord | None,
        *,
        same_weights: bool = True,
    ) -> None:
        """Show a list from a file, with its network's answers; the engine may have another one.

        ``results`` read from that file already. ``same_weights`` says that the network's file has
        not changed since.
        """
        self._set_items(list(items))
        self._arrivals = max((item.arrival for item in items), default=-1) + 1
        self.current, self.selected, self.shown, self.shown_card = "", (), None, None
        if network is not None:
            self.card, self.device = network.card, network.device
            self.profile, self.precision = network.profile, network.precision
        self._same_weights = same_weights
        self._live = same_weights and self._engine == (self.card, self.precision)
        self._forget_comparison()
        self.images_reset.emit()
        self.model_changed.emit()
        self.selection_changed.emit()
        self.current_changed.emit()
        self.shown_changed.emit()
        self._recount()

    def _forget_comparison(self) -> None:
        self.compare_class, self.compare_image, self.compared = -1, "", NOT_COMPARED
        if self.compare in (Compare.CLASS, Compare.IMAGE, Compare.NETWORK):
            self.compare = Compare.AVERAGE

    def select(self, key: str, *, alone: bool = True) -> None:
        """Make an image the current one; what is shown stays until its inspection is there.

        It is selected alone, or among the selected ones where it is one of them.
        """
        if key != self.current:
            self.choose((key,) if alone or key not in self.selected else self.selected, key)

    def choose(self, keys: Iterable[str], current: str) -> None:
        """Select images, in this order, and show the one of the key ``current``, one of them."""
        moved, self.current = current != self.current, current
        self.set_selected(keys)
        if moved:
            self.current_changed.emit()
            self._show_current()

    def set_selected(self, keys: Iterable[str]) -> None:
        """Select images, in this order; the current one is always among them."""
        selected = tuple(key for key in keys if key in self._index)
        if self.current in self._index and self.current not in selected:
            selected = (self.current, *selected)
        if selected != self.selected:
            self.selected = selected
            self.selection_changed.emit()
            self._compare_selected()

    def _show_current(self) -> None:
        item = self.current_item
        inspection = None if item is None else self.inspection(item.key)
        if inspection is None or self._awaits_network:
            return
        self.shown = inspection
        if self.shown_card is not self.card:
            self.shown_card = self.card
            self._choose_focus()
        before, self.compared = self.compared, self._find_compared()
        self.reference = self.compared.reference or self.chosen_reference
        self.shown_changed.emit()
        if self.compared != before:
            self._show_reference()

    def _choose_focus(self) -> None:
        """Without a focus, or with one that the network lacks: the block that departs most."""
        names = [block.name for block in self.shown.blocks] if self.shown else []
        if self.focus in names:
            return
        values = self.departures()
        best = int(np.argmax(values)) if values is not None else len(names) - 1
        self.set_focus(names[best] if names else "")

    def store_inspection(self, inspection: Inspection) -> None:
        """Keep an answer of the engine."""
        key = inspection.image.key
        row = self._index.get(key)
        if row is None:
            return
        self.results.put(inspection)
        answer = answer_of(inspection)
        self.items[row] = dataclasses.replace(self.items[row], answer=answer, error=None)
        if key == self.current:
            self._show_current()
        elif len(self.compared.images) == MOST - 1 and not self.compared.letter(key):
            if not self._count.isActive():
                self._count.start()
        elif key in self.selected:
            self._compare_selected()
        if key == self.pinned:
            self._renew_reference()
        self.inspected.emit(inspection)
        self.image_changed.emit(key)
        if self.profile is None and key not in self.average.keys and not self._recounting:
            self.average.add(inspection)
            if len(self.average.keys) % RENEW_AVERAGE_EVERY in (0, PICTURES_FOR_AN_AVERAGE):
                self._renew_reference()

    def store_error(self, key: str, error: ViewerError) -> None:
        """Mark an image as failed, with the sentence that says why."""
        row = self._index.get(key)
        if row is None:
            return
        self.items[row] = dataclasses.replace(self.items[row], answer=None, error=error)
        if key == self.pinned:
            self._renew_reference()
        self.image_changed.emit(key)
        if key == self.current:
            self.current_changed.emit()

    def set_model(
        self,
        card: ModelCard,
        device: DeviceCard,
        profile: Profile | None,
        precision: str = "float32",
    ) -> None:
        """The engine has a network ready: every answer of another one is outdated.

        Answers that a file kept of the same network stay.
        """
        same = alike(card, self.card) and precision == self.precision and self._same_weights
        kept = same and not self._live
        if kept and self.shown_card is self.card:
            # Maps and noise are asked for only where the network on show is the engine's.
            self.shown_card = card
        self.card, self.device, self.profile = card, device, profile
        self._engine, self.precision, self._live = (card, precision), precision, True
        if kept:
            self.model_changed.emit()
            return
        self.items = [dataclasses.replace(item, answer=None, error=None) for item in self.items]
        self.results.clear()
        self.average, self._recounting = RunningMean(), False
        self.compare_class = -1
        if self.compare is Compare.CLASS:
            self.compare = Compare.AVERAGE
        self.model_changed.emit()
        self._renew_reference()

    def move_network(self, key: str) -> None:
        """The network's file has moved: it is loaded by another key from now on."""
        if self.card is None:
            return
        card, is_shown = dataclasses.replace(self.card, key=key), self.shown_card is self.card
        self.card = card
        self.shown_card = card if is_shown else self.shown_card
        self.model_changed.emit()

    def _uncount(self, gone: Sequence[ImageItem]) -> bool:
        """Take a few pictures out of the average of the loaded ones; False where that is work."""
        counted = [item.picture.image for item in gone if item.key in self.average.keys]
        if len(counted) > FEW_PICTURES or self._recounting:
            return False
        for inspection in [self.results.get(image) for image in counted]:
            if inspection is None:
                return False
            self.average.remove(inspection)
        self._renew_reference()
        return True

    def _recount(self) -> None:
        """Have the average of the loaded pictures counted anew, beside the event loop."""
        self.average = RunningMean()
        self._recounting = self.profile is None and any(item.answer for item in self.items)
        if self._recounting:
            self.average_outdated.emit()
        else:
            self._renew_reference()

    def set_average(self, average: RunningMean, asked: Set[str]) -> None:
        """Take the average of the loaded pictures, counted since it was said to be outdated.

        ``asked`` are the keys of those that were to be counted; not all may have been readable.
        """
        answered = {item.key for item in self.items if item.answer is not None}
        late = answered - asked
        if average.keys - answered or len(late) > FEW_PICTURES:
            self._recount()
            return
        for key in late:
            inspection = self.inspection(key)
            if inspection is not None:
                average.add(inspection)
        self.average, self._recounting = average, False
        self._renew_reference()

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
        awaited = self._awaits_network
        self.compare, self.compare_class, self.compare_image = compare, index, image
        if awaited:
            self._show_current()
        self._renew_reference()

    def compare_with_network(self, image: str, reference: Reference) -> None:
        """Compare with another network, whose gates for the ``image`` of that key are there.

        From then on an image is shown as soon as the other network's gates for it are there too,
        or are known not to come (an empty ``reference``), so that no gates of two images meet.
        """
        self.compare, self._network_image = Compare.NETWORK, image
        self.chosen_reference = self._network_reference = reference
        self.reference = self.compared.reference or reference
        self._show_current()
        self._renew_reference()

    def reference_for(self, images: Sequence[str]) -> Reference:
        """What the images of these keys are compared with, all with the same; maybe with nothing.

        Another network's gates are those for one image, and so is the image beside it.
        """
        shown = self.shown
        if self.compared.reference is not None and shown and list(images) == [shown.image.key]:
            return self.compared.reference
        chosen = self.chosen_reference
        own = chosen.compare is not Compare.NETWORK or list(images) == [self._network_image]
        return chosen if own else dataclasses.replace(chosen, means={})

    @property
    def has_average(self) -> bool:
        """Whether there is an average picture to compare with: its own, or that of the loaded."""
        return self.profile is not None or len(self.average.keys) >= PICTURES_FOR_AN_AVERAGE

    @property
    def pinned(self) -> str:
        """The key of the image that is pinned as the reference, or empty."""
        return self.compare_image if self.compare is Compare.IMAGE else ""

    def _find_compared(self) -> Compared:
        """The selected images beside the one on show, which is one of them."""
        shown = self.shown
        if shown is None or not self.up_to_date or self.current not in self.selected:
            return NOT_COMPARED
        others = [self.item(key) for key in self.selected if key != self.current]
        return compare(shown, [item for item in others if item is not None], self.inspection)

    @Slot()
    def _compare_selected(self) -> None:
        """Follow the selection, and what is known of the selected images."""
        before, self.compared = self.compared, self._find_compared()
        if not self.compared.same_images(before):
            self._show_reference()
        elif self.compared != before:
            self.compared_counted.emit()

    @property
    def _awaits_network(self) -> bool:
        """Whether the current image waits for the gates of the other network."""
        return self.compare is Compare.NETWORK and self._network_image != self.current

    def _renew_reference(self) -> None:
        self.chosen_reference = self._make_reference()
        self._show_reference()

    def _show_reference(self) -> None:
        """The first compared image takes the place of the chosen reference."""
        self.reference = self.compared.reference or self.chosen_reference
        self.reference_changed.emit()
        if not self.reference.means and self.order is Order.UNUSUAL:
            self.set_order(Order.CHANNEL)

    def _make_reference(self) -> Reference:
        if self.compare is Compare.AVERAGE:
            if self.profile is not None:
                return average_of_profile(self.profile)
            return average_of_loaded(self.average) or Reference(Compare.AVERAGE)
        if self.compare is Compare.CLASS and self.profile is not None and self.card is not None:
            return class_mean(self.profile, self.card, self.compare_class)
        if self.compare is Compare.IMAGE:
            item, inspection = self.item(self.compare_image), self.inspection(self.compare_image)
            if inspection is not None:
                return other_image(inspection)
            return Reference(Compare.IMAGE, subject=item.name if item else "")
        if self.compare is Compare.NETWORK:
            return self._network_reference
        return Reference(self.compare)

    def departures(self) -> list[float] | None:
        """Mean |gate − reference| of each shown block, None without a fitting reference."""
        shown, reference, known = self._known_departures
        if shown is not self.shown or reference is not self.reference:
            known = departures_from(self.shown, self.reference)
            self._known_departures = (self.shown, self.reference, known)
        return known


def alike(card: ModelCard, other: ModelCard | None) -> bool:
    """Whether two cards are of one network, whatever else they tell of its file."""
    return other is not None and _essence(card) == _essence(other)


def _essence(card: ModelCard) -> ModelCard:
    return dataclasses.replace(card, title="", note="", fit=None)
