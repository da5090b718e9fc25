"""Turns gates into an opacity plane, one NumPy pass a plot: single bars, or ranges a pixel column.

The plane holds one byte a device pixel: 0 is empty, 1 to ``SOLID`` the opacity of the stage's
colour, ``TICK`` the reference's tick, ``MARKS`` those of compared images. Colours are a table, so a
change of theme paints nothing new.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from senet_viewer.records import Gates
from senet_viewer.statistics import column_ranges

Plane = NDArray[np.uint8]
"""Opacities, shape ``[rows, columns]``, the top row first."""

Heights = NDArray[np.int16]
"""Numbers of pixel rows."""

Flags = NDArray[np.bool_]
"""Yes or no for each bar."""

SOLID = 250
TICK = 255
MARKS = (TICK, 251, 252, 253, 254)
"""The marks of compared images; the first one is the reference."""
UP_TO_MEAN = 196
"""Opacity between the lowest and the mean gate of a pixel column's channels."""
UP_TO_HIGHEST = 80
"""Opacity between the mean and the highest gate of a pixel column's channels."""

PALE = 96
"""Opacity of bars whose difference from the reference is below the noise."""

CRISP_PITCH = 3.0
"""From this many device pixels a bar on, its edges are snapped to pixels."""
GAP_PITCH = 2.0
"""From this many device pixels a bar on, bars stand apart."""
TICK_PITCH = 2.5
"""From this many device-independent pixels a bar on, the reference is shown as ticks."""
TICK_OVER_GAP = 6.0
"""Below this many device-independent pixels a bar, ticks reach over the gap to be seen."""
TALL_ROWS = 200
"""From this many device-independent pixels of height on, ticks are two pixels thick."""
WIDE_PITCH = 14.0
"""From this many device-independent pixels a bar on, the gap is two pixels wide."""
BROAD_PITCH = 24.0
"""From this many device-independent pixels a bar on, a share of them is gap, on both sides."""
BROAD_GAP = 0.3


@dataclass(frozen=True)
class Bars:
    """What a plot paints: gates and reference ``[C]``, both in the order shown.

    ``gates`` is None while they are still to come. The labels are those of the first and the last
    bar: channel numbers from 0, or ranks from 1. ``names`` are those of all bars where a filter
    leaves gaps between the channel numbers, else empty. ``pale`` ``[C]`` says which bars are below
    the noise; ranges never are, and ``range_caption`` says nothing of it. ``marks`` are compared
    images by their places, from 0, each ``[C]``. With ``top`` all of these are differences, on an
    axis from −top to top.
    """

    channels: int
    gates: Gates | None
    reference: Gates | None
    first_label: str
    last_label: str
    caption: str
    names: tuple[str, ...] = ()
    pale: Flags | None = None
    marks: tuple[tuple[int, Gates], ...] = ()
    top: float | None = None
    range_caption: str = ""

    @property
    def zero(self) -> float:
        """Where bars begin, as a share of the axis."""
        return 0.0 if self.top is None else 0.5

    def shares(self, values: Gates) -> Gates:
        """Where values stand on the axis, 0 at its lower end, 1 at its upper one."""
        if self.top is None:
            return values
        return np.asarray(np.clip(values / self.top, -1, 1) * 0.5 + 0.5, np.float32)

    @property
    def labels(self) -> tuple[object, ...]:
        """What the axis shows of it."""
        ends = self.first_label, self.last_label
        return self.channels, *ends, self.caption, self.range_caption, self.names


@dataclass(frozen=True)
class BarsView:
    """What part of the bars is painted, and onto how many device pixels.

    ``first`` and ``last`` are positions on the bar axis (bar *i* spans *i*..*i*+1);
    ``scale`` is the number of device pixels a device-independent one.
    """

    first: float
    last: float
    columns: int
    rows: int
    scale: float = 1.0

    @property
    def pitch(self) -> float:
        """Device pixels a bar, its gap included."""
        return self.columns / (self.last - self.first)

    @property
    def gaps(self) -> tuple[int, int]:
        """Device pixels of gap before and after each crisp bar, within its pitch."""
        if self.pitch >= BROAD_PITCH * self.scale:
            whole = round(BROAD_GAP * self.pitch)
            return whole // 2, whole - whole // 2
        gap = max(1, round(self.scale))
        return 0, 2 * gap if self.pitch >= WIDE_PITCH * self.scale else gap

    @property
    def shows_ranges(self) -> bool:
        """Whether there are more channels than pixel columns."""
        return self.pitch < 1

    @property
    def shows_ticks(self) -> bool:
        """Whether bars are wide enough for a tick each."""
        return self.pitch >= TICK_PITCH * self.scale


