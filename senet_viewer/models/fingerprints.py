"""Tells timm's and torchvision's architectures by the names and shapes of their tensors.

``resources/catalogue/fingerprints.json`` holds a fingerprint of each architecture with SE gates,
written by ``packaging/catalogue/fingerprints.py``; it is read without any of the libraries. What
it says is a candidate: whether the tensors fit is seen by building the network.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from senet_viewer.models.architectures import FOLDER
from senet_viewer.models.json_texts import parse_json
from senet_viewer.models.shipped_files import read_shipped

FILE = "fingerprints.json"
BATCH_COUNTER = ".num_batches_tracked"
SKETCH = 24
NEAR = 0.2
"""An architecture of which a file has less than this share is not called near."""

Shapes = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Fingerprint:
    """What tells an architecture: ``key`` is ``timm:seresnet50``, ``head`` its classifier's path.

    ``digest`` is of all names and shapes but the classifier's, so that any number of classes fits.
    ``sketch`` are the ``SKETCH`` smallest of their hashes, a sample that is the same wherever the
    tensors are (Broder's MinHash).
    """

    key: str
    head: str
    digest: str
    sketch: tuple[int, ...]


def fingerprint(key: str, head: str, shapes: Shapes) -> Fingerprint:
    """The fingerprint of an architecture with these tensors."""
    lines = _lines(shapes, head)
    return Fingerprint(key, head, _digest(lines), tuple(sorted(map(_hash, lines))[:SKETCH]))


@functools.cache
def shipped() -> tuple[Fingerprint, ...]:
    """What the data file holds; raises ``ViewerError`` where it is missing or damaged."""
    return read_shipped(FOLDER, FILE, parse)


def exact(shapes: Shapes, known: Iterable[Fingerprint]) -> tuple[Fingerprint, ...]:
    """All architectures that have these very tensors, but for the number of classes."""
    digests: dict[str, str] = {}
    found = []
    for one in known:
        if one.head not in digests:
            has_head = f"{one.head}.weight" in shapes
            digests[one.head] = _digest(_lines(shapes, one.head)) if has_head else ""
        if digests[one.head] == one.digest:
            found.append(one)
    return tuple(found)


def nearest(shapes: Shapes, known: Iterable[Fingerprint], count: int) -> tuple[Fingerprint, ...]:
    """The architectures of which most tensors are there, the nearest first; of twins one."""
    hashes = {_hash(line) for line in _lines(shapes, "")}
    shares: dict[tuple[str, str], tuple[float, Fingerprint]] = {}
    for one in known:
        shares.setdefault((one.head, one.digest), (_share(one, hashes), one))
    near = [pair for pair in shares.values() if pair[0] >= NEAR]
    near.sort(key=lambda pair: -pair[0])
    return tuple(one for _, one in near[:count])


def twins(one: Fingerprint, known: Iterable[Fingerprint]) -> tuple[Fingerprint, ...]:
    """All architectures with the tensors of ``one``, itself among them."""
    return tuple(o for o in known if (o.head, o.digest) == (one.head, one.digest))


def _share(one: Fingerprint, hashes: set[int]) -> float:
    return sum(value in hashes for value in one.sketch) / max(1, len(one.sketch))


def _lines(shapes: Shapes, head: str) -> list[str]:
    return [
        f"{name} {list(shape)}"
        for name, shape in shapes.items()
        if not name.endswith(BATCH_COUNTER) and not (head and name.startswith(f"{head}."))
    ]


def _hash(line: str) -> int:
    data = line.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=4).digest(), "big")


def _digest(lines: Iterable[str]) -> str:
    text = "\n".join(sorted(lines)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=8).hexdigest()


def parse(text: str) -> tuple[Fingerprint, ...]:
    """What ``render`` wrote; raises ``ValueError``, ``LookupError`` or ``TypeError``."""
    return tuple(
        Fingerprint(key, head, digest, tuple(_unpacked(sketch)))
        for key, head, digest, sketch in parse_json(text)
    )


def render(fingerprints: Iterable[Fingerprint]) -> str:
    """The data file's text: one line an architecture."""
    lines = (
        json.dumps([f.key, f.head, f.digest, "".join(f"{value:08x}" for value in f.sketch)])
        for f in fingerprints
    )
    return "[\n" + ",\n".join(lines) + "\n]\n"


def write(fingerprints: Iterable[Fingerprint], path: Path) -> None:
    """Write the data file."""
    path.write_text(render(fingerprints), encoding="utf-8", newline="\n")


def _unpacked(sketch: str) -> Iterator[int]:
    for start in range(0, len(sketch), 8):
        yield int(sketch[start : start + 8], 16)
