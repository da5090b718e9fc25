"""How alike the gates of two images are, block by block over depth, and where the images part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from senet_viewer.records import BlockGates, Gates, Noise
from senet_viewer.statistics import departure

CLEAR_SHARE = 0.5
"""The share of the largest difference from which on two images are clearly apart in a block."""
CLEAR_LEAST = 0.01
"""No smaller difference is a clear one, also where there is next to no noise."""


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
    """In which blocks two images are clearly ``apart``, one flag a block, early to late.

    ``most_alike`` and ``least_alike`` are blocks by their place; ``least_alike`` is one of those
    that are apart, where there are any. Those ``within_noise`` would be apart but for their noise.
    """

    apart: tuple[bool, ...]
    most_alike: int
    least_alike: int
    within_noise: tuple[int, ...] = ()

    @property
    def parts_at(self) -> int | None:
        """The first block that is apart; None where there is none."""
        return self.apart.index(True) if any(self.apart) else None

    @property
    def runs(self) -> tuple[range, ...]:
        """The places of blocks in a row that are apart, early to late."""
        found = []
        for is_one, group in groupby(enumerate(self.apart), lambda place: place[1]):
            places = [place for place, _ in group]
            if is_one:
                found.append(range(places[0], places[-1] + 1))
        return tuple(found)


def parting(differences: Sequence[float], noise: Sequence[float] | None = None) -> Parting:
    """In which blocks two images are clearly apart, from mean |difference| (1 − similarity).

    In those whose difference exceeds its ``noise``, is ``CLEAR_LEAST`` or more, and is at least
    half (``CLEAR_SHARE``) of the largest difference that exceeds its noise. Without ``noise`` every
    difference above 0 counts as beyond it. There is at least one block; of equal ones the first is
    taken.
    """
    floor = [0.0] * len(differences) if noise is None else noise
    beyond = [value > least for value, least in zip(differences, floor, strict=True)]
    counted = [value if is_one else 0.0 for value, is_one in zip(differences, beyond, strict=True)]
    largest = max(counted)
    clear = max(CLEAR_LEAST, CLEAR_SHARE * largest)
    apart = tuple(
        is_one and value >= clear for value, is_one in zip(differences, beyond, strict=True)
    )
    within = [
        place
        for place, (value, is_one) in enumerate(zip(differences, beyond, strict=True))
        if value >= clear and not is_one
    ]
    furthest = counted.index(largest) if any(apart) else differences.index(max(differences))
    return Parting(apart, differences.index(min(differences)), furthest, tuple(within))


def block_noise(blocks: Sequence[BlockGates], noise: Noise | None) -> tuple[float, ...] | None:
    """The noise of each block's mean |difference|, early to late; None where it is not known."""
    if noise is None or any(block.name not in noise.blocks for block in blocks):
        return None
    return tuple(noise.blocks[block.name] for block in blocks)
