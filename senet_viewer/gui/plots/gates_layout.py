"""Where the headers and plots of all stages stand: arithmetic on rectangles, without widgets."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from senet_viewer.gui.plots.lettering import on_grid
from senet_viewer.gui.theme import GRID
from senet_viewer.records import BlockCard

MOST_COLUMNS = 4
MANY_BLOCKS = 12
"""From more blocks a stage on, plots are smaller, so that the stage can be overseen."""
TALLEST = 14.0
"""Plots grow into spare room up to this many lines of text."""


@dataclass(frozen=True)
class Stage:
    """The blocks of one stage, early to late; ``resnet``: it has a name in paper and code."""

    number: int
    blocks: tuple[BlockCard, ...]
    resnet: bool


@dataclass(frozen=True)
class Measures:
    """Heights in pixels that follow from the font: a line of text, a header, the tail."""

    line: int
    header: int
    tail: int
    gap: int = 3 * GRID
    margin: int = 0


@dataclass(frozen=True)
class Arrangement:
    """Rectangles in the scrolled area: a header a stage, a slot a block of the open ones."""

    headers: dict[int, QRect]
    slots: dict[str, QRect]
    tail: QRect
    height: int


def stages_of(blocks: Sequence[BlockCard]) -> tuple[Stage, ...]:
    """The stages of a network, early to late, each with its blocks."""
    numbers = sorted({block.stage for block in blocks})
    made: list[Stage] = []
    for number in numbers:
        own = tuple(block for block in blocks if block.stage == number)
        in_code = re.compile(rf"(^|\.)layer{number - 1}(\.|$)")
        made.append(Stage(number, own, all(in_code.search(block.module) for block in own)))
    return tuple(made)


def columns_for(stages: Sequence[Stage], width: int, measures: Measures) -> int:
    """Plots a row, one to four and alike for all stages, so that bars compare across them."""
    most = max((len(stage.blocks) for stage in stages), default=1)
    least = (13 if most > MANY_BLOCKS else 17) * measures.line
    fitting = (width + measures.gap) // (least + measures.gap)
    return max(1, min(MOST_COLUMNS, most, fitting))


def least_height(stages: Sequence[Stage], measures: Measures) -> int:
    """The height of a plot where room is short."""
    most = max((len(stage.blocks) for stage in stages), default=1)
    return on_grid((6.5 if most > MANY_BLOCKS else 7.5) * measures.line)


def stages_that_fit(
    stages: Sequence[Stage],
    focused: int,
    pinned: dict[int, bool],
    size: QSize,
    measures: Measures,
) -> frozenset[int]:
    """Which stages are open: the focused one, the user's, and the nearest others that fit.

    ``pinned`` says what the user opened (True) or folded (False).
    """
    chosen = {stage.number for stage in stages if pinned.get(stage.number, False)}
    if not pinned.get(focused, True):
        focused = -1
    elif any(stage.number == focused for stage in stages):
        chosen.add(focused)
    centre = focused if focused >= 0 else stages[0].number if stages else 0
    nearest = sorted(stages, key=lambda stage: (abs(stage.number - centre), -stage.number))
    for stage in nearest:
        if stage.number in chosen or stage.number in pinned:
            continue
        more = chosen | {stage.number}
        if arrange(stages, more, size, measures, grow=False).height <= size.height():
            chosen = more
    return frozenset(chosen)


def arrange(
    stages: Sequence[Stage],
    opened: Collection[int],
    size: QSize,
    measures: Measures,
    *,
    grow: bool = True,
) -> Arrangement:
    """The rectangles for an area of ``size``; plots ``grow`` into spare height."""
    width = size.width() - 2 * measures.margin
    columns = columns_for(stages, width, measures)
    height = least_height(stages, measures)
    if grow:
        rows = sum(math.ceil(len(s.blocks) / columns) for s in stages if s.number in opened)
        spare = size.height() - _place(stages, opened, width, columns, height, measures).height
        if rows and spare > 0:
            height = min(height + spare // rows, on_grid(TALLEST * measures.line))
    return _place(stages, opened, width, columns, height, measures)


def _place(
    stages: Sequence[Stage],
    opened: Collection[int],
    width: int,
    columns: int,
    height: int,
    measures: Measures,
) -> Arrangement:
    headers: dict[int, QRect] = {}
    slots: dict[str, QRect] = {}
    gap, left = measures.gap, measures.margin
    slot_width = (width - gap * (columns - 1)) / columns
    y = 0
    for stage in stages:
        headers[stage.number] = QRect(left, y, width, measures.header)
        y += measures.header + GRID // 2
        if stage.number not in opened:
            continue
        for number, block in enumerate(stage.blocks):
            row, column = divmod(number, columns)
            x = left + round(column * (slot_width + gap))
            right = left + round(column * (slot_width + gap) + slot_width)
            slots[block.name] = QRect(x, y + row * (height + gap), right - x, height)
        rows = math.ceil(len(stage.blocks) / columns)
        y += rows * (height + gap) - gap + 2 * GRID
    tail = QRect(left, y, width, measures.tail)
    return Arrangement(headers, slots, tail, y + measures.tail)


def filled(name: str, size: QSize, measures: Measures) -> Arrangement:
    """One block fills the whole area, below a line that leads back."""
    width = size.width() - 2 * measures.margin
    top = measures.header + GRID // 2
    height = size.height() - top - measures.tail
    slot = QRect(measures.margin, top, width, max(height, 6 * measures.line))
    tail = QRect(measures.margin, slot.bottom() + 1, width, measures.tail)
    return Arrangement({}, {name: slot}, tail, tail.bottom() + 1)


def scrolled_to(slot: QRect, value: int, height: int, header: int) -> int:
    """How far down an area, ``height`` pixels of it in view, is scrolled so that ``slot`` shows.

    ``value`` is how far it is scrolled now; the first row keeps its header in view.
    """
    top = slot.top() - header - GRID
    if top < value:
        return top
    return max(value, slot.bottom() + GRID - height)
