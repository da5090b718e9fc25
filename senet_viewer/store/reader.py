"""Reads a store: all that stays in memory at once, gates and pictures when they are looked at."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from senet_viewer.plain import error_from_plain, from_plain
from senet_viewer.records import (
    BlockCard,
    BlockGates,
    BuildOptions,
    DeviceCard,
    Gates,
    ImageRef,
    Inspection,
    ModelCard,
    Prediction,
    Preprocessing,
    Profile,
)
from senet_viewer.store import refusals, schema
from senet_viewer.store.blobs import unpack_gates, unpack_pixels
from senet_viewer.store.contents import Answer, Contents, NetworkRecord, StoredImage
from senet_viewer.store.writer import PROFILE_KINDS, to_bytes

LARGEST_PROFILE = 2**27
"""Numbers of the largest table of a profile that is read."""

DAMAGE = (
    *(ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError),
    sqlite3.Error,
)
"""What reading a file raises that is not as we wrote it."""


class StoreReader:
    """Reads a store while another connection writes it; any thread may ask."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            self._connection = schema.connect(path)
        except sqlite3.Error as error:
            raise refusals.damaged(path, str(error)) from error

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _one(self, statement: str, *values: object) -> tuple[Any, ...] | None:
        with self._lock:
            row: tuple[Any, ...] | None = self._connection.execute(statement, values).fetchone()
        return row

    def contents(self, *, should_stop: Callable[[], bool] = lambda: False) -> Contents:
        """All but gates and pictures; raises ``ViewerError`` with the code ``project.damaged``."""
        try:
            network = self._network()
            return Contents(
                tuple(self._images(network, should_stop)),
                network,
                from_plain(dict[str, str], self._fact("view") or {}),
                from_plain(str, self._fact("project") or ""),
            )
        except DAMAGE as error:
            raise refusals.damaged(self.path, f"{type(error).__name__}: {error}") from error

    def _fact(self, name: str) -> Any:
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return None if row is None else json.loads(row[0])

    def _network(self) -> NetworkRecord | None:
        plain = self._fact("network")
        if plain is None:
            return None
        return NetworkRecord(
            from_plain(ModelCard, plain["card"]),
            from_plain(DeviceCard, plain["device"]),
            self._profile(plain["profile"]) if "profile" in plain else None,
            from_plain(str, plain["asked_device"]),
            from_plain(str, plain["precision"]),
            from_plain(BuildOptions, plain["options"]),
            from_plain(str, plain["weights"]),
            from_plain(str, plain.get("content", "")),
        )

    def _profile(self, plain: Any) -> Profile:
        tables: dict[str, dict[str, Gates]] = {kind: {} for kind in PROFILE_KINDS}
        with self._lock:
            rows = self._connection.execute("SELECT * FROM profile").fetchall()
        for kind, block, height, width, data in rows:
            count = max(1, height) * width
            if not 0 < count <= LARGEST_PROFILE:
                raise ValueError(f"a table of {height}×{width}")
            values = unpack_gates(data, count)
            tables[kind][block] = values.reshape(height, width) if height else values
        title, images = from_plain(str, plain["title"]), from_plain(int, plain["images"])
        return Profile(title, images, **tables)

    def _images(
        self, network: NetworkRecord | None, should_stop: Callable[[], bool]
    ) -> Iterator[StoredImage]:
        answers = {} if network is None else dict(self._answers(network.card, should_stop))
        with self._lock:
            rows = self._connection.execute(
                "SELECT key, arrival, name, path, same_as, error, data FROM images"
                " WHERE NOT removed ORDER BY arrival"
            ).fetchall()
        for key, arrival, name, path, same_as, error, data in rows:
            yield StoredImage(
                ImageRef(_text(key), _text(name), _text(path)),
                from_plain(int, arrival),
                None if data is None else np.frombuffer(data, np.uint8),
                _text(same_as),
                answers.get(key),
                None if error is None else error_from_plain(json.loads(error)),
            )

    def _answers(
        self, card: ModelCard, should_stop: Callable[[], bool]
    ) -> Iterator[tuple[bytes, Answer]]:
        with self._lock:
            rows = self._connection.execute("SELECT key, summary, means FROM results").fetchall()
        for key, summary, means in rows:
            if should_stop():
                return
            values = np.frombuffer(means, "<f4").astype(np.float32, copy=False)
            if len(values) != len(card.blocks):
                raise ValueError(f"{len(values)} means of {len(card.blocks)} blocks")
            yield key, Answer(_predictions(json.loads(summary), card), values)

    def inspection(self, image: ImageRef, card: ModelCard) -> Inspection | None:
        """What is kept of an image, or None where nothing is.

        Raises ``ViewerError`` with the code ``project.damaged``.
        """
        try:
            row = self._one(
                "SELECT summary, gates, seen FROM results WHERE key = ?", to_bytes(image.key)
            )
            return None if row is None else _inspection(image, card, *row)
        except DAMAGE as error:
            raise refusals.damaged(self.path, f"{type(error).__name__}: {error}") from error

    def thumbnail(self, key: str) -> bytes | None:
        """The encoded thumbnail of an image, or None; None too where the file cannot be read."""
        try:
            row = self._one("SELECT picture FROM thumbnails WHERE key = ?", to_bytes(key))
            return None if row is None else bytes(row[0])
        except DAMAGE:
            return None

    def count(self) -> int:
        """How many images the list has; raises ``ViewerError`` where the file is damaged."""
        try:
            row = self._one("SELECT count(*) FROM images WHERE NOT removed")
        except DAMAGE as error:
            raise refusals.damaged(self.path, str(error)) from error
        return 0 if row is None else int(row[0])

    def view(self) -> dict[str, str]:
        """What the window showed, by name; raises ``ViewerError`` where the file is damaged."""
        try:
            return from_plain(dict[str, str], self._fact("view") or {})
        except DAMAGE as error:
            raise refusals.damaged(self.path, f"{type(error).__name__}: {error}") from error

    def keys(self) -> set[str]:
        """The keys of the images that have a result."""
        with self._lock:
            rows = self._connection.execute("SELECT key FROM results").fetchall()
        return {_text(row[0]) for row in rows}


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")


