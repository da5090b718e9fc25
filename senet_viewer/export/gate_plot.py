"""The bar plot of one block's gates: bars, or ranges a column, with reference ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from senet_viewer.export.lettering import POINTS
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
_HALO = 0.7
"""Points of ground around a tick, so that it is seen on bars of any colour."""


@dataclass(frozen=True)
class Area:
    """The data area of a plot in inches from the page's upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def column_width(self, dpi: int) -> float:
        """Points of a column that shows the range of several channels: two dots."""
        return 2 * max(_THINNEST, POINTS / dpi)

    def shows_ranges(self, channels: int, dpi: int) -> bool:
        """Whether so many bars would be too thin to be seen."""
        return self.width * POINTS / channels < max(_THINNEST, POINTS / dpi)

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
    """What a plot shows: gates ``[C]``, ticks ``[C]`` or None, and the order of both."""

    name: str
    gates: Gates
    reference: Gates | None
    order: Order
    colour: str


def plot_gates(sheet: Sheet, bars: Bars, area: Area) -> None:
    """Draw bars and ticks into ``area``.

    Each plot is a few paths, however many channels there are. Where bars would be thinner than a
    dot, each column of two dots shows its channels' range and their mean.
    """
    places = order_channels(bars.gates, bars.reference, bars.order)
    heights = np.clip(np.nan_to_num(bars.gates[places]), 0, 1)
    ticks = None if bars.reference is None else np.nan_to_num(bars.reference[places])
    for height in (0.0, 0.5, 1.0):
        sheet.line(area.x, area.y + area.height * (1 - height), area.width, sheet.palette.line)
    if area.shows_ranges(len(heights), sheet.dpi):
        _draw_ranges(sheet, bars, heights, ticks, area)
    else:
        _draw_bars(sheet, bars, heights, ticks, area)


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
    columns = max(1, int(area.width * POINTS / area.column_width(sheet.dpi)))
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
        alpha=alpha,
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
