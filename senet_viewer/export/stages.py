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

_HEADING = 0.36
_STAGE_SPACE = 0.12
_STAGE_HEADING = 0.27
_BLOCK_HEADING = 0.09
_BLOCK_FOOT = 0.37
_GAP = 0.36
_AXIS = 0.2
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
        """Of all stages with their headings."""
        rows = sum(-(-len(stage) // self.columns) for stage in self.stages)
        headings = len(self.stages) * (_STAGE_SPACE + _STAGE_HEADING)
        return _HEADING + headings + rows * self.row_height

    def block_width(self, inner: float) -> float:
        """Of one block with its axis, on a page with ``inner`` inches between its margins."""
        return (inner - _GAP * (self.columns - 1)) / self.columns

    def area(self, inner: float) -> Area:
        """Where the bars of one block stand."""
        return Area(on_pixels(self.block_width(inner) - _AXIS), on_pixels(self.plot_height))


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
    inner = sheet.width - 2 * margin
    for blocks in layout.stages:
        y += _STAGE_SPACE
        words = wording.stage_caption(blocks, card)
        if layout.area(inner).shows_ranges(max(block.channels for block in blocks)):
            words = f"{words} · {wording.RANGES}"
        _draw_stage_heading(sheet, blocks[0].stage, words, y, margin)
        y += _STAGE_HEADING
        y = _draw_rows(sheet, layout, blocks, comparison, y, margin)


def _draw_stage_heading(sheet: Sheet, stage: int, caption: str, y: float, margin: float) -> None:
    sheet.rectangle(margin, y - 0.105, 0.12, 0.12, sheet.palette.stage(stage))
    x = margin + 0.19
    x += sheet.text(x, y, f"Stage {stage}", size=9.5, bold=True) + 0.12
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
    for number, block in enumerate(blocks):
        row, column = divmod(number, layout.columns)
        x = margin + column * (layout.block_width(inner) + _GAP)
        axis_caption = ""
        if block is layout.stages[0][0]:
            axis_caption = wording.AXIS_CAPTIONS[comparison.order]
        _draw_block(
            sheet,
            block,
            comparison,
            layout.area(inner),
            axis_caption,
            x,
            y + row * layout.row_height,
        )
    return y + -(-len(blocks) // layout.columns) * layout.row_height


def _draw_block(
    sheet: Sheet,
    block: BlockGates,
    comparison: Comparison,
    area: Area,
    axis_caption: str,
    x: float,
    y: float,
) -> None:
    palette, left = sheet.palette, x + _AXIS
    note = wording.block_note(describe(block.gates))
    sheet.text(left + area.width, y, note, size=7.5, colour=palette.muted, align="right")
    sheet.text(x, y, block.name, size=8.5, bold=True)
    top = y + _BLOCK_HEADING
    axes = sheet.axes(left, top, area.width, area.height)
    reference = None if comparison.reference is None else comparison.reference.get(block.name)
    look = Look(palette.stage(block.stage), palette)
    plot_gates(axes, block.gates, reference, comparison.order, look, area)
    if axis_caption:
        sheet.text(
            left + area.width / 2,
            top + area.height + 0.125,
            axis_caption,
            size=6,
            colour=palette.faint,
            align="center",
            width=area.width - 0.45,
        )
