"""Compared images in the plots: marks, signed differences, similarity over depth, the legend."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.bars import (
    MARKS,
    PALE,
    SOLID,
    UP_TO_HIGHEST,
    Bars,
    BarsView,
    plane_of,
)
from senet_viewer.gui.plots.compared_legend import ComparedLegend, LegendEntry, short_file_name
from senet_viewer.gui.plots.compared_wording import (
    OtherGates,
    difference_line,
    more_differences_line,
    range_difference_line,
    similar,
)
from senet_viewer.gui.plots.depth_strip import DepthStrip
from senet_viewer.gui.plots.gate_content import GateContent
from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.gui.plots.lettering import line_height
from senet_viewer.gui.plots.marks import DASHES, OUTLINES, PALE_BARS, add_marks, mark_colour
from senet_viewer.gui.plots.similarity_lines import DifferenceLine, SimilarityLines
from senet_viewer.gui.plots.view_content import OtherImage
from senet_viewer.gui.theme import THEMES, Theme, contrast
from senet_viewer.records import Gates
from senet_viewer.statistics import ChannelFilter, Extreme, Order, gates_by_block
from tests.gui.plots.acting import colours, move_mouse, picture, point_at_channel, read_out
from tests.gui.plots.networks import AVERAGE, SE_152, TABBY, block, card, gates, inspection

FOUR: Gates = np.array([0.2, 0.8, 0.5, 1.0], np.float32)
OTHER: Gates = np.array([0.4, 0.3, 0.5, 0.0], np.float32)
ESPRESSO = OtherGates("B", "espresso.jpg", AVERAGE)
ALP = OtherGates("C", "alp.jpg", np.full(256, 0.9, np.float32))
BLOCKS = card().blocks
DIFFERENCES = (0.0, 0.02, 0.04, 0.12, 0.1, 0.2, 0.05, 0.01)
NOISE = (0.001, 0.03, 0.01, 0.01, 0.01, 0.01, 0.01, 0.02)


def four_bars(top: float | None = None, **more: Any) -> Bars:
    return replace(Bars(4, FOUR, None, "0", "3", ""), top=top, **more)


def view(columns: int = 80, rows: int = 100) -> BarsView:
    return BarsView(0, 4, columns, rows)


class TestDifferences:
    """Bars up from the middle where a gate is more open, down where it is more closed."""

    def test_a_bar_is_as_long_as_its_difference(self) -> None:
        plane = plane_of(four_bars(1.0), FOUR - OTHER, view())
        filled = plane[:, [10, 30, 50, 70]] == SOLID
        assert filled.sum(axis=0).tolist() == [10, 25, 0, 50]

    def test_up_is_more_open_and_down_more_closed(self) -> None:
        plane = plane_of(four_bars(1.0), FOUR - OTHER, view())
        assert not plane[:50, 10].any()
        assert plane[50:, 10].any()
        assert plane[:50, 30].any()
        assert not plane[50:, 30].any()

    def test_bars_below_the_noise_are_pale(self) -> None:
        pale = np.array([True, False, False, False])
        plane = plane_of(four_bars(1.0, pale=pale), FOUR - OTHER, view())
        assert set(plane[:, 10]) == {0, PALE}
        assert set(plane[:, 30]) == {0, SOLID}

    def test_a_smaller_scale_makes_them_longer(self) -> None:
        plane = plane_of(four_bars(0.5), np.full(4, 0.25, np.float32), view())
        assert (plane[:, 10] == SOLID).sum() == 25

    def test_where_channels_share_a_column_their_range_and_mean_are_shown(self) -> None:
        values = np.tile(np.array([0.8, -0.4], np.float32), 200)
        bars = Bars(400, values, None, "0", "399", "", top=1.0)
        plane = plane_of(bars, values, BarsView(0, 400, 100, 100))
        column = plane[:, 50]
        assert (column == SOLID).sum() == 10, "from zero to the mean of 0.2"
        assert (column[:50] == UP_TO_HIGHEST).sum() == 40 - 10, "on to the highest"
        assert (column[50:] == UP_TO_HIGHEST).sum() == 20, "down to the lowest"

    def test_every_block_shares_one_scale(self, qtbot: QtBot) -> None:
        network = card()
        shown = made_view(qtbot)
        shown.show_model(network)
        one, other = inspection(network, 1), gates_by_block(inspection(network, 2))
        others = (OtherImage("B", "b.jpg", other),)
        shown.show_inspection(one, other, "B", Order.CHANNEL, "B", None, others, differences=True)
        qtbot.waitUntil(lambda: len(shown.plots) > 2 and not shown.pending)
        tops = {plot.view.gate_axis.marks[2] for plot in shown.plots.values()}
        largest = max(np.abs(one.block(name).gates - other[name]).max() for name in other)
        assert len(tops) == 1
        top = float(tops.pop()[1].replace("+", "0"))
        assert largest <= top <= min(1.0, 1.5 * largest)


class TestMarks:
    """Each further image is a mark of its own on every bar."""

    def test_stands_at_the_gate_of_its_image(self) -> None:
        bars = four_bars(marks=((1, OTHER),))
        plane = plane_of(bars, FOUR, view())
        add_marks(plane, bars, view())
        rows = np.flatnonzero((plane[:, 25:35] == MARKS[1]).any(axis=1))
        assert rows.mean() == pytest.approx(100 - 30, abs=1)

    def test_is_there_however_dense_the_bars_are(self) -> None:
        values = np.linspace(0, 1, 2048, dtype=np.float32)
        for count in (2048, 300, 40):
            bars = Bars(count, values[:count], None, "0", "", "", marks=((0, values[:count]),))
            dense = BarsView(0, count, 280, 60)
            plane = plane_of(bars, values[:count], dense)
            add_marks(plane, bars, dense)
            assert (plane == MARKS[0]).any(axis=0).mean() > 0.7, count

    def test_keeps_inside_the_plot_at_both_ends_of_the_axis(self) -> None:
        ends = np.array([0, 1, 0, 1], np.float32)
        bars = four_bars(marks=tuple((place, ends) for place in range(5)))
        plane = plane_of(bars, FOUR, view())
        add_marks(plane, bars, view())
        assert plane.shape == (100, 80)

    @pytest.mark.parametrize("pitch", [3, 5, 7, 12])
    def test_is_told_apart_without_its_colour_on_narrow_bars_too(self, pitch: int) -> None:
        values = np.full(20, 0.5, np.float32)
        seen = []
        for place in range(5):
            bars = Bars(20, values, None, "0", "", "", marks=((place, values),))
            narrow = BarsView(0, 20, 20 * pitch, 60)
            plane = plane_of(bars, values, narrow)
            add_marks(plane, bars, narrow)
            middle = slice(9 * pitch, 11 * pitch)
            seen.append((plane[20:40, middle] == MARKS[place]).tobytes())
        assert len(set(seen)) == 5

    def test_has_a_shape_and_a_line_of_its_own(self) -> None:
        assert len(set(OUTLINES)) == len(set(DASHES)) == len(MARKS) == 5

    @pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
    def test_stands_out_from_the_panel_and_from_pale_bars(self, theme: Theme) -> None:
        for place in range(5):
            colour = mark_colour(place, theme).name()
            assert contrast(colour, theme.panel) >= 3
            for stage in theme.stages:
                assert contrast(colour, mixed(stage, theme.panel, PALE_BARS)) >= 3, stage

    def test_is_painted_on_pale_bars(self, plot: GatePlot) -> None:
        plot.show_content(content(others=(ESPRESSO, ALP)))
        plot.set_view(100, 110)
        plain = colours(picture(plot))
        assert mark_colour(0, THEMES["light"]).name() in plain
        assert mark_colour(1, THEMES["light"]).name() in plain
        assert THEMES["light"].stage(4).name() not in plain


def mixed(one: str, other: str, share: float) -> str:
    first, second = QColor(one), QColor(other)
    pairs = (
        (first.redF(), second.redF()),
        (first.greenF(), second.greenF()),
        (first.blueF(), second.blueF()),
    )
    return QColor.fromRgbF(*(share * a + (1 - share) * b for a, b in pairs)).name()


def content(**more: Any) -> GateContent:
    made = GateContent(block("SE_4_2", 4, TABBY), AVERAGE, Order.CHANNEL)
    return replace(made, reference_name="B (espresso.jpg)", reference_short="B", **more)


class TestReadOut:
    def test_names_the_gate_in_each_image_and_the_difference(self, plot: GatePlot) -> None:
        plot.show_content(content(others=(ESPRESSO,)))
        point_at_channel(plot, 131)
        assert read_out(plot).splitlines() == [
            "channel 131: A 0.81, B 0.42",
            "A − B +0.39, the most opened of 256",
        ]

    def test_of_more_images_names_every_difference(self, plot: GatePlot) -> None:
        plot.show_content(content(others=(ESPRESSO, ALP)))
        point_at_channel(plot, 52)
        assert read_out(plot).splitlines() == [
            "channel 52: A 0.06, B 0.42, C 0.90",
            "A − B −0.36, the most closed of 256",
            "A − C −0.84",
        ]

    def test_tells_of_the_noise(self, plot: GatePlot) -> None:
        noise = np.full(256, 0.5, np.float32)
        plot.show_content(content(others=(ESPRESSO,), noise=noise, top=1.0))
        point_at_channel(plot, 131)
        assert read_out(plot).splitlines()[-1].startswith("below the noise")

    def test_of_a_dense_column_tells_of_each_image(self, plot: GatePlot) -> None:
        values = gates(2048, 5)
        others = (OtherGates("B", "b.jpg", gates(2048, 6)),)
        dense = block("SE_5_1", 5, values)
        plot.show_content(
            GateContent(dense, others[0].gates, Order.CHANNEL, others=others, top=1.0)
        )
        move_mouse(plot.view.viewport(), plot.view.plot_rect().center())
        first, one, other, difference = read_out(plot).splitlines()
        assert first.endswith("channels; zoom in for single ones")
        assert (one[:2], other[:2]) == ("A:", "B:")
        assert difference.startswith("differences ")

    def test_of_a_difference_from_an_average_tells_gate_and_difference(
        self, plot: GatePlot
    ) -> None:
        plot.show_content(replace(content(top=1.0), reference_short="average"))
        point_at_channel(plot, 131)
        first, second, _ = read_out(plot).splitlines()
        assert (first, second) == ("channel 131, gate 0.81, average 0.42", "difference +0.39")

    def test_of_the_histogram_counts_differences(self) -> None:
        made = content(top=0.5)
        counts = [0] * 9 + [5, 7] + [0] * 9
        assert made.bin_line(9, counts) == "differences −0.05 to 0.00: 5 of 12"


class TestContent:
    def test_the_most_different_channel_stands_first(self) -> None:
        made = content(others=(ESPRESSO, ALP), top=1.0, order=Order.UNUSUAL)
        assert made.channels[:2].tolist() == [131, 52]
        shown = made.bars().gates
        assert shown is not None
        assert float(shown[0]) == pytest.approx(0.39)

    def test_the_highest_are_those_of_the_image_on_show(self) -> None:
        made = content(others=(ESPRESSO,), order=Order.HIGHEST)
        assert made.channels[0] == int(TABBY.argmax())

    def test_marks_follow_order_and_filter(self) -> None:
        chosen = ChannelFilter(Extreme.UNUSUAL, 2)
        made = content(others=(ESPRESSO, ALP), order=Order.UNUSUAL, chosen=chosen)
        bars = made.bars()
        assert bars.channels == 2
        assert [place for place, _ in bars.marks] == [0, 1]
        assert all(len(values) == 2 for _, values in bars.marks)

    def test_the_first_other_image_is_a_mark_or_the_difference(self) -> None:
        assert [place for place, _ in content(others=(ESPRESSO, ALP), top=1.0).bars().marks] == [1]
        assert content(others=(ESPRESSO,), top=1.0).bars().marks == ()

    def test_axis_says_what_pale_bars_are_in_any_order(self) -> None:
        noise = np.full(256, 0.1, np.float32)
        for order in Order:
            made = content(others=(ESPRESSO,), top=1.0, noise=noise, order=order)
            assert made.bars().caption.endswith("; paler: below the noise")

    def test_screen_readers_hear_of_every_image_and_of_the_differences(self) -> None:
        text = content(others=(ESPRESSO, ALP), top=1.0).description()
        for part in ("B, espresso.jpg: mean 0.42", "C, alp.jpg: mean 0.90", "similarity to A"):
            assert part in text
        assert "bars: gate minus B (espresso.jpg), from −0.36 to +0.39" in text

    def test_the_remark_names_the_measure(self) -> None:
        assert content(others=(ESPRESSO,)).note() == "similarity 0.99"
        twin = OtherGates("D", "twin.jpg", content().block.gates)
        assert content(others=(ALP, twin)).note() == "similarity ≥ 0.52"
        assert (similar(0.99987), similar(0.9999999), similar(1.0)) == ("0.9999", "1.00", "1.00")
        assert content(others=(ESPRESSO, ALP)).note() == "similarity 0.52 to 0.99"
        assert content(top=1.0).note() == "mean |difference| 0.01"


def made_view(qtbot: QtBot) -> GatesView:
    made = GatesView()
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_zoom_stays_linked_between_compared_plots(qtbot: QtBot) -> None:
    network, shown = card(), made_view(qtbot)
    shown.show_model(network)
    one, other = inspection(network, 1), gates_by_block(inspection(network, 2))
    others = (OtherImage("B", "b.jpg", other),)
    shown.show_inspection(one, other, "B", Order.CHANNEL, "B", None, others)
    qtbot.waitUntil(lambda: {"SE_4_1", "SE_4_2"} <= set(shown.plots) and not shown.pending)
    shown.plots["SE_4_1"].view.zoom(0.25)
    assert shown.plots["SE_4_2"].view.shown_range == shown.plots["SE_4_1"].view.shown_range


@pytest.fixture
def strip(qtbot: QtBot) -> DepthStrip:
    made = DepthStrip()
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    lines = SimilarityLines((DifferenceLine("B", DIFFERENCES),), NOISE)
    made.show_similarities(BLOCKS, lines, "SE_4_2")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_differences_of_next_to_nothing_are_told_with_more_decimals() -> None:
    gates = np.array([0.5, 0.5, 0.5], np.float32)
    near = OtherGates("B", "b.jpg", gates - np.array([0.0003, -0.0001, 0], np.float32))
    assert difference_line(gates, (near,), 0) == "A − B +0.0003, the most opened of 3"
    assert difference_line(gates, (near,), 2) == "A − B 0.00"
    assert more_differences_line(gates, (near, near), 1) == "A − B −0.0001"
    assert range_difference_line(gates - near.gates) == (
        "differences −0.0001 to +0.0003, mean +0.0001"
    )


class TestStrip:
    """Similarity over depth, a line for each other image."""

    def test_hover_reads_the_similarity_and_the_noise(self, strip: DepthStrip) -> None:
        move_mouse(strip, strip.bar_place("SE_4_2").center())
        assert read_out(strip).splitlines() == [
            "SE_4_2: similarity",
            "A–B 0.800, the least alike of 8",
            "A–A shifted or flipped 0.990",
        ]

    def test_a_click_focuses(self, strip: DepthStrip, qtbot: QtBot) -> None:
        place = strip.bar_place("SE_5_1").center()
        with qtbot.waitSignal(strip.blockClicked) as clicked:
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
        assert clicked.args == ["SE_5_1"]

    def test_the_line_stands_higher_where_images_are_more_alike(self, strip: DepthStrip) -> None:
        ink = mark_colour(0, THEMES["light"]).name()
        tops = [topmost(strip, name, ink) for name in ("SE_5_1", "SE_3_2", "SE_4_2")]
        assert tops == sorted(tops)
        assert tops[0] < tops[-1]

    def test_returns_to_bars(self, strip: DepthStrip) -> None:
        strip.show_departures(BLOCKS, DIFFERENCES, "SE_4_2")
        assert strip.read_out("SE_4_2").startswith("SE_4_2: 0.200 from")

    def test_tells_all_pairs_of_several_images(self, strip: DepthStrip) -> None:
        lines = (DifferenceLine("B", DIFFERENCES), DifferenceLine("C", DIFFERENCES[::-1]))
        strip.show_similarities(BLOCKS, SimilarityLines(lines), None)
        assert strip.read_out("SE_2_1").split("; ")[1:] == [
            "A–B 1.000, the most alike of 8",
            "A–C 0.990, 2nd most alike of 8",
        ]
        assert strip.accessibleDescription().count("A–C") == len(BLOCKS)

    def test_fifty_blocks_have_room(self, qtbot: QtBot) -> None:
        blocks = card(SE_152).blocks
        made = DepthStrip()
        qtbot.addWidget(made)
        made.resize(400, made.sizeHint().height())
        values = tuple(0.001 * place for place in range(50))
        made.show_similarities(blocks, SimilarityLines((DifferenceLine("B", values),)), None)
        assert mark_colour(0, THEMES["light"]).name() in colours(picture(made))


def topmost(strip: DepthStrip, name: str, ink: str) -> int:
    """The first row, in the middle of a block's place, that has this colour."""
    image, middle = picture(strip), strip.bar_place(name).center().x()
    rows = range(image.height())
    return next(row for row in rows if image.pixelColor(middle, row).name() == ink)


