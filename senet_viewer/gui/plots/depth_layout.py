"""Where the bars and labels of the depth strip stand: arithmetic, without widgets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from senet_viewer.gui.plots import wording
from senet_viewer.gui.theme import GRID


class Named(Protocol):
    """What the strip needs to know of a block."""

    @property
    def name(self) -> str: ...

    @property
    def stage(self) -> int: ...


@dataclass(frozen=True)
class Label:
    """A text below the bars, by its centre; ``strong``: the focused block's."""

    text: str
    centre: float
    strong: bool


def place_bars(stages: Sequence[int], area: QRectF) -> list[QRectF]:
    """A bar of full height for each block, at whole pixels, with gaps between stages."""
    count = len(stages)
    if not count or area.width() <= 0:
        return []
    breaks = sum(a != b for a, b in pairwise(stages))
    gap = min(2.0 * GRID, max(1.0, 0.12 * area.width() / count))
    extra = min(7.0 * GRID, max(2.0 * GRID, 0.25 * area.width() / (breaks + 1))) - gap
    width = (area.width() - breaks * extra - (count - 1) * gap) / count
    bars: list[QRectF] = []
    x = area.left()
    for index, stage in enumerate(stages):
        if index and stage != stages[index - 1]:
            x += extra
        left, right = round(x), round(x + width)
        bars.append(QRectF(left, area.top(), max(1, right - left), area.height()))
        x += width + gap
    return bars


def labels_of(
    blocks: Sequence[Named],
    bars: Sequence[QRectF],
    focused: str | None,
    plain: QFontMetricsF,
    bold: QFontMetricsF,
    width: float,
) -> list[Label]:
    """A label a block where all fit; else the focused block's, and a stage's where it fits."""
    centres = [bar.center().x() for bar in bars]
    pitch = min((b - a for a, b in pairwise(centres)), default=width)
    widest = max((bold.horizontalAdvance(block.name) for block in blocks), default=0.0)
    if widest + GRID <= pitch:
        return [
            Label(block.name, centre, block.name == focused)
            for block, centre in zip(blocks, centres, strict=True)
        ]
    row = _Row(width)
    for block, centre in zip(blocks, centres, strict=True):
        if block.name == focused:
            row.place(block.name, centre, bold, strong=True)
    for stage in sorted({block.stage for block in blocks}):
        own = [bar for block, bar in zip(blocks, bars, strict=True) if block.stage == stage]
        left, right = own[0].left(), own[-1].right()
        text = wording.stage_title(stage)
        half = plain.horizontalAdvance(text) / 2
        for centre in ((left + right) / 2, left + half, right - half):
            if row.place(text, centre, plain, strong=False):
                break
    return row.labels


class _Row:
    """Labels side by side that keep apart from each other and inside the strip."""

    def __init__(self, width: float) -> None:
        self.labels: list[Label] = []
        self._width = width
        self._taken: list[tuple[float, float]] = []

    def place(self, text: str, centre: float, metrics: QFontMetricsF, *, strong: bool) -> bool:
        half = metrics.horizontalAdvance(text) / 2 + 1
        centre = max(half + GRID, min(centre, self._width - half - GRID))
        left, right, apart = centre - half, centre + half, 2 * GRID
        if any(left < b + apart and right > a - apart for a, b in self._taken):
            return False
        self._taken.append((left, right))
        self.labels.append(Label(text, centre, strong))
        return True


def nice_ceiling(value: float) -> float:
    """The smallest round number (two digits at most) that is at least ``value``."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    for factor in (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0):
        if factor * power >= value * (1 - 1e-9):
            return float(f"{factor * power:g}")
    return 10 * power
