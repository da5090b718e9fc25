"""Whether the gates of two networks can be compared block by block, and if not, why."""

from __future__ import annotations

from senet_viewer.records import BlockCard, shape_misfit


def blocks(**channels: int) -> tuple[BlockCard, ...]:
    return tuple(BlockCard(name, 2, 1, name.lower(), count) for name, count in channels.items())


def test_the_same_names_and_channels_fit_whatever_the_maps_and_modules_are() -> None:
    one = (BlockCard("SE_2_1", 2, 1, "layer1.0.SE", 64, 56, 56),)
    other = (BlockCard("SE_2_1", 2, 1, "stages.0.se", 64, 16, 16),)
    assert shape_misfit(one, other, "b") is None


def test_the_first_difference_is_told_with_what_to_do() -> None:
    here = blocks(SE_2_1=64, SE_4_3=256, SE_5_1=512)
    there = blocks(SE_2_1=64, SE_4_3=512, SE_5_1=128)
    misfit = shape_misfit(here, there, "b.pth")
    assert misfit is not None
    assert misfit.code == "compare.channels"
    assert misfit.params == {"name": "b.pth", "block": "SE_4_3", "here": "256", "there": "512"}
    assert misfit.sentence == (
        "“b.pth” has 512 channels in SE_4_3 and the network in use has 256, so that their gates "
        "cannot be compared; choose a network with the same blocks, such as another checkpoint "
        "of its training run."
    )


def test_the_number_of_blocks_comes_before_their_names() -> None:
    misfit = shape_misfit(blocks(SE_2_1=64), blocks(SE_3_1=64, SE_3_2=64), "b\n.pth")
    assert misfit is not None
    assert misfit.code == "compare.blocks"
    assert "“b�.pth” has 2 SE blocks and the network in use has 1" in misfit.sentence


def test_blocks_of_other_names_do_not_fit() -> None:
    misfit = shape_misfit(blocks(SE_2_1=64, SE_2_2=64), blocks(SE_2_1=64, SE_3_1=64), "b")
    assert misfit is not None
    assert misfit.code == "compare.names"
    assert "has a block SE_3_1 where the network in use has SE_2_2" in misfit.sentence
