"""What NumPy can say of gates: spread, ranks, orders, differences and ranges a pixel column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from senet_viewer.records import BlockGates, Gates, Inspection, Noise

NEARLY_CLOSED = 0.1
WIDE_OPEN = 0.9
UNTRAINED_SPREAD = 0.1
"""Fresh SE-ResNets were seen to have means within 0.015 of 0.5 and spreads up to 0.075."""

SATURATED_SHARE = 0.7
"""A block with at least this share of wide open gates is called nearly saturated."""

DEAD = 0.05
SATURATED = 0.95
PICTURES_FOR_STUCK_GATES = 2
"""One picture shows no dead channel: from how many on gates are called dead or saturated."""

PICTURES_FOR_AN_AVERAGE = 20
"""From how many pictures on the mean of the loaded pictures serves as a reference."""


FLOAT16_STEP = 2.0**-11
"""The step of float16 numbers in 0.5..1, the coarsest in 0..1; averages are stored in it."""
CLASS_STEP = 2.0**-8
"""The step of the averages of classes in a stored profile."""


class Order(Enum):
    """In which order a plot shows its channels."""

    CHANNEL = "channel"
    HIGHEST = "highest"
    UNUSUAL = "unusual"


class Extreme(Enum):
    """Which channels of a block a filter keeps."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    UNUSUAL = "unusual"


@dataclass(frozen=True)
class ChannelFilter:
    """The ``count`` channels of each block that are shown; smaller blocks are shown whole."""

    extreme: Extreme
    count: int


@dataclass(frozen=True)
class GateStatistics:
    """Mean, spread (standard deviation) and counts over the channels of a block or stage."""

    channels: int
    mean: float
    spread: float
    lowest: float
    highest: float
    nearly_closed: int
    wide_open: int

    @property
    def nearly_saturated(self) -> bool:
        return self.wide_open >= SATURATED_SHARE * self.channels


@dataclass(frozen=True)
class ChannelDifference:
    """One channel against its reference; ``difference`` is gate − reference."""

    channel: int
    gate: float
    reference: float
    difference: float


@dataclass(frozen=True)
class Standing:
    """Where a channel stands: ranks count from 1; ``unusual_rank`` within its own direction.

    It has no such rank where it differs by no more than rounding.
    """

    channel: int
    gate: float
    height_rank: int
    reference: float | None = None
    unusual_rank: int | None = None

    @property
    def difference(self) -> float | None:
        return None if self.reference is None else self.gate - self.reference


def describe(gates: Gates) -> GateStatistics:
    """Statistics over the channels of ``gates`` ``[C]``."""
    return GateStatistics(
        channels=len(gates),
        mean=float(gates.mean()),
        spread=float(gates.std()),
        lowest=float(gates.min()),
        highest=float(gates.max()),
        nearly_closed=int((gates < NEARLY_CLOSED).sum()),
        wide_open=int((gates > WIDE_OPEN).sum()),
    )


def looks_untrained(inspection: Inspection) -> bool:
    """Whether all gates stand near 0.5, where untrained projections leave the sigmoid."""
    return all(
        abs(float(block.gates.mean()) - 0.5) < UNTRAINED_SPREAD
        and float(block.gates.std()) < UNTRAINED_SPREAD
        for block in inspection.blocks
    )


def gates_by_stage(blocks: Sequence[BlockGates]) -> dict[int, Gates]:
    """All gates of each stage, early to late, those of its blocks after one another."""
    stages = sorted({block.stage for block in blocks})
    return {
        stage: np.concatenate([block.gates for block in blocks if block.stage == stage])
        for stage in stages
    }


def departure(gates: Gates, reference: Gates) -> float:
    """Mean |gate − reference| over the channels: how far a block is from its reference."""
    return float(np.abs(gates - reference).mean())


def rounding_of(reference: Gates) -> float:
    """By how much gates may differ from ``reference`` ``[C]`` because of how it was stored.

    A profile holds averages as float16, and those of classes in steps of ``CLASS_STEP``; widened to
    float32 they are still such numbers, which gates of one picture are not. One whole step, where
    rounding takes half a step: the rest is for the few of many pictures that differ. 0 for numbers
    that were never rounded.
    """
    if np.array_equal(reference * (1 / CLASS_STEP), np.rint(reference * (1 / CLASS_STEP))):
        return CLASS_STEP
    return FLOAT16_STEP if np.array_equal(reference, reference.astype(np.float16)) else 0.0


def differs(gates: Gates, reference: Gates) -> bool:
    """Whether any gate ``[C]`` differs from its reference by more than rounding."""
    return bool((np.abs(gates - reference) > rounding_of(reference)).any())