def opacity_plane(
    values: Gates, reference: Gates | None, view: BarsView, pale: Flags | None = None
) -> Plane:
    """The plane of ``values`` ``[C]``, in the order in which they stand, as ``view`` shows them.

    A gate of height *g* fills the lowest ``round(g * rows)`` rows of its bar, at least one.
    ``reference`` ``[C]`` in the same order adds a tick on each bar where ``view.shows_ticks``;
    single bars that are ``pale`` ``[C]`` get less opacity.
    """
    if view.shows_ranges:
        return _ranges(values, view)
    if view.pitch < CRISP_PITCH:
        plane, covered = _soft_bars(values, view, pale)
    else:
        plane, covered = _crisp_bars(values, view, pale)
    if reference is not None and view.shows_ticks:
        _add_ticks(plane, reference, view, covered)
    return plane


def plane_of(bars: Bars, gates: Gates, view: BarsView) -> Plane:
    """The plane of ``bars``, whose ``gates`` are there, without the marks of compared images."""
    if bars.top is None:
        return opacity_plane(gates, bars.reference, view, bars.pale)
    return _signed_bars(bars.shares(gates), view, bars.pale)


def filled_rows(values: Gates, rows: int) -> Heights:
    """How many of ``rows`` pixel rows a bar of each value fills, from the bottom; at least one."""
    filled: Heights = np.maximum(np.rint(values * np.float32(rows)), 1).astype(np.int16)
    return filled


def bars_at(view: BarsView, column: int, channels: int) -> range:
    """The bar under a device pixel column, or all that share it where ranges are shown."""
    if not view.shows_ranges:
        position = view.first + (column + 0.5) / view.pitch
        bar = int(min(max(position, 0), channels - 1))
        return range(bar, bar + 1)
    edges = np.linspace(view.first, view.last, view.columns + 1)[column : column + 2]
    begin = int(np.clip(np.floor(edges[0]), 0, channels - 1))
    return range(begin, int(np.clip(np.ceil(edges[1]), begin + 1, channels)))


def _above(rows: int) -> Heights:
    """How many rows lie below each pixel row, the top row first, as a column."""
    return np.arange(rows - 1, -1, -1, dtype=np.int16)[:, None]


def _filled(above: Heights, filled: Heights, opacity: NDArray[np.uint8] | np.uint8) -> Plane:
    """A plane of bars that fill so many rows, each with its opacity."""
    below_top: Plane = (above < filled).view(np.uint8)
    below_top *= opacity
    return below_top


def _ranges(values: Gates, view: BarsView) -> Plane:
    ranges = column_ranges(values, view.first, view.last, view.columns)
    above, rows = _above(view.rows), view.rows
    # Planes add up: what lies below the lowest lies below the mean and the highest too.
    plane = _filled(above, filled_rows(ranges.highest, rows), np.uint8(UP_TO_HIGHEST))
    plane += _filled(above, filled_rows(ranges.mean, rows), np.uint8(UP_TO_MEAN - UP_TO_HIGHEST))
    plane += _filled(above, filled_rows(ranges.lowest, rows), np.uint8(SOLID - UP_TO_MEAN))
    return plane


@dataclass(frozen=True)
class _Covered:
    """The bar of each device pixel column, and whether the column lies on it or in a gap."""

    bar: NDArray[np.intp]
    on_bar: NDArray[np.bool_]


def _opacities(pale: Flags | None, bars: NDArray[np.intp]) -> NDArray[np.uint8] | np.uint8:
    """The opacity of each of ``bars``."""
    if pale is None:
        return np.uint8(SOLID)
    return np.where(pale[bars], np.uint8(PALE), np.uint8(SOLID))


@lru_cache(maxsize=64)
def _covered(view: BarsView, count: int) -> _Covered:
    """Alike for a stage's plots, and for all marks of one; nobody writes into it."""
    before, after = view.gaps if view.pitch >= CRISP_PITCH else (0, 0)
    columns = np.arange(-before, view.columns + after)
    bar = np.floor(view.first + (columns + 0.5) / view.pitch).astype(np.intp)
    on_bar = bar[: view.columns] == bar[before + after :]
    return _Covered(np.clip(bar[before : before + view.columns], 0, count - 1), on_bar)


