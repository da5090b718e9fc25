"""Inspections by image: what is new or was looked at in memory, the others in the store."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Protocol, overload

import numpy as np

from senet_viewer.errors import ViewerError
from senet_viewer.records import ImageRef, Inspection, ModelCard

log = logging.getLogger(__name__)

KEEP_BYTES = 64 * 2**20
"""So much of inspections stays in memory where a store holds them too."""

_RECORD_BYTES = 4096


class Source(Protocol):
    """Where inspections are read from that are not in memory."""

    def inspection(self, image: ImageRef, card: ModelCard) -> Inspection | None:
        """What is kept of an image; raises ``ViewerError`` where it is damaged."""


class Results:
    """Keeps what the engine answered, of one network; any thread may ask.

    An inspection leaves memory only once ``mark_written`` said that the store has it. Without a
    store, all stay, but the older ones lose the picture that the network saw.
    """

    def __init__(self, keep_bytes: int = KEEP_BYTES) -> None:
        self._keep_bytes = keep_bytes
        self._lock = threading.Lock()
        self._unwritten: OrderedDict[str, Inspection] = OrderedDict()
        self._with_view: OrderedDict[str, None] = OrderedDict()
        self._written: OrderedDict[str, Inspection] = OrderedDict()
        self._newest: dict[str, int] = {}
        self._bytes = 0
        self._source: Source | None = None
        self._card: ModelCard | None = None
        self.generation = 0
        """Grows when everything is forgotten: what was kept before belongs to the past."""

    @property
    def bytes_in_memory(self) -> int:
        return self._bytes

    def read_from(self, source: Source | None, card: ModelCard | None) -> None:
        """Take what is not in memory from ``source``, as inspections by the network ``card``."""
        with self._lock:
            self._source, self._card = source, card

    def is_newest(self, inspection: Inspection) -> bool:
        """Whether ``put`` brought no other one of the same image since."""
        with self._lock:
            return self._newest.get(inspection.image.key) == id(inspection)

    def put(self, inspection: Inspection) -> None:
        """Keep a new answer."""
        key = inspection.image.key
        with self._lock:
            self._forget(key)
            self._unwritten[key] = inspection
            self._newest[key] = id(inspection)
            if inspection.seen.size:
                self._with_view[key] = None
            self._bytes += _size(inspection)
            self._bound()

    def mark_written(self, inspections: Iterable[Inspection]) -> None:
        """These are in the store now."""
        with self._lock:
            for inspection in inspections:
                key = inspection.image.key
                if self._newest.get(key) == id(inspection) and key in self._unwritten:
                    self._forget(key)
                    self._written[key] = inspection
                    self._bytes += _size(inspection)
            self._bound()

    def get(self, image: ImageRef, *, remember: bool = True) -> Inspection | None:
        """What is known of an image; None where it has to be inspected (again).

        ``remember`` it in memory, since it is looked at.
        """
        with self._lock:
            found = self._unwritten.get(image.key) or self._written.get(image.key)
            if found is not None:
                if image.key in self._written:
                    self._written.move_to_end(image.key)
                return found
            source, card = self._source, self._card
        if source is None or card is None:
            return None
        try:
            found = source.inspection(image, card)
        except ViewerError as error:
            log.error("not read: %s (%s)", error.sentence, error.detail)
            return None
        if found is not None and remember:
            self._remember(found, source)
        return found

    def _remember(self, inspection: Inspection, source: Source) -> None:
        key = inspection.image.key
        with self._lock:
            if source is self._source and key not in self._unwritten and key not in self._written:
                self._written[key] = inspection
                self._bytes += _size(inspection)
                self._bound()

    def discard(self, keys: Iterable[str]) -> None:
        """Let go of what is in memory of these images."""
        with self._lock:
            for key in keys:
                self._forget(key)

    def clear(self) -> None:
        """Forget everything, the source too: another network, or another list."""
        with self._lock:
            self._unwritten.clear()
            self._with_view.clear()
            self._written.clear()
            self._newest.clear()
            self._bytes = 0
            self._source = self._card = None
            self.generation += 1

    def _forget(self, key: str) -> None:
        old = self._unwritten.pop(key, None) or self._written.pop(key, None)
        self._with_view.pop(key, None)
        self._newest.pop(key, None)
        if old is not None:
            self._bytes -= _size(old)

    def _bound(self) -> None:
        while self._bytes > self._keep_bytes and self._written:
            _, old = self._written.popitem(last=False)
            self._bytes -= _size(old)
        # The last one is what the user looks at.
        while self._bytes > self._keep_bytes and len(self._with_view) > 1:
            key, _ = self._with_view.popitem(last=False)
            whole = self._unwritten[key]
            self._unwritten[key] = without_view(whole)
            self._bytes -= _size(whole) - _size(self._unwritten[key])


class KeptInspections(Sequence[Inspection]):
    """Inspections of many images, each read when it is asked for, from any thread.

    Raises ``ViewerError`` with the code ``results.gone`` for one that cannot be read any more.
    """

    def __init__(self, results: Results, images: Sequence[ImageRef]) -> None:
        self._results = results
        self._images = images

    def __len__(self) -> int:
        return len(self._images)

    @overload
    def __getitem__(self, index: int) -> Inspection: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Inspection]: ...

    def __getitem__(self, index: int | slice) -> Inspection | Sequence[Inspection]:
        if isinstance(index, slice):
            return KeptInspections(self._results, self._images[index])
        image = self._images[index]
        found = self._results.get(image, remember=False)
        if found is None:
            raise _gone(image)
        return found


def _gone(image: ImageRef) -> ViewerError:
    return ViewerError(
        "results.gone",
        f"The gates of “{image.name}” cannot be read any more; look at the picture to have it "
        "inspected again.",
        {"name": image.name},
    )


def _size(inspection: Inspection) -> int:
    gates = sum(block.gates.nbytes for block in inspection.blocks)
    return gates + inspection.seen.nbytes + _RECORD_BYTES


def without_view(inspection: Inspection) -> Inspection:
    """An inspection without the picture that the network saw, for keeping."""
    # The gates are copied: those from the engine are part of the same memory as the picture.
    blocks = tuple(
        dataclasses.replace(block, gates=block.gates.copy()) for block in inspection.blocks
    )
    return dataclasses.replace(inspection, blocks=blocks, seen=np.empty((0, 0, 3), np.uint8))
