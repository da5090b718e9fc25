"""Judges whether two pictures of a window show the same, whatever font drew its letters.

A picture is reduced to cells, each the mean colour of a square. A cell of one picture is alike if
its colour lies between the colours that the other one has there or in the cells next to it: so a
shift by less than a cell, or other letters in the same place, make no difference. Both directions
count, so that neither something more nor something less is overlooked. What differs has to differ
over a whole patch of cells.

The window is compared twice: as a whole, in large cells, which tells of missing panels and wrong
colours; and each painted part by itself, in small cells and wherever it lies now, since another
font moves what stands below it.

NumPy and Pillow, which are here anyway, do all of it; measures of likeness from libraries (SSIM,
pixel-wise ones) take another hinting for a change and forgive an empty plot of a few pixels.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, PngImagePlugin

from tests.screenshots.parts import Part

CELL = 6
"""Device-independent pixels that a pixel of a reference stands for."""
PARTS_KEY = "parts"

Cells = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Look:
    """A picture [H, W, 3], uint8, of one pixel a cell, and the painted parts in it."""

    cells: npt.NDArray[np.uint8]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Grain:
    """How fine one looks: pixels of a cell, cells it may be off, cells of a patch, tolerance.

    The tolerance is the mean over a patch of the largest colour channel's difference, of 255.
    """

    cell: int
    reach: int
    patch: int
    tolerance: float


# Other letters differ by up to 29, what is broken by 60 or more: see test_likeness.py.
WHOLE = Grain(cell=24, reach=2, patch=2, tolerance=45.0)
PART = Grain(cell=12, reach=1, patch=3, tolerance=36.0)
FEWEST = 0.75
"""The share of parts of a kind that must be there: another font leaves room for fewer."""
SIZE_TOLERANCE = 0.05


@dataclass(frozen=True)
class Difference:
    """Where two pictures differ, in words, with the place in device-independent pixels."""

    where: str
    amount: float
    left: int
    top: int

    def __str__(self) -> str:
        return f"{self.where}: differs by {self.amount:.0f} of 255 near {self.left}, {self.top}"


def look_of(picture: Image.Image, scale: float, parts: tuple[Part, ...]) -> Look:
    """The look of a picture that has ``scale`` pixels to a device-independent one."""
    size = [max(1, round(side / scale / CELL)) for side in picture.size]
    small = picture.convert("RGB").resize((size[0], size[1]), Image.Resampling.BOX)
    return Look(np.asarray(small), parts)


def save_look(look: Look, file: Path) -> None:
    """Write it as a PNG file that holds its parts as text, so that the two never part."""
    written = PngImagePlugin.PngInfo()
    written.add_text(PARTS_KEY, json.dumps([asdict(part) for part in look.parts]))
    # Sixteen steps a channel are finer than any tolerance, and take a third of the room.
    coarse = Image.fromarray(look.cells // 8 * 8 + 4)
    coarse.save(file, optimize=True, pnginfo=written)


def load_look(file: Path) -> Look:
    """Read what ``save_look`` wrote."""
    with Image.open(file) as picture:
        parts = json.loads(picture.info[PARTS_KEY])
        return Look(np.asarray(picture.convert("RGB")), tuple(Part(**part) for part in parts))


def differences(expected: Look, seen: Look) -> list[Difference]:
    """Everything that differs; empty where both show the same."""
    return [
        *_sizes(expected, seen),
        *_whole(expected, seen),
        *_missing(expected.parts, seen.parts),
        *_parts(expected, seen),
    ]


def _sizes(expected: Look, seen: Look) -> Iterator[Difference]:
    for axis, side in enumerate(("height", "width")):
        one, other = expected.cells.shape[axis], seen.cells.shape[axis]
        if abs(one - other) > SIZE_TOLERANCE * one:
            text = f"the window's {side} is {other * CELL}, not {one * CELL}"
            yield Difference(text, 255.0, 0, 0)


def _whole(expected: Look, seen: Look) -> Iterator[Difference]:
    height, width = (side * CELL for side in expected.cells.shape[:2])
    everything = Part("the window", 0, 0, width, height)
    height, width = (side * CELL for side in seen.cells.shape[:2])
    yield from _judged(expected, everything, seen, Part("", 0, 0, width, height), WHOLE)


def _missing(expected: tuple[Part, ...], seen: tuple[Part, ...]) -> Iterator[Difference]:
    for kind in dict.fromkeys(part.kind for part in (*expected, *seen)):
        wanted = [part for part in expected if part.kind == kind and part.whole]
        found = [part for part in seen if part.kind == kind and part.whole]
        few, many = sorted((len(wanted), len(found)))
        if few < math.ceil(FEWEST * many):
            place = (wanted or found)[-1]
            text = f"{len(found)} whole parts “{kind}”, not {len(wanted)}"
            yield Difference(text, 255.0, place.left, place.top)


def _parts(expected: Look, seen: Look) -> Iterator[Difference]:
    found = {part.name: part for part in seen.parts if part.whole}
    for part in expected.parts:
        if part.whole and part.name in found:
            yield from _judged(expected, part, seen, found[part.name], PART)


def _judged(
    expected: Look, one: Part, seen: Look, other: Part, grain: Grain
) -> Iterator[Difference]:
    columns = max(3, round(one.width / grain.cell))
    rows = max(3, round(one.height / grain.cell))
    first, second = (_cut(*cut, columns, rows) for cut in ((expected, one), (seen, other)))
    unlike = np.maximum(_beyond(first, second, grain.reach), _beyond(second, first, grain.reach))
    mean = _patches(unlike, min(grain.patch, rows, columns))
    row, column = np.unravel_index(int(mean.argmax()), mean.shape)
    if mean[row, column] > grain.tolerance:
        left = one.left + round(int(column) / columns * one.width)
        top = one.top + round(int(row) / rows * one.height)
        yield Difference(one.name, float(mean[row, column]), left, top)


def _cut(look: Look, part: Part, columns: int, rows: int) -> Cells:
    """The part in so many cells, wherever it lies and however large it is."""
    height, width = look.cells.shape[:2]
    box = (
        max(0.0, part.left / CELL),
        max(0.0, part.top / CELL),
        min(float(width), (part.left + part.width) / CELL),
        min(float(height), (part.top + part.height) / CELL),
    )
    picture = Image.fromarray(look.cells)
    return np.asarray(picture.resize((columns, rows), Image.Resampling.BOX, box=box), np.float32)


def _beyond(cells: Cells, others: Cells, reach: int) -> Cells:
    """How far each cell's colour lies outside the range that ``others`` have around it [H, W]."""
    padded = np.pad(others, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    side = 2 * reach + 1
    windows = np.lib.stride_tricks.sliding_window_view(padded, (side, side), axis=(0, 1))
    low, high = windows.min(axis=(-2, -1)), windows.max(axis=(-2, -1))
    beyond: Cells = np.maximum(np.maximum(low - cells, cells - high), 0).max(axis=-1)
    return beyond


def _patches(values: Cells, side: int) -> Cells:
    """The mean of each patch of ``side`` × ``side`` cells."""
    windows = np.lib.stride_tricks.sliding_window_view(values, (side, side))
    means: Cells = windows.mean(axis=(-2, -1))
    return means