def most_unusual(
    gates: Gates, reference: Gates, count: int
) -> tuple[tuple[ChannelDifference, ...], tuple[ChannelDifference, ...]]:
    """The ``count`` channels most opened and most closed against the reference, strongest first.

    What differs by no more than rounding is neither.
    """
    difference = gates - reference
    least = rounding_of(reference)
    ranked = np.argsort(-difference, kind="stable")

    def entry(channel: np.intp) -> ChannelDifference:
        index = int(channel)
        return ChannelDifference(
            index, float(gates[index]), float(reference[index]), float(difference[index])
        )

    opened = tuple(entry(c) for c in ranked[:count] if difference[c] > least)
    closed = tuple(entry(c) for c in ranked[::-1][:count] if difference[c] < -least)
    return opened, closed


def _changes(gates: Gates, reference: Gates) -> Gates:
    """How far gates ``[C]`` are from their reference; 0 where it may be rounding."""
    sizes: Gates = np.abs(gates - reference)
    sizes[sizes <= rounding_of(reference)] = 0
    return sizes


def order_channels(gates: Gates, reference: Gates | None, order: Order) -> NDArray[np.intp]:
    """Channel numbers ``[C]`` in the order in which a plot shows them."""
    if order is Order.HIGHEST:
        return np.argsort(-gates, kind="stable")
    if order is Order.UNUSUAL and reference is not None:
        return np.argsort(-_changes(gates, reference), kind="stable")
    return np.arange(len(gates))


def extreme_channels(
    gates: Gates, reference: Gates | None, chosen: ChannelFilter
) -> NDArray[np.intp]:
    """The channels ``[count]`` that ``chosen`` keeps, most extreme first, equal ones by number.

    Without a reference all are equally unusual.
    """
    extremity = _extremity(gates, reference, chosen.extreme)
    return np.argsort(-extremity, kind="stable")[: chosen.count]


def parts_equals(gates: Gates, reference: Gates | None, chosen: ChannelFilter) -> bool:
    """Whether ``chosen`` leaves out channels that are as extreme as the last one it keeps."""
    if chosen.count >= len(gates):
        return False
    ranked = np.sort(-_extremity(gates, reference, chosen.extreme))
    return bool(ranked[chosen.count - 1] == ranked[chosen.count])


def _extremity(gates: Gates, reference: Gates | None, extreme: Extreme) -> Gates:
    if extreme is Extreme.UNUSUAL:
        return np.zeros_like(gates) if reference is None else _changes(gates, reference)
    return -gates if extreme is Extreme.LOWEST else gates


def shown_channels(
    gates: Gates, reference: Gates | None, order: Order, chosen: ChannelFilter | None = None
) -> NDArray[np.intp]:
    """Channel numbers in the order in which a plot shows them; ``chosen`` leaves out the others."""
    channels = order_channels(gates, reference, order)
    if chosen is None or chosen.count >= len(gates):
        return channels
    kept = np.zeros(len(gates), bool)
    kept[extreme_channels(gates, reference, chosen)] = True
    return channels[kept[channels]]


HISTOGRAM_BINS = 20
"""Bins over 0..1: what is nearly closed fills the lowest two, what is wide open the highest two."""


def histogram(gates: Gates) -> NDArray[np.intp]:
    """How many gates lie in each of ``HISTOGRAM_BINS`` equal bins over 0..1, from below."""
    # A little more than the float32 rounding of an edge such as 0.9.
    bins = (gates * HISTOGRAM_BINS + 1e-5).astype(np.intp).clip(0, HISTOGRAM_BINS - 1)
    return np.bincount(bins, minlength=HISTOGRAM_BINS)


def standing(gates: Gates, reference: Gates | None, channel: int) -> Standing:
    """Ranks of one channel: by height, and by how unusual it is in its direction."""
    gate = gates[channel]
    height_rank = int((gates > gate).sum()) + 1
    if reference is None:
        return Standing(channel, float(gate), height_rank)
    difference = gates - reference
    own = difference[channel]
    if abs(own) <= rounding_of(reference):
        return Standing(channel, float(gate), height_rank, float(reference[channel]))
    further = (difference > own) if own >= 0 else (difference < own)
    return Standing(
        channel, float(gate), height_rank, float(reference[channel]), int(further.sum()) + 1
    )


