"""The files of the bundled network: weights, facts and profile, read without torch."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from senet_viewer.errors import ViewerError
from senet_viewer.models import json_texts
from senet_viewer.records import Profile
from senet_viewer.resources import BUNDLED_MODEL, resources_folder

WEIGHTS = "model.safetensors"
FACTS = "model.json"
PROFILE = "profile.npz"
STATISTICS = (".running_mean", ".running_var", ".num_batches_tracked")


@dataclass(frozen=True)
class BundledFacts:
    """What the catalogue tells of the bundled network."""

    title: str
    note: str
    parameters: int
    blocks: int
    gates: int
    input_size: int
    """Side of what it sees, in pixels; 0 where the facts do not tell."""


def folder() -> Path:
    """The folder with the bundled network's files."""
    return resources_folder() / BUNDLED_MODEL


def is_there() -> bool:
    """Whether weights and facts of the bundled network are installed."""
    return (folder() / WEIGHTS).is_file() and (folder() / FACTS).is_file()


def weights() -> Path:
    """The file of the weights; raises ``ViewerError`` where it is missing or was changed."""
    path = folder() / WEIGHTS
    if not is_there():
        raise ViewerError(
            "model.bundled_missing",
            "The bundled network's files are missing; install senet-viewer again, "
            "or load another network.",
            {"file": WEIGHTS},
            detail=f"looked in {folder()}",
        )
    stated = str(read_json(folder() / FACTS).get("sha256", ""))
    with path.open("rb") as file:
        actual = hashlib.file_digest(file, "sha256").hexdigest()
    if stated and stated != actual:
        raise _damaged(WEIGHTS, f"{path}: sha256 is {actual}, expected {stated}")
    return path


def read_facts() -> BundledFacts:
    """Title, note and counts, from the facts and the header of the weights."""
    facts = read_json(folder() / FACTS)
    preprocessing = facts.get("preprocessing")
    side = preprocessing.get("crop") if isinstance(preprocessing, dict) else None
    shapes = _shapes(folder() / WEIGHTS)
    return BundledFacts(
        title=str(facts.get("title", "")),
        note=str(facts.get("note", "")),
        parameters=sum(
            prod(shape) for name, shape in shapes.items() if not name.endswith(STATISTICS)
        ),
        blocks=sum(name.endswith(".SE.conv1.weight") for name in shapes),
        gates=sum(d[0] for name, d in shapes.items() if name.endswith(".SE.conv2.weight") and d),
        input_size=side if isinstance(side, int) else 0,
    )


def read_profile() -> Profile | None:
    """The profile of the bundled network; None where the file is missing.

    Raises ``ViewerError`` where it is damaged.
    """
    path = folder() / PROFILE
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return Profile(
                title=str(arrays["title"]),
                images=int(arrays["images"]),
                mean=_group(arrays, "mean"),
                spread=_group(arrays, "spread"),
                class_mean=_group(arrays, "class_mean"),
                class_spread=_group(arrays, "class_spread"),
            )
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _damaged(PROFILE, f"{path}: {error}") from error


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file of the bundled network."""
    try:
        facts = json_texts.read_json(path)
    except (OSError, ValueError) as error:
        raise _damaged(path.name, f"{path}: {error}") from error
    if not isinstance(facts, dict):
        raise _damaged(path.name, f"{path}: no object")
    return facts


def _group(arrays: Any, kind: str) -> dict[str, NDArray[np.float32]]:
    names = [name for name in arrays.files if name.startswith(f"{kind}/")]
    return {name.split("/", 1)[1]: arrays[name].astype(np.float32) for name in names}


def _shapes(path: Path) -> dict[str, list[int]]:
    """Shapes in the header of a safetensors file: a length, then JSON."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json_texts.parse_json(file.read(min(length, path.stat().st_size)))
        return {name: d["shape"] for name, d in header.items() if name != "__metadata__"}
    except (OSError, ValueError, struct.error, KeyError, TypeError, AttributeError) as error:
        raise _damaged(path.name, f"{path}: {error}") from error


def _damaged(name: str, detail: str) -> ViewerError:
    return ViewerError(
        "model.bundled_damaged",
        f"The bundled network's file “{name}” is damaged; install senet-viewer again.",
        {"file": name},
        detail=detail,
    )
