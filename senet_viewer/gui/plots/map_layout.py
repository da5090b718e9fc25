"""How large maps are painted: whole pixels a cell, and the photo beside them at the same size."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Map = NDArray[np.float32]
"""One channel's feature map, shape ``[H, W]``."""

ENOUGH = 0.66
"""This share of the room is enough where it lets photo and cells both be crisp."""


@dataclass(frozen=True)
class CellGrid:
    """``cells`` squares along the longer side, each ``pitch`` device pixels wide.

    ``merged`` cells of the map along each side share a square, where there are more than pixels.
    """

    cells: int
    pitch: int
    merged: int = 1

    @property
    def side(self) -> int:
        """Device pixels along the longer side."""
        return self.cells * self.pitch


def grid_for(cells: int, crop: int, room: int) -> CellGrid:
    """The grid of a map of ``cells`` along its longer side in ``room`` device pixels.

    If possible its side is a multiple of the ``crop``'s too, the picture that the network saw.
    """
    merged = max(1, math.ceil(cells / max(1, room)))
    squares = math.ceil(cells / merged)
    both = math.lcm(squares, max(1, crop))
    side = room // both * both
    if side < ENOUGH * room:
        side = max(1, room // squares) * squares
    return CellGrid(squares, side // squares, merged)


def merged(values: Map, by: int) -> Map:
    """Means of ``by``×``by`` cells; the last row and column may have fewer."""
    if by == 1:
        return values
    rows, columns = (np.arange(0, side, by) for side in values.shape)
    sums = np.add.reduceat(np.add.reduceat(values, rows, axis=0), columns, axis=1)
    heights, widths = (
        np.diff(np.append(starts, side))
        for starts, side in zip((rows, columns), values.shape, strict=True)
    )
    means: Map = (sums / np.outer(heights, widths)).astype(np.float32)
    return means


def largest(values: Map) -> float:
    """The largest absolute value: where the scale of a channel's maps ends."""
    return float(np.abs(values).max()) if values.size else 0.0
