"""Rows of the window's tables: the channels of a block, all blocks, the files that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from senet_viewer.errors import printable
from senet_viewer.gui.state import ImageItem
from senet_viewer.gui.words import error_text
from senet_viewer.records import BlockGates, Gates, Inspection
from senet_viewer.statistics import departure, describe

Cell = int | float | str


def channel_rows(block: BlockGates, reference: Gates | None) -> list[tuple[Cell, ...]]:
    """Channel, gate, rank by height, and with a reference: its gate and the difference."""
    ranks = np.empty(block.channels, np.intp)
    ranks[np.argsort(-block.gates, kind="stable")] = np.arange(1, block.channels + 1)
    rows: list[tuple[Cell, ...]] = []
    for channel, (gate, rank) in enumerate(zip(block.gates, ranks, strict=True)):
        row: tuple[Cell, ...] = (channel, float(gate), int(rank))
        if reference is not None:
            row += (float(reference[channel]), float(gate - reference[channel]))
        rows.append(row)
    return rows


def block_rows(inspection: Inspection, means: Mapping[str, Gates] | None) -> list[tuple[Cell, ...]]:
    """Block, stage, channels, mean, spread, extremes, counts, and with a reference: departure."""
    rows: list[tuple[Cell, ...]] = []
    for block in inspection.blocks:
        numbers = describe(block.gates)
        row: tuple[Cell, ...] = (
            block.name,
            block.stage,
            numbers.channels,
            numbers.mean,
            numbers.spread,
            numbers.lowest,
            numbers.highest,
            numbers.nearly_closed,
            numbers.wide_open,
        )
        if means is not None:
            row += (departure(block.gates, means[block.name]),)
        rows.append(row)
    return rows


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
