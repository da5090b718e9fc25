"""Inspections as one NPZ file, lossless and without pickles, and back again."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.atomic import write_atomically
from senet_viewer.plain import from_plain
from senet_viewer.records import (
    BlockGates,
    Gates,
    ImageRef,
    Inspection,
    ModelCard,
    Pixels,
    Prediction,
    Preprocessing,
)

FORMAT = "senet-viewer inspections"
VERSION = 1
_KEPT_IN_MEMORY = 8 * 2**20
_NOT_CHECKED = -1.0
_NOT_SEEN: Pixels = np.empty((0, 0, 3), np.uint8)


@dataclass(frozen=True)
class OwnReferences:
    """What each image is compared with by itself: another network's gates for that image.

    ``gates`` maps an inspection's number to gates by block; ``title`` says what all of them are.
    """

    title: str
    gates: Mapping[int, Mapping[str, Gates]]


@dataclass(frozen=True)
class SavedInspections:
    """What an NPZ file holds.

    ``references`` maps a title ("average over 10,000 validation pictures") to gates by block;
    ``photos`` maps an inspection's number to the photo itself; ``card`` tells of the network.
    ``own`` are references that come before the others where an image has one.
    """

    inspections: tuple[Inspection, ...]
    references: Mapping[str, Mapping[str, Gates]] = field(default_factory=dict)
    photos: Mapping[int, Pixels] = field(default_factory=dict)
    card: ModelCard | None = None
    own: OwnReferences | None = None


def write_npz(
    path: str | os.PathLike[str],
    inspections: Iterable[Inspection],
    *,
    references: Mapping[str, Mapping[str, Gates]] | None = None,
    photos: Mapping[int, Pixels] | None = None,
    card: ModelCard | None = None,
    own: OwnReferences | None = None,
) -> None:
    """Write inspections of one network (at least one) to ``path``.

    The arrays: ``gates/SE_2_1`` float32 ``[N, C]`` for every block, ``errors`` float64
    ``[N, blocks]`` (−1: not checked), ``seen`` uint8 ``[N, crop, crop, 3]`` (black where an
    inspection no longer has it), ``reference/0/SE_2_1`` float32 ``[C]``, ``own/0/SE_2_1`` likewise
    for the first image, ``photo/0`` uint8 ``[H, W, 3]``, and ``metadata``, a text in JSON:
    ``json.loads(str(numpy.load(path)["metadata"]))``.

    Raises ``ViewerError`` with the code ``export.nothing`` or ``export.mixed``, or as
    ``write_atomically``.
    """
    write_atomically(
        path,
        lambda handle: npz_into(
            handle, inspections, references=references, photos=photos, card=card, own=own
        ),
    )


def npz_into(
    handle: BinaryIO,
    inspections: Iterable[Inspection],
    *,
    references: Mapping[str, Mapping[str, Gates]] | None = None,
    photos: Mapping[int, Pixels] | None = None,
    card: ModelCard | None = None,
    own: OwnReferences | None = None,
) -> None:
    """Write to an open file as ``write_npz``; inspections are taken one by one, none is kept."""
    with ExitStack() as stack:
        columns = _Columns(stack)
        images = [_image_plain(one) for one in columns.take(inspections)]
        titles = list(references or {})
        metadata = {
            "format": FORMAT,
            "version": VERSION,
            "blocks": columns.blocks,
            "images": images,
            "references": titles,
            "card": None if card is None else asdict(card),
        }
        if own is not None:
            metadata["own"] = {"title": own.title, "images": sorted(own.gates)}
        archive = stack.enter_context(zipfile.ZipFile(handle, "w", zipfile.ZIP_DEFLATED))
        _add_array(archive, "metadata", np.array(json.dumps(metadata)))
        columns.write(archive)
        for number, gates in enumerate((references or {}).values()):
            for name, values in gates.items():
                _add_array(archive, f"reference/{number}/{name}", values)
        for number, by_block in (own.gates if own is not None else {}).items():
            for name, values in by_block.items():
                _add_array(archive, f"own/{number}/{name}", values)
        for number, photo in (photos or {}).items():
            _add_array(archive, f"photo/{number}", photo)


class _Columns:
    """The arrays that grow by one row an image; large ones wait on disk, not in memory."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._files: dict[str, tuple[IO[bytes], np.dtype[Any], tuple[int, ...]]] = {}
        self.blocks: list[dict[str, Any]] = []
        self._rows = 0
        self._rows_without_seen = 0

    def take(self, inspections: Iterable[Inspection]) -> Iterable[Inspection]:
        for one in inspections:
            blocks = [_block_plain(block) for block in one.blocks]
            if self._rows and blocks != self.blocks:
                raise _mixed()
            self.blocks = blocks
            for block in one.blocks:
                self._append(f"gates/{block.name}", block.gates.astype(np.float32, copy=False))
            errors = [_NOT_CHECKED if b.error is None else b.error for b in one.blocks]
            self._append("errors", np.array(errors, np.float64))
            self._append_seen(one.seen)
            self._rows += 1
            yield one
        if not self._rows:
            raise ViewerError("export.nothing", "No image was inspected, so nothing is written.")
        if "seen" not in self._files:
            self._append("seen", _NOT_SEEN)

    def _append_seen(self, seen: Pixels) -> None:
        """Keep what the network saw; rows of images that no longer have it are black."""
        if seen.size:
            for _ in range(self._rows_without_seen):
                self._append("seen", np.zeros_like(seen))
            self._rows_without_seen = 0
            self._append("seen", seen)
        elif "seen" in self._files:
            _file, dtype, shape = self._files["seen"]
            self._append("seen", np.zeros(shape, dtype))
        else:
            self._rows_without_seen += 1

    def _append(self, key: str, row: NDArray[Any]) -> None:
        if key not in self._files:
            # The stack closes it.
            spill = tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY)  # noqa: SIM115
            self._files[key] = (self._stack.enter_context(spill), row.dtype, row.shape)
        file, dtype, shape = self._files[key]
        if (row.dtype, row.shape) != (dtype, shape):
            raise _mixed()
        file.write(row.tobytes())

    def write(self, archive: zipfile.ZipFile) -> None:
        for key, (file, dtype, shape) in self._files.items():
            header = {
                "descr": np.lib.format.dtype_to_descr(dtype),
                "fortran_order": False,
                "shape": (self._rows, *shape),
            }
            file.seek(0)
            with archive.open(f"{key}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array_header_1_0(member, header)
                shutil.copyfileobj(file, member)


def _add_array(archive: zipfile.ZipFile, key: str, values: NDArray[Any]) -> None:
    with archive.open(f"{key}.npy", "w", force_zip64=True) as member:
        np.lib.format.write_array(member, np.asanyarray(values), allow_pickle=False)


def _mixed() -> ViewerError:
    return ViewerError(
        "export.mixed", "One NPZ file holds inspections of one network only; export each by itself."
    )


def _block_plain(block: BlockGates) -> dict[str, Any]:
    return {
        "name": block.name,
        "stage": block.stage,
        "index": block.index,
        "module": block.module,
        "channels": block.channels,
    }


def _image_plain(one: Inspection) -> dict[str, Any]:
    return {
        **asdict(one.image),
        "width": one.width,
        "height": one.height,
        "seen": bool(one.seen.size),
        "model": one.model,
        "device": one.device,
        "preprocessing": asdict(one.preprocessing),
        "predictions": [asdict(prediction) for prediction in one.predictions],
        "milliseconds": one.milliseconds,
        "tolerance": one.tolerance,
    }


def read_npz(path: str | os.PathLike[str]) -> SavedInspections:
    """Read what ``write_npz`` wrote, equal to the last bit.

    Raises ``ViewerError`` with the code ``import.missing``, ``import.damaged`` or
    ``import.newer``.
    """
    name = printable(os.fspath(path))
    try:
        # NumPy leaves a damaged file open, so it is opened here.
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return _saved(archive.__getitem__, archive.files, name)
    except FileNotFoundError as error:
        raise ViewerError(
            "import.missing", f"There is no file “{name}”; check its name.", {"file": name}
        ) from error
    except (
        OSError,
        MemoryError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
    ) as error:
        raise ViewerError(
            "import.damaged",
            f"“{name}” is no NPZ file of inspections, or is damaged; export it again.",
            {"file": name},
            detail=f"{type(error).__name__}: {error}",
        ) from error


def _saved(array: Callable[[str], NDArray[Any]], keys: list[str], name: str) -> SavedInspections:
    metadata = json.loads(str(array("metadata")))
    if metadata["format"] != FORMAT:
        raise ValueError(f"format {metadata['format']!r}")
    if metadata["version"] > VERSION:
        raise ViewerError(
            "import.newer",
            f"“{name}” was written by a newer senet-viewer; update this one.",
            {"file": name},
        )
    blocks = metadata["blocks"]
    gates = {block["name"]: array(f"gates/{block['name']}") for block in blocks}
    errors, seen = array("errors"), array("seen")
    inspections = tuple(
        _inspection(image, blocks, {key: rows[row] for key, rows in gates.items()}, errors[row], s)
        for row, (image, s) in enumerate(zip(metadata["images"], seen, strict=True))
    )
    references = {
        title: _reference(array, keys, f"reference/{number}/")
        for number, title in enumerate(metadata["references"])
    }
    photos = {int(key.removeprefix("photo/")): array(key) for key in keys if key[:6] == "photo/"}
    card = None if metadata["card"] is None else from_plain(ModelCard, metadata["card"])
    own = None
    if "own" in metadata:
        numbers = metadata["own"]["images"]
        by_image = {number: _reference(array, keys, f"own/{number}/") for number in numbers}
        own = OwnReferences(metadata["own"]["title"], by_image)
    return SavedInspections(inspections, references, photos, card, own)


def _reference(
    array: Callable[[str], NDArray[Any]], keys: list[str], prefix: str
) -> dict[str, Gates]:
    return {key.removeprefix(prefix): array(key) for key in keys if key.startswith(prefix)}


def _inspection(
    image: dict[str, Any],
    blocks: list[dict[str, Any]],
    gates: dict[str, Gates],
    errors: NDArray[np.float64],
    seen: Pixels,
) -> Inspection:
    return Inspection(
        image=from_plain(ImageRef, {key: image[key] for key in ("key", "name", "path")}),
        model=image["model"],
        device=image["device"],
        preprocessing=from_plain(Preprocessing, image["preprocessing"]),
        predictions=tuple(from_plain(Prediction, one) for one in image["predictions"]),
        blocks=tuple(
            BlockGates(
                name=block["name"],
                stage=block["stage"],
                index=block["index"],
                module=block["module"],
                gates=gates[block["name"]],
                error=None if error == _NOT_CHECKED else float(error),
            )
            for block, error in zip(blocks, errors, strict=True)
        ),
        seen=seen if image.get("seen", True) else _NOT_SEEN,
        width=image["width"],
        height=image["height"],
        milliseconds=image["milliseconds"],
        tolerance=image["tolerance"],
    )
