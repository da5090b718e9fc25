"""Ranks in words: a first place is not called 1st, and one that is shared says so."""

from __future__ import annotations

import numpy as np
import pytest

from senet_viewer.gui.plots.rank_wording import (
    alike_rank_words,
    change_words,
    height_words,
    ordinal,
    size_words,
)
from senet_viewer.statistics import standing


@pytest.mark.parametrize(
    ("rank", "word"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
        (1023, "1023rd"),
    ],
)
def test_ranks_are_ordinals(rank: int, word: str) -> None:
    assert ordinal(rank) == word


def height(gates: list[float], channel: int) -> str:
    values = np.array(gates, np.float32)
    return height_words(values, standing(values, None, channel))


def test_heights_count_from_the_highest() -> None:
    assert height([0.1, 0.9, 0.5], 1) == "the highest of 3"
    assert height([0.1, 0.9, 0.5], 2) == "2nd highest of 3"


def test_a_saturated_block_has_many_that_are_the_highest() -> None:
    assert height([1.0, 0.9, 1.0, 1.0], 0) == "the highest of 4, as 2 others"
    assert height([1.0, 0.9, 1.0, 1.0], 1) == "4th highest of 4"


@pytest.mark.parametrize(
    ("rank", "opened", "text"),
    [
        (1, True, "the most opened of 64"),
        (1, False, "the most closed of 64"),
        (2, True, "2nd most opened of 64"),
        (3, False, "3rd most closed of 64"),
    ],
)
def test_changes_count_in_their_direction(rank: int, opened: bool, text: str) -> None:
    assert change_words(rank, 64, opened=opened) == text


def test_blocks_count_from_the_most_alike_to_the_least() -> None:
    words = [alike_rank_words(rank, 3) for rank in (1, 2, 3)]
    assert words == ["the most alike of 3", "2nd most alike of 3", "the least alike of 3"]


def test_departures_count_from_the_largest() -> None:
    assert [size_words(rank, 8) for rank in (1, 2)] == ["the largest of 8", "2nd largest of 8"]
