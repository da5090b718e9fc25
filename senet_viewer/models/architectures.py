"""The architectures of timm and torchvision that have SE gates, and their weights: the data file.

``resources/catalogue/architectures.json`` is written by ``packaging/catalogue/generate.py``, which
builds every architecture and looks for SE blocks; it is read without any of the libraries.
"""

from __future__ import annotations

import dataclasses
import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from senet_viewer.models.json_texts import parse_json
from senet_viewer.models.shipped_files import read_shipped
from senet_viewer.records import Preprocessing

FOLDER = "catalogue"
FILE = "architectures.json"


@dataclass(frozen=True)
class Place:
    """Where weights are to be had: in a repository of the Hugging Face hub, or at a URL.

    ``file`` is the file's name; a repository without ``model.safetensors`` may have the same
    weights as ``pytorch_model.bin``.
    """

    file: str
    repository: str = ""
    revision: str = "main"
    url: str = ""


@dataclass(frozen=True)
class Weights:
    """Pretrained weights of an architecture.

    ``labels`` names the label set (``imagenet-1k``; empty: the classes have no names), ``classes``
    is the number of outputs, ``is_classifier`` says whether these are classes at all. ``size`` is
    the file's size in bytes (0: unknown); ``parameters`` are those with this head.
    """

    tag: str
    place: Place
    preprocessing: Preprocessing
    classes: int
    labels: str = ""
    is_classifier: bool = True
    licence: str = ""
    size: int = 0
    parameters: int = 0


@dataclass(frozen=True)
class Architecture:
    """An architecture with SE gates; the weights that the library takes by default come first.

    ``preprocessing``, ``classes`` and ``parameters`` are those without pretrained weights.
    """

    library: str
    name: str
    family: str
    blocks: int
    gates: int
    parameters: int
    classes: int
    preprocessing: Preprocessing
    weights: tuple[Weights, ...] = ()

    @property
    def key(self) -> str:
        """What ``load_model`` takes: ``timm:seresnet50``."""
        return f"{self.library}:{self.name}"


@dataclass(frozen=True)
class Collection:
    """All architectures with SE gates, with the versions of the libraries that were looked into.

    ``looked_into`` counts the architectures of each library, with and without SE gates;
    ``other_tasks`` are the keys of those with SE gates that do not classify images.
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    looked_into: Mapping[str, int] = field(default_factory=dict)
    other_tasks: tuple[str, ...] = ()
    architectures: tuple[Architecture, ...] = ()


_Record = Architecture | Weights | Place | Preprocessing


@functools.cache
def shipped() -> Collection:
    """What the data file holds; raises ``ViewerError`` where it is missing or damaged."""
    return read_shipped(FOLDER, FILE, parse)


def parse(text: str) -> Collection:
    """The collection that ``render`` wrote; raises ``ValueError``, ``LookupError``, ``TypeError``.

    Every preprocessing stands in the file once, and is named by its number.
    """
    data = parse_json(text)
    ways = [_preprocessing(way) for way in data["preprocessings"]]
    found = tuple(_architecture(entry, ways) for entry in data["architectures"])
    return Collection(data["versions"], data["looked_into"], tuple(data["other_tasks"]), found)


def render(collection: Collection) -> str:
    """The data file's text: one line an architecture; what has its default value is left out."""
    ways = _ways(collection.architectures)
    entries = [_as_entry(found, ways) for found in collection.architectures]
    parts = [
        f'"versions": {_compact(dict(collection.versions))}',
        f'"looked_into": {_compact(dict(collection.looked_into))}',
        f'"other_tasks": {_compact(collection.other_tasks)}',
        f'"preprocessings": [\n{_lines([_stated(way) for way in ways])}\n]',
        f'"architectures": [\n{_lines(entries)}\n]',
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write(collection: Collection, path: Path) -> None:
    """Write the data file."""
    path.write_text(render(collection), encoding="utf-8", newline="\n")


def _ways(architectures: Sequence[Architecture]) -> dict[Preprocessing, int]:
    ways: dict[Preprocessing, int] = {}
    for found in architectures:
        for way in (found.preprocessing, *(weights.preprocessing for weights in found.weights)):
            ways.setdefault(way, len(ways))
    return ways


def _as_entry(found: Architecture, ways: Mapping[Preprocessing, int]) -> dict[str, Any]:
    weights = [
        _stated(one, preprocessing=ways[one.preprocessing], place=_stated(one.place))
        for one in found.weights
    ]
    return _stated(found, preprocessing=ways[found.preprocessing], weights=weights)


def _stated(record: _Record, **instead: Any) -> dict[str, Any]:
    """The fields of a record that differ from their defaults, some of them replaced."""
    return {
        f.name: instead.get(f.name, getattr(record, f.name))
        for f in dataclasses.fields(record)
        if getattr(record, f.name) != f.default
    }


def _architecture(entry: dict[str, Any], ways: Sequence[Preprocessing]) -> Architecture:
    weights = tuple(_weights(one, ways) for one in entry.pop("weights", ()))
    preprocessing = ways[entry.pop("preprocessing")]
    return Architecture(**entry, preprocessing=preprocessing, weights=weights)


def _weights(entry: dict[str, Any], ways: Sequence[Preprocessing]) -> Weights:
    place = Place(**entry.pop("place"))
    preprocessing = ways[entry.pop("preprocessing")]
    return Weights(**entry, place=place, preprocessing=preprocessing)


def _preprocessing(way: dict[str, Any]) -> Preprocessing:
    way.update((name, tuple(way[name])) for name in ("mean", "std") if name in way)
    return Preprocessing(**way)


def _lines(entries: Sequence[Mapping[str, Any]]) -> str:
    return ",\n".join(map(_compact, entries))


def _compact(value: Mapping[str, Any] | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
