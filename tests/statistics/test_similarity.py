"""How alike two images' gates are, block by block, and by which rule the images part ways."""

from __future__ import annotations

import numpy as np
import pytest

from senet_viewer.records import Gates, Noise
from senet_viewer.similarity import (
    CLEAR_LEAST,
    CLEAR_SHARE,
    Parting,
    block_noise,
    differences,
    parting,
    similarity,
)
from senet_viewer.statistics import departure, gates_by_block
from tests.gui.plots.networks import card, inspection


def gates(*values: float) -> Gates:
    return np.array(values, np.float32)


class TestSimilarity:
    def test_is_one_where_all_gates_are_the_same(self) -> None:
        assert similarity(gates(0.2, 0.9), gates(0.2, 0.9)) == 1

    def test_is_zero_where_every_gate_is_open_in_one_image_and_closed_in_the_other(self) -> None:
        assert similarity(gates(0, 1, 0), gates(1, 0, 1)) == 0

    def test_is_one_less_the_mean_size_of_the_differences(self) -> None:
        one, other = gates(0.5, 0.7, 0.1, 0.3), gates(0.4, 0.9, 0.1, 0.8)
        assert similarity(one, other) == pytest.approx(1 - (0.1 + 0.2 + 0 + 0.5) / 4)

    def test_does_not_care_which_image_comes_first(self) -> None:
        random = np.random.default_rng(0)
        one, other = random.random((2, 64), np.float32)
        assert similarity(one, other) == similarity(other, one)

    def test_is_in_step_with_the_depth_strip(self) -> None:
        one, other = np.random.default_rng(1).random((2, 64), np.float32)
        assert similarity(one, other) == 1 - departure(one, other)

    def test_is_there_for_a_block_that_gives_every_channel_one_gate(self) -> None:
        one, other = np.full(8, 1, np.float32), np.full(8, 0.75, np.float32)
        assert similarity(one, other) == 0.75


def test_differences_come_in_the_order_of_the_blocks() -> None:
    network = card()
    one, other = inspection(network, 1), inspection(network, 2)
    found = differences(one.blocks, gates_by_block(other))
    assert found == tuple(
        departure(block.gates, other.block(block.name).gates) for block in one.blocks
    )


class TestParting:
    def test_names_the_most_and_the_least_alike_block(self) -> None:
        found = parting([0.1, 0.02, 0.3, 0.2])
        assert (found.most_alike, found.least_alike) == (1, 2)

    def test_images_part_at_the_first_block_with_half_of_the_largest_difference(self) -> None:
        assert parting([0.01, 0.14, 0.15, 0.3, 0.1]).parts_at == 2
        assert pytest.approx(0.5) == CLEAR_SHARE

    def test_a_difference_within_the_noise_parts_nothing(self) -> None:
        noise = [0.02, 0.2, 0.02, 0.02]
        assert parting([0.01, 0.2, 0.15, 0.3], noise).parts_at == 2

    def test_the_largest_difference_counts_only_beyond_its_noise(self) -> None:
        found = parting([0.1, 0.5, 0.12], [0.01, 0.6, 0.01])
        assert found == Parting((True, False, True), 0, 2, within_noise=(1,))

    def test_blocks_in_a_row_that_are_apart_are_one_run(self) -> None:
        found = parting([0.1, 0.3, 0.2, 0.1, 0.1, 0.3])
        assert found.apart == (False, True, True, False, False, True)
        assert found.runs == (range(1, 3), range(5, 6))
        assert parting([0.0]).runs == ()

    def test_images_that_differ_by_no_more_than_their_noise_part_nowhere(self) -> None:
        found = parting([0.01, 0.05], [0.01, 0.06])
        assert found == Parting((False, False), 0, 1, within_noise=(0, 1))
        assert found.parts_at is None

    def test_an_image_does_not_part_from_itself(self) -> None:
        assert parting([0.0, 0.0]).parts_at is None

    def test_without_noise_any_difference_counts(self) -> None:
        assert parting([0.0, 0.012]).parts_at == 1

    def test_a_difference_of_next_to_nothing_is_not_a_clear_one(self) -> None:
        assert parting([0.001, 0.009]).parts_at is None
        assert parting([0.001, CLEAR_LEAST]).parts_at == 1


def test_the_noise_of_blocks_follows_their_order_or_is_not_known() -> None:
    one = inspection(card(), 1)
    names = [block.name for block in one.blocks]
    noise = Noise(one.image, {}, {name: 0.1 * place for place, name in enumerate(names)})
    assert block_noise(one.blocks, noise) == tuple(0.1 * place for place in range(len(names)))
    assert block_noise(one.blocks, None) is None
    assert block_noise(one.blocks, Noise(one.image, {}, {names[0]: 0.1})) is None
