"""The marks of compared images: a shape, a line's dashes and a colour for each, B to F.

Shapes and dashes tell them apart without colour. Colours stand on the panel and on pale bars with a
contrast of at least 3:1, and differ in lightness too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from senet_viewer.gui.plots.bars import (
    MARKS,
    TALL_ROWS,
    Bars,
    BarsView,
    Plane,
    columns_on_bars,
    own_bars,
)
from senet_viewer.gui.theme import Theme
from senet_viewer.records import Gates
from senet_viewer.statistics import column_means

LIGHT_COLOURS = ("#a3200d", "#003f9e", "#00553a", "#7a1f6e")
DARK_COLOURS = ("#ff9a6e", "#7cc4ff", "#5fe0b0", "#f2b3e0")
PALE_BARS = 0.35
"""The opacity of bars below marks."""
SHAPE_PITCH = 2.5
"""From this many device-independent pixels a bar on, marks have their shapes."""
SMALLEST, LARGEST = 1.0, 5.0
"""Half the size of a shape in device-independent pixels."""

OUTLINES: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-1, -0.35), (1, -0.35), (1, 0.35), (-1, 0.35)),
    ((0, -1), (1, 0.9), (-1, 0.9)),
    ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
    ((-1, -0.9), (1, -0.9), (0, 1)),
    ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
)
"""Corners about the centre, y downwards: dash, triangle, diamond, triangle on its tip, square."""

SMALL_SHAPES: Mapping[int, tuple[tuple[str, ...], ...]] = {
    1: (
        (".#.", "###", "..."),
        (".#.", "###", ".#."),
        ("...", "###", ".#."),
        ("##.", "##.", "..."),
    ),
    2: (
        (".....", "..#..", ".###.", "#####", "....."),
        ("..#..", ".###.", "#####", ".###.", "..#.."),
        (".....", "#####", ".###.", "..#..", "....."),
        (".....", ".###.", ".###.", ".###.", "....."),
    ),
}
"""The shapes but the dash by half their size in device pixels, where outlines would run together.
"""

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (4, 2),
    (1.5, 1.8),
    (5, 1.8, 1.2, 1.8),
    (2.5, 1.5, 2.5, 3.5),
)
"""Dashes and gaps of each line, in units of its width; empty: solid."""


def mark_colour(index: int, theme: Theme) -> QColor:
    """The colour of the compared image of that place, from 0 (B)."""
    if index == 0:
        return QColor(theme.reference)
    colours = DARK_COLOURS if theme.dark else LIGHT_COLOURS
    return QColor(colours[(index - 1) % len(colours)])


def mark_pen(index: int, theme: Theme, width: float) -> QPen:
    """The line of a compared image."""
    pen = QPen(mark_colour(index, theme), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashes = DASHES[index % len(DASHES)]
    if dashes:
        pen.setDashPattern(list(dashes))
    return pen


def paint_mark(
    painter: QPainter, index: int, centre: QPointF, radius: float, theme: Theme, *, hollow: str = ""
) -> None:
    """The shape of a compared image; ``hollow`` is the colour of its inside."""
    paint_marks(painter, index, ((centre, hollow),), radius, theme)


def paint_marks(
    painter: QPainter,
    index: int,
    places: Iterable[tuple[QPointF, str]],
    radius: float,
    theme: Theme,
) -> None:
    """Shapes of a compared image: their centres, and the colours of their insides if hollow."""
    colour, outline = mark_colour(index, theme), _outline(index % len(OUTLINES), radius)
    inside = None
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for centre, hollow in places:
        if hollow != inside:
            inside = hollow
            painter.setPen(QPen(colour, 1.2) if hollow else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(hollow) if hollow else colour)
        painter.drawPolygon(outline.translated(centre))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


@lru_cache(maxsize=64)
def _outline(index: int, radius: float) -> QPolygonF:
    """The corners of a shape about the origin."""
    return QPolygonF([QPointF(x * radius, y * radius) for x, y in OUTLINES[index]])


def add_marks(plane: Plane, bars: Bars, view: BarsView) -> None:
    """Put the marks of ``bars`` into a plane of its bars, the first one on top.

    Where several channels share a pixel column a mark stands at their mean.
    """
    for index, values in reversed(bars.marks):
        shares = bars.shares(values)
        if view.shows_ranges:
            means = column_means(shares, view.first, view.last, view.columns)
            _add_dashes(plane, index, np.arange(view.columns), means, view)
        elif view.pitch < SHAPE_PITCH * view.scale or index == 0:
            columns = columns_on_bars(view, len(values))
            own = own_bars(view, len(values))[columns]
            _add_dashes(plane, index, columns, shares[own], view)
        else:
            _add_shapes(plane, index, shares, view)


def _rows(shares: Gates, view: BarsView) -> NDArray[np.intp]:
    return view.rows - np.rint(shares * view.rows).astype(np.intp)


def _add_dashes(
    plane: Plane, index: int, columns: NDArray[np.intp], shares: Gates, view: BarsView
) -> None:
    tall = view.rows >= TALL_ROWS * view.scale
    thickness = max(1, round(view.scale * (2 if tall or index else 1)))
    top = np.clip(_rows(shares, view), 0, view.rows - thickness)
    for row in range(thickness):
        plane[top + row, columns] = MARKS[index]


def _add_shapes(plane: Plane, index: int, shares: Gates, view: BarsView) -> None:
    radius = min(max(0.3 * view.pitch, SMALLEST * view.scale), LARGEST * view.scale)
    first = max(0, int(view.first))
    last = min(len(shares), int(np.ceil(view.last)))
    bars = np.arange(first, last)
    x = np.rint((bars + 0.5 - view.first) * view.pitch).astype(np.intp)
    y = _rows(shares[bars], view)
    down, right = _inside(index, round(radius))
    rows = np.clip(y[:, None] + down, 0, plane.shape[0] - 1)
    columns = np.clip(x[:, None] + right, 0, plane.shape[1] - 1)
    plane[rows, columns] = MARKS[index]


@lru_cache(maxsize=64)
def _inside(index: int, radius: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The pixels of a shape, ``[n]`` rows down and columns right of its centre."""
    if index and radius in SMALL_SHAPES:
        rows = SMALL_SHAPES[radius][(index - 1) % (len(OUTLINES) - 1)]
        down, right = np.nonzero(np.array([list(row) for row in rows]) == "#")
        return down - radius, right - radius
    corners = np.array(OUTLINES[index % len(OUTLINES)]) * radius
    reach = np.arange(-radius - 1, radius + 2)
    down, right = (one.ravel() for one in np.meshgrid(reach, reach, indexing="ij"))
    inside = np.ones(down.shape, bool)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        inside &= (x2 - x1) * (down - y1) - (y2 - y1) * (right - x1) >= -1e-9
    return down[inside].astype(np.intp), right[inside].astype(np.intp)
