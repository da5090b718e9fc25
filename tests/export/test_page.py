"""Parts of a figure find their places, and what cannot be placed is said in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.page import Page, compose
from senet_viewer.export.sheet import drawing_settings
from senet_viewer.export.stages import Gates
from senet_viewer.export.style import FigureStyle
from senet_viewer.export.subject import Subject
from tests.export.making import SE_RESNET_18, SE_RESNET_152, card, inspection, picture, reference

SE_RESNET_50 = (3, 4, 6, 3)
SE_RESNET = {8: SE_RESNET_18, 16: SE_RESNET_50, 50: SE_RESNET_152}


def page_of(style: FigureStyle, blocks: int = 8) -> Page:
    """The arranged page of a network with so many blocks."""
    one = inspection(plan=SE_RESNET[blocks])
    subject = Subject(one, reference(one), "average", picture(300, 450), card(one))
    with drawing_settings():
        return compose(subject, style, Lettering(style.font, style.font_size_pt))


def columns_of(page: Page) -> int:
    """Plots side by side."""
    (gates,) = (placed.part for placed in page.parts if isinstance(placed.part, Gates))
    return gates.columns


@pytest.mark.parametrize("blocks", [8, 16, 50])
@pytest.mark.parametrize("width", [60.0, 85.0, 178.0, 300.0])
@pytest.mark.parametrize("height", [0.0, 900.0])
def test_no_part_lies_on_another_or_leaves_the_page(
    blocks: int, width: float, height: float
) -> None:
    page = page_of(FigureStyle(width_mm=width, height_mm=height), blocks)
    assert page.width == pytest.approx(width / 25.4)
    rows = sorted({placed.y for placed in page.parts})
    for y, below in zip(rows, [*rows[1:], page.height], strict=True):
        foot = max(y + placed.part.height for placed in page.parts if placed.y == y)
        assert foot <= below + 1e-6
    assert rows[0] > 0


def test_without_a_height_a_figure_keeps_to_a_printed_page_where_it_can() -> None:
    heights = {n: page_of(FigureStyle(), n).height * 25.4 for n in (8, 16, 50)}
    assert all(height <= 240.01 for height in heights.values()), heights
    assert heights[8] < heights[50]


def test_columns_follow_the_width_and_what_is_asked_for() -> None:
    assert columns_of(page_of(FigureStyle(width_mm=85), 16)) == 2
    assert columns_of(page_of(FigureStyle(width_mm=178), 16)) == 4
    assert columns_of(page_of(FigureStyle(width_mm=178, columns=1), 16)) == 1
    assert columns_of(page_of(FigureStyle(blocks=("last",)), 16)) == 2


def test_a_low_wide_figure_sets_stages_side_by_side() -> None:
    slide = FigureStyle(width_mm=254, height_mm=143, font_size_pt=8)
    assert columns_of(page_of(replace(slide, height_mm=0), 8)) == 2
    assert columns_of(page_of(slide, 8)) == 4


def test_too_little_height_says_how_much_is_needed_and_that_is_enough() -> None:
    with pytest.raises(ViewerError, match="50 blocks do not fit on 100 mm") as caught:
        page_of(FigureStyle(height_mm=100), 50)
    assert caught.value.code == "export.too_low"
    needed = float(caught.value.params["needed"])
    assert page_of(FigureStyle(height_mm=needed), 50).height == pytest.approx(needed / 25.4)
    with pytest.raises(ViewerError):
        page_of(FigureStyle(height_mm=needed - 2), 50)


def test_too_little_width_says_how_much_is_needed_and_that_is_enough() -> None:
    large = FigureStyle(width_mm=40, font_size_pt=12)
    with pytest.raises(ViewerError, match="12 points") as caught:
        page_of(large)
    assert caught.value.code == "export.too_narrow"
    page_of(replace(large, width_mm=float(caught.value.params["needed"])))


def test_too_many_columns_say_how_many_fit() -> None:
    with pytest.raises(ViewerError, match="6 plots side by side") as caught:
        page_of(FigureStyle(width_mm=85, columns=6))
    assert caught.value.code == "export.too_many_columns"
    most = int(caught.value.params["most"])
    assert columns_of(page_of(FigureStyle(width_mm=85, columns=most))) == most