def own_bars(view: BarsView, count: int) -> NDArray[np.intp]:
    """The bar of each device pixel column, where a bar has at least one."""
    return _covered(view, count).bar


def columns_on_bars(view: BarsView, count: int) -> NDArray[np.intp]:
    """The columns that ticks and marks reach over: narrow bars' gaps too."""
    on_bar = _covered(view, count).on_bar
    return np.flatnonzero(on_bar | (view.pitch < TICK_OVER_GAP * view.scale))


def _crisp_bars(values: Gates, view: BarsView, pale: Flags | None) -> tuple[Plane, _Covered]:
    covered = _covered(view, len(values))
    heights = filled_rows(values, view.rows)[covered.bar]
    filled = np.where(covered.on_bar, heights, np.int16(0))
    return _filled(_above(view.rows), filled, _opacities(pale, covered.bar)), covered


def _signed_bars(shares: Gates, view: BarsView, pale: Flags | None) -> Plane:
    """Bars up or down from the middle; where columns are shared, their mean and their range."""
    above, zero = _above(view.rows), round(0.5 * view.rows)
    if view.shows_ranges:
        ranges = column_ranges(shares, view.first, view.last, view.columns)
        plane = _between(above, _height(ranges.lowest, view), zero, np.uint8(UP_TO_HIGHEST))
        plane |= _between(above, _height(ranges.highest, view), zero, np.uint8(UP_TO_HIGHEST))
        mean = _between(above, _height(ranges.mean, view), zero, np.uint8(SOLID))
        return np.maximum(plane, mean)
    covered = _covered(view, len(shares))
    heights = np.where(covered.on_bar, _height(shares, view)[covered.bar], zero)
    return _between(above, heights, zero, _opacities(pale, covered.bar))


def _height(shares: Gates, view: BarsView) -> NDArray[np.intp]:
    return np.rint(shares * view.rows).astype(np.intp)


def _between(
    above: Heights, heights: NDArray[np.intp], zero: int, opacity: NDArray[np.uint8] | np.uint8
) -> Plane:
    """A plane filled from the row ``zero`` up or down to ``heights``."""
    low = np.minimum(heights, zero).astype(np.int16)
    high = np.maximum(heights, zero).astype(np.int16)
    plane: Plane = ((above >= low) & (above < high)).view(np.uint8)
    plane *= opacity
    return plane


def _soft_bars(values: Gates, view: BarsView, pale: Flags | None) -> tuple[Plane, _Covered]:
    """Bars of one to three pixels: a column mixes its two bars by the share each covers."""
    # Gaps begin at two pixels: a smaller share of a pixel would only make stripes.
    gap = 0.25 * max(0.0, view.pitch - GAP_PITCH) / (CRISP_PITCH - GAP_PITCH)
    edges = np.linspace(view.first, view.last, view.columns + 1)
    left, right = edges[:-1], edges[1:]
    one = np.clip(np.floor(left), 0, len(values) - 1).astype(np.intp)
    two = np.clip(np.floor(right), 0, len(values) - 1).astype(np.intp)
    share_one = np.clip(np.minimum(right, one + 1 - gap) - left, 0, None)
    share_two = np.where(two > one, np.clip(np.minimum(right, two + 1 - gap) - two, 0, None), 0)
    filled = filled_rows(values, view.rows)
    above = _above(view.rows)
    # Rounded down, so that two shares of one column never add up to more than SOLID.
    opacities = [
        (np.minimum(share * view.pitch, 1) * _opacities(pale, bar)).astype(np.uint8)
        for share, bar in ((share_one, one), (share_two, two))
    ]
    plane = _filled(above, filled[one], opacities[0])
    plane += _filled(above, filled[two], opacities[1])
    larger = np.where(share_one >= share_two, one, two)
    return plane, _Covered(larger, np.maximum(share_one, share_two) * view.pitch >= 0.5)


def _add_ticks(plane: Plane, reference: Gates, view: BarsView, covered: _Covered) -> None:
    thickness = max(1, round(view.scale * (2 if view.rows >= TALL_ROWS * view.scale else 1)))
    columns = np.flatnonzero(covered.on_bar | (view.pitch < TICK_OVER_GAP * view.scale))
    top = view.rows - np.rint(reference[covered.bar[columns]] * view.rows).astype(np.intp)
    top = np.clip(top, 0, view.rows - thickness)
    for row in range(thickness):
        plane[top + row, columns] = TICK
