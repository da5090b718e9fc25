"""The noise of gates: a shift by one pixel each way and the mirrored picture, nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from senet_viewer.analysis.noise import SLIGHT_CHANGES, measure_noise, slight_changes
from senet_viewer.inspection.inspector import Inspector, Stopped
from senet_viewer.inspection.preprocess import PreparedImage


def test_a_picture_is_shifted_by_a_pixel_each_way_and_mirrored() -> None:
    seen = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    down, up, right, left, mirrored = slight_changes(seen)
    assert np.array_equal(down[1:], seen[:-1])
    assert np.array_equal(up[:-1], seen[1:])
    assert np.array_equal(right[:, 1:], seen[:, :-1])
    assert np.array_equal(left[:, :-1], seen[:, 1:])
    assert np.array_equal(mirrored, seen[:, ::-1])
    assert len(slight_changes(seen)) == SLIGHT_CHANGES


def test_the_uncovered_edge_repeats_what_stood_there() -> None:
    seen = np.random.default_rng(0).integers(0, 256, (6, 6, 3), np.uint8)
    down, up, right, left, _ = slight_changes(seen)
    assert np.array_equal(down[0], seen[0])
    assert np.array_equal(up[-1], seen[-1])
    assert np.array_equal(right[:, 0], seen[:, 0])
    assert np.array_equal(left[:, -1], seen[:, -1])


@pytest.mark.parametrize("batch", [1, 4, 16])
def test_the_noise_is_the_largest_change_of_each_channel(
    inspector: Inspector, prepared: PreparedImage, batch: int
) -> None:
    noise = measure_noise(inspector, prepared, batch)
    (original,) = inspector.run([prepared])
    changed = [
        inspector.run([replace(prepared, seen=seen)])[0] for seen in slight_changes(prepared.seen)
    ]
    assert noise.image == prepared.image
    for number, block in enumerate(original.blocks):
        changes = [np.abs(one.blocks[number].gates - block.gates) for one in changed]
        np.testing.assert_allclose(noise.channels[block.name], np.max(changes, 0), atol=1e-5)
        mean = max(change.mean() for change in changes)
        assert noise.blocks[block.name] == pytest.approx(float(mean), abs=1e-5)
    assert max(noise.blocks.values()) > 1e-5


def test_a_picture_of_one_colour_has_hardly_any_noise(
    inspector: Inspector, prepared: PreparedImage
) -> None:
    plain = replace(prepared, seen=np.full_like(prepared.seen, 90))
    noise = measure_noise(inspector, plain, 6)
    assert max(noise.blocks.values()) < 1e-7


def test_it_can_be_stopped_at_any_block(inspector: Inspector, prepared: PreparedImage) -> None:
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return asked > 11

    with pytest.raises(Stopped):
        measure_noise(inspector, prepared, 1, stop)
    assert asked == 12
