"""The opacity plane: single bars, ranges a pixel column, ticks."""

from __future__ import annotations

import numpy as np
import pytest

from senet_viewer.gui.plots.bars import (
    SOLID,
    TICK,
    UP_TO_HIGHEST,
    UP_TO_MEAN,
    BarsView,
    Plane,
    bars_at,
    filled_rows,
    opacity_plane,
)
from senet_viewer.records import Gates
from senet_viewer.statistics import column_ranges
from tests.gui.plots.networks import gates


def levels(plane: Plane, column: int, opacity: int) -> int:
    """How many pixels of a column have at least an opacity."""
    return int((plane[:, column] >= opacity).sum())


@pytest.mark.parametrize(("columns", "first", "last"), [(400, 0, 2048), (150, 100.5, 900.25)])
def test_a_dense_column_shows_lowest_mean_and_highest_gate_of_its_channels(
    columns: int, first: float, last: float
) -> None:
    values = gates(2048, seed=1)
    view = BarsView(first, last, columns, rows=80)
    plane = opacity_plane(values, None, view)
    ranges = column_ranges(values, first, last, columns)
    for column in range(columns):
        for opacity, value in (
            (SOLID, ranges.lowest[column]),
            (UP_TO_MEAN, ranges.mean[column]),
            (UP_TO_HIGHEST, ranges.highest[column]),
        ):
            assert levels(plane, column, opacity) == filled_rows(np.array([value]), 80)[0]


def test_one_open_channel_among_thousands_is_never_lost() -> None:
    values = np.full(2048, 0.05, np.float32)
    values[1234] = 1.0
    view = BarsView(0, 2048, 300, rows=60)
    plane = opacity_plane(values, None, view)
    tall = np.flatnonzero(plane[0])
    assert len(tall) in (1, 2)
    assert all(1234 in bars_at(view, int(column), 2048) for column in tall)


def test_zooming_in_resolves_single_bars() -> None:
    values = gates(2048, seed=2)
    view = BarsView(500, 540, columns=400, rows=100)
    assert not view.shows_ranges
    plane = opacity_plane(values, None, view)
    for bar in range(500, 540):
        middle = int((bar - 500 + 0.4) * view.pitch)
        assert list(bars_at(view, middle, 2048)) == [bar]
        assert levels(plane, middle, SOLID) == round(float(values[bar]) * 100)


@pytest.mark.parametrize("columns", [640, 300, 130, 70])
def test_bars_of_any_width_have_the_height_of_their_gate(columns: int) -> None:
    values: Gates = np.linspace(0.1, 1, 64, dtype=np.float32)
    view = BarsView(0, 64, columns, rows=50)
    plane = opacity_plane(values, None, view)
    for bar in range(64):
        own = range(int(bar * view.pitch), int((bar + 1) * view.pitch))
        tallest = max(int((plane[:, column] > 0).sum()) for column in own)
        assert abs(tallest - float(values[bar]) * 50) <= 1.5


def test_a_closed_gate_still_has_a_bar() -> None:
    plane = opacity_plane(np.zeros(4, np.float32), None, BarsView(0, 4, 40, 20))
    assert levels(plane, 2, SOLID) == 1


def test_the_reference_is_a_tick_on_each_bar() -> None:
    values, average = np.full(10, 0.5, np.float32), np.full(10, 0.8, np.float32)
    plane = opacity_plane(values, average, BarsView(0, 10, 100, rows=50))
    assert set(np.flatnonzero((plane == TICK).any(axis=1))) == {10}
    assert (plane[10] == TICK).mean() > 0.7


def test_ticks_give_way_where_bars_are_too_narrow() -> None:
    values = gates(256, seed=3)
    narrow, wide = BarsView(0, 256, 400, 50), BarsView(0, 256, 768, 50)
    assert TICK not in opacity_plane(values, values, narrow)
    assert TICK in opacity_plane(values, values, wide)


def test_on_a_fine_screen_ticks_and_gaps_are_as_thick_as_elsewhere() -> None:
    values, average = np.full(10, 0.5, np.float32), np.full(10, 0.8, np.float32)
    plane = opacity_plane(values, average, BarsView(0, 10, 200, rows=100, scale=2))
    assert (plane == TICK).any(axis=1).sum() == 2
    assert (plane[-1] == 0).sum() == 10 * 2


def test_every_column_belongs_to_some_bar() -> None:
    for columns in (37, 64, 100, 500):
        view = BarsView(3.5, 60.25, columns, 10)
        for column in range(columns):
            bars = bars_at(view, column, 64)
            assert 3 <= bars[0] <= bars[-1] < 64
