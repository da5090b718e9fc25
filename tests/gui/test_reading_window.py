"""Reading gates in the built window: find, filter, card, noise, and all of it by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.table_dialog import TableDialog
from senet_viewer.gui.reading import Channel
from senet_viewer.gui.references import Compare
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.protocol import ChannelShown
from senet_viewer.records import ChannelMaps, Noise
from senet_viewer.statistics import ChannelFilter, Extreme, Order
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.plots.acting import colours, move_mouse, read_out
from tests.gui.plots.acting import picture as painted
from tests.gui.viewing import built_window, give_keys

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TEN = ChannelFilter(Extreme.HIGHEST, 10)


@pytest.fixture
def viewer(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A window with two pictures, whose engine is not started."""
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        made.state.set_model(card(), CPU, profile())
        made.state.add([picture("a.jpg"), picture("b.jpg")])
        show(made, "a.jpg")
        give_keys(made, qtbot)
        yield made


def show(viewer: Application, name: str, seed: int = 0) -> None:
    viewer.state.select(picture(name).image.key)
    viewer.state.store_inspection(inspection(name, seed))


def press(qtbot: QtBot, key: Qt.Key, *, control: bool = False) -> None:
    """A key for whatever has the keyboard."""
    held = CONTROL if control else Qt.KeyboardModifier.NoModifier
    holder = QApplication.focusWidget()
    assert holder is not None
    qtbot.keyClick(holder, key, held)


def find(viewer: Application, qtbot: QtBot, text: str) -> None:
    """Ctrl+G and what is typed."""
    press(qtbot, Key.Key_G, control=True)
    qtbot.waitUntil(viewer.gates.field.hasFocus)
    qtbot.keyClicks(viewer.gates.field, text)


def with_maps(viewer: Application, side: int = 32, gate: float = 0.5) -> ChannelMaps:
    """Answer the card's question as an engine would."""
    opened, shown = viewer.parts.reading.card, viewer.state.shown
    assert opened is not None
    assert shown is not None
    before = np.random.default_rng(3).normal(0.5, 1, (side, side)).astype(np.float32)
    maps = ChannelMaps(float(before.mean()), gate, before, before * np.float32(gate))
    look = viewer.parts.look
    look._request = 0
    look.shown = ChannelShown(1, shown.image, opened.block, opened.number, maps)
    look.changed.emit()
    return maps