def mean_gates(inspections: Sequence[Inspection]) -> dict[str, Gates]:
    """The mean picture: for each block the mean gates over ``inspections`` of one network."""
    if not inspections:
        return {}
    return {
        block.name: np.asarray(
            np.mean([one.blocks[number].gates for one in inspections], axis=0, dtype=np.float64),
            np.float32,
        )
        for number, block in enumerate(inspections[0].blocks)
    }


def noise_of(original: Inspection, altered: Sequence[Inspection]) -> Noise:
    """The largest changes of the gates from ``original`` to any of ``altered``, of one network."""
    channels: dict[str, Gates] = {}
    blocks: dict[str, float] = {}
    for number, block in enumerate(original.blocks):
        changes = np.abs([one.blocks[number].gates - block.gates for one in altered])
        channels[block.name] = changes.max(axis=0)
        blocks[block.name] = float(changes.mean(axis=1, dtype=np.float64).max())
    return Noise(original.image, channels, blocks)


def below_noise(gates: Gates, reference: Gates, noise: Gates) -> NDArray[np.bool_]:
    """Which channels ``[C]`` differ from their reference by no more than their noise or rounding.

    No noise is less than the rounding of what it is held against.
    """
    least = np.maximum(noise, rounding_of(reference))
    below: NDArray[np.bool_] = np.abs(gates - reference) <= least
    return below


@dataclass(frozen=True)
class StuckGates:
    """Channels of a block, by number, whose gates stayed below ``DEAD`` or above ``SATURATED``."""

    block: str
    module: str
    dead: tuple[int, ...]
    saturated: tuple[int, ...]


def stuck_gates(inspections: Iterable[Inspection]) -> tuple[StuckGates, ...]:
    """For each block which gates are dead or saturated over all ``inspections`` of one network.

    They may be many: only the extremes are kept. Empty below ``PICTURES_FOR_STUCK_GATES``.
    """
    lowest: list[Gates] = []
    highest: list[Gates] = []
    pictures = 0
    for pictures, one in enumerate(inspections, 1):
        gates = [block.gates for block in one.blocks]
        if pictures == 1:
            blocks, lowest, highest = one.blocks, gates, gates
        else:
            lowest = list(map(np.minimum, lowest, gates))
            highest = list(map(np.maximum, highest, gates))
    if pictures < PICTURES_FOR_STUCK_GATES:
        return ()
    return tuple(
        StuckGates(block.name, block.module, _channels(high < DEAD), _channels(low > SATURATED))
        for block, low, high in zip(blocks, lowest, highest, strict=True)
    )


def _channels(chosen: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(map(int, np.flatnonzero(chosen)))


def gates_by_block(inspection: Inspection) -> Mapping[str, Gates]:
    """The gates of one inspection by block name: another image as a reference."""
    return {block.name: block.gates for block in inspection.blocks}


@dataclass(frozen=True)
class ColumnRanges:
    """Lowest, mean and highest value of the channels in each pixel column, each ``[columns]``."""

    lowest: Gates
    mean: Gates
    highest: Gates


def column_ranges(values: Gates, first: float, last: float, columns: int) -> ColumnRanges:
    """Ranges of ``values[first:last]`` in ``columns`` equal pixel columns.

    ``first`` and ``last`` are positions on the bar axis (bar *i* spans *i*..*i*+1). Where a column
    is narrower than a bar, its range is the bar's value; no channel is skipped or picked at random.
    """
    pairs, _sizes = _column_bounds(len(values), first, last, columns)
    padded = np.append(values, values[-1])
    return ColumnRanges(
        np.minimum.reduceat(padded, pairs)[::2],
        column_means(values, first, last, columns),
        np.maximum.reduceat(padded, pairs)[::2],
    )


def column_means(values: Gates, first: float, last: float, columns: int) -> Gates:
    """The means ``[columns]`` of ``column_ranges`` alone."""
    pairs, sizes = _column_bounds(len(values), first, last, columns)
    padded = np.append(values.astype(np.float64), 0.0)
    means: Gates = (np.add.reduceat(padded, pairs)[::2] / sizes).astype(np.float32)
    return means


@lru_cache(maxsize=64)
def _column_bounds(
    count: int, first: float, last: float, columns: int
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last bar of each column, interleaved, and how many; alike for a stage's plots."""
    edges = np.linspace(first, last, columns + 1)
    begin = np.clip(np.floor(edges[:-1]).astype(np.intp), 0, count - 1)
    end = np.clip(np.ceil(edges[1:]).astype(np.intp), begin + 1, count)
    # Columns share border bars; reduceat over (begin, end) pairs keeps every bar in its columns.
    return np.stack((begin, end), axis=1).ravel(), end - begin
