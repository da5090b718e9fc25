"""The bar plot of one block's gates: bars, or ranges a column, with reference ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from senet_viewer.export.lettering import POINTS
from senet_viewer.export.marks import LETTERS, shapes
from senet_viewer.export.sheet import Sheet
from senet_viewer.records import Gates
from senet_viewer.statistics import Order, column_ranges, order_channels

Values = NDArray[np.float64]

_APART_FROM = 1.3
"""From this many points a bar on, bars are drawn apart."""

_THINNEST = 0.25
"""Points: what is thinner does not print."""

_BAR_SHARE = 0.78
"""Share of its place that a bar fills where bars are drawn apart."""

_TICK = 0.9
_THIN_TICK = 0.6
_PALE = 0.4
"""Opacity of bars below the marks of other images."""

_MARKED_COLUMN = 1.5
"""Points: with marks, channels that are closer share a column, or marks would hide each other."""

_SHAPES_FROM = 3.0
"""From this many points a bar on, marks have their shapes; below they are dashes."""

_LARGEST_SHAPE = 2.0
_MARK = 0.9
_HALO = 0.7
"""Points of ground around a tick, so that it is seen on bars of any colour."""


@dataclass(frozen=True)
class Area:
    """The data area of a plot in inches from the page's upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def column_width(self, dpi: int, *, marked: bool = False) -> float:
        """Points of a column that shows the range of several channels: two dots, or a mark."""
        dots = 2 * max(_THINNEST, POINTS / dpi)
        return max(dots, _MARKED_COLUMN) if marked else dots

    def shows_ranges(self, channels: int, dpi: int, *, marked: bool = False) -> bool:
        """Whether so many bars would be too thin to be seen, or to carry marks."""
        least = _MARKED_COLUMN if marked else max(_THINNEST, POINTS / dpi)
        return self.width * POINTS / channels < least

    def rounded_x(self, x: Values, channels: int) -> Values:
        """Positions on the bar axis to a hundredth of a point: short numbers in vector files."""
        steps = round(self.width * POINTS * 100) / channels
        return np.round(x * steps) / steps

    def rounded_y(self, heights: Gates) -> Values:
        """Heights 0..1 likewise."""
        steps = round(self.height * POINTS * 100)
        return np.round(heights.astype(np.float64) * steps) / steps


@dataclass(frozen=True)
class Bars:
    """What a plot shows: gates ``[C]``, ticks ``[C]`` or None, and the order of both.

    ``marks`` are the gates ``[C]`` of other images with their colours. With them the bars are pale
    and there are no ticks; the first of them is what the order goes by.
    """

    name: str
    gates: Gates
    reference: Gates | None
    order: Order
    colour: str
    marks: tuple[tuple[Gates, str], ...] = ()

    @property
    def opacity(self) -> float:
        return _PALE if self.marks else 1.0


def plot_gates(sheet: Sheet, bars: Bars, area: Area) -> None:
    """Draw bars and ticks into ``area``.

    Each plot is a few paths, however many channels there are. Where bars would be thinner than a
    dot, each column of two dots shows its channels' range and their mean.
    """
    compared = bars.marks[0][0] if bars.marks else bars.reference
    places = order_channels(bars.gates, compared, bars.order)
    heights = np.clip(np.nan_to_num(bars.gates[places]), 0, 1)
    ticks = None if bars.reference is None else np.nan_to_num(bars.reference[places])
    for height in (0.0, 0.5, 1.0):
        sheet.line(area.x, area.y + area.height * (1 - height), area.width, sheet.palette.line)
    if area.shows_ranges(len(heights), sheet.dpi, marked=bool(bars.marks)):
        _draw_ranges(sheet, bars, heights, ticks, area)
    else:
        _draw_bars(sheet, bars, heights, ticks, area)
    for index in reversed(range(len(bars.marks))):
        gates, colour = bars.marks[index]
        values = np.clip(np.nan_to_num(gates[places]), 0, 1)
        _draw_marks(sheet, f"{bars.name}.{LETTERS[index + 1]}", index, values, colour, area)


