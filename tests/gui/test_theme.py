"""Both themes are readable, and their stages can be told from the ground."""

from __future__ import annotations

import pytest

from senet_viewer.gui.theme import DARK, LIGHT, Theme, contrast

TEXT_CONTRAST = 4.5
BAR_CONTRAST = 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(theme: Theme) -> None:
    for ground in (theme.panel, theme.window):
        for text in (theme.text, theme.muted, theme.link, theme.error):
            assert contrast(text, ground) >= TEXT_CONTRAST, (text, ground)
    assert contrast(theme.faint, theme.panel) >= BAR_CONTRAST
    assert contrast(theme.tooltip_text, theme.tooltip) >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_stages_stand_out_from_the_ground_and_from_each_other(theme: Theme) -> None:
    for stage in range(2, 6):
        assert contrast(theme.stage(stage).name(), theme.panel) >= BAR_CONTRAST
    assert len({theme.stage(stage).name() for stage in range(2, 8)}) == 6


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
