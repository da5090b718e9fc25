"""Reading one block's plot: filter, histogram, noise, a channel found, walked to, pinned."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.bars import PALE, SOLID, BarsView, opacity_plane
from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.theme import LIGHT
from senet_viewer.statistics import ChannelFilter, Extreme, Order, shown_channels
from tests.gui.plots.acting import (
    colours,
    move_mouse,
    picture,
    point_at_channel,
    read_out,
    show_block,
)
from tests.gui.plots.networks import AVERAGE, TABBY, block, gates

TEN = ChannelFilter(Extreme.HIGHEST, 10)


def show(
    plot: GatePlot,
    order: Order = Order.CHANNEL,
    chosen: ChannelFilter | None = None,
    noise: float | None = None,
) -> None:
    own = None if noise is None else np.full(256, noise, np.float32)
    show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, order, chosen, own)


def walk(plot: GatePlot, qtbot: QtBot) -> list[int]:
    """The channels of all bars, walked from the first one on."""
    heard: list[int] = []
    plot.channelHovered.connect(lambda _, channel: heard.append(channel))
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    for _ in range(plot.channels - 1):
        qtbot.keyClicks(plot, ".")
    return heard


class TestFilter:
    @pytest.mark.parametrize("order", list(Order))
    @pytest.mark.parametrize("extreme", list(Extreme))
    def test_leaves_the_same_channels_in_every_order(
        self, plot: GatePlot, qtbot: QtBot, order: Order, extreme: Extreme
    ) -> None:
        chosen = ChannelFilter(extreme, 10)
        show(plot, order, chosen)
        assert plot.channels == 10
        expected = shown_channels(TABBY, AVERAGE, order, chosen)
        assert walk(plot, qtbot) == expected.tolist()

    def test_says_what_it_leaves_out(self, plot: GatePlot) -> None:
        show(plot, chosen=TEN)
        plot.setFocus()
        assert plot.accessibleDescription().startswith("10 highest of 256; 256 gates, mean 0.42")
        plain = picture(plot)
        show(plot)
        assert picture(plot) != plain

    def test_bars_are_named_by_their_channels(self, plot: GatePlot) -> None:
        show(plot, Order.HIGHEST, ChannelFilter(Extreme.HIGHEST, 5))
        few = picture(plot.view)
        show(plot, Order.HIGHEST, ChannelFilter(Extreme.LOWEST, 5))
        below = plot.view.channel_axis.rect.toRect()
        assert few.copy(below) != picture(plot.view).copy(below)

    def test_equal_gates_at_its_edge_are_owned_up_to(self, plot: GatePlot) -> None:
        flat = np.ones(256, np.float32)
        show_block(plot, block("SE_5_1", 5, flat), None, Order.CHANNEL, TEN)
        plot.setFocus()
        assert plot.accessibleDescription().startswith("10 highest of 256, equal ones by number;")

    def test_outlasts_the_next_picture(self, plot: GatePlot) -> None:
        show(plot, chosen=TEN)
        show_block(plot, block("SE_4_2", 4, AVERAGE), AVERAGE, Order.CHANNEL, TEN)
        assert plot.channels == 10

    def test_a_narrow_column_of_what_is_left_reads_as_a_range(self, plot: GatePlot) -> None:
        plot.resize(100, 140)
        many = gates(2048, 1)
        chosen = ChannelFilter(Extreme.LOWEST, 1000)
        show_block(plot, block("SE_5_1", 5, many), None, Order.CHANNEL, chosen)
        move_mouse(plot.view.viewport(), plot.view.plot_rect().center())
        assert " channels, gates 0." in read_out(plot)

    def test_a_pointed_bar_that_it_takes_away_is_read_no_more(self, plot: GatePlot) -> None:
        point_at_channel(plot, 200)
        show(plot, chosen=TEN)
        assert read_out(plot) == ""


class TestHistogram:
    def test_counts_all_gates_whatever_is_filtered(self, plot: GatePlot) -> None:
        plot.set_histogram(True)
        show(plot, chosen=TEN)
        counts = plot.view.histogram.counts
        assert sum(counts) == 256
        assert counts[16] == 1
        assert counts[1] == 1

    def test_stands_beside_the_bars_aligned_with_them(self, plot: GatePlot) -> None:
        whole = plot.view.plot_rect()
        plot.set_histogram(True)
        bars, place = plot.view.plot_rect(), plot.view.histogram.rect
        assert bars.right() < place.left()
        assert place.right() <= whole.right() + 1
        assert place.top() == pytest.approx(bars.top(), abs=1)
        assert place.bottom() == pytest.approx(bars.bottom() + 1, abs=1)
        assert plot.view.histogram.visible

    def test_gives_way_where_there_is_no_room(self, plot: GatePlot) -> None:
        plot.set_histogram(True)
        plot.resize(200, 140)
        assert not plot.view.histogram.visible
        plot.resize(500, 140)
        assert plot.view.histogram.visible
        plot.set_histogram(False)
        assert not plot.view.histogram.visible

    def test_a_bin_reads_out_how_many_it_holds(self, plot: GatePlot) -> None:
        plot.set_histogram(True)
        place = plot.view.histogram.rect
        y = round(place.bottom() - 0.825 * place.height())
        move_mouse(plot.view.viewport(), QPoint(round(place.center().x()), y))
        assert read_out(plot) == "gates 0.80 to 0.85: 1 of 256"
        assert plot.view.bars.marked is None

    def test_takes_the_stages_colour_quietly(self, plot: GatePlot) -> None:
        plot.set_histogram(True)
        place = plot.view.histogram.rect.toRect()
        seen = colours(picture(plot.view).copy(place))
        assert LIGHT.stages[2] not in seen
        assert len(seen) > 2


class TestNoise:
    def test_a_difference_below_it_is_said_in_the_read_out(self, plot: GatePlot) -> None:
        show(plot, noise=0.3)
        point_at_channel(plot, 0)
        assert read_out(plot).splitlines()[2] == (
            "below the noise: a one-pixel shift or a flip changes it by up to 0.30"
        )
        point_at_channel(plot, 131)
        assert len(read_out(plot).splitlines()) == 2

    def test_it_may_come_later_under_a_resting_cursor(self, plot: GatePlot) -> None:
        point_at_channel(plot, 0)
        assert "noise" not in read_out(plot)
        plot.set_noise(np.full(256, 0.3, np.float32))
        assert "below the noise" in read_out(plot)
        plot.set_noise(None)
        assert "noise" not in read_out(plot)

    def test_without_a_reference_nothing_is_below_it(self, plot: GatePlot) -> None:
        own = np.full(256, 0.3, np.float32)
        show_block(plot, block("SE_4_2", 4, TABBY), None, Order.CHANNEL, None, own)
        point_at_channel(plot, 0)
        assert "noise" not in read_out(plot)

    def test_by_difference_bars_below_it_are_pale(self, plot: GatePlot) -> None:
        show(plot, Order.UNUSUAL, ChannelFilter(Extreme.UNUSUAL, 20))
        plain = picture(plot.view)
        show(plot, Order.UNUSUAL, ChannelFilter(Extreme.UNUSUAL, 20), noise=0.3)
        marked = picture(plot.view)
        first, last = plot.view.bar_rect(0).center(), plot.view.bar_rect(19).center()
        ground = plot.view.plot_rect().bottom() - 3
        for image, solid in ((plain, True), (marked, False)):
            assert QColor(image.pixel(first.x(), ground)).name() == LIGHT.stages[2]
            here = QColor(image.pixel(last.x(), ground)).name()
            assert (here == LIGHT.stages[2]) is solid

    @pytest.mark.parametrize("columns", [900, 250, 130])
    def test_pale_bars_stay_as_high(self, columns: int) -> None:
        values, pale = gates(100, 3), np.arange(100) % 2 == 0
        view = BarsView(0, 100, columns, rows=80)
        plain, marked = opacity_plane(values, None, view), opacity_plane(values, None, view, pale)
        assert ((plain > 0) == (marked > 0)).all()
        assert marked.max() == plain.max()
        # A column of one bar alone has its opacity; one that two bars share mixes them.
        pure = [int(marked[:, c].max()) for c in range(columns) if plain[:, c].max() == SOLID]
        assert {PALE, SOLID} <= set(pure)
        assert min(pure) == PALE


class TestFinding:
    def test_a_found_channel_is_marked_read_and_spoken(self, plot: GatePlot) -> None:
        assert plot.point_at(131)
        assert plot.view.bars.marked == range(131, 132)
        assert read_out(plot).startswith("channel 131, gate 0.81, average 0.42")
        assert plot.accessibleDescription() == read_out(plot).replace("\n", "; ")
        plot.end_pointing()
        assert read_out(plot) == ""

    def test_a_found_channel_comes_into_view(self, plot: GatePlot) -> None:
        plot.set_view(0, 20)
        plot.point_at(131)
        first, last = plot.view.shown_range
        assert first <= 131 < last
        assert last - first == 20

    def test_a_filtered_channel_is_not_found(self, plot: GatePlot) -> None:
        show(plot, chosen=TEN)
        assert not plot.point_at(52)
        assert plot.point_at(131)

    def test_walking_goes_on_from_it(self, plot: GatePlot, qtbot: QtBot) -> None:
        plot.point_at(131)
        qtbot.keyClicks(plot, ".")
        assert read_out(plot).startswith("channel 132,")

    def test_a_pin_stays_while_the_mark_moves(self, plot: GatePlot) -> None:
        show(plot, Order.HIGHEST)
        plot.pin_channel(131)
        assert plot.view.bars.pinned == 0
        point_at_channel(plot, 9)
        show(plot, Order.CHANNEL)
        assert plot.view.bars.pinned == 131
        pinned = picture(plot.view)
        plot.pin_channel(None)
        assert picture(plot.view) != pinned


class TestKeyboard:
    @pytest.fixture
    def ringed(self, plot: GatePlot, qtbot: QtBot) -> GatePlot:
        plot.window().activateWindow()
        qtbot.waitUntil(plot.window().isActiveWindow)
        plot.clearFocus()
        plot.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.waitUntil(plot.hasFocus)
        return plot

    def press(self, plot: GatePlot, qtbot: QtBot, *keys: Qt.Key) -> str:
        for key in keys:
            qtbot.keyClick(plot, key)
        return plot.accessibleDescription().split(",")[0]

    def test_home_and_end_go_to_the_first_and_last_bar(self, plot: GatePlot, qtbot: QtBot) -> None:
        assert self.press(plot, qtbot, Qt.Key.Key_End) == "channel 255"
        assert self.press(plot, qtbot, Qt.Key.Key_Home) == "channel 0"
        show(plot, Order.HIGHEST)
        assert self.press(plot, qtbot, Qt.Key.Key_Home) == "channel 131"

    def test_with_the_ring_arrows_and_page_keys_walk(self, ringed: GatePlot, qtbot: QtBot) -> None:
        keys = Qt.Key
        assert self.press(ringed, qtbot, keys.Key_Right) == "channel 0"
        assert self.press(ringed, qtbot, keys.Key_Right, keys.Key_Right) == "channel 2"
        assert self.press(ringed, qtbot, keys.Key_PageDown) == "channel 12"
        assert self.press(ringed, qtbot, keys.Key_Left) == "channel 11"
        assert self.press(ringed, qtbot, keys.Key_PageUp, keys.Key_PageUp) == "channel 0"
        assert self.press(ringed, qtbot, keys.Key_End, keys.Key_PageDown) == "channel 255"

    def test_after_a_click_arrows_belong_to_the_window(self, plot: GatePlot, qtbot: QtBot) -> None:
        place = plot.view.bar_rect(52).center()
        qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        before = plot.accessibleDescription()
        assert self.press(plot, qtbot, Qt.Key.Key_Right) == before.split(",")[0]

    def test_the_ring_takes_arrows_from_a_shortcut_of_the_window(
        self, ringed: GatePlot, window: QWidget, qtbot: QtBot
    ) -> None:
        turned: list[bool] = []
        action = QAction("next picture", window)
        action.setShortcut(QKeySequence("Right"))
        action.triggered.connect(lambda: turned.append(True))
        window.addAction(action)
        assert self.press(ringed, qtbot, Qt.Key.Key_Right) == "channel 0"
        assert not turned
        ringed.clearFocus()
        ringed.setFocus(Qt.FocusReason.MouseFocusReason)
        self.press(ringed, qtbot, Qt.Key.Key_Right)
        assert turned == [True]
