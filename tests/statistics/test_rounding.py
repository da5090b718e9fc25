"""Rounding of stored averages is no finding: which differences count as one."""

from __future__ import annotations

import numpy as np
import pytest

import senet_viewer as sv
from senet_viewer.models.bundled import read_profile
from senet_viewer.records import Gates
from senet_viewer.resources import sample_images
from senet_viewer.statistics import (
    CLASS_STEP,
    FLOAT16_STEP,
    Order,
    below_noise,
    differs,
    most_unusual,
    order_channels,
    rounding_of,
    standing,
)

EXACT: Gates = np.random.default_rng(3).uniform(0.05, 0.95, 64).astype(np.float32)
AS_FLOAT16: Gates = EXACT.astype(np.float16).astype(np.float32)
AS_CLASS: Gates = (np.rint(EXACT / CLASS_STEP) * CLASS_STEP).astype(np.float32)


@pytest.mark.parametrize(
    ("reference", "step"), [(EXACT, 0.0), (AS_FLOAT16, FLOAT16_STEP), (AS_CLASS, CLASS_STEP)]
)
def test_the_step_is_read_from_how_a_reference_is_stored(reference: Gates, step: float) -> None:
    assert rounding_of(reference) == step
    assert not differs(EXACT, reference)


@pytest.mark.parametrize("reference", [AS_FLOAT16, AS_CLASS])
def test_rounding_makes_no_channel_unusual(reference: Gates) -> None:
    assert np.abs(EXACT - reference).max() > 1e-4
    assert most_unusual(EXACT, reference, 8) == ((), ())
    assert standing(EXACT, reference, 5).unusual_rank is None
    order = order_channels(EXACT, reference, Order.UNUSUAL)
    assert order.tolist() == list(range(64))


def test_what_is_more_than_rounding_is_found_among_what_is_not() -> None:
    gates = EXACT.copy()
    gates[7] += 2 * FLOAT16_STEP
    gates[9] -= 3 * FLOAT16_STEP
    assert differs(gates, AS_FLOAT16)
    opened, closed = most_unusual(gates, AS_FLOAT16, 8)
    assert [one.channel for one in opened] == [7]
    assert [one.channel for one in closed] == [9]
    assert standing(gates, AS_FLOAT16, 7).unusual_rank == 1
    assert order_channels(gates, AS_FLOAT16, Order.UNUSUAL)[:3].tolist() == [9, 7, 0]


def test_gates_of_a_picture_are_taken_as_they_are() -> None:
    gates = EXACT.copy()
    gates[7] += np.float32(1e-5)
    opened, closed = most_unusual(gates, EXACT, 8)
    assert ([one.channel for one in opened], closed) == ([7], ())


def test_rounding_counts_as_below_the_noise_where_there_is_none() -> None:
    silent = np.zeros(64, np.float32)
    assert below_noise(EXACT, AS_FLOAT16, silent).all()
    assert not below_noise(EXACT + np.float32(0.01), AS_FLOAT16, silent).any()


def test_the_first_block_of_the_bundled_network_does_not_depend_on_the_picture() -> None:
    """Its gates were seen to be the same for all pictures; those of the next block are not."""
    profile = read_profile()
    assert profile is not None
    seen = sv.inspect(sv.load_model("bundled"), sample_images()[0])
    first, second = seen.blocks[:2]
    assert not differs(first.gates, profile.mean[first.name])
    for means in profile.class_mean[first.name][:20]:
        assert not differs(first.gates, means)
    assert differs(second.gates, profile.mean[second.name])
