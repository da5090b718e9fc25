"""Figures have the window's colours."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from senet_viewer.export import palette
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
