"""What the tour says of gates, read from records at the moment when it is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from senet_viewer.records import BlockCard, BlockGates, Gates, Inspection
from senet_viewer.statistics import (
    ChannelDifference,
    ChannelFilter,
    Order,
    most_unusual,
    shown_channels,
    standing,
)

PREFERRED = "SE_4_2"
FEWEST_PIXELS = 256
"""A plot of so many channels shows single bars in most windows."""
LEADERS = 5
FEW_OPEN = 5
"""Among so many of the most open channels the tour looks for one that tells two photos apart."""
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


def telling_channel(gates: Gates, means: Gates | None, other: Gates | None) -> int:
    """Of the ``FEW_OPEN`` most open channels the one that differs most from another photo's.

    Most open: furthest above the reference ``means`` ``[C]``; without one, or where no channel is
    above it, the highest. Without ``other`` ``[C]`` it is the first of them.
    """
    opened = () if means is None else most_unusual(gates, means, FEW_OPEN)[0]
    few = [one.channel for one in opened]
    if not few:
        few = [int(one) for one in np.argsort(-gates, kind="stable")[:FEW_OPEN]]
    if other is None or len(other) != len(gates):
        return few[0]
    return max(few, key=lambda channel: abs(float(gates[channel] - other[channel])))


def height_rank(gates: Gates, channel: int) -> int:
    """The rank of a channel's gate by height, from 1."""
    return standing(gates, None, channel).height_rank


def leaders(
    gates: Gates, means: Gates | None, order: Order, chosen: ChannelFilter | None = None
) -> list[int]:
    """The first channels in an order, of those that the filter ``chosen`` leaves in the plot."""
    return [int(one) for one in shown_channels(gates, means, order, chosen)[:LEADERS]]


def block_to_count(inspection: Inspection) -> BlockGates | None:
    """``COUNTED``, or the network's last block."""
    named = [block for block in inspection.blocks if block.name == COUNTED]
    found = named or list(inspection.blocks[-1:])
    return found[0] if found else None