def texts(widget: QWidget) -> list[str]:
    """All labels of a widget that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def mark_noise(viewer: Application, channel: float, block: float) -> None:
    shown = viewer.state.shown
    assert shown is not None
    channels = {b.name: np.full(b.channels, channel, np.float32) for b in shown.blocks}
    noise = Noise(shown.image, channels, {b.name: block for b in shown.blocks})
    viewer.parts.reading.set_noise(shown, noise)


class TestFinding:
    def test_a_number_marks_and_reads_out_a_channel_of_the_focus_block(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.state.set_focus("SE_3_1")
        find(viewer, qtbot, "13")
        assert viewer.state.marked_channel == 13
        assert read_out(viewer.window).startswith("channel 13, gate ")
        assert viewer.gates.gates.plots["SE_3_1"].view.bars.marked == range(13, 14)

    def test_out_of_range_says_the_range(self, viewer: Application, qtbot: QtBot) -> None:
        viewer.state.set_focus("SE_3_1")
        find(viewer, qtbot, "131")
        assert viewer.gates.field.problem == "SE_3_1 has channels 0 to 15."
        assert read_out(viewer.window) == "SE_3_1 has channels 0 to 15."
        press(qtbot, Key.Key_Backspace)
        assert viewer.gates.field.problem == ""
        assert viewer.state.marked_channel == 13

    def test_a_channel_of_another_block_takes_the_focus_there(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.state.set_focus("SE_3_1")
        find(viewer, qtbot, "SE_2_1 5")
        assert (viewer.state.focus, viewer.state.marked_channel) == ("SE_2_1", 5)
        find(viewer, qtbot, "9_9 5")
        assert viewer.gates.field.problem == "There is no block SE_9_9."

    def test_enter_hands_the_keyboard_to_the_plot(self, viewer: Application, qtbot: QtBot) -> None:
        viewer.state.set_focus("SE_3_1")
        find(viewer, qtbot, "7")
        press(qtbot, Key.Key_Return)
        plot = viewer.gates.gates.plots["SE_3_1"]
        qtbot.waitUntil(plot.hasFocus)
        assert read_out(viewer.window).startswith("channel 7,")
        assert viewer.parts.reading.card == Channel("SE_3_1", 7)
        assert viewer.parts.card.isVisible()
        press(qtbot, Key.Key_Right)
        assert read_out(viewer.window).startswith("channel 8,")
        assert viewer.state.current == picture("a.jpg").image.key, "→ walked the bars"
        press(qtbot, Key.Key_Return)
        assert viewer.parts.reading.card == Channel("SE_3_1", 8)

    def test_what_a_filter_hides_is_shown_again_with_enter(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.state.set_focus("SE_3_1")
        viewer.parts.reading.set_filter(ChannelFilter(Extreme.HIGHEST, 5))
        shown = viewer.state.shown
        assert shown is not None
        lowest = int(shown.block("SE_3_1").gates.argmin())
        chosen = viewer.parts.reading.chosen
        find(viewer, qtbot, str(lowest))
        assert viewer.parts.reading.chosen == chosen, "the first digit may be another channel's"
        hint = f"Channel {lowest} is not of the 5 highest. Enter shows all channels."
        assert read_out(viewer.window) == hint
        with qtbot.waitSignal(viewer.gates.said) as said:
            press(qtbot, Key.Key_Return)
        assert said.args == [
            f"All channels are shown again, since channel {lowest} is not of the 5 highest."
        ]
        assert viewer.parts.reading.chosen is None
        assert read_out(viewer.window).startswith(f"channel {lowest},")

    def test_escape_ends_the_search_and_nothing_else(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.parts.reading.open_card("SE_3_1", 2)
        find(viewer, qtbot, "7")
        press(qtbot, Key.Key_Escape)
        assert read_out(viewer.window) == ""
        assert viewer.gates.field.text() == ""
        assert viewer.parts.reading.card is not None


class TestFilter:
    def test_is_chosen_in_the_menu_and_named_on_its_button(self, viewer: Application) -> None:
        filters = viewer.parts.filters
        filters.by_filter[TEN].trigger()
        assert viewer.parts.reading.chosen == TEN
        assert viewer.gates.filter.text() == "show 10 highest"
        plots = viewer.gates.gates.plots
        assert {name: plot.channels for name, plot in plots.items()} == {"SE_2_1": 8, "SE_3_1": 10}
        filters.by_filter[None].trigger()
        assert viewer.gates.filter.text() == "show all channels"
        assert plots["SE_3_1"].channels == 16

    def test_the_most_unusual_need_something_to_compare_with(self, viewer: Application) -> None:
        unusual = viewer.parts.filters.by_filter[ChannelFilter(Extreme.UNUSUAL, 5)]
        unusual.trigger()
        assert viewer.gates.filter.text() == "show 5 most unusual"
        viewer.state.compare_with(Compare.NOTHING)
        assert viewer.gates.filter.text() == "show all channels"
        assert viewer.parts.filters.by_filter[None].isChecked()

    def test_it_holds_in_every_order_and_for_the_next_picture(self, viewer: Application) -> None:
        viewer.parts.reading.set_filter(TEN)
        for order in Order:
            viewer.state.set_order(order)
            assert viewer.gates.gates.plots["SE_3_1"].channels == 10
        show(viewer, "b.jpg", 5)
        assert viewer.gates.gates.plots["SE_3_1"].channels == 10


class TestCard:
    def test_a_click_on_a_bar_opens_it(self, viewer: Application, qtbot: QtBot) -> None:
        assert not viewer.parts.card.isVisible()
        plot = viewer.gates.gates.plots["SE_3_1"]
        place = plot.view.bar_rect(9).center()
        qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert viewer.parts.card.isVisible()
        assert viewer.parts.card.title.text() == "SE_3_1 · channel 9"
        assert plot.view.bars.pinned == 9

    def test_a_row_of_what_is_unusual_opens_it(self, viewer: Application, qtbot: QtBot) -> None:
        rows = viewer.focus.unusual.opened
        rows.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(rows, Key.Key_Down)
        qtbot.keyClick(rows, Key.Key_Return)
        card = viewer.parts.reading.card
        assert card is not None
        assert card.block == viewer.state.focus
        assert f"channel {card.number}," in rows.row_text(rows.currentIndex().row())

    def test_its_numbers_stand_at_once_and_the_squeeze_with_the_maps(
        self, viewer: Application
    ) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        shown = viewer.state.shown
        assert shown is not None
        gate = float(shown.block("SE_3_1").gates[9])
        said = texts(viewer.parts.card)
        assert f"{gate:.2f}" in said
        assert "…" in said
        assert "layer2.0.SE" in said
        maps = with_maps(viewer)
        said = texts(viewer.parts.card)
        assert "…" not in said
        assert f"{maps.squeeze:.3g}" in said
        assert "before: 32×32 cells" in said
        assert "after: × 0.50" in said
        assert any("from the average picture; " in text for text in said)

    def test_it_says_what_nobody_should_believe(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        warning = viewer.parts.card.warning.text()
        assert "A gate says how much, never where: one number a picture" in warning
        assert "the shortcut still carries the channel" in warning
        assert "Channel 9 means nothing in another stage or a separately trained" in warning
        assert viewer.state.card is not None
        plain = replace(viewer.state.card, shortcut=False)
        viewer.state.set_model(plain, CPU, profile())
        show(viewer, "a.jpg")
        viewer.parts.reading.open_card("SE_3_1", 9)
        assert "Gate 0 shuts the channel off." in viewer.parts.card.warning.text()

    def test_both_maps_are_as_large_as_the_photo_and_share_a_scale(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        with_maps(viewer)
        shown = viewer.parts.card
        qtbot.waitUntil(lambda: shown.before.size() == shown.after.size() == shown.crop.size())
        assert shown.before.width() % 64 == 0
        before, after = shown.before.values, shown.after.values
        assert before is not None
        assert after is not None
        assert np.allclose(after, before / 2)

    def test_a_cell_is_pointed_at_in_all_three_pictures(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        maps = with_maps(viewer, side=8)
        shown = viewer.parts.card
        place = shown.after.cell_rect(2, 5).center().toPoint()
        move_mouse(shown.after, place)
        assert {square.marked_cell for square in (shown.crop, shown.before, shown.after)} == {
            (2, 5)
        }
        first, second = read_out(viewer.window).splitlines()
        assert first == "row 3, column 6"
        value = f"{maps.before[2, 5]:.3g}".replace("-", "−")
        assert second.startswith(f"before {value}, after ")
        move_mouse(shown.after, QPoint(-5, -5))
        assert read_out(viewer.window) == ""

    def test_a_resting_cursor_reads_the_next_maps_and_nothing_of_a_closed_card(
        self, viewer: Application
    ) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        with_maps(viewer, side=8)
        shown = viewer.parts.card
        move_mouse(shown.before, shown.before.cell_rect(2, 5).center().toPoint())
        first = read_out(viewer.window)
        maps = with_maps(viewer, side=8, gate=0.25)
        value = f"{maps.after[2, 5]:.3g}".replace("-", "−")
        assert read_out(viewer.window) != first
        assert read_out(viewer.window).endswith(f", after {value}")
        viewer.parts.reading.close_card()
        assert read_out(viewer.window) == ""

    def test_the_next_picture_dims_it_until_its_maps_come(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        with_maps(viewer)
        full = colours(painted(viewer.parts.card.before))
        viewer.state.select(picture("b.jpg").image.key)
        assert colours(painted(viewer.parts.card.before)) != full
        viewer.state.store_inspection(inspection("b.jpg", 5))
        assert viewer.parts.card.isVisible()
        assert viewer.parts.card.picture_name.text() == "b.jpg"
        assert "…" in texts(viewer.parts.card), "no squeeze of another picture is shown"
        with_maps(viewer)
        assert colours(painted(viewer.parts.card.before)) == full

    def test_a_picture_that_failed_hides_it_until_another_is_chosen(
        self, viewer: Application
    ) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        key = picture("b.jpg").image.key
        viewer.state.store_error(key, ViewerError("image.empty", "“b.jpg” is empty."))
        viewer.state.select(key)
        assert not viewer.parts.card.isVisible()
        viewer.state.select(picture("a.jpg").image.key)
        assert viewer.parts.card.isVisible()

    def test_a_failure_is_told_on_it(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        viewer.parts.look.error = ViewerError("engine.died", "The engine stopped; try again.")
        viewer.parts.look.changed.emit()
        assert "The engine stopped; try again." in texts(viewer.parts.card)

    def test_the_plots_keep_their_places_and_the_clicked_one_stays_in_view(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        plot = viewer.gates.gates.plots["SE_3_1"]
        top = plot.geometry().top()
        viewer.parts.reading.open_card("SE_3_1", 9)
        qtbot.waitUntil(lambda: viewer.parts.card.height() > 100)
        assert plot.geometry().top() == top
        view = viewer.gates.gates.viewport()
        place = plot.rect().translated(plot.mapTo(view, QPoint()))
        assert view.rect().contains(place)

    def test_escape_closes_it_before_the_filled_panel(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.gates.gates.plots["SE_3_1"].setFocus()
        press(qtbot, Key.Key_F)
        assert viewer.gates.gates.filled_block == "SE_3_1"
        viewer.parts.reading.open_card("SE_3_1", 9)
        press(qtbot, Key.Key_Escape)
        assert viewer.parts.reading.card is None
        assert viewer.gates.gates.filled_block == "SE_3_1"
        press(qtbot, Key.Key_Escape)
        assert viewer.gates.gates.filled_block is None

    def test_c_opens_the_marked_channels_and_closes_it(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.state.set_focus("SE_2_1")
        viewer.state.set_marked(3)
        press(qtbot, Key.Key_C)
        assert viewer.parts.reading.card == Channel("SE_2_1", 3)
        press(qtbot, Key.Key_C)
        assert viewer.parts.reading.card is None

    def test_a_screen_reader_hears_its_numbers(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        maps = with_maps(viewer, side=8)
        shown = viewer.parts.card
        assert shown.accessibleName() == "SE_3_1 · channel 9"
        assert shown.accessibleDescription().startswith(f"squeeze {maps.squeeze:.3g}")
        assert shown.before.accessibleName() == "before: 8×8 cells"
        assert shown.before.accessibleDescription().startswith("8×8 cells, from ")

    def test_a_theme_reaches_it(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        with_maps(viewer)
        viewer.actions["dark"].trigger()
        seen = colours(painted(viewer.parts.card))
        assert DARK.panel in seen
        assert LIGHT.panel not in seen

    @pytest.mark.parametrize("size", [(790, 560), (1024, 700), (1920, 1080)])
    def test_nothing_leaves_it_in_windows_of_any_size(
        self, viewer: Application, qtbot: QtBot, size: tuple[int, int]
    ) -> None:
        viewer.window.resize(*size)
        viewer.parts.reading.open_card("SE_3_1", 9)
        with_maps(viewer)
        QApplication.processEvents()
        shown = viewer.parts.card
        for square in (shown.crop, shown.before, shown.after):
            if square.isVisible():
                place = square.rect().translated(square.mapTo(shown, QPoint()))
                assert shown.rect().contains(place), size


class TestNoise:
    def test_blocks_below_it_are_hollow_with_a_legend(self, viewer: Application) -> None:
        assert not viewer.gates.depth_legend.isVisible()
        mark_noise(viewer, channel=0.01, block=0.9)
        assert viewer.gates.depth_legend.isVisible()
        assert "below the noise" in viewer.gates.depth_strip.read_out("SE_2_1")
        viewer.actions["noise"].trigger()
        assert not viewer.gates.depth_legend.isVisible()
        assert "below the noise" not in viewer.gates.depth_strip.read_out("SE_2_1")

    def test_what_is_unusual_says_what_is_not(self, viewer: Application) -> None:
        assert "noise" not in viewer.focus.numbers.text()
        mark_noise(viewer, channel=0.9, block=0.01)
        assert viewer.focus.subtitle.text().endswith("; hollow: below the noise")
        assert viewer.focus.unusual.opened.row_text(0).endswith("below the noise")
        count = 8 if viewer.state.focus == "SE_2_1" else 16
        assert f"differences below the noise: {count} of {count}" in viewer.focus.numbers.text()
        show(viewer, "b.jpg", 5)
        assert "noise" not in viewer.focus.subtitle.text()

    def test_the_card_says_it_too(self, viewer: Application) -> None:
        viewer.parts.reading.open_card("SE_3_1", 9)
        assert not any("noise" in text for text in texts(viewer.parts.card))
        mark_noise(viewer, channel=0.9, block=0.01)
        assert any("below the noise, 0.90" in text for text in texts(viewer.parts.card))


class TestTables:
    def test_statistics_of_blocks_and_stages_lead_to_a_block(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        mark_noise(viewer, channel=0.01, block=0.9)
        viewer.actions["statistics"].trigger()
        (dialog,) = viewer.window.findChildren(TableDialog)
        assert [dialog.tabs.tabText(n) for n in range(2)] == ["Blocks", "Stages"]
        dialog.row_chosen.emit("SE_2_1")
        assert viewer.state.focus == "SE_2_1"
        dialog.tabs.setCurrentIndex(1)
        dialog.row_chosen.emit(dialog.table.row(1)[0])
        assert viewer.state.focus == "SE_3_1"
        dialog.close()

    def test_all_channels_lead_to_a_bar(self, viewer: Application) -> None:
        viewer.state.set_focus("SE_3_1")
        viewer.actions["channels"].trigger()
        (dialog,) = viewer.window.findChildren(TableDialog)
        dialog.row_chosen.emit(9)
        assert (viewer.state.focus, viewer.state.marked_channel) == ("SE_3_1", 9)
        dialog.close()


class TestSelecting:
    def test_depth_focus_and_plots_select_each_other(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        strip, gates = viewer.gates.depth_strip, viewer.gates.gates
        place = strip.bar_place("SE_3_1").center()
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
        assert viewer.focus.title.text().startswith("SE_3_1")
        plot = gates.plots["SE_2_1"]
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
        assert viewer.state.focus == "SE_2_1"
        assert viewer.focus.title.text().startswith("SE_2_1")

    def test_the_block_that_fills_the_panel_is_the_focused_one(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.state.set_focus("SE_3_1")
        viewer.gates.gates.plots["SE_2_1"].expand_button.click()
        assert viewer.gates.gates.filled_block == "SE_2_1"
        assert viewer.state.focus == "SE_2_1"
        qtbot.keyClick(viewer.gates.gates.plots["SE_2_1"], Key.Key_Down)
        assert viewer.gates.gates.filled_block == "SE_3_1"
        assert viewer.state.focus == "SE_3_1"

    def test_by_keyboard_alone_from_depth_to_a_card(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        viewer.gates.depth_strip.setFocus(Qt.FocusReason.TabFocusReason)
        press(qtbot, Key.Key_Home)
        press(qtbot, Key.Key_Right)
        assert viewer.state.focus == "SE_3_1"
        press(qtbot, Key.Key_F)
        qtbot.waitUntil(viewer.gates.gates.plots["SE_3_1"].hasFocus)
        press(qtbot, Key.Key_Home)
        press(qtbot, Key.Key_Return)
        assert viewer.parts.reading.card == Channel("SE_3_1", 0)
        press(qtbot, Key.Key_Escape)
        press(qtbot, Key.Key_Escape)
        assert viewer.parts.reading.card is None
        assert viewer.gates.gates.filled_block is None

    def test_the_histogram_is_switched_and_remembered(
        self, viewer: Application, qapp: QApplication
    ) -> None:
        plot = viewer.gates.gates.plots["SE_3_1"]
        assert plot.view.histogram.visible
        viewer.actions["histogram"].trigger()
        assert not plot.view.histogram.visible
        viewer.actions["noise"].trigger()
        viewer.close()
        with built_window(qapp) as again:
            assert not again.parts.reading.histogram
            assert not again.parts.reading.noise_wanted
            assert not again.actions["histogram"].isChecked()
