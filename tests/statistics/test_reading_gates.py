"""What NumPy says for reading gates: filters, histograms, and the noise of differences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from senet_viewer.records import Gates
from senet_viewer.statistics import (
    HISTOGRAM_BINS,
    ChannelFilter,
    Extreme,
    Order,
    below_noise,
    extreme_channels,
    histogram,
    noise_of,
    parts_equals,
    shown_channels,
)
from tests.gui.plots.networks import card, inspection

GATES: Gates = np.array([0.5, 0.9, 0.1, 0.7, 0.3, 0.2], np.float32)
AVERAGE: Gates = np.array([0.5, 0.8, 0.5, 0.1, 0.3, 0.25], np.float32)


class TestFilter:
    @pytest.mark.parametrize(
        ("extreme", "kept"),
        [
            (Extreme.HIGHEST, [1, 3, 0]),
            (Extreme.LOWEST, [2, 5, 4]),
            (Extreme.UNUSUAL, [3, 2, 1]),
        ],
    )
    def test_keeps_the_most_extreme_channels(self, extreme: Extreme, kept: list[int]) -> None:
        channels = extreme_channels(GATES, AVERAGE, ChannelFilter(extreme, 3))
        assert channels.tolist() == kept

    @pytest.mark.parametrize(
        ("order", "shown"),
        [
            (Order.CHANNEL, [0, 1, 3]),
            (Order.HIGHEST, [1, 3, 0]),
            (Order.UNUSUAL, [3, 1, 0]),
        ],
    )
    def test_what_it_keeps_stands_in_any_order(self, order: Order, shown: list[int]) -> None:
        chosen = ChannelFilter(Extreme.HIGHEST, 3)
        assert shown_channels(GATES, AVERAGE, order, chosen).tolist() == shown

    @pytest.mark.parametrize("extreme", list(Extreme))
    def test_a_block_with_fewer_channels_is_shown_whole(self, extreme: Extreme) -> None:
        chosen = ChannelFilter(extreme, 20)
        assert shown_channels(GATES, AVERAGE, Order.CHANNEL, chosen).tolist() == list(range(6))
        assert not parts_equals(GATES, AVERAGE, chosen)

    def test_equal_channels_are_taken_by_number_and_that_is_known(self) -> None:
        equal: Gates = np.array([0.2, 1, 1, 1, 0.1], np.float32)
        two = ChannelFilter(Extreme.HIGHEST, 2)
        assert extreme_channels(equal, None, two).tolist() == [1, 2]
        assert parts_equals(equal, None, two)
        assert not parts_equals(equal, None, ChannelFilter(Extreme.HIGHEST, 3))
        assert not parts_equals(equal, None, ChannelFilter(Extreme.LOWEST, 2))


class TestHistogram:
    def test_counts_every_gate_once(self) -> None:
        values = np.random.default_rng(0).random(2048).astype(np.float32)
        counts = histogram(values)
        assert counts.shape == (HISTOGRAM_BINS,)
        assert counts.sum() == 2048
        assert counts[0] == (values < 0.05).sum()

    def test_edges_belong_to_the_bin_above_and_one_to_the_last(self) -> None:
        edges = np.linspace(0, 1, HISTOGRAM_BINS + 1, dtype=np.float32)
        assert histogram(edges).tolist() == [1] * (HISTOGRAM_BINS - 1) + [2]


class TestNoise:
    def test_is_the_largest_change_of_any_alteration(self) -> None:
        original = inspection(card())
        altered = []
        for shift in (-0.03, 0.02):
            blocks = [replace(b, gates=b.gates + np.float32(shift)) for b in original.blocks]
            blocks[0] = replace(blocks[0], gates=original.blocks[0].gates.copy())
            blocks[0].gates[5] += 0.5
            altered.append(replace(original, blocks=tuple(blocks)))
        noise = noise_of(original, altered)
        assert noise.image == original.image
        first, second = original.blocks[:2]
        assert noise.channels[first.name].tolist() == pytest.approx([0] * 5 + [0.5] + [0] * 58)
        assert noise.blocks[first.name] == pytest.approx(0.5 / 64)
        np.testing.assert_allclose(noise.channels[second.name], 0.03, atol=1e-6)
        assert noise.blocks[second.name] == pytest.approx(0.03, abs=1e-6)

    def test_a_difference_is_below_it_up_to_its_size(self) -> None:
        noise: Gates = np.array([0, 0.2, 0.2, 0.7, 0, 0.02], np.float32)
        below = below_noise(GATES, AVERAGE, noise)
        assert below.tolist() == [True, True, False, True, True, False]
