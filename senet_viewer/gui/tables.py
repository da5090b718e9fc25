"""Rows of the window's tables: the channels of a block, blocks, stages, the files that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from senet_viewer.errors import printable
from senet_viewer.gui.number_table import Cell
from senet_viewer.gui.state import ImageItem
from senet_viewer.gui.words import error_text
from senet_viewer.records import BlockGates, Gates, Inspection, Noise
from senet_viewer.similarity import similarity
from senet_viewer.statistics import departure, describe, gates_by_stage


def channel_rows(
    block: BlockGates,
    reference: Gates | None,
    noise: Gates | None = None,
    others: Sequence[Gates] = (),
) -> list[tuple[Cell, ...]]:
    """Channel, gate, rank by height; with a reference its gate and the difference; the noise.

    ``others`` are more references, whose columns stand before the noise.
    """
    references = [*([] if reference is None else [reference]), *others]
    ranks = np.empty(block.channels, np.intp)
    ranks[np.argsort(-block.gates, kind="stable")] = np.arange(1, block.channels + 1)
    rows: list[tuple[Cell, ...]] = []
    for channel, (gate, rank) in enumerate(zip(block.gates, ranks, strict=True)):
        row: tuple[Cell, ...] = (channel, float(gate), int(rank))
        for one in references:
            row += (float(one[channel]), float(gate - one[channel]))
        if noise is not None:
            row += (float(noise[channel]),)
        rows.append(row)
    return rows


def block_rows(
    inspection: Inspection,
    means: Mapping[str, Gates] | None,
    noise: Noise | None = None,
    others: Sequence[Mapping[str, Gates]] = (),
) -> list[tuple[Cell, ...]]:
    """Block, stage, and its numbers; with a reference the departure; the noise.

    Then the similarity to each of ``others``, images by block name.
    """
    rows: list[tuple[Cell, ...]] = []
    for block in inspection.blocks:
        row: tuple[Cell, ...] = (block.name, block.stage, *_numbers(block.gates))
        if means is not None:
            row += (departure(block.gates, means[block.name]),)
        if noise is not None:
            row += (noise.blocks[block.name],)
        row += tuple(similarity(block.gates, other[block.name]) for other in others)
        rows.append(row)
    return rows


def stage_rows(inspection: Inspection, means: Mapping[str, Gates] | None) -> list[tuple[Cell, ...]]:
    """Stage, blocks, and the numbers of all its gates; with a reference the departure."""
    own = gates_by_stage(inspection.blocks)
    reference: dict[int, Gates] = {}
    if means is not None:
        named = [replace(block, gates=means[block.name]) for block in inspection.blocks]
        reference = gates_by_stage(named)
    rows: list[tuple[Cell, ...]] = []
    for stage, gates in own.items():
        blocks = sum(block.stage == stage for block in inspection.blocks)
        row: tuple[Cell, ...] = (stage, blocks, *_numbers(gates))
        if means is not None:
            row += (departure(gates, reference[stage]),)
        rows.append(row)
    return rows


def _numbers(gates: Gates) -> tuple[Cell, ...]:
    """Channels, mean, spread, lowest, highest, and how many are nearly closed and wide open."""
    numbers = describe(gates)
    return (
        numbers.channels,
        numbers.mean,
        numbers.spread,
        numbers.lowest,
        numbers.highest,
        numbers.nearly_closed,
        numbers.wide_open,
    )


def failure_rows(items: Sequence[ImageItem]) -> list[tuple[Cell, ...]]:
    """Of each image that failed: its number by arrival, from 1, its name, the reason, its path."""
    return [
        (
            item.arrival + 1,
            printable(item.name),
            error_text(item.error),
            printable(item.picture.image.path),
        )
        for item in items
        if item.error is not None
    ]
