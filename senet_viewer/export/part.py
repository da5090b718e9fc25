"""What every part of a figure has: a height known before the page is, and a way to be drawn."""

from __future__ import annotations

from typing import Protocol

from senet_viewer.export.sheet import Sheet

LINE = 1.35
"""From one line of text to the next, in em: multiples of the size of most texts."""

HEADING = 1.2
SMALL = 0.9
TINY = 0.85
"""Sizes of text relative to most texts: headings, explanations, numbers at axes."""


class Part(Protocol):
    """A rectangle of a figure; ``height`` is in inches."""

    @property
    def height(self) -> float: ...

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw with the upper left corner at (x, y)."""
