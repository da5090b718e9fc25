"""Colours and spacing of the window, light and dark; colour belongs to the stages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

GRID = 4
"""All spacing is a multiple of this many device-independent pixels."""


@dataclass(frozen=True)
class Theme:
    """Every colour the window paints with, as ``#rrggbb``."""

    dark: bool
    window: str
    panel: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    bar: str
    bar_track: str
    selection: str
    accent: str
    accent_text: str
    link: str
    error: str
    good: str
    reference: str
    tooltip: str
    tooltip_text: str
    stages: tuple[str, ...]
    border: str = "transparent"
    """Around buttons."""
    ring: float = 2.0
    """Width of the focus ring in device-independent pixels."""
    contrast: bool = False

    def stage(self, stage: int) -> QColor:
        """The colour of a stage, counted as in the paper (2 to 5 in a ResNet)."""
        return QColor(self.stages[(stage - 2) % len(self.stages)])


# Okabe-Ito hues; on white darkened until their contrast is at least 3:1.
LIGHT = Theme(
    dark=False,
    window="#f5f6f9",
    panel="#ffffff",
    raised="#eeeff3",
    line="#e2e4ea",
    text="#1b1f27",
    muted="#565e6d",
    faint="#6f7786",
    bar="#566072",
    bar_track="#eceef2",
    selection="#e7eaf3",
    accent="#414a5d",
    accent_text="#ffffff",
    link="#1f5fc4",
    error="#b93a20",
    good="#2c6e49",
    reference="#12161d",
    tooltip="#1c222d",
    tooltip_text="#ffffff",
    stages=("#0072b2", "#00815a", "#b07a00", "#c24e00", "#a8527e", "#4a5fa8"),
)

DARK = Theme(
    dark=True,
    window="#16191e",
    panel="#1e2229",
    raised="#2a2f38",
    line="#313742",
    text="#e8ebf0",
    muted="#a7afbd",
    faint="#8b94a3",
    bar="#aab4c6",
    bar_track="#2a2f38",
    selection="#2d333e",
    accent="#c6cddb",
    accent_text="#15181d",
    link="#86b4ff",
    error="#f0795c",
    good="#7fc8a0",
    reference="#f2f4f8",
    tooltip="#e8ebf2",
    tooltip_text="#15181d",
    stages=("#56b4e9", "#2fc997", "#f0b83c", "#f07c3c", "#dd93bb", "#93a5ea"),
)

# High contrast: text at least 7:1, bars, lines and borders at least 4.5:1 on their ground. Stages
# stay near 5:1, so that the reference's ticks, black or white, show on the bars too.
CONTRAST_LIGHT = Theme(
    dark=False,
    window="#ffffff",
    panel="#ffffff",
    raised="#ffffff",
    line="#595959",
    text="#000000",
    muted="#2b2b2b",
    faint="#4a4a4a",
    bar="#1f2530",
    bar_track="#e8e8e8",
    selection="#dbe6ff",
    accent="#000000",
    accent_text="#ffffff",
    link="#00329b",
    error="#8a1500",
    good="#0b4a28",
    reference="#000000",
    tooltip="#000000",
    tooltip_text="#ffffff",
    stages=("#0072b2", "#00815a", "#996a00", "#c24e00", "#a8527e", "#4a5fa8"),
    border="#000000",
    ring=4.0,
    contrast=True,
)

CONTRAST_DARK = Theme(
    dark=True,
    window="#000000",
    panel="#000000",
    raised="#000000",
    line="#b3b3b3",
    text="#ffffff",
    muted="#e0e0e0",
    faint="#c4c4c4",
    bar="#e0e4ec",
    bar_track="#202020",
    selection="#0a1f47",
    accent="#ffffff",
    accent_text="#000000",
    link="#8ab8ff",
    error="#ff9d85",
    good="#8fe0b3",
    reference="#ffffff",
    tooltip="#ffffff",
    tooltip_text="#000000",
    stages=("#438cb5", "#239570", "#ae862c", "#c76732", "#b37797", "#6f7db1"),
    border="#ffffff",
    ring=4.0,
    contrast=True,
)

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "contrast-light": CONTRAST_LIGHT,
    "contrast-dark": CONTRAST_DARK,
}
"""By their names in the settings."""


def theme_for(*, dark: bool, high_contrast: bool) -> Theme:
    """The theme that suits a system's wishes."""
    if high_contrast:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(name: str) -> float:
    colour = QColor(name)
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
