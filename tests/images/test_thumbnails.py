"""Small copies fit, keep their shape and are antialiased."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from senet_viewer.images.thumbnails import photo, thumbnail
from senet_viewer.records import Pixels

Shrink = Callable[[Pixels, int], Pixels]


@pytest.mark.parametrize("shrink", [thumbnail, photo])
@pytest.mark.parametrize(
    ("height", "width", "expected"),
    [(600, 900, (64, 96)), (900, 600, (96, 64)), (500, 500, (96, 96)), (3000, 5, (96, 1))],
)
def test_copies_fit_inside_the_square_in_their_own_shape(
    shrink: Shrink, height: int, width: int, expected: tuple[int, int]
) -> None:
    small = shrink(np.zeros((height, width, 3), np.uint8), 96)
    assert small.shape == (*expected, 3)
    assert small.dtype == np.uint8


@pytest.mark.parametrize("shrink", [thumbnail, photo])
def test_small_pictures_stay_as_they_are(shrink: Shrink) -> None:
    pixels = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    assert np.array_equal(shrink(pixels, 96), pixels)


@pytest.mark.parametrize("shrink", [thumbnail, photo])
def test_fine_stripes_become_even_grey_rather_than_moire(shrink: Shrink) -> None:
    stripes = np.zeros((700, 700, 3), np.uint8)
    stripes[:, ::2] = 255
    small = shrink(stripes, 96).astype(int)
    assert np.abs(small[8:-8, 8:-8] - 128).max() <= 12
