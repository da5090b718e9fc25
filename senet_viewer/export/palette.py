"""Colours of figures, light and dark: the window's own, without Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Every colour a figure paints with, as ``#rrggbb``; the names are the window theme's."""

    panel: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    bar: str
    bar_track: str
    good: str
    error: str
    reference: str
    stages: tuple[str, ...]

    def stage(self, stage: int) -> str:
        """The colour of a stage, counted as in the paper (2 to 5 in a ResNet)."""
        return self.stages[(stage - 2) % len(self.stages)]


LIGHT = Palette(
    panel="#ffffff",
    raised="#eeeff3",
    line="#e2e4ea",
    text="#1b1f27",
    muted="#565e6d",
    faint="#6f7786",
    bar="#566072",
    bar_track="#eceef2",
    good="#2c6e49",
    error="#b93a20",
    reference="#12161d",
    stages=("#0072b2", "#00815a", "#b07a00", "#c24e00", "#a8527e", "#4a5fa8"),
)

DARK = Palette(
    panel="#1e2229",
    raised="#2a2f38",
    line="#313742",
    text="#e8ebf0",
    muted="#a7afbd",
    faint="#8b94a3",
    bar="#aab4c6",
    bar_track="#2a2f38",
    good="#7fc8a0",
    error="#f0795c",
    reference="#f2f4f8",
    stages=("#56b4e9", "#2fc997", "#f0b83c", "#f07c3c", "#dd93bb", "#93a5ea"),
)
