"""The bar plot of one block's gates: bars, or ranges a pixel column, with reference ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from senet_viewer.export.palette import Palette
from senet_viewer.export.sheet import DPI, POINTS
from senet_viewer.records import Gates
from senet_viewer.statistics import Order, column_ranges, order_channels

Values = NDArray[np.float64]

_GAP_FROM = 3.5
"""From this many pixels a bar on, bars are drawn apart."""

PIXELS_A_COLUMN = 2
"""Width of a column that shows the range of several channels: a dot of a figure at 1×."""

_BAR_SHARE = 0.78
"""Share of its place that a bar fills where bars are drawn apart."""


@dataclass(frozen=True)
class Area:
    """The size in inches of a plot's data area, for paths that are fine but not finer."""

    width: float
    height: float

    @property
    def pixels(self) -> int:
        """Columns of a PNG's pixels."""
        return round(self.width * DPI)

    def shows_ranges(self, channels: int) -> bool:
        """Whether so many bars are too many for the pixels there are."""
        return channels > self.pixels

    def rounded_x(self, x: Values, channels: int) -> Values:
        """Positions on the bar axis to a hundredth of a point: short numbers in vector files."""
        steps = round(self.width * POINTS * 100) / channels
        return np.round(x * steps) / steps

    def rounded_y(self, heights: Gates) -> Values:
        """Heights 0..1 likewise."""
        steps = round(self.height * POINTS * 100)
        return np.round(heights.astype(np.float64) * steps) / steps


@dataclass(frozen=True)
class Look:
    """The colours of a plot."""

    stage: str
    palette: Palette


def plot_gates(
    axes: Axes, gates: Gates, reference: Gates | None, order: Order, look: Look, area: Area
) -> None:
    """Draw ``gates`` ``[C]`` into ``axes`` of the given ``area``, in the given order.

    Each plot is a few paths, however many channels there are. Where channels outnumber the
    pixels of a PNG, each column of one pixel shows its channels' range and their mean.
    """
    channels = len(gates)
    places = order_channels(gates, reference, order)
    heights = np.clip(np.nan_to_num(gates[places]), 0, 1)
    ticks = None if reference is None else reference[places]
    axes.set_xlim(0, channels)
    axes.set_ylim(0, 1)
    _grid(axes, look.palette)
    if area.shows_ranges(channels):
        _draw_ranges(axes, heights, ticks, look, area)
    else:
        _draw_bars(axes, heights, ticks, look, area)
    _label(axes, channels, order)


def _grid(axes: Axes, palette: Palette) -> None:
    for height in (0.0, 0.5, 1.0):
        axes.axhline(height, color=palette.line, linewidth=0.5, zorder=0, clip_on=False)


def _label(axes: Axes, channels: int, order: Order) -> None:
    axes.set_yticks([0, 0.5, 1], ["0", ".5", "1"])
    last = channels - 0.5
    if order is Order.CHANNEL:
        axes.set_xticks([0.5, last], ["0", str(channels - 1)])
    else:
        axes.set_xticks([0.5, last], ["1", str(channels)])
    left, right = axes.get_xticklabels()
    left.set_horizontalalignment("left")
    right.set_horizontalalignment("right")


def _draw_bars(axes: Axes, heights: Gates, ticks: Gates | None, look: Look, area: Area) -> None:
    channels = len(heights)
    places = np.arange(channels, dtype=np.float64)
    left, right = area.rounded_x(places, channels), area.rounded_x(places + 1, channels)
    tops = area.rounded_y(heights)
    apart = area.pixels / channels >= _GAP_FROM
    if apart:
        margin = (1 - _BAR_SHARE) / 2
        inner = (
            area.rounded_x(places + margin, channels),
            area.rounded_x(places + 1 - margin, channels),
        )
        shape = rectangles(*inner, tops)
    else:
        shape = staircase(np.append(left, channels), tops)
    _fill(axes, shape, look.stage, 2)
    if ticks is not None:
        width = 0.9 if apart else 0.6
        _stroke(axes, dashes(left, right, area.rounded_y(ticks)), look.palette.reference, width)


def _draw_ranges(axes: Axes, heights: Gates, ticks: Gates | None, look: Look, area: Area) -> None:
    channels, columns = len(heights), area.pixels // PIXELS_A_COLUMN
    edges = area.rounded_x(np.linspace(0, channels, columns + 1), channels)
    ranges = column_ranges(heights, 0, channels, columns)
    for values, opacity in ((ranges.highest, 0.3), (ranges.mean, 0.55), (ranges.lowest, 1.0)):
        _fill(axes, staircase(edges, area.rounded_y(values)), look.stage, 2, opacity)
    if ticks is not None:
        means = area.rounded_y(column_ranges(ticks, 0, channels, columns).mean)
        _stroke(axes, dashes(edges[:-1], edges[1:], means), look.palette.reference, 0.5)


def _fill(axes: Axes, path: Path, colour: str, order: float, alpha: float = 1.0) -> None:
    axes.add_patch(PathPatch(path, facecolor=colour, linewidth=0, alpha=alpha, zorder=order))


def _stroke(axes: Axes, path: Path, colour: str, width: float) -> None:
    axes.add_patch(
        PathPatch(path, fill=False, edgecolor=colour, linewidth=width, capstyle="butt", zorder=3)
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
