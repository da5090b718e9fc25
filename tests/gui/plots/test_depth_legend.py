"""The legend of the depth strip explains the signs that are there, and no others."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.depth_legend import (
    DepthLegend,
    Sign,
    hollow_bars,
    similarity_legend,
)
from senet_viewer.gui.plots.similarity_lines import DifferenceLine, SimilarityLines
from senet_viewer.gui.theme import THEMES
from tests.gui.plots.acting import colours, picture

MEASURE = "similarity = 1 − mean |gate difference|"
LINE = DifferenceLine("B", (0.02, 0.2))


@pytest.fixture
def legend(qtbot: QtBot) -> DepthLegend:
    made = DepthLegend()
    qtbot.addWidget(made)
    return made


def shown(legend: DepthLegend, noise: tuple[float, ...] | None) -> tuple[str, tuple[Sign, ...]]:
    legend.show_rows(*similarity_legend(SimilarityLines((LINE,), noise)))
    return legend.text(), legend.signs


def test_names_the_measure_alone_where_no_noise_is_known(legend: DepthLegend) -> None:
    assert shown(legend, None) == (MEASURE, ())


def test_explains_caps_and_hollow_marks_where_both_are_there(legend: DepthLegend) -> None:
    text = f"{MEASURE} · noise of a slight shift or flip · hollow: below it"
    assert shown(legend, (0.05, 0.05)) == (text, (Sign.CAP, Sign.HOLLOW_MARK))


def test_explains_caps_alone_where_every_difference_is_beyond_them(legend: DepthLegend) -> None:
    text = f"{MEASURE} · noise of a slight shift or flip"
    assert shown(legend, (0.01, 0.01)) == (text, (Sign.CAP,))


def test_explains_hollow_marks_alone_where_caps_are_too_thin_to_see(legend: DepthLegend) -> None:
    line = DifferenceLine("B", (0.0, 0.2))
    legend.show_rows(*similarity_legend(SimilarityLines((line,), (0.001, 0.001))))
    assert legend.text() == f"{MEASURE} · hollow: below the noise"
    assert legend.signs == (Sign.HOLLOW_MARK,)


def test_bars_are_explained_by_a_bar(legend: DepthLegend) -> None:
    legend.show_rows((hollow_bars(),))
    assert legend.text() == "hollow: below the noise"
    assert legend.signs == (Sign.HOLLOW_BAR,)
    legend.resize(legend.sizeHint())
    assert THEMES["light"].bar in colours(picture(legend))


def test_grows_with_its_rows_and_keeps_inside_a_narrow_column(legend: DepthLegend) -> None:
    shown(legend, None)
    one = legend.sizeHint()
    shown(legend, (0.05, 0.05))
    two = legend.sizeHint()
    assert two.height() == 2 * one.height()
    assert two.width() > one.width()
    assert legend.minimumSizeHint().width() == 0
