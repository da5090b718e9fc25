"""The marks of images that stand beside the first one: a colour, a shape and a line's dashes each.

Shapes and dashes tell them apart without colour; they are those of the window.
"""

from __future__ import annotations

from string import ascii_uppercase

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from senet_viewer.export.palette import Palette
from senet_viewer.export.sheet import Sheet
from senet_viewer.export.style import Colours, Ground

_COLOURS = {
    Ground.LIGHT: ("#a3200d", "#003f9e", "#00553a", "#7a1f6e"),
    Ground.DARK: ("#ff9a6e", "#7cc4ff", "#5fe0b0", "#f2b3e0"),
}

# Those of neighbours in a legend differ most.
_GREYS = {
    Ground.LIGHT: ("#787878", "#484848", "#8c8c8c", "#606060"),
    Ground.DARK: ("#9a9a9a", "#cccccc", "#868686", "#b2b2b2"),
}

LETTERS = ascii_uppercase
"""What the images go by; A is the first one, whose gates are bars."""

OUTLINES: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-1, -0.35), (1, -0.35), (1, 0.35), (-1, 0.35)),
    ((0, -1), (1, 0.9), (-1, 0.9)),
    ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
    ((-1, -0.9), (1, -0.9), (0, 1)),
    ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
)
"""Corners about the centre, y downwards: dash, triangle, diamond, triangle on its tip, square."""

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (4, 2),
    (1.5, 1.8),
    (5, 1.8, 1.2, 1.8),
    (2.5, 1.5, 2.5, 3.5),
)
"""Dashes and gaps of each line, in units of its width; empty: solid."""


def mark_colours(colours: Colours, ground: Ground, palette: Palette) -> tuple[str, ...]:
    """Of the second image, which is B, and those after it."""
    others = _GREYS if colours is Colours.GREYSCALE else _COLOURS
    return (palette.reference, *others[ground])


def shapes(index: int, x: NDArray[np.float64], y: NDArray[np.float64], half: float) -> Path:
    """One path of an image's shape at each place, y upwards; ``half`` is half its size.

    ``index`` counts the images beside the first one, from 0; all lengths are in one unit.
    """
    corners = np.array(OUTLINES[index]) * (half, -half)
    points = np.stack((x, y), axis=1)[:, None, :] + corners[None]
    closed = np.concatenate((points, points[:, :1]), axis=1)
    codes = [Path.MOVETO, *[Path.LINETO] * (len(corners) - 1), Path.CLOSEPOLY]
    return Path(closed.reshape(-1, 2), np.tile(codes, len(x)))


def draw_sample(
    sheet: Sheet, index: int, x: float, middle: float, width: float, colour: str
) -> None:
    """A piece of an image's line with its shape, for a legend; all in inches."""
    area = (x, middle - 0.5, width, 1.0)
    line = Path([(0.0, 0.5), (width, 0.5)])
    extent = (width, 1.0)
    sheet.path(line, extent, area, edge=colour, line_width=0.9, dashes=DASHES[index])
    one = shapes(index, np.array([width / 2]), np.array([0.5]), 0.3 * sheet.em)
    sheet.path(one, extent, area, fill=colour, order=3)