def _predictions(summary: Any, card: ModelCard) -> tuple[Prediction, ...]:
    return tuple(
        # The card's own text, so that ten thousand answers do not hold each label anew.
        Prediction(_same(card.labels, index, label), index, float(probability))
        for label, index, probability in summary["predictions"]
    )


def _same(labels: tuple[str, ...], index: int, label: str) -> str:
    known = labels[index] if 0 <= index < len(labels) else label
    return known if known == label else from_plain(str, label)


def _inspection(
    image: ImageRef, card: ModelCard, text: str, gates: bytes, seen: bytes
) -> Inspection:
    summary = json.loads(text)
    values = unpack_gates(gates, card.gates)
    return Inspection(
        image=image,
        model=from_plain(str, summary["model"]),
        device=from_plain(str, summary["device"]),
        preprocessing=from_plain(Preprocessing, summary["preprocessing"]),
        predictions=_predictions(summary, card),
        blocks=tuple(_blocks(card.blocks, values, summary["errors"])),
        seen=unpack_pixels(seen),
        width=from_plain(int, summary["width"]),
        height=from_plain(int, summary["height"]),
        milliseconds=from_plain(float, summary["milliseconds"]),
        tolerance=from_plain(float, summary["tolerance"]),
    )


def _blocks(cards: tuple[BlockCard, ...], values: Gates, errors: list[Any]) -> Iterator[BlockGates]:
    start = 0
    for card, error in zip(cards, errors, strict=True):
        gates = values[start : start + card.channels]
        start += card.channels
        yield BlockGates(
            card.name,
            card.stage,
            card.index,
            card.module,
            gates,
            None if error is None else from_plain(float, error),
        )
