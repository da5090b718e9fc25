"""Notices images with the same content, reading no more of their files than it takes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.state import State
from senet_viewer.protocol import Picture

LOOK_AFTER_MS = 600
BEGINNING = 64 * 2**10
"""Bytes that tell most files of one size apart."""

AT_ONCE = 100
"""Files in one piece of work, so that thumbnails need not wait for all of them."""

_CHUNK = 2**20


class Duplicates(QObject):
    """Tells the state which images have the content of an earlier one.

    Files of a size that no other has are not read at all; of the others the beginning is, and the
    whole only where beginnings are alike.
    """

    def __init__(self, state: State, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._background = state, background
        self._contents = Contents()
        self._known: set[str] = set()
        self._waiting: list[Picture] = []
        self._busy = False
        self._stop = Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_AFTER_MS)
        self._timer.timeout.connect(self._look)
        state.images_added.connect(self._take_new)
        state.images_reset.connect(self._take_new)

    @property
    def busy(self) -> bool:
        """Whether there is something to look at."""
        return self._busy or bool(self._waiting) or self._timer.isActive()

    @Slot()
    def _take_new(self) -> None:
        new = [item.picture for item in self._state.items if item.key not in self._known]
        self._known.update(picture.image.key for picture in new)
        self._waiting += new
        if not self._timer.isActive() and not self._stop.is_set():
            self._timer.start()

    @Slot()
    def _look(self) -> None:
        if self._busy:
            return
        batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        self._busy = True
        self._background.run(
            partial(self._contents.look_at, batch, self._stop), self._note, self._skip
        )

    def _note(self, _nothing: None) -> None:
        self._busy = False
        keys = [item.key for item in self._state.items]
        self._state.set_notes(self._contents.notes(keys))
        if self._waiting:
            self._look()

    def _skip(self, _error: ViewerError) -> None:
        """Nothing in this work raises it."""

    @Slot()
    def forget(self) -> None:
        """Another list: keys may mean other pictures now."""
        self._contents = Contents()
        self._known.clear()
        self._waiting.clear()
        self._take_new()

    @Slot()
    def close(self) -> None:
        """Look at nothing more."""
        self._stop.set()
        self._timer.stop()
        self._waiting.clear()


class Contents:
    """What is known of the contents of images; one thread at a time."""

    def __init__(self) -> None:
        self._pictures: dict[str, Picture] = {}
        self._sizes: defaultdict[int, list[str]] = defaultdict(list)
        self._beginnings: dict[str, bytes] = {}
        self._wholes: dict[str, bytes] = {}

    def look_at(self, pictures: Sequence[Picture], stop: Event) -> None:
        """Learn of these images as much as tells them from all others."""
        sizes = set()
        for picture in pictures:
            size = _size(picture)
            if size > 0:
                self._pictures[picture.image.key] = picture
                self._sizes[size].append(picture.image.key)
                sizes.add(size)
        for size in sizes:
            alike = self._sizes[size]
            if len(alike) > 1:
                self._compare(alike, stop)

    def _compare(self, alike: Sequence[str], stop: Event) -> None:
        groups: defaultdict[bytes, list[str]] = defaultdict(list)
        for key in alike:
            if stop.is_set():
                return
            if key not in self._beginnings:
                self._beginnings[key] = _hash(self._pictures[key], BEGINNING)
            groups[self._beginnings[key]].append(key)
        for beginning, group in groups.items():
            for key in group if beginning and len(group) > 1 else ():
                if key not in self._wholes and not stop.is_set():
                    self._wholes[key] = _hash(self._pictures[key], 0)

    def notes(self, keys: Sequence[str]) -> dict[str, str]:
        """Of each image that was looked at, the first of ``keys`` with its content, or ""."""
        first: dict[bytes, str] = {}
        notes: dict[str, str] = {}
        for key in keys:
            if key in self._pictures:
                content = self._wholes.get(key, b"")
                earlier = first.setdefault(content, key) if content else key
                notes[key] = earlier if earlier != key else ""
        return notes


def _size(picture: Picture) -> int:
    if picture.data is not None:
        return len(picture.data)
    try:
        return Path(picture.image.path).stat().st_size
    except (OSError, ValueError):
        return 0


def _hash(picture: Picture, most: int) -> bytes:
    """The hash of the first ``most`` bytes (0: all); empty where the file cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        for chunk in _chunks(picture, most):
            digest.update(chunk)
    except (OSError, ValueError):
        return b""
    return digest.digest()


def _chunks(picture: Picture, most: int) -> Iterator[bytes]:
    if picture.data is not None:
        yield picture.data.tobytes()[: most or None]
        return
    with Path(picture.image.path).open("rb") as file:
        if most:
            yield file.read(most)
            return
        while chunk := file.read(_CHUNK):
            yield chunk
