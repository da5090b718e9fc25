"""Makes small stores for the tests of the room."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np

from senet_viewer.records import Inspection, Pixels
from senet_viewer.store.contents import NetworkRecord, StoredImage
from senet_viewer.store.reader import StoreReader
from senet_viewer.store.writer import StoreWriter
from tests.gui.making import CPU, card, inspection, picture, profile

NETWORK = NetworkRecord(card(), CPU, profile(), "auto", "float32")
NAMES = ("a.jpg", "b.jpg", "c.jpg")


def seen(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """What a network might have seen: 64×64 pixels."""
    return np.random.default_rng(seed).integers(0, 256, (64, 64, 3), np.uint8)


def packed_as_in_version_1(pixels: Pixels) -> bytes:
    """A picture as differences to the row above."""
    rows = pixels.transpose(2, 0, 1).copy()
    rows[:, 1:] -= rows[:, :-1].copy()
    return struct.pack("<HH", *pixels.shape[:2]) + zlib.compress(rows.tobytes(), 1)


def answer(name: str, seed: int) -> Inspection:
    """An inspection with pixels of its own."""
    made = inspection(name, seed, best=seed % 4, probability=1 / 3)
    object.__setattr__(made, "seen", seen(seed))
    return made


def image(name: str, arrival: int) -> StoredImage:
    """An image by its file's name."""
    return StoredImage(picture(name).image, arrival)


def fill(writer: StoreWriter, names: Sequence[str] = NAMES) -> list[Inspection]:
    """Put images and their answers into a store; returns the answers."""
    answers = [answer(name, seed) for seed, name in enumerate(names)]
    images = [image(name, arrival) for arrival, name in enumerate(names)]
    writer.apply(
        [
            lambda store: store.put_network(NETWORK),
            lambda store: store.put_images(images),
            *(partial(_put, one) for one in answers),
        ]
    )
    return answers


def _put(one: Inspection, store: StoreWriter) -> None:
    store.put_inspection(one)


@contextmanager
def new_store(path: Path) -> Iterator[StoreWriter]:
    """A new store, closed at the end."""
    writer = StoreWriter(path, new=True)
    try:
        yield writer
    finally:
        writer.close()


@contextmanager
def reading(path: Path) -> Iterator[StoreReader]:
    """A reader, closed at the end."""
    reader = StoreReader(path)
    try:
        yield reader
    finally:
        reader.close()


def project(path: Path) -> list[Inspection]:
    """Save a project of three images at ``path``."""
    with new_store(path.with_name("working.senet")) as writer:
        answers = fill(writer)
        writer.save_copy(path)
    return answers
