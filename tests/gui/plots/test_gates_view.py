"""All blocks' plots: made when they come into view, linked a stage, folded, filled."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.statistics import ChannelFilter, Extreme, Order
from tests.gui.plots.acting import colours, picture, point_at_channel, read_out, turn_wheel
from tests.gui.plots.networks import SE_18, SE_152, card, inspection, reference

SMALL, DEEP = card(SE_18), card(SE_152)


def made_view(qtbot: QtBot, width: int = 850, height: int = 640) -> GatesView:
    view = GatesView()
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    qtbot.waitExposed(view)
    return view


def in_view(view: GatesView) -> set[str]:
    """The blocks whose plots can be seen."""
    window = view.viewport()
    return {
        name
        for name, plot in view.plots.items()
        if plot.isVisible()
        and window.rect().intersects(plot.rect().translated(plot.mapTo(window, QPoint())))
    }


def stage_names(view: GatesView, stage: int) -> list[str]:
    """The blocks of a stage that have a plot, early to late."""
    return [one.name for one in DEEP.blocks if one.stage == stage and one.name in view.plots]


def wait_for_plots(view: GatesView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.pending)


@pytest.fixture
def small(qtbot: QtBot) -> GatesView:
    """Eight blocks, all of them in view."""
    view = made_view(qtbot)
    view.show_model(SMALL)
    view.show_inspection(inspection(SMALL), reference(SMALL), "the average picture", Order.CHANNEL)
    view.focus_block("SE_4_2")
    wait_for_plots(view, qtbot)
    return view


@pytest.fixture
def deep(qtbot: QtBot) -> GatesView:
    """Fifty blocks."""
    view = made_view(qtbot)
    view.show_model(DEEP)
    view.show_inspection(inspection(DEEP), reference(DEEP), "the average picture", Order.CHANNEL)
    view.focus_block("SE_4_2")
    wait_for_plots(view, qtbot)
    return view


class TestMaking:
    def test_eight_blocks_are_all_in_view(self, small: GatesView) -> None:
        assert in_view(small) == {block.name for block in SMALL.blocks}

    def test_of_fifty_blocks_only_the_ones_near_the_view_are_made(self, deep: GatesView) -> None:
        made = deep.findChildren(GatePlot)
        assert in_view(deep) <= set(deep.plots)
        assert len(in_view(deep)) < len(made) < 36

    def test_at_most_one_is_made_in_an_event_loop_turn(self, qtbot: QtBot) -> None:
        view = made_view(qtbot)
        view.show_model(SMALL)
        assert len(view.findChildren(GatePlot)) <= 1
        wait_for_plots(view, qtbot)
        assert len(view.findChildren(GatePlot)) == 8

    def test_scrolling_reuses_plots(self, deep: GatesView, qtbot: QtBot) -> None:
        before = len(deep.findChildren(GatePlot))
        bar = deep.verticalScrollBar()
        for value in range(0, bar.maximum() + 1, 40):
            bar.setValue(value)
            wait_for_plots(deep, qtbot)
        assert "SE_4_36" in in_view(deep)
        # One more row fits partly at both ends of the view.
        assert len(deep.findChildren(GatePlot)) <= before + 8

    def test_what_scrolls_into_view_is_up_to_date(self, deep: GatesView, qtbot: QtBot) -> None:
        flat = inspection(DEEP, seed=7)
        deep.show_inspection(flat, None, "", Order.CHANNEL)
        deep.verticalScrollBar().setValue(deep.verticalScrollBar().maximum())
        wait_for_plots(deep, qtbot)
        plot = deep.plots["SE_4_36"]
        plot.setFocus()
        mean = flat.block("SE_4_36").gates.mean()
        assert f"mean {mean:.2f}" in plot.accessibleDescription()

    def test_another_network_takes_the_same_plots(self, small: GatesView, qtbot: QtBot) -> None:
        small.show_model(DEEP)
        small.focus_block("SE_5_1")
        wait_for_plots(small, qtbot)
        assert {"SE_5_1", "SE_5_3"} <= set(small.plots)
        assert "SE_2_2" not in small.plots or small.plots["SE_2_2"].view.shown_range == (0, 256)

    def test_before_the_gates_come_titles_and_axes_stand(self, qtbot: QtBot) -> None:
        view = made_view(qtbot)
        view.show_model(SMALL)
        wait_for_plots(view, qtbot)
        assert view.plots["SE_2_1"].accessibleDescription() == "no gates yet"
        view.show_inspection(inspection(SMALL), None, "", Order.CHANNEL)
        assert LIGHT.stages[0] in colours(picture(view.plots["SE_2_1"]))


class TestZoom:
    def test_links_the_blocks_of_a_stage_alone(self, small: GatesView) -> None:
        plot = small.plots["SE_4_1"]
        place = plot.view.plot_rect().center()
        turn_wheel(plot.view.viewport(), place, 5, control=True)
        first, last = plot.view.shown_range
        assert last - first < 128
        assert small.plots["SE_4_2"].view.shown_range == (first, last)
        for name in ("SE_2_1", "SE_3_2", "SE_5_1"):
            assert small.plots[name].view.shown_range == (0, small.plots[name].channels)

    def test_holds_for_blocks_that_scroll_into_view(self, deep: GatesView, qtbot: QtBot) -> None:
        plot = deep.plots["SE_4_2"]
        qtbot.keyClicks(plot, "+++")
        deep.verticalScrollBar().setValue(deep.verticalScrollBar().maximum())
        wait_for_plots(deep, qtbot)
        assert deep.plots["SE_4_36"].view.shown_range == pytest.approx(plot.view.shown_range)

    def test_the_plain_wheel_over_a_plot_scrolls(self, deep: GatesView) -> None:
        plot = deep.plots["SE_4_5"]
        turn_wheel(plot.view.viewport(), QPoint(60, 30), -1)
        assert deep.verticalScrollBar().value() > 0
        assert plot.view.shown_range == (0, 1024)


class TestFolding:
    def test_a_stage_that_does_not_fit_is_folded_until_it_has_the_focus(
        self, deep: GatesView, qtbot: QtBot
    ) -> None:
        assert deep.open_stages == {4}
        deep.focus_block("SE_2_3")
        wait_for_plots(deep, qtbot)
        assert 2 in deep.open_stages
        assert 4 not in deep.open_stages
        assert "SE_2_3" in in_view(deep)

    def test_the_user_folds_and_opens_by_click_and_key(
        self, small: GatesView, qtbot: QtBot
    ) -> None:
        qtbot.mouseClick(small.header(3), Qt.MouseButton.LeftButton)
        assert small.open_stages == {2, 4, 5}
        assert not {"SE_3_1", "SE_3_2"} & in_view(small)
        assert small.header(3).accessibleDescription() == "folded"
        qtbot.keyClick(small.header(3), Qt.Key.Key_Space)
        assert small.open_stages == {2, 3, 4, 5}
        assert small.header(3).accessibleDescription() == "open"

    def test_a_folded_stage_opens_for_the_focus(self, small: GatesView, qtbot: QtBot) -> None:
        qtbot.mouseClick(small.header(3), Qt.MouseButton.LeftButton)
        small.focus_block("SE_3_1")
        assert 3 in small.open_stages

    def test_a_click_on_a_plot_moves_nothing(self, deep: GatesView) -> None:
        opened = deep.open_stages
        deep.focus_block("SE_4_7")
        assert deep.open_stages == opened
        assert deep.verticalScrollBar().value() == 0

    def test_headers_name_the_stage(self, small: GatesView) -> None:
        assert small.header(4).accessibleName() == (
            "Stage 4, conv4_x in the paper, layer3 in code · 8×8 · 256 channels, a gate each"
            " · 2 blocks"
        )


class TestFocus:
    def test_the_focused_block_is_scrolled_into_view(self, deep: GatesView, qtbot: QtBot) -> None:
        deep.focus_block("SE_4_36")
        wait_for_plots(deep, qtbot)
        assert "SE_4_36" in in_view(deep)

    def test_a_click_asks_for_the_focus(self, small: GatesView, qtbot: QtBot) -> None:
        plot = small.plots["SE_3_1"]
        with qtbot.waitSignal(small.blockFocused) as focused:
            place = plot.view.plot_rect().center()
            qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert focused.args == ["SE_3_1"]

    def test_an_unknown_block_clears_the_focus(self, small: GatesView) -> None:
        small.focus_block("SE_9_9")
        small.focus_block(None)
        assert in_view(small)

    def test_arrows_walk_from_plot_to_plot(self, deep: GatesView, qtbot: QtBot) -> None:
        deep.plots["SE_4_1"].setFocus()
        for _ in range(35):
            holder = QApplication.focusWidget()
            assert holder is not None
            qtbot.keyClick(holder, Qt.Key.Key_Down)
        holder = QApplication.focusWidget()
        assert isinstance(holder, GatePlot)
        assert holder.block_name == "SE_4_36"
        assert "SE_4_36" in in_view(deep)

    def test_the_tabulator_visits_a_header_then_its_plots(
        self, deep: GatesView, qtbot: QtBot
    ) -> None:
        deep.focus_block("SE_5_1")
        wait_for_plots(deep, qtbot)
        deep.header(2).setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(deep.header(2).hasFocus)
        seen = []
        for _ in range(10):
            holder = QApplication.focusWidget()
            assert holder is not None
            seen.append(holder.accessibleName().split(",")[0])
            qtbot.keyClick(holder, Qt.Key.Key_Tab)
        expected = ["Stage 2", *stage_names(deep, 2), "Stage 3", *stage_names(deep, 3)]
        expected += ["Stage 4", *stage_names(deep, 4), "Stage 5", *stage_names(deep, 5)]
        assert seen[: len(expected)] == expected[:10]

    def test_the_tabulator_scrolls_to_what_it_reaches(self, deep: GatesView, qtbot: QtBot) -> None:
        deep.header(4).setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(deep.header(4).hasFocus)
        for _ in range(36):
            holder = QApplication.focusWidget()
            assert holder is not None
            qtbot.keyClick(holder, Qt.Key.Key_Tab)
            wait_for_plots(deep, qtbot)
        holder = QApplication.focusWidget()
        assert isinstance(holder, GatePlot)
        assert holder.block_name == "SE_4_36"
        assert "SE_4_36" in in_view(deep)


class TestFilling:
    @pytest.mark.parametrize("way", ["key", "title", "button"])
    def test_one_block_fills_the_panel_and_escape_leads_back(
        self, small: GatesView, qtbot: QtBot, way: str
    ) -> None:
        plot = small.plots["SE_3_2"]
        if way == "key":
            qtbot.keyClick(plot, "F")
        elif way == "title":
            qtbot.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
        else:
            plot.expand_button.click()
        assert small.filled_block == "SE_3_2"
        assert in_view(small) == {"SE_3_2"}
        assert small.plots["SE_3_2"].height() > 0.8 * small.viewport().height()
        qtbot.keyClick(small.plots["SE_3_2"], Qt.Key.Key_Escape)
        assert small.filled_block is None
        wait_for_plots(small, qtbot)
        assert len(in_view(small)) == 8

    def test_the_filling_block_follows_the_focus(self, small: GatesView) -> None:
        small.fill("SE_3_2")
        small.focus_block("SE_5_1")
        assert small.filled_block == "SE_5_1"

    def test_back_is_where_one_came_from(self, deep: GatesView, qtbot: QtBot) -> None:
        deep.fill("SE_4_30")
        deep.fill(None)
        wait_for_plots(deep, qtbot)
        assert "SE_4_30" in in_view(deep)

    def test_another_network_ends_it(self, small: GatesView) -> None:
        small.fill("SE_3_2")
        small.show_model(DEEP)
        assert small.filled_block is None


class TestShowing:
    def test_an_order_reaches_every_plot(self, small: GatesView) -> None:
        small.set_order(Order.HIGHEST)
        seen = inspection(SMALL)
        for name in ("SE_2_1", "SE_4_2"):
            point_at_channel(small.plots[name], 0)
            highest = int(np.argmax(seen.block(name).gates))
            assert read_out(small).startswith(f"channel {highest},")

    def test_signals_name_block_and_channel(self, small: GatesView, qtbot: QtBot) -> None:
        with qtbot.waitSignal(small.channelHovered) as hovered:
            point_at_channel(small.plots["SE_2_2"], 9)
        assert hovered.args == ["SE_2_2", 9]
        with qtbot.waitSignal(small.channelClicked) as clicked:
            plot = small.plots["SE_2_2"]
            place = plot.view.bar_rect(9).center()
            qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert clicked.args == ["SE_2_2", 9]

    def test_a_marked_channel_shows_in_its_block_alone(self, small: GatesView) -> None:
        small.mark_channel("SE_4_2", 131)
        marked = {name for name, plot in small.plots.items() if plot.view.bars.marked}
        assert marked == {"SE_4_2"}
        small.mark_channel("SE_4_2", None)
        assert not any(plot.view.bars.marked for plot in small.plots.values())

    def test_a_reference_that_lacks_a_block_is_no_reference_for_it(self, small: GatesView) -> None:
        known = reference(SMALL)
        del known["SE_2_1"]
        small.show_inspection(inspection(SMALL), known, "the average picture", Order.CHANNEL)
        point_at_channel(small.plots["SE_2_1"], 3)
        assert "highest of 64" in read_out(small)
        assert "average" not in read_out(small)

    def test_a_theme_reaches_plots_headers_and_ground(self, small: GatesView) -> None:
        small.set_theme(DARK)
        seen = colours(picture(small))
        assert {DARK.window, DARK.panel, *DARK.stages[:4]} <= seen
        assert not {LIGHT.window, LIGHT.panel, *LIGHT.stages[:4]} & seen

    def test_a_theme_reaches_plots_made_later(self, deep: GatesView, qtbot: QtBot) -> None:
        deep.set_theme(DARK)
        deep.focus_block("SE_2_1")
        wait_for_plots(deep, qtbot)
        assert DARK.stages[0] in colours(picture(deep.plots["SE_2_1"]))

    def test_dimmed_it_waits(self, small: GatesView) -> None:
        small.set_dimmed(True)
        assert LIGHT.stages[0] not in colours(picture(small.plots["SE_2_1"].view))

    def test_the_caption_stands_at_the_foot(self, small: GatesView) -> None:
        small.set_reference_caption("tick: average over the 10,000 validation pictures")
        assert picture(small) != picture(made_empty(small))

    def test_a_narrow_panel_has_one_plot_a_row(self, small: GatesView, qtbot: QtBot) -> None:
        small.resize(300, 640)
        wait_for_plots(small, qtbot)
        assert small.plots["SE_4_2"].geometry().left() == small.plots["SE_4_1"].geometry().left()


class TestReading:
    def test_a_filter_reaches_every_plot_and_shows_all_bars_of_it(
        self, small: GatesView, qtbot: QtBot
    ) -> None:
        qtbot.keyClicks(small.plots["SE_4_1"], "++")
        small.set_filter(ChannelFilter(Extreme.HIGHEST, 10))
        assert {plot.channels for plot in small.plots.values()} == {10}
        assert small.plots["SE_4_2"].view.shown_range == (0, 10)
        small.set_filter(None)
        assert small.plots["SE_4_2"].view.shown_range == (0, 256)

    def test_zoom_links_what_is_filtered(self, small: GatesView, qtbot: QtBot) -> None:
        small.set_filter(ChannelFilter(Extreme.LOWEST, 50))
        qtbot.keyClicks(small.plots["SE_4_1"], "+")
        assert small.plots["SE_4_2"].view.shown_range == small.plots["SE_4_1"].view.shown_range
        assert small.plots["SE_4_2"].view.shown_range != (0, 50)
        assert small.plots["SE_5_1"].view.shown_range == (0, 50)

    def test_a_found_channel_of_a_block_out_of_view_is_shown(
        self, deep: GatesView, qtbot: QtBot
    ) -> None:
        assert "SE_4_36" not in in_view(deep)
        deep.focus_block("SE_4_36")
        deep.point_at("SE_4_36", 131)
        qtbot.waitUntil(lambda: read_out(deep).startswith("channel 131,"))
        assert "SE_4_36" in in_view(deep)
        assert deep.plots["SE_4_36"].view.bars.marked == range(131, 132)
        deep.end_pointing()
        assert read_out(deep) == ""

    def test_the_keyboard_goes_where_it_is_sent(self, small: GatesView, qtbot: QtBot) -> None:
        small.take_keys("SE_4_2")
        qtbot.waitUntil(small.plots["SE_4_2"].hasFocus)
        small.point_at("SE_4_2", 7)
        qtbot.keyClick(small.plots["SE_4_2"], Qt.Key.Key_Right)
        assert read_out(small).startswith("channel 8,")

    def test_a_pin_stands_in_its_block_alone(self, small: GatesView) -> None:
        small.pin_channel("SE_4_2", 131)
        pins = {name: plot.view.bars.pinned for name, plot in small.plots.items()}
        assert pins.pop("SE_4_2") == 131
        assert set(pins.values()) == {None}
        small.pin_channel("", None)
        assert small.plots["SE_4_2"].view.bars.pinned is None

    def test_histograms_stand_where_there_is_room(self, deep: GatesView, qtbot: QtBot) -> None:
        deep.set_histogram(True)
        assert not any(p.view.histogram.visible for p in deep.plots.values())
        deep.fill("SE_4_2")
        wait_for_plots(deep, qtbot)
        assert deep.plots["SE_4_2"].view.histogram.visible

    def test_noise_that_comes_later_reaches_plots_in_view_and_others(
        self, deep: GatesView, qtbot: QtBot
    ) -> None:
        noise = {one.name: np.ones(one.channels, np.float32) for one in DEEP.blocks}
        deep.set_noise(noise)
        for name in ("SE_4_2", "SE_4_36"):
            deep.focus_block(name)
            wait_for_plots(deep, qtbot)
            deep.plots[name].point_at(3)
            assert "below the noise" in read_out(deep)
        deep.show_inspection(inspection(DEEP, 5), reference(DEEP), "the average", Order.CHANNEL)
        deep.plots["SE_4_36"].point_at(3)
        assert "noise" not in read_out(deep)

    def test_lending_height_moves_no_plot(self, small: GatesView, qtbot: QtBot) -> None:
        small.focus_block("SE_2_1")
        places = {name: plot.geometry() for name, plot in small.plots.items()}
        stages = small.open_stages
        assert not small.verticalScrollBar().isVisible()
        small.resize(small.width(), small.height() - 200)
        small.lend(200)
        wait_for_plots(small, qtbot)
        assert small.open_stages == stages
        assert small.verticalScrollBar().isVisible()
        for name, plot in small.plots.items():
            assert plot.geometry() == places[name]

    def test_lending_keeps_the_focused_block_in_view(self, small: GatesView, qtbot: QtBot) -> None:
        small.focus_block("SE_5_2")
        small.resize(small.width(), small.height() - 250)
        small.lend(250)
        window = small.viewport()

        def is_whole() -> bool:
            plot = small.plots.get("SE_5_2")
            if plot is None:
                return False
            return window.rect().contains(plot.rect().translated(plot.mapTo(window, QPoint())))

        qtbot.waitUntil(is_whole)


def made_empty(view: GatesView) -> GatesView:
    """The same view without its caption."""
    view.set_reference_caption("")
    return view