class TestLegend:
    ENTRIES = tuple(LegendEntry(f"/{name}", name[0].upper(), name) for name in "abcdef")

    @pytest.fixture
    def legend(self, qtbot: QtBot) -> ComparedLegend:
        made = ComparedLegend()
        qtbot.addWidget(made)
        made.resize(900, 30)
        made.show_entries(self.ENTRIES, "2 more left out: 6 at most")
        made.show()
        qtbot.waitExposed(made)
        return made

    def test_names_every_image_by_its_letter(self, legend: ComparedLegend) -> None:
        names = [button.accessibleName() for button in legend.buttons]
        assert names == ["A: a", "B: b", "C: c", "D: d", "E: e", "F: f"]
        assert legend.note.text() == "2 more left out: 6 at most"

    def test_a_click_chooses_an_image(self, legend: ComparedLegend, qtbot: QtBot) -> None:
        with qtbot.waitSignal(legend.chosen) as chosen:
            qtbot.mouseClick(legend.buttons[2], Qt.MouseButton.LeftButton)
        assert chosen.args == ["/c"]

    def test_keeps_inside_a_narrow_column(self, legend: ComparedLegend) -> None:
        for width in (900, 500, 300):
            legend.resize(width, legend.height())
            for button in legend.buttons:
                assert button.geometry().right() <= width
                assert button.geometry().bottom() <= legend.height()

    def test_rows_are_as_long_as_each_other(self, legend: ComparedLegend) -> None:
        legend.show_entries(self.ENTRIES, "")
        line = line_height(legend.buttons[0].font())
        for columns, expected in ((6, 6), (5, 3), (4, 3), (3, 3), (2, 2)):
            legend.resize(columns * 8 * line + 2, legend.height())
            tops = [button.y() for button in legend.buttons]
            assert tops.count(0) == expected, columns

    def test_shows_thumbnails_where_there_is_room(self, legend: ComparedLegend) -> None:
        thumbnail = QImage(40, 30, QImage.Format.Format_RGB32)
        thumbnail.fill(QColor("#12ab34"))
        legend.set_thumbnails({"/c": thumbnail}.get)
        legend.resize(1200, legend.height())
        assert "#12ab34" in colours(picture(legend.buttons[2]))
        assert "#12ab34" not in colours(picture(legend.buttons[1])), "it is still being made"
        legend.show_entries(self.ENTRIES, "")
        legend.resize(240, legend.height())
        assert "#12ab34" not in colours(picture(legend.buttons[2]))

    def test_a_name_that_is_too_wide_loses_its_ending_then_its_middle(self) -> None:
        metrics = QFontMetricsF(QFont())
        name = "a picture of series 12.jpeg"
        wide = metrics.horizontalAdvance(name)
        assert short_file_name(name, metrics, wide) == name
        assert short_file_name(name, metrics, wide - 1) == "a picture of series 12"
        shortest = short_file_name(name, metrics, wide / 2)
        assert shortest.startswith("a pic")
        assert shortest.endswith("12")
        assert short_file_name("pasted", metrics, metrics.horizontalAdvance("pasted")) == "pasted"

    def test_fewer_images_leave_nothing_behind(self, legend: ComparedLegend) -> None:
        legend.show_entries(self.ENTRIES[:2], "")
        assert [button.entry.letter for button in legend.buttons] == ["A", "B"]
        assert legend.note.isHidden()
