"""Colours of figures: the window's own without Qt, grey, colour-blind safe, or one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from senet_viewer.export.style import Colours, Ground


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

# Greys that stand on their ground (contrast 3:1), any two told apart; neighbours differ most.
_GREYS = {
    Ground.LIGHT: ("#949494", "#595959", "#757575", "#404040"),
    Ground.DARK: ("#7c7c7c", "#b6b6b6", "#999999", "#d4d4d4"),
}

# Told apart with any of the three dichromacies as well, by lightness where hues fall together.
_COLOUR_BLIND = {
    Ground.LIGHT: ("#0b3d66", "#3a96d4", "#b27d10", "#6b1f1f", "#cc6688", "#4a4a4a"),
    Ground.DARK: ("#3f86d9", "#7fe3f2", "#f2d06b", "#e0607e", "#b3894a", "#c9c9c9"),
}


def palette_for(colours: Colours, ground: Ground, colour: str) -> Palette:
    """The palette of a scheme on a ground; ``colour`` is that of ``Colours.ONE``."""
    usual = DARK if ground is Ground.DARK else LIGHT
    if colours is Colours.ONE:
        return replace(usual, stages=(colour,))
    if colours is Colours.COLOUR_BLIND:
        return replace(usual, stages=_COLOUR_BLIND[ground])
    if colours is Colours.GREYSCALE:
        greys = {f.name: grey(getattr(usual, f.name)) for f in fields(usual) if f.name != "stages"}
        return Palette(**greys, stages=_GREYS[ground])
    return usual


def grey(colour: str) -> str:
    """The grey as light as ``colour`` (luma of ITU-R BT.601, as Pillow's mode L)."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    level = round((299 * red + 587 * green + 114 * blue) / 1000)
    return f"#{level:02x}{level:02x}{level:02x}"
