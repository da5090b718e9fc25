"""The file that a project's network was loaded from: whether it is there, and the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from pathlib import Path

from senet_viewer.gui.file_marks import file_stamp
from senet_viewer.store.contents import NetworkRecord
from senet_viewer.store.files import moved_path

FEW = 8
"""So many files' contents are remembered, so that none is read again for a change of device."""


class Weights(Enum):
    """What has become of the file; a network of the catalogue has none, and stays the same."""

    SAME = "same"
    CHANGED = "changed"
    LOST = "lost"


@lru_cache(FEW)
def _content(key: str, _stamp: str) -> str:
    try:
        with Path(key).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def with_content(network: NetworkRecord) -> NetworkRecord:
    """``network`` with the SHA-256 of its file, which takes a second for a gigabyte."""
    if not network.weights:
        return network
    return replace(network, content=_content(network.card.key, network.weights))


def is_file_of(network: NetworkRecord, path: str) -> bool:
    """Whether the file at ``path`` is the one that the network was loaded from.

    Projects of before the content was kept know but size and time.
    """
    stamp = file_stamp(path)
    if not stamp or _size(stamp) != _size(network.weights):
        return False
    if stamp == network.weights or not network.content:
        return True
    return _content(path, stamp) == network.content


def _size(stamp: str) -> str:
    return stamp.partition("-")[0]


def at(network: NetworkRecord, path: str) -> NetworkRecord:
    """``network`` with its file at ``path``."""
    return replace(network, card=replace(network.card, key=path))


def found_again(
    network: NetworkRecord, saved_as: str, project: Path | None
) -> tuple[NetworkRecord, Weights]:
    """The network with its file where it is now, and what has become of that.

    A file that was moved together with its ``project``, which was ``saved_as``, is found there.
    """
    if not network.weights:
        return network, Weights.SAME
    key = network.card.key
    if not file_stamp(key):
        beside = key if project is None else moved_path(key, saved_as, project)
        if beside != key and is_file_of(network, beside):
            return at(network, beside), Weights.SAME
        return network, Weights.LOST
    same = file_stamp(key) == network.weights
    # Without the content, only an untouched file is surely the same.
    same = same or bool(network.content and is_file_of(network, key))
    return network, Weights.SAME if same else Weights.CHANGED
