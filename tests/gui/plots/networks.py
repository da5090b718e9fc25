"""Networks, inspections and references of realistic size for the tests of the plots."""

from __future__ import annotations

import numpy as np

from senet_viewer.records import (
    BlockCard,
    BlockGates,
    Gates,
    ImageRef,
    Inspection,
    ModelCard,
    Prediction,
    Preprocessing,
)

SE_18 = ((2, 64, 32, 2), (3, 128, 16, 2), (4, 256, 8, 2), (5, 512, 4, 2))
SE_152 = ((2, 256, 56, 3), (3, 512, 28, 8), (4, 1024, 14, 36), (5, 2048, 7, 3))
"""Stage, channels, side of the feature map, blocks."""

AVERAGE = np.full(256, 0.42, np.float32)
TABBY = AVERAGE + np.linspace(-0.02, 0.02, 256, dtype=np.float32)
TABBY[131], TABBY[52] = 0.81, 0.06
"""One block's gates of an average picture, and of one with two that stand out."""

ANSWER = (
    Prediction("tabby", 0, 0.62),
    Prediction("Egyptian cat", 1, 0.21),
    Prediction("cougar, puma, catamount, mountain lion, painter, panther", 2, 0.07),
    Prediction("lion", 3, 0.014),
    Prediction("lynx", 4, 0.003),
)


def card(
    stages: tuple[tuple[int, int, int, int], ...] = SE_18, module: str = "layer{}.{}.SE"
) -> ModelCard:
    """A network's card; ``module`` is filled with stage − 1 and the block's position."""
    blocks = tuple(
        BlockCard(
            f"SE_{stage}_{index + 1}",
            stage,
            index + 1,
            module.format(stage - 1, index),
            channels,
            side,
            side,
        )
        for stage, channels, side, count in stages
        for index in range(count)
    )
    return ModelCard("bundled", "SE-ResNet", 0, (), blocks, Preprocessing())


def gates(channels: int, seed: int) -> Gates:
    """Gates as a trained block has them."""
    return np.random.default_rng(seed).beta(3, 4, channels).astype(np.float32)


def block(name: str, stage: int, values: Gates) -> BlockGates:
    """One block's gates."""
    return BlockGates(name, stage, 1, f"layer{stage - 1}.0.SE", values)


def inspection(model: ModelCard, seed: int = 0) -> Inspection:
    """An image's gates, another one for each ``seed``."""
    blocks = tuple(
        BlockGates(one.name, one.stage, one.index, one.module, gates(one.channels, seed + number))
        for number, one in enumerate(model.blocks)
    )
    return Inspection(
        image=ImageRef("tabby", "tabby.jpg"),
        model=model.title,
        device="CPU",
        preprocessing=model.preprocessing,
        predictions=ANSWER,
        blocks=blocks,
        seen=np.zeros((1, 1, 3), np.uint8),
        width=1,
        height=1,
        milliseconds=1.0,
    )


def reference(model: ModelCard) -> dict[str, Gates]:
    """The average picture of a network."""
    return {one.name: one.gates for one in inspection(model, seed=1000).blocks}
