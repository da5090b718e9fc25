"""One block's bar plot: read-outs, zoom, orders, keyboard, themes, texts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.records import BlockCard
from senet_viewer.statistics import ChannelFilter, Extreme, Order, order_channels
from tests.gui.plots.acting import (
    colours,
    drag,
    move_mouse,
    picture,
    point_at_channel,
    read_out,
    show_block,
    turn_wheel,
)
from tests.gui.plots.networks import AVERAGE, TABBY, block, gates


def dense(plot: GatePlot) -> None:
    """Shows more channels than there are pixels."""
    show_block(plot, block("SE_5_1", 5, gates(2048, 5)), None, Order.CHANNEL)


class TestReadOut:
    def test_tells_the_channel_under_the_cursor(self, plot: GatePlot) -> None:
        point_at_channel(plot, 131)
        assert read_out(plot) == (
            "channel 131, gate 0.81, average 0.42\nunusually open, 1st of 256"
        )

    def test_tells_all_channels_of_a_dense_column(self, plot: GatePlot, qtbot: QtBot) -> None:
        dense(plot)
        with qtbot.assertNotEmitted(plot.channelHovered):
            move_mouse(plot.view.viewport(), plot.view.plot_rect().center())
        first, second = read_out(plot).splitlines()
        assert first.startswith("channels 10")
        assert "gates" in first
        assert second.endswith("zoom in for single channels")

    def test_follows_the_order_shown(self, plot: GatePlot) -> None:
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.HIGHEST)
        point_at_channel(plot, 0)
        assert read_out(plot).startswith("channel 131,")

    def test_follows_the_next_picture_under_a_resting_cursor(self, plot: GatePlot) -> None:
        point_at_channel(plot, 131)
        show_block(plot, block("SE_4_2", 4, AVERAGE), AVERAGE, Order.CHANNEL)
        assert read_out(plot).startswith("channel 131, gate 0.42,")

    def test_follows_the_channel_that_was_asked_for_into_another_order(
        self, plot: GatePlot
    ) -> None:
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.CHANNEL)
        assert plot.point_at(7)
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.HIGHEST)
        assert read_out(plot).startswith("channel 7,")
        place = list(order_channels(TABBY, AVERAGE, Order.HIGHEST)).index(7)
        assert plot.view.bars.marked == range(place, place + 1)

    def test_ends_where_a_filter_hides_the_channel_that_was_asked_for(self, plot: GatePlot) -> None:
        plot.point_at(7)
        few = ChannelFilter(Extreme.HIGHEST, 3)
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.CHANNEL, few)
        assert read_out(plot) == ""

    def test_stays_with_the_bar_under_a_resting_mouse_in_another_order(
        self, plot: GatePlot
    ) -> None:
        plot.point_at(7)
        point_at_channel(plot, 0)
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.HIGHEST)
        assert read_out(plot).startswith("channel 131,")

    def test_moves_with_its_plot(self, plot: GatePlot, window: QWidget, qtbot: QtBot) -> None:
        qtbot.keyClicks(plot, ".")
        shown = ReadOut.of(plot)
        before = shown.pos()
        plot.move(plot.pos() + QPoint(40, 30))
        assert shown.pos() - before == QPoint(40, 30)

    def test_ends_where_the_cursor_leaves_the_bars(self, plot: GatePlot) -> None:
        point_at_channel(plot, 131)
        move_mouse(plot.view.viewport(), QPoint(1, 1))
        assert read_out(plot) == ""

    def test_ends_with_its_plot(self, plot: GatePlot) -> None:
        point_at_channel(plot, 131)
        plot.hide()
        assert read_out(plot) == ""

    def test_never_leaves_the_window(self, plot: GatePlot, window: QWidget) -> None:
        for place in (QPoint(0, 0), QPoint(400, 260), QPoint(-60, 300)):
            plot.move(place)
            for bar in (0, 128, 255):
                point_at_channel(plot, bar)
                assert window.rect().contains(ReadOut.of(plot).geometry())

    def test_leaves_its_bar_uncovered(self, plot: GatePlot, window: QWidget) -> None:
        plot.resize(190, 120)
        for x in (10, 350, 700):
            plot.move(x, 100)
            for bar in (10, 128, 240):
                point_at_channel(plot, bar)
                place = plot.view.bar_rect(bar)
                place.moveTopLeft(plot.view.mapTo(window, place.topLeft()))
                assert not ReadOut.of(plot).geometry().intersects(place)

    def test_lets_the_mouse_through(self, plot: GatePlot, window: QWidget) -> None:
        point_at_channel(plot, 131)
        before = plot.view.bar_rect(131).center()
        under = window.childAt(plot.view.viewport().mapTo(window, before))
        assert under is plot.view.viewport()


class TestPointing:
    def test_emits_the_channel_once(self, plot: GatePlot, qtbot: QtBot) -> None:
        with qtbot.waitSignal(plot.channelHovered) as hovered:
            point_at_channel(plot, 131)
        assert hovered.args == ["SE_4_2", 131]
        with qtbot.assertNotEmitted(plot.channelHovered):
            point_at_channel(plot, 131)

    def test_a_click_chooses_block_and_channel(self, plot: GatePlot, qtbot: QtBot) -> None:
        place = plot.view.bar_rect(52).center()
        heard: list[tuple[str, int] | str] = []
        plot.clicked.connect(heard.append)
        plot.channelClicked.connect(lambda name, channel: heard.append((name, channel)))
        qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert heard == ["SE_4_2", ("SE_4_2", 52)]

    def test_a_click_on_a_bar_of_several_channels_chooses_none_of_them(
        self, plot: GatePlot, qtbot: QtBot
    ) -> None:
        dense(plot)
        heard: list[tuple[str, int]] = []
        plot.channelClicked.connect(lambda name, channel: heard.append((name, channel)))
        place = plot.view.bar_rect(1017).center()
        qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert heard == [(plot.block_name, -1)]

    def test_a_mark_from_outside_stands_on_the_channels_bar(self, plot: GatePlot) -> None:
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.UNUSUAL)
        plot.mark_channel(131)
        assert plot.view.bars.marked == range(1)
        plot.mark_channel(None)
        assert plot.view.bars.marked is None


class TestZoom:
    def test_ctrl_and_wheel_zoom_about_the_cursor(self, plot: GatePlot, qtbot: QtBot) -> None:
        place = plot.view.bar_rect(64).center()
        with qtbot.waitSignal(plot.viewChanged) as changed:
            turn_wheel(plot.view.viewport(), place, 4, control=True)
        first, last = plot.view.shown_range
        assert changed.args == ["SE_4_2", first, last]
        assert last - first < 256 / 2
        assert abs(plot.view.bar_rect(64).center().x() - place.x()) <= 2

    def test_the_plain_wheel_scrolls_the_page(self, qtbot: QtBot) -> None:
        page, plot = QScrollArea(), GatePlot()
        qtbot.addWidget(page)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.addWidget(plot)
        inner.resize(400, 2000)
        page.setWidget(inner)
        page.resize(420, 300)
        show_block(plot, block("SE_4_2", 4, TABBY), None, Order.CHANNEL)
        page.show()
        qtbot.waitExposed(page)
        turn_wheel(plot.view.viewport(), QPoint(100, 100), -1)
        assert page.verticalScrollBar().value() > 0
        assert plot.view.shown_range == (0, 256)

    def test_dragging_pans_what_is_zoomed(self, plot: GatePlot) -> None:
        plot.set_view(100, 150)
        middle = plot.view.plot_rect().center()
        drag(plot.view.viewport(), middle, middle - QPoint(90, 0))
        first, last = plot.view.shown_range
        assert first > 105
        assert last - first == pytest.approx(50)

    def test_panning_ends_at_the_last_channel(self, plot: GatePlot) -> None:
        plot.set_view(190, 240)
        middle = plot.view.plot_rect().center()
        drag(plot.view.viewport(), middle, middle - QPoint(220, 0))
        assert plot.view.shown_range == pytest.approx((206, 256))

    def test_a_double_click_shows_all(self, plot: GatePlot, qtbot: QtBot) -> None:
        plot.set_view(100, 150)
        middle = plot.view.plot_rect().center()
        qtbot.mouseDClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert plot.view.shown_range == (0, 256)

    def test_set_from_outside_it_tells_nobody(self, plot: GatePlot, qtbot: QtBot) -> None:
        with qtbot.assertNotEmitted(plot.viewChanged):
            plot.set_view(10, 60)
        assert plot.view.shown_range == (10, 60)

    def test_outlasts_the_next_picture_but_not_another_width(self, plot: GatePlot) -> None:
        plot.set_view(10, 60)
        show_block(plot, block("SE_4_2", 4, AVERAGE), AVERAGE, Order.CHANNEL)
        assert plot.view.shown_range == (10, 60)
        dense(plot)
        assert plot.view.shown_range == (0, 2048)

    def test_zooming_a_dense_plot_resolves_single_channels(self, plot: GatePlot) -> None:
        dense(plot)
        plot.set_view(1000, 1040)
        point_at_channel(plot, 1017)
        assert read_out(plot).startswith("channel 1017, gate")


class TestKeyboard:
    def test_comma_and_stop_walk_the_channels(self, plot: GatePlot, qtbot: QtBot) -> None:
        heard: list[int] = []
        plot.channelHovered.connect(lambda _, channel: heard.append(channel))
        qtbot.keyClicks(plot, "..,")
        qtbot.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert heard == [0, 1, 0, 1]
        assert read_out(plot).startswith("channel 1,")
        assert plot.accessibleDescription().startswith("channel 1, gate")

    def test_walking_follows_the_order_shown(self, plot: GatePlot, qtbot: QtBot) -> None:
        show_block(plot, block("SE_4_2", 4, TABBY), AVERAGE, Order.UNUSUAL)
        qtbot.keyClicks(plot, "..")
        second = order_channels(TABBY, AVERAGE, Order.UNUSUAL)[1]
        assert read_out(plot).startswith(f"channel {second},")

    def test_walking_out_of_view_pans(self, plot: GatePlot, qtbot: QtBot) -> None:
        plot.set_view(100, 108)
        qtbot.keyClicks(plot, "." * 12)
        assert plot.view.shown_range == (104, 112)

    def test_plus_minus_and_zero_zoom(self, plot: GatePlot, qtbot: QtBot) -> None:
        qtbot.keyClicks(plot, "++")
        first, last = plot.view.shown_range
        assert last - first == pytest.approx(256 / 2.25)
        qtbot.keyClicks(plot, "-")
        assert plot.view.shown_range[1] - plot.view.shown_range[0] > last - first
        qtbot.keyClicks(plot, "0")
        assert plot.view.shown_range == (0, 256)

    def test_enter_chooses_block_and_marked_channel(self, plot: GatePlot, qtbot: QtBot) -> None:
        qtbot.keyClicks(plot, ".")
        with qtbot.waitSignals([plot.clicked, plot.channelClicked]):
            qtbot.keyClick(plot, Qt.Key.Key_Return)

    def test_f_asks_to_fill_and_arrows_ask_for_neighbours(
        self, plot: GatePlot, qtbot: QtBot
    ) -> None:
        with qtbot.waitSignal(plot.fillRequested):
            qtbot.keyClick(plot, "F")
        with qtbot.waitSignal(plot.stepRequested) as step:
            qtbot.keyClick(plot, Qt.Key.Key_Down)
        assert step.args == ["SE_4_2", 1]

    @pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown])
    def test_other_keys_are_left_to_the_window(
        self, plot: GatePlot, qtbot: QtBot, key: Qt.Key
    ) -> None:
        before = picture(plot)
        qtbot.keyClick(plot, key)
        assert picture(plot) == before


class TestLook:
    def test_bars_have_the_stages_colour_and_ticks_the_references(self, plot: GatePlot) -> None:
        show_block(plot, block("SE_2_1", 2, gates(64, 1)), gates(64, 2), Order.CHANNEL)
        seen = colours(picture(plot.view))
        assert LIGHT.stages[0] in seen
        assert LIGHT.reference in seen
        assert LIGHT.stages[2] not in seen

    def test_a_theme_changes_what_is_shown(self, plot: GatePlot) -> None:
        plot.set_theme(DARK)
        seen = colours(picture(plot.view))
        assert {DARK.stages[2], DARK.panel} <= seen
        assert not {LIGHT.stages[2], LIGHT.panel} & seen

    def test_the_focused_block_has_a_border(self, plot: GatePlot) -> None:
        border = QPoint(plot.width() // 2, 1)
        plain = QColor(picture(plot).pixel(border))
        plot.set_focused(True)
        strong = QColor(picture(plot).pixel(border))
        assert strong.lightness() < plain.lightness() - 40

    def test_dimmed_bars_wait_for_newer_ones(self, plot: GatePlot) -> None:
        plot.set_dimmed(True)
        assert LIGHT.stages[2] not in colours(picture(plot.view))
        plot.set_dimmed(False)
        assert LIGHT.stages[2] in colours(picture(plot.view))

    def test_gates_still_to_come_are_axes_without_bars(self, plot: GatePlot) -> None:
        plot.show_card(BlockCard("SE_3_1", 3, 1, "layer2.0.SE", 128))
        assert LIGHT.stages[1] not in colours(picture(plot.view))
        assert plot.accessibleDescription() == "no gates yet"

    def test_a_larger_font_enlarges_the_lettering(self, plot: GatePlot) -> None:
        before, hint = plot.view.plot_rect(), plot.sizeHint()
        font = plot.font()
        font.setPointSizeF(2 * font.pointSizeF())
        plot.setFont(font)
        assert plot.view.plot_rect().height() < before.height()
        assert plot.sizeHint().height() > hint.height()


class TestTexts:
    def test_a_screen_reader_hears_name_and_gates(self, plot: GatePlot, qtbot: QtBot) -> None:
        plot.setFocus()
        qtbot.waitUntil(plot.hasFocus)
        assert plot.accessibleName() == "SE_4_2"
        text = plot.accessibleDescription()
        assert text.startswith("256 gates, mean 0.42, from 0.06 to 0.81, nearly closed: 1")
        assert text.endswith("the average picture: mean 0.42")

    def test_it_can_be_reached_with_the_tabulator(self, plot: GatePlot) -> None:
        assert plot.focusPolicy() & Qt.FocusPolicy.TabFocus
