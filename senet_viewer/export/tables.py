"""Gates as tables: CSV in long form and JSON, written image by image as they come."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from senet_viewer.export.atomic import write_atomically
from senet_viewer.export.npz import SavedInspections, npz_into, read_npz, write_npz
from senet_viewer.records import Gates, ImageRef, Inspection

__all__ = [
    "Failure",
    "Result",
    "SavedInspections",
    "csv_chunks",
    "json_chunks",
    "npz_into",
    "path_or_name",
    "read_npz",
    "write_csv",
    "write_json",
    "write_npz",
]


@dataclass(frozen=True)
class Failure:
    """An image that could not be inspected, and one sentence why."""

    image: str
    error: str


Result = Inspection | Failure
ImageName = Callable[[ImageRef], str]


def path_or_name(image: ImageRef) -> str:
    """How tables name an image unless told otherwise: its path, or its name where it has none."""
    return image.path or image.name


def write_csv(
    path: str | os.PathLike[str],
    results: Iterable[Result],
    *,
    reference: Mapping[str, Gates] | None = None,
    image_name: ImageName = path_or_name,
) -> None:
    """Write one row a gate; see ``csv_chunks``. Raises ``ViewerError`` as ``write_atomically``."""
    chunks = csv_chunks(results, reference=reference, image_name=image_name)
    write_atomically(path, lambda handle: handle.writelines(chunks))


def write_json(
    path: str | os.PathLike[str],
    results: Iterable[Result],
    *,
    image_name: ImageName = path_or_name,
) -> None:
    """Write a list of images; see ``json_chunks``. Raises ``ViewerError`` likewise."""
    chunks = json_chunks(results, image_name=image_name)
    write_atomically(path, lambda handle: handle.writelines(chunks))


def csv_chunks(
    results: Iterable[Result],
    *,
    reference: Mapping[str, Gates] | None = None,
    image_name: ImageName = path_or_name,
    delimiter: str = ",",
) -> Iterator[bytes]:
    """A header, then the rows of one image after the other, UTF-8; tabs suit a spreadsheet's paste.

    The columns are ``image``, ``model``, ``block``, ``stage``, ``channel`` (from 0), ``gate``
    (0..1, as few digits as give the same float32 again) and, where there is a reference,
    ``reference`` (0..1, empty for blocks it lacks). Images that failed have no rows.
    """
    columns = ["image", "model", "block", "stage", "channel", "gate"]
    yield _rows([columns if reference is None else [*columns, "reference"]], delimiter)
    for result in results:
        if isinstance(result, Inspection):
            yield _rows(_gate_rows(result, reference, image_name(result.image)), delimiter)


def _gate_rows(
    inspection: Inspection, reference: Mapping[str, Gates] | None, image: str
) -> Iterator[list[str]]:
    for block in inspection.blocks:
        start = [image, inspection.model, block.name, str(block.stage)]
        gates = block.gates.astype(str)
        if reference is None:
            for channel, gate in enumerate(gates):
                yield [*start, str(channel), gate]
            continue
        known = reference.get(block.name)
        ticks = [""] * block.channels if known is None else known.astype(str)
        for channel, (gate, tick) in enumerate(zip(gates, ticks, strict=True)):
            yield [*start, str(channel), gate, tick]


def _rows(rows: Iterable[list[str]], delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    # File names that are not UTF-8 stay readable: "caf\udce9.jpg".
    return text.getvalue().encode("utf-8", "backslashreplace")


def json_chunks(
    results: Iterable[Result], *, image_name: ImageName = path_or_name
) -> Iterator[bytes]:
    """A JSON list, UTF-8, an element an image; failures are ``{"image", "error"}``.

    An image is ``{"image", "model", "device", "preprocessing", "predictions": [{"label", "index",
    "probability"}], "blocks": [{"name", "stage", "module", "channels", "gates"}]}``; where the
    gates were checked it also has ``"verified": {"ok", "largest_error"}``.
    """
    return json_list(_plain(result, image_name) for result in results)


def json_list(elements: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A JSON list, UTF-8, an element a line; there is no number in it that is none."""
    yield b"["
    separator = "\n"
    for element in elements:
        text = json.dumps(element, ensure_ascii=False, allow_nan=False)
        # Lone surrogates of file names become JSON's own escapes, so any name survives.
        yield (separator + text).encode("utf-8", "backslashreplace")
        separator = ",\n"
    yield b"\n]\n"


def _plain(result: Result, image_name: ImageName) -> dict[str, Any]:
    return (
        plain_failure(result)
        if isinstance(result, Failure)
        else plain_inspection(result, image_name)
    )


def plain_failure(failure: Failure) -> dict[str, Any]:
    """An image that failed, as JSON's values."""
    return {"image": failure.image, "error": failure.error}


def plain_inspection(result: Inspection, image_name: ImageName = path_or_name) -> dict[str, Any]:
    """An inspection as JSON's values; see ``json_chunks``."""
    plain: dict[str, Any] = {
        "image": image_name(result.image),
        "model": result.model,
        "device": result.device,
        "preprocessing": asdict(result.preprocessing),
        "predictions": [
            {"label": p.label, "index": p.index, "probability": _number(p.probability)}
            for p in result.predictions
        ],
        "blocks": [
            {
                "name": block.name,
                "stage": block.stage,
                "module": block.module,
                "channels": block.channels,
                "gates": [_number(float(text)) for text in block.gates.astype(str)],
            }
            for block in result.blocks
        ],
    }
    if result.verified is not None:
        plain["verified"] = {"ok": result.verified, "largest_error": result.largest_error}
    return plain


def _number(value: float) -> float | None:
    # JSON knows no NaN; a broken network's numbers become null.
    return value if math.isfinite(value) else None
