"""Maps are painted with whole pixels a cell, and as the photo beside them where that can be."""

from __future__ import annotations

import numpy as np
import pytest

from senet_viewer.gui.plots.map_layout import CellGrid, grid_for, largest, merged


@pytest.mark.parametrize("cells", [32, 16, 8, 4])
@pytest.mark.parametrize("room", [140, 166, 190])
def test_cells_and_the_photos_pixels_are_both_whole(cells: int, room: int) -> None:
    grid = grid_for(cells, 64, room)
    assert grid.side == 128
    assert grid.pitch * cells == grid.side
    assert grid.merged == 1


@pytest.mark.parametrize(("cells", "side"), [(56, 112), (28, 140), (14, 154), (7, 161)])
def test_where_the_photo_is_too_large_the_cells_alone_are_whole(cells: int, side: int) -> None:
    assert grid_for(cells, 224, 166).side == side


@pytest.mark.parametrize("cells", [56, 28, 14, 7])
def test_with_more_pixels_the_photo_is_crisp_too(cells: int) -> None:
    assert grid_for(cells, 224, 260).side == 224


@pytest.mark.parametrize("cells", [1, 5, 31, 100, 224, 384, 1000])
@pytest.mark.parametrize("room", [72, 166, 400])
def test_a_map_never_leaves_its_room_and_no_cell_is_left_out(cells: int, room: int) -> None:
    grid = grid_for(cells, 224, room)
    assert 0 < grid.side <= room
    assert grid.cells * grid.merged >= cells
    assert grid.merged == 1 or cells > room


def test_more_cells_than_pixels_share_a_square_as_their_mean() -> None:
    assert grid_for(224, 224, 166) == CellGrid(112, 1, 2)
    values = np.arange(25, dtype=np.float32).reshape(5, 5)
    means = merged(values, 2)
    assert means.shape == (3, 3)
    assert means[0, 0] == values[:2, :2].mean()
    assert means[2, 0] == values[4:, :2].mean()
    assert means[2, 2] == values[4, 4]
    assert merged(values, 1) is values


def test_a_scale_ends_at_the_largest_value_on_either_side() -> None:
    assert largest(np.array([[-3.0, 2.0]], np.float32)) == 3.0
    assert largest(np.empty((0, 0), np.float32)) == 0.0
