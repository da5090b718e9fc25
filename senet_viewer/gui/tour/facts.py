"""What the tour says of gates, read from records at the moment when it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from senet_viewer.records import BlockCard, BlockGates, Gates, Inspection
from senet_viewer.similarity import differences
from senet_viewer.statistics import (
    ChannelDifference,
    Order,
    gates_by_block,
    most_unusual,
    order_channels,
    standing,
)

PREFERRED = "SE_4_2"
FEWEST_PIXELS = 256
"""A plot of so many channels shows single bars in most windows."""
LEADERS = 5
COUNTED = "SE_5_1"
"""The block whose wide open gates are counted."""


def block_for_tour(blocks: Sequence[BlockCard]) -> str:
    """The block whose bars the tour reads: ``PREFERRED``, or a late one with few enough channels.

    Empty for a network without blocks.
    """
    names = [block.name for block in blocks]
    if PREFERRED in names:
        return PREFERRED
    few = [block.name for block in blocks if block.channels <= FEWEST_PIXELS]
    return (few or names or [""])[-1]


def most_open(gates: Gates, means: Gates) -> ChannelDifference | None:
    """The channel that is furthest above its reference, None where none is above it."""
    opened, _closed = most_unusual(gates, means, 1)
    return opened[0] if opened else None


def height_rank(gates: Gates, channel: int) -> int:
    """The rank of a channel's gate by height, from 1."""
    return standing(gates, None, channel).height_rank


def leaders(gates: Gates, means: Gates | None, order: Order) -> list[int]:
    """The first channels in an order."""
    return [int(one) for one in order_channels(gates, means, order)[:LEADERS]]


@dataclass(frozen=True)
class Extreme:
    """A block, and its mean |difference| (0..1)."""

    block: str
    value: float


def largest_difference(one: Inspection, other: Inspection) -> Extreme | None:
    """The block in which two pictures' gates differ most; None where they do not fit."""
    theirs = gates_by_block(other)
    misfit = any(len(theirs.get(block.name, ())) != block.channels for block in one.blocks)
    if misfit or not one.blocks:
        return None
    values = differences(one.blocks, theirs)
    at = values.index(max(values))
    return Extreme(one.blocks[at].name, values[at])


def block_to_count(inspection: Inspection) -> BlockGates | None:
    """``COUNTED``, or the network's last block."""
    named = [block for block in inspection.blocks if block.name == COUNTED]
    found = named or list(inspection.blocks[-1:])
    return found[0] if found else None
