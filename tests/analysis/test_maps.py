"""A channel's maps are what goes into its SE block and what comes out, and the gate between."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from senet_viewer.analysis.maps import channel_maps
from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Inspector, Stopped
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.records import ImageRef
from tests.models import foreign, functional
from tests.models.making import lively


def hooks(inspector: Inspector) -> int:
    """Hooks on the blocks of the inspector's network."""
    modules = [part for block in inspector.blocks for part in block.module.modules()]
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in modules)


def foreign_inspector(block: nn.Module) -> Inspector:
    """An inspector with a network of one foreign block."""
    return Inspector(lively(foreign.network(block)), "cpu")


@pytest.mark.parametrize("name", ["SE_2_1", "SE_4_2", "SE_5_2"])
def test_the_gate_is_the_inspections_and_the_squeeze_the_mean(
    inspector: Inspector, prepared: PreparedImage, name: str
) -> None:
    (seen,) = inspector.run([prepared], verify=True)
    assert seen.verified
    gates = seen.block(name).gates
    for channel in (0, len(gates) // 2, len(gates) - 1):
        maps = channel_maps(inspector, prepared, name, channel)
        assert maps.gate == pytest.approx(float(gates[channel]), abs=1e-6)
        assert maps.squeeze == pytest.approx(float(maps.before.mean()), abs=1e-5)
        assert maps.before.dtype == maps.after.dtype == np.float32
        np.testing.assert_allclose(maps.after, maps.before * maps.gate, atol=1e-6)
        assert np.ptp(maps.before) > 0


def test_the_maps_have_the_resolution_of_the_block(
    inspector: Inspector, prepared: PreparedImage
) -> None:
    for card in inspector.card.blocks:
        maps = channel_maps(inspector, prepared, card.name, 0)
        assert maps.before.shape == maps.after.shape == (card.height, card.width)


def test_the_squeeze_is_what_the_block_makes_its_gate_of(
    inspector: Inspector, prepared: PreparedImage
) -> None:
    block = next(block for block in inspector.blocks if block.name == "SE_3_1")
    squeezed = torch.tensor(
        [channel_maps(inspector, prepared, "SE_3_1", c).squeeze for c in range(block.channels)]
    )
    with torch.inference_mode():
        features = squeezed[None, :, None, None].expand(1, -1, 4, 4)
        gates = (block.module(features) / features)[0, :, 0, 0].numpy()
    (seen,) = inspector.run([prepared])
    np.testing.assert_allclose(gates, seen.block("SE_3_1").gates, atol=1e-5)


@pytest.mark.parametrize(
    "kind",
    [
        foreign.SELayer,
        foreign.InPlaceSE,
        foreign.Wrapped,
        functional.PreActivated,
        functional.MultipliedOutside,
        functional.Excited,
    ],
)
def test_foreign_blocks_are_looked_into_also_where_they_scale_in_place(
    kind: type[nn.Module],
) -> None:
    inspector = foreign_inspector(kind(8))
    crop = inspector.card.preprocessing.crop
    pixels = np.random.default_rng(1).integers(0, 256, (crop, crop, 3), np.uint8)
    prepared = PreparedImage(ImageRef("a", "a.png"), pixels, crop, crop)
    (seen,) = inspector.run([prepared])
    (block,) = seen.blocks
    maps = channel_maps(inspector, prepared, block.name, 5)
    assert maps.gate == pytest.approx(float(block.gates[5]), abs=1e-6)
    np.testing.assert_allclose(maps.after, maps.before * maps.gate, atol=1e-6)


def test_the_pass_ends_behind_the_block(inspector: Inspector, prepared: PreparedImage) -> None:
    reached: list[str] = []

    def note(name: str) -> None:
        def hook(_module: nn.Module, _inputs: tuple[Tensor, ...], _output: Tensor) -> None:
            reached.append(name)

        block = next(block for block in inspector.blocks if block.name == name)
        block.module.register_forward_hook(hook)

    for card in inspector.card.blocks:
        note(card.name)
    channel_maps(inspector, prepared, "SE_3_1", 0)
    assert reached == ["SE_2_1", "SE_2_2", "SE_3_1"]


def test_no_hook_is_left(inspector: Inspector, prepared: PreparedImage) -> None:
    channel_maps(inspector, prepared, "SE_3_1", 0)
    with pytest.raises(Stopped):
        channel_maps(inspector, prepared, "SE_3_1", 0, should_stop=lambda: True)
    assert hooks(inspector) == 0


@pytest.mark.parametrize(("name", "channel"), [("SE_3_1", 16), ("SE_3_1", -1), ("SE_9_9", 0)])
def test_a_channel_that_is_not_there_is_named(
    inspector: Inspector, prepared: PreparedImage, name: str, channel: int
) -> None:
    with pytest.raises(ViewerError) as refusal:
        channel_maps(inspector, prepared, name, channel)
    assert refusal.value.code == "channel.unknown"
    assert str(channel) in refusal.value.sentence
