"""The controls say every style, and a style says how they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import Colours, FigureStyle, Ground
from senet_viewer.gui.figure_form import FigureForm
from senet_viewer.statistics import Order

OTHER = FigureStyle(
    blocks=("SE_2_1", "SE_5_*"),
    columns=3,
    width_mm=85.25,
    height_mm=120.5,
    font="DejaVu Serif",
    font_size_pt=6.5,
    colours=Colours.ONE,
    colour="#aa3300",
    ground=Ground.DARK,
    title=False,
    photo=False,
    classes=False,
    depth=False,
    captions=False,
    reference=False,
    order=Order.UNUSUAL,
    dpi=600,
)


@pytest.fixture
def form(qtbot: QtBot) -> FigureForm:
    form = FigureForm([2, 3, 5], "average over 10 pictures")
    qtbot.addWidget(form)
    form.set_style_chosen(FigureStyle())
    return form


@pytest.mark.parametrize(
    "style",
    [
        FigureStyle(),
        OTHER,
        FigureStyle(blocks=("last",), colours=Colours.COLOUR_BLIND),
        FigureStyle(blocks=("SE_5_*",), colours=Colours.GREYSCALE),
    ],
)
def test_what_is_put_in_comes_out(form: FigureForm, qtbot: QtBot, style: FigureStyle) -> None:
    with qtbot.waitSignal(form.changed):
        form.set_style_chosen(style)
    assert form.style_chosen() == style


def test_a_preset_sets_the_size_and_a_size_its_preset(form: FigureForm) -> None:
    form.preset.activated.emit(0)
    assert form.style_chosen().width_mm == 85
    assert form.preset.currentIndex() == 0
    form.preset.activated.emit(2)
    assert (form.style_chosen().width_mm, form.style_chosen().height_mm) == (254, 142.9)
    form.width_mm.setValue(100)
    assert form.preset.currentText() == "something else"
    form.set_style_chosen(FigureStyle(width_mm=178))
    assert form.preset.currentText() == "two columns of a paper"


def test_what_does_not_apply_is_not_offered(form: FigureForm) -> None:
    assert form.names.isHidden()
    assert form.colour.isHidden()
    assert not form.height_mm.isEnabled()
    form.set_style_chosen(OTHER)
    assert not form.names.isHidden()
    assert not form.colour.isHidden()
    assert form.height_mm.isEnabled()


def test_names_begin_with_the_blocks_chosen_before(form: FigureForm) -> None:
    these = form.blocks.count() - 1
    form.blocks.setCurrentIndex(these)
    assert form.style_chosen().blocks == ("SE_2_*", "SE_3_*", "SE_5_*")
    form.names.setText("SE_2_1")
    form.blocks.setCurrentIndex(1)
    form.blocks.setCurrentIndex(these)
    assert form.style_chosen().blocks == ("SE_2_1",), "what was typed is not lost"
    form.names.clear()
    with pytest.raises(ViewerError, match="Name at least one block"):
        form.style_chosen()
    form.blocks.setCurrentIndex(3)
    form.blocks.setCurrentIndex(these)
    assert form.style_chosen().blocks == ("SE_3_*",)


def test_ticks_are_not_offered_where_nothing_is_compared(form: FigureForm, qtbot: QtBot) -> None:
    assert form.parts["reference"].isEnabled()
    alone = FigureForm([2], "")
    qtbot.addWidget(alone)
    alone.set_style_chosen(FigureStyle())
    assert not alone.parts["reference"].isEnabled()
    assert alone.style_chosen().reference, "the style stays as it was"


def test_names_that_are_none_are_refused(form: FigureForm) -> None:
    form.set_style_chosen(replace(OTHER, blocks=("SE_2_1", "SE_3_1")))
    assert form.names.text() == "SE_2_1, SE_3_1"
    form.names.setText("SE_2_1,, ")
    with pytest.raises(ViewerError, match="blocks"):
        form.style_chosen()


def test_numbers_have_no_more_decimals_than_they_need(form: FigureForm) -> None:
    assert form.width_mm.text() == "178 mm"
    form.set_style_chosen(OTHER)
    assert form.width_mm.text() == "85.25 mm"
