"""The lower part of a figure: the bar plots of every block, grouped by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from senet_viewer.export import wording
from senet_viewer.export.gate_plot import Area, Look, plot_gates
from senet_viewer.export.sheet import Sheet, on_pixels
from senet_viewer.records import BlockGates, Gates, ModelCard
from senet_viewer.statistics import Order, describe

_HEADING = 0.32
_STAGE_SPACE = 0.12
_STAGE_HEADING = 0.27
_BLOCK_HEADING = 0.09
_BLOCK_FOOT = 0.37
_GAP = 0.36
_PLOT_HEIGHTS = {1: 1.9, 2: 0.86, 3: 0.74, 4: 0.66}
"""Inches by the number of columns: wide plots are higher."""


@dataclass(frozen=True)
class Layout:
    """Which blocks stand in which stage, in how many columns; ``height`` in inches."""

    stages: tuple[tuple[BlockGates, ...], ...]
    columns: int

    @property
    def plot_height(self) -> float:
        return _PLOT_HEIGHTS[self.columns]

    @property
    def row_height(self) -> float:
        return _BLOCK_HEADING + self.plot_height + _BLOCK_FOOT

    @property
    def height(self) -> float:
        rows = sum(-(-len(stage) // self.columns) for stage in self.stages)
        headings = len(self.stages) * (_STAGE_SPACE + _STAGE_HEADING)
        return _HEADING + headings + rows * self.row_height


def arrange(blocks: Sequence[BlockGates]) -> Layout:
    """Stages of the blocks, in as few columns as keep the page from growing long."""
    stages = tuple(tuple(group) for _, group in groupby(blocks, lambda block: block.stage))
    most = max(len(stage) for stage in stages)
    return Layout(stages, min(most, 3 if len(blocks) <= 16 else 4))


@dataclass(frozen=True)
class Comparison:
    """What the plots show beside the gates, and in which order."""

    reference: Mapping[str, Gates] | None
    title: str
    order: Order


def draw_stages(
    sheet: Sheet,
    layout: Layout,
    comparison: Comparison,
    card: ModelCard | None,
    top: float,
    margin: float,
) -> None:
    """Draw every stage below ``top``, with what a bar and a tick mean above them."""
    palette = sheet.palette
    taken = sheet.text(margin, top + 0.14, "Gates", size=10, bold=True)
    caption = wording.gates_caption(card is None or card.shortcut)
    if comparison.reference is not None:
        caption += f" Tick: {comparison.title or 'the reference'}."
    width = sheet.width - 2 * margin - taken - 0.12
    sheet.text(
        margin + taken + 0.12, top + 0.14, caption, size=8, colour=palette.muted, width=width
    )
    y = top + _HEADING
    for blocks in layout.stages:
        y += _STAGE_SPACE
        _draw_stage_heading(sheet, blocks, card, y, margin)
        y += _STAGE_HEADING
        y = _draw_rows(sheet, layout, blocks, comparison, y, margin)


def _draw_stage_heading(
    sheet: Sheet, blocks: Sequence[BlockGates], card: ModelCard | None, y: float, margin: float
) -> None:
    stage = blocks[0].stage
    sheet.rectangle(margin, y - 0.105, 0.12, 0.12, sheet.palette.stage(stage))
    x = margin + 0.19
    x += sheet.text(x, y, f"Stage {stage}", size=9.5, bold=True) + 0.12
    caption = wording.stage_caption(blocks, card)
    sheet.text(x, y, caption, size=8, colour=sheet.palette.muted, width=sheet.width - margin - x)


def _draw_rows(
    sheet: Sheet,
    layout: Layout,
    blocks: Sequence[BlockGates],
    comparison: Comparison,
    y: float,
    margin: float,
) -> float:
    inner = sheet.width - 2 * margin
    width = (inner - _GAP * (layout.columns - 1)) / layout.columns
    for number, block in enumerate(blocks):
        row, column = divmod(number, layout.columns)
        x = margin + column * (width + _GAP)
        _draw_block(sheet, layout, block, comparison, x, y + row * layout.row_height, width)
    return y + -(-len(blocks) // layout.columns) * layout.row_height


def _draw_block(
    sheet: Sheet,
    layout: Layout,
    block: BlockGates,
    comparison: Comparison,
    x: float,
    y: float,
    width: float,
) -> None:
    palette, indent = sheet.palette, 0.2
    note = wording.block_note(describe(block.gates))
    sheet.text(x + width, y, note, size=7.5, colour=palette.muted, align="right")
    sheet.text(x, y, block.name, size=8.5, bold=True)
    top = y + _BLOCK_HEADING
    axes = sheet.axes(x + indent, top, width - indent, layout.plot_height)
    reference = None if comparison.reference is None else comparison.reference.get(block.name)
    look = Look(palette.stage(block.stage), palette)
    area = Area(on_pixels(width - indent), on_pixels(layout.plot_height))
    plot_gates(axes, block.gates, reference, comparison.order, look, area)
    if block is layout.stages[0][0]:
        sheet.text(
            x + indent + (width - indent) / 2,
            top + layout.plot_height + 0.125,
            wording.AXIS_CAPTIONS[comparison.order],
            size=6.5,
            colour=palette.faint,
            align="center",
            width=width - indent - 0.6,
        )
