"""Makes inspections for the tests of figures and tables."""

from __future__ import annotations

import numpy as np

from senet_viewer.records import (
    BlockCard,
    BlockGates,
    Gates,
    ImageRef,
    Inspection,
    ModelCard,
    Pixels,
    Prediction,
    Preprocessing,
)

SE_RESNET_18 = (2, 2, 2, 2)
SE_RESNET_152 = (3, 8, 36, 3)


def gates(channels: int, seed: int = 0) -> Gates:
    """Gates as a network gives them: a sigmoid's values."""
    values = np.random.default_rng(seed).normal(0, 1.5, channels)
    return np.asarray(1 / (1 + np.exp(-values)), np.float32)


def inspection(
    name: str = "cat.jpg",
    *,
    path: str = "",
    plan: tuple[int, ...] = SE_RESNET_18,
    width: int = 64,
    error: float | None = 6e-8,
    seed: int = 0,
) -> Inspection:
    """An inspection by a network with ``plan`` blocks a stage, ``width`` channels in the first."""
    blocks = tuple(
        BlockGates(
            name=f"SE_{stage + 2}_{index + 1}",
            stage=stage + 2,
            index=index + 1,
            module=f"layer{stage + 1}.{index}.SE",
            gates=gates(width * 2**stage, 100 * seed + 10 * stage + index),
            error=error,
        )
        for stage, count in enumerate(plan)
        for index in range(count)
    )
    return Inspection(
        image=ImageRef(f"key of {name}", name, path),
        model="SE-ResNet",
        device="CPU",
        preprocessing=Preprocessing(64, 64),
        predictions=(
            Prediction("tabby", 32, 0.6200000047683716),
            Prediction("Egyptian cat", 33, 0.21),
        ),
        blocks=blocks,
        seen=picture(8, 8, seed),
        width=48,
        height=32,
        milliseconds=21.5,
    )


def reference(of: Inspection) -> dict[str, Gates]:
    """Other gates for the same blocks."""
    return {b.name: gates(b.channels, 7000 + n) for n, b in enumerate(of.blocks)}


def picture(height: int, width: int, seed: int = 0) -> Pixels:
    """A picture of coloured noise."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (height, width, 3), dtype=np.uint8)


def card(of: Inspection) -> ModelCard:
    """The card of the network that made ``of``."""
    return ModelCard(
        key="bundled",
        title=of.model,
        parameters=11_000_000,
        labels=("tabby", "Egyptian cat"),
        blocks=tuple(
            BlockCard(b.name, b.stage, b.index, b.module, b.channels, 32, 32) for b in of.blocks
        ),
        preprocessing=of.preprocessing,
        note="Teaching network: anything else still gets a name.",
    )
