"""Which part of the bar axis is in view: it never leaves the bars, nor shows less than a few."""

from __future__ import annotations

LEAST_BARS = 8
"""Zooming in ends where this many bars are in view."""


def within(first: float, last: float, bars: int) -> tuple[float, float]:
    """The range from ``first`` to ``last``, made as long and moved as ``bars`` bars allow.

    It grows and shrinks about its middle, and is moved where it reaches over an end.
    """
    length = max(min(LEAST_BARS, bars), min(last - first, bars))
    start = (first + last - length) / 2
    if start <= 0:
        return 0.0, float(length)
    if start + length >= bars:
        return float(bars - length), float(bars)
    return start, start + length
