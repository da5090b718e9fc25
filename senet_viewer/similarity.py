"""How alike the gates of two images are, block by block over depth, and where the images part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from senet_viewer.records import BlockGates, Gates, Noise
from senet_viewer.statistics import departure

CLEAR_SHARE = 0.5
"""The share of the largest difference from which on a block is where two images part ways."""


def similarity(gates: Gates, other: Gates) -> float:
    """1 − mean |gate − other gate| over the channels ``[C]``, 0..1; 1: the same gates.

    The mean is the Manhattan distance over the number of channels. Gates lie in 0..1, so it is
    defined for every block, and in the unit of gates: it compares with the noise of a shift or a
    flip, and with the departure from a reference. A correlation over the channels is undefined
    where all gates of a block are equal, hangs on a few channels where it is nearly saturated, and
    is blind to a block that opens or closes as a whole.
    """
    return 1.0 - departure(gates, other)


def differences(blocks: Sequence[BlockGates], other: Mapping[str, Gates]) -> tuple[float, ...]:
    """Mean |gate − other gate| of each block (1 − ``similarity``), in the order of ``blocks``.

    ``other`` has gates of the same shape by block name.
    """
    return tuple(departure(block.gates, other[block.name]) for block in blocks)


@dataclass(frozen=True)
class Parting:
    """Where two images are most and least alike, and where they part: blocks by their place.

    ``parts_at`` is None where no block differs by more than its noise.
    """

    most_alike: int
    least_alike: int
    parts_at: int | None


def parting(differences: Sequence[float], noise: Sequence[float] | None = None) -> Parting:
    """Where two images part ways, from each block's mean |difference| (1 − similarity), in order.

    It is the first block whose difference exceeds its ``noise`` and is at least half
    (``CLEAR_SHARE``) of the largest difference that exceeds its noise. Without ``noise`` every
    difference above 0 counts. There is at least one block; of equal ones the first is taken.
    """
    floor = [0.0] * len(differences) if noise is None else noise
    beyond = [value > least for value, least in zip(differences, floor, strict=True)]
    largest = max(
        (value for value, is_one in zip(differences, beyond, strict=True) if is_one), default=0.0
    )
    clear = (
        place
        for place, (value, is_one) in enumerate(zip(differences, beyond, strict=True))
        if is_one and value >= CLEAR_SHARE * largest
    )
    return Parting(
        differences.index(min(differences)), differences.index(max(differences)), next(clear, None)
    )


def block_noise(blocks: Sequence[BlockGates], noise: Noise | None) -> tuple[float, ...] | None:
    """The noise of each block's mean |difference|, early to late; None where it is not known."""
    if noise is None or any(block.name not in noise.blocks for block in blocks):
        return None
    return tuple(noise.blocks[block.name] for block in blocks)