def _draw_marks(
    sheet: Sheet, name: str, index: int, values: Gates, colour: str, area: Area
) -> None:
    """The gates of another image: shapes where bars are wide, else dashes, means where shared."""
    channels = len(values)
    box = (area.x, area.y, area.width, area.height)
    pitch = area.width * POINTS / channels
    if index and pitch >= _SHAPES_FROM:
        centres = (np.arange(channels) + 0.5) * area.width / channels
        half = min(0.45 * pitch, _LARGEST_SHAPE) / POINTS
        path = shapes(index, centres, values.astype(np.float64) * area.height, half)
        sheet.path(path, (area.width, area.height), box, fill=colour, order=3, name=name)
        return
    columns = channels
    if area.shows_ranges(channels, sheet.dpi, marked=True):
        columns = int(area.width * POINTS / area.column_width(sheet.dpi, marked=True))
        values = column_ranges(values, 0, channels, columns).mean
    edges = area.rounded_x(np.linspace(0, channels, columns + 1), channels)
    path = dashes(edges[:-1], edges[1:], area.rounded_y(values))
    extent = (channels, 1.0)
    sheet.path(path, extent, box, edge=colour, line_width=_MARK, order=3, name=name)


def _draw_bars(sheet: Sheet, bars: Bars, heights: Gates, ticks: Gates | None, area: Area) -> None:
    channels = len(heights)
    places = np.arange(channels, dtype=np.float64)
    left, right = area.rounded_x(places, channels), area.rounded_x(places + 1, channels)
    tops = area.rounded_y(heights)
    apart = area.width * POINTS / channels >= _APART_FROM
    if apart:
        margin = (1 - _BAR_SHARE) / 2
        inner = (
            area.rounded_x(places + margin, channels),
            area.rounded_x(places + 1 - margin, channels),
        )
        shape = rectangles(*inner, tops)
    else:
        shape = staircase(np.append(left, channels), tops)
    _fill(sheet, bars, shape, channels, area)
    if ticks is not None:
        path = dashes(left, right, area.rounded_y(ticks))
        _stroke(sheet, bars, path, channels, area, _TICK if apart else _THIN_TICK)


def _draw_ranges(sheet: Sheet, bars: Bars, heights: Gates, ticks: Gates | None, area: Area) -> None:
    channels = len(heights)
    marked = bool(bars.marks)
    columns = max(1, int(area.width * POINTS / area.column_width(sheet.dpi, marked=marked)))
    edges = area.rounded_x(np.linspace(0, channels, columns + 1), channels)
    ranges = column_ranges(heights, 0, channels, columns)
    for values, opacity in ((ranges.highest, 0.3), (ranges.mean, 0.55), (ranges.lowest, 1.0)):
        _fill(sheet, bars, staircase(edges, area.rounded_y(values)), channels, area, opacity)
    if ticks is not None:
        means = area.rounded_y(column_ranges(ticks, 0, channels, columns).mean)
        _stroke(sheet, bars, dashes(edges[:-1], edges[1:], means), channels, area, _THIN_TICK)


def _fill(
    sheet: Sheet, bars: Bars, path: Path, channels: int, area: Area, alpha: float = 1.0
) -> None:
    sheet.path(
        path,
        (channels, 1.0),
        (area.x, area.y, area.width, area.height),
        fill=bars.colour,
        alpha=alpha * bars.opacity,
        name=f"{bars.name}.bars",
    )


def _stroke(sheet: Sheet, bars: Bars, path: Path, channels: int, area: Area, width: float) -> None:
    palette = sheet.palette
    for colour, points, order in (
        (palette.panel, width + _HALO, 2.5),
        (palette.reference, width, 3.0),
    ):
        sheet.path(
            path,
            (channels, 1.0),
            (area.x, area.y, area.width, area.height),
            edge=colour,
            line_width=points,
            order=order,
            name=f"{bars.name}.ticks" if order == 3.0 else "",
        )


def rectangles(left: Values, right: Values, heights: Values) -> Path:
    """One path of a rectangle a bar, from 0 to its height."""
    zeros = np.zeros(len(heights))
    x = np.stack((left, left, right, right, left), axis=1)
    y = np.stack((zeros, heights, heights, zeros, zeros), axis=1)
    codes = np.tile([Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY], len(heights))
    return Path(np.stack((x.ravel(), y.ravel()), axis=1), codes)


def staircase(edges: Values, heights: Values) -> Path:
    """One closed path under steps of the given heights, between ``len(heights) + 1`` edges."""
    x = np.repeat(edges, 2)
    y = np.concatenate(([0.0], np.repeat(heights, 2), [0.0]))
    return Path(np.stack((x, y), axis=1), closed=False)


def dashes(left: Values, right: Values, heights: Values) -> Path:
    """One path of a level line a bar."""
    x = np.stack((left, right), axis=1).ravel()
    codes = np.tile([Path.MOVETO, Path.LINETO], len(heights))
    return Path(np.stack((x, np.repeat(heights, 2)), axis=1), codes)
