"""Makes small inspections and cards for the tests of the window."""

from __future__ import annotations

import numpy as np

from senet_viewer.protocol import Picture
from senet_viewer.records import (
    BlockCard,
    BlockGates,
    DeviceCard,
    Gates,
    ImageRef,
    Inspection,
    ModelCard,
    Prediction,
    Preprocessing,
    Profile,
)

LABELS = ("tabby", "espresso", "alp", "dragonfly")
BLOCKS = (("SE_2_1", 2, 1, 8), ("SE_3_1", 3, 1, 16))
CPU = DeviceCard("cpu", "CPU")


def picture(name: str) -> Picture:
    """A picture by its file's name."""
    return Picture(ImageRef(f"/pictures/{name}", name, f"/pictures/{name}"))


def gates(seed: int, channels: int) -> Gates:
    """Random gates between 0.2 and 0.8."""
    return np.random.default_rng(seed).uniform(0.2, 0.8, channels).astype(np.float32)


def inspection(name: str, seed: int = 0, best: int = 0, probability: float = 0.6) -> Inspection:
    """An inspection of the picture ``name`` by a network of two blocks."""
    blocks = tuple(
        BlockGates(block, stage, index, f"layer{stage - 1}.0.SE", gates(seed + stage, n), 0.0)
        for block, stage, index, n in BLOCKS
    )
    return Inspection(
        image=picture(name).image,
        model="SE-ResNet-18",
        device="CPU",
        preprocessing=Preprocessing(64, 64),
        predictions=(Prediction(LABELS[best], best, probability),),
        blocks=blocks,
        seen=np.zeros((64, 64, 3), np.uint8),
        width=640,
        height=480,
        milliseconds=3.0,
    )


def card(key: str = "bundled") -> ModelCard:
    """The card of that network."""
    blocks = tuple(
        BlockCard(name, stage, index, f"layer{stage - 1}.0.SE", channels, 32, 32)
        for name, stage, index, channels in BLOCKS
    )
    return ModelCard(key, "SE-ResNet-18", 1_000_000, LABELS, blocks, Preprocessing(64, 64))


def profile() -> Profile:
    """A profile whose every mean is a half, and whose classes differ by 0.1."""
    mean = {name: np.full(n, 0.5, np.float32) for name, _, _, n in BLOCKS}
    rows = {
        name: np.stack([np.full(n, 0.1 * (c + 1), np.float32) for c in range(len(LABELS))])
        for name, _, _, n in BLOCKS
    }
    return Profile("10,000 pictures", 10_000, mean, mean, rows, rows)
