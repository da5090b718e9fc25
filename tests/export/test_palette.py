"""Figures have the window's colours."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from senet_viewer.export import palette
from senet_viewer.export.palette import palette_for
from senet_viewer.export.style import Colours, Ground
from senet_viewer.gui import theme


@pytest.mark.parametrize(
    ("figure", "window"), [(palette.LIGHT, theme.LIGHT), (palette.DARK, theme.DARK)]
)
def test_every_colour_is_the_windows(figure: palette.Palette, window: theme.Theme) -> None:
    for name, colour in asdict(figure).items():
        assert getattr(window, name) == colour


def test_stages_keep_their_colours_and_repeat_beyond_them() -> None:
    assert palette.LIGHT.stage(2) == palette.LIGHT.stages[0]
    assert palette.LIGHT.stage(8) == palette.LIGHT.stages[0]
    assert palette.LIGHT.stage(1) == palette.LIGHT.stages[-1]


@pytest.mark.parametrize("ground", list(Ground))
@pytest.mark.parametrize("colours", list(Colours))
def test_bars_stand_out_from_their_ground(colours: Colours, ground: Ground) -> None:
    made = palette_for(colours, ground, "#0072b2")
    if (colours, ground) != (Colours.ONE, Ground.DARK):
        assert all(theme.contrast(stage, made.panel) >= 3 for stage in made.stages)


@pytest.mark.parametrize("ground", list(Ground))
def test_greyscale_is_grey_throughout(ground: Ground) -> None:
    made = asdict(palette_for(Colours.GREYSCALE, ground, "#0072b2"))
    for colour in [*made.pop("stages"), *made.values()]:
        assert colour[1:3] == colour[3:5] == colour[5:7]


# Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision
# deficiency", IEEE TVCG 15 (2009), severity 1: protanopia, deuteranopia, tritanopia.
DICHROMACIES = (
    (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
)
SRGB_TO_XYZ = np.array(
    (
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    )
)


def linear(colour: str) -> NDArray[np.float64]:
    """Linear red, green and blue, each 0..1."""
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L*a*b* of linear sRGB under D65."""
    xyz = SRGB_TO_XYZ @ np.clip(values, 0, 1) / np.array((0.95047, 1.0, 1.08883))
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


def least_difference(colours: tuple[str, ...]) -> float:
    """The smallest ΔE (CIE 1976) of two colours, over usual sight and the three dichromacies."""
    views = (np.eye(3), *(np.array(matrix) for matrix in DICHROMACIES))
    return min(
        float(np.linalg.norm(lab(view @ linear(one)) - lab(view @ linear(other))))
        for view in views
        for one, other in combinations(colours, 2)
    )


@pytest.mark.parametrize("ground", list(Ground))
def test_the_colour_blind_safe_stages_differ_for_every_eye(ground: Ground) -> None:
    safe = palette_for(Colours.COLOUR_BLIND, ground, "").stages
    usual = palette_for(Colours.STAGES, ground, "").stages
    assert least_difference(safe[:4]) >= 30
    assert least_difference(safe) >= 12
    assert least_difference(usual[:4]) < 12


@pytest.mark.parametrize("ground", list(Ground))
def test_any_two_greys_are_told_apart(ground: Ground) -> None:
    greys = palette_for(Colours.GREYSCALE, ground, "").stages
    assert len(greys) == 4
    assert all(
        abs(lightness(one) - lightness(other)) >= 10 for one, other in combinations(greys, 2)
    )


def lightness(colour: str) -> float:
    """CIE L*, 0..100."""
    return float(lab(linear(colour))[0])
