"""What the tour does with what its user does: other bars, other keys, dialogs, other images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.references import Compare
from senet_viewer.gui.tour.bubble import MARGIN
from senet_viewer.gui.tour.facts import leaders, telling_channel
from senet_viewer.gui.tour.tour import STEPS
from senet_viewer.statistics import ChannelFilter, Extreme, Order
from tests.gui.making import CPU, card, profile
from tests.gui.plots.acting import move_mouse
from tests.gui.touring import CAT, ESPRESSO, answer, bubble, go_on, go_to, see_the_samples, step
from tests.gui.viewing import built_window, give_keys, show_a_picture

Key = Qt.Key
LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
BLOCK = "SE_3_1"


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A window with the sample photos, answered, and the tour at its second step."""
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        give_keys(made, qtbot)
        made.state.set_model(card(), CPU, profile())
        made.guide.tour.start()
        go_on(made)
        see_the_samples(made, qtbot)
        yield made
        made.guide.tour.skip()


def press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    holder = QApplication.focusWidget()
    assert holder is not None
    QTest.keyClick(holder, key)


def hover(window: Application, channel: int, aside: int = 0) -> None:
    plot = window.gates.gates.plots[BLOCK]
    move_mouse(plot.view.viewport(), plot.view.bar_rect(channel).center() + QPoint(aside, 0))


def wanted(window: Application) -> int:
    """The channel whose bar is outlined."""
    assert window.guide.tour.step is not None
    found = window.guide.tour.step.scene.telling_channel()
    assert found is not None
    return found


def ground(window: Application) -> QRect:
    """The bubble without its margin, in the window."""
    return bubble(window).geometry().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)


class TestTheTellingChannel:
    CAT = np.array([0.9, 0.8, 0.7, 0.6, 0.95, 0.65, 0.2, 0.1], np.float32)
    MEANS = np.full(8, 0.5, np.float32)

    def test_of_the_five_most_open_the_one_that_differs_most_is_taken(self) -> None:
        other = self.CAT.copy()
        other[2], other[6] = 0.0, 1.0
        assert telling_channel(self.CAT, self.MEANS, other) == 2, "6 differs more, but is closed"

    def test_the_sixth_does_not_count(self) -> None:
        other = self.CAT.copy()
        other[3], other[1] = 0.0, 0.75
        assert telling_channel(self.CAT, self.MEANS, other) == 1, "3 is the sixth"

    def test_without_the_other_photo_it_is_the_most_open_one(self) -> None:
        assert telling_channel(self.CAT, self.MEANS, None) == 4

    def test_without_an_average_the_highest_count_as_open(self) -> None:
        other = self.CAT.copy()
        other[1] = 0.0
        assert telling_channel(self.CAT, None, other) == 1
        above = np.ones(8, np.float32)
        assert telling_channel(self.CAT, above, other) == 1, "no channel is above its average"

    def test_another_networks_gates_are_not_compared(self) -> None:
        assert telling_channel(self.CAT, self.MEANS, np.zeros(4, np.float32)) == 4


class TestPointing:
    def test_another_bar_is_read_out_and_the_outlined_one_named(self, window: Application) -> None:
        go_to(window, "HoverABar")
        other = (wanted(window) + 8) % 16
        hover(window, other)
        assert f"Channel {other}, gate " in bubble(window).status.text()
        assert f"The outlined one is channel {wanted(window)}." in bubble(window).status.text()
        assert bubble(window).first.text() == "Show me"
        hover(window, wanted(window))
        assert bubble(window).first.text() == "Next"
        hover(window, other)
        assert f"Channel {wanted(window)}, gate " in bubble(window).status.text(), "it was read"

    def test_what_is_outlined_counts_and_nothing_else(self, window: Application) -> None:
        go_to(window, "HoverABar")
        outline, scene = window.guide.tour.outline, window.guide.tour.step
        assert outline is not None
        assert scene is not None
        plot = window.gates.gates.plots[BLOCK]
        inside = outline.geometry().adjusted(1, 0, -1, 0)
        for channel in range(16):
            rect = plot.bar_place(channel)
            place = QRect(plot.mapTo(window.window, rect.topLeft()), rect.size())
            counts = scene.scene.is_outlined(channel, wanted(window))
            assert counts == place.intersects(inside), channel

    def test_the_block_fills_the_panel_and_gives_it_back(self, window: Application) -> None:
        go_to(window, "HoverABar")
        assert window.gates.gates.filled_block == BLOCK
        assert "The tick is that of the average picture." in bubble(window).text.text()
        go_to(window, "ReadTheDepth")
        assert window.gates.gates.filled_block is None
        window.guide.tour.go_back()
        window.guide.tour.go_back()
        window.guide.tour.go_back()
        assert step(window) == "HoverABar"
        assert bubble(window).first.text() == "Bring it back"
        go_on(window)
        assert window.gates.gates.filled_block == BLOCK
        window.guide.tour.skip()
        assert window.gates.gates.filled_block is None

    def test_a_channel_that_hardly_changes_is_told_beside_one_that_does(
        self, window: Application
    ) -> None:
        go_to(window, "ClickABar")
        found, cat = window.state.inspection(ESPRESSO), window.state.inspection(CAT)
        assert found is not None
        assert cat is not None
        same = cat.block(BLOCK).gates.copy()
        same[wanted(window)] = 0.0
        blocks = (found.blocks[0], replace(found.block(BLOCK), gates=same))
        window.state.store_inspection(replace(found, blocks=blocks))
        other = (wanted(window) + 1) % 16
        window.parts.reading.open_card(BLOCK, other)
        go_to(window, "NextPhoto")
        go_on(window)
        told = bubble(window).status.text()
        assert f"Channel {other}: gate " in told
        assert f"Others differ more. Channel {wanted(window)}: gate " in told
        assert "0.00 for the espresso" in told


class TestEnter:
    def test_it_leads_on_after_a_click_into_list_plot_or_strip(self, window: Application) -> None:
        go_to(window, "ClickABar")
        plot = window.gates.gates.plots[BLOCK]
        place = plot.view.bar_rect(wanted(window)).center()
        QTest.mouseClick(plot.view.viewport(), LEFT, pos=place)
        assert not bubble(window).has_keys
        press(Key.Key_Return)
        assert step(window) == "NextPhoto"
        view, model = window.images.list, window.images.model
        place = view.visualRect(model.index(model.row(ESPRESSO))).center()
        QTest.mouseClick(view.viewport(), LEFT, pos=place)
        press(Key.Key_Enter)
        assert step(window) == "ReadTheDepth"

    def test_before_it_is_done_the_plot_keeps_it(self, window: Application) -> None:
        go_to(window, "ClickABar")
        window.gates.gates.take_keys(BLOCK)
        window.state.set_marked(wanted(window))
        window.gates.gates.point_at(BLOCK, wanted(window))
        press(Key.Key_Return)
        assert window.parts.reading.card is not None
        assert step(window) == "ClickABar"
        press(Key.Key_Return)
        assert step(window) == "NextPhoto"

    @pytest.mark.parametrize("part", ["search", "toolbar", "unusual"])
    def test_what_needs_it_keeps_it(self, window: Application, part: str) -> None:
        parts = {
            "search": window.images.search,
            "toolbar": window.toolbar.orders[Order.CHANNEL],
            "unusual": window.focus.unusual.opened,
        }
        parts[part].setFocus()
        QTest.keyClick(parts[part], Key.Key_Return)
        assert step(window) == "ReadTheAnswer"

    def test_a_dialog_keeps_it(self, window: Application) -> None:
        go_to(window, "AskForGiraffe")
        QTest.keyClick(window.images.list, Key.Key_G)
        dialog = window.guide.classes.dialog
        assert dialog is not None
        QTest.keyClicks(dialog.search, "giraffe")
        QTest.keyClick(dialog.search, Key.Key_Return)
        assert step(window) == "AskForGiraffe"
        dialog.close()

    def test_without_a_tour_it_is_nobodys(self, window: Application) -> None:
        window.guide.tour.skip()
        window.images.list.setFocus()
        QTest.keyClick(window.images.list, Key.Key_Return)
        assert not window.guide.tour.running


class TestEsc:
    def test_a_filled_panel_and_a_card_close_first(self, window: Application) -> None:
        go_to(window, "ClickABar")
        go_on(window)
        window.images.list.setFocus()
        QTest.keyClick(window.images.list, Key.Key_Escape)
        assert window.parts.reading.card is None
        QTest.keyClick(window.images.list, Key.Key_Escape)
        assert window.gates.gates.filled_block is None
        assert window.guide.tour.running
        QTest.keyClick(window.images.list, Key.Key_Escape)
        assert not window.guide.tour.running

    def test_in_the_bubble_it_skips_and_says_where_the_tour_is(self, window: Application) -> None:
        go_to(window, "ClickABar")
        bubble(window).take_keys()
        press(Key.Key_Escape)
        assert not window.guide.tour.running
        texts = [label.text() for label in window.status.findChildren(QLabel)]
        assert any("help menu" in text for text in texts), texts


class TestTheBubblesPlace:
    def test_what_the_user_does_moves_nothing_but_what_it_is_about(
        self, window: Application
    ) -> None:
        for name in ("NextPhoto", "ReadTheDepth", "HighestFirst", "UnusualFirst", "TwoPhotos"):
            go_to(window, name)
            if bubble(window).first.text() == "Next":
                continue
            before = bubble(window).geometry()
            go_on(window)
            window.guide.tour.follow()
            after = bubble(window).geometry()
            corners = (
                before.bottomRight() == after.bottomRight(),
                before.topLeft() == after.topLeft(),
            )
            assert any(corners), f"{name}: {before} {after}"

    def test_large_letters_leave_room_beside_it(self, window: Application) -> None:
        room = QSize(944, 600)
        assert bubble(window).wanted_size(room).width() < room.width() // 2
        large = bubble(window).font()
        large.setPointSizeF(2 * large.pointSizeF())
        bubble(window).setFont(large)
        QApplication.processEvents()
        assert bubble(window).wanted_size(room).width() < 0.55 * room.width()

    def test_the_list_of_classes_and_the_bubble_do_not_cover_each_other(
        self, window: Application
    ) -> None:
        window.window.resize(960, 640)
        go_to(window, "AskForGiraffe")
        go_on(window)
        window.guide.tour.follow()
        dialog = window.guide.classes.dialog
        assert dialog is not None
        frame = dialog.frameGeometry().translated(-window.window.mapToGlobal(QPoint()))
        assert not frame.intersects(ground(window))
        dialog.close()


class TestQuestions:
    def test_they_leave_in_view_what_they_ask_about(self, window: Application) -> None:
        window.guide.tour.skip()
        window.guide.questions.show()
        dialog = window.guide.questions.dialog
        assert dialog is not None
        frame = dialog.frameGeometry()
        for part in (window.images, window.answer.classes, window.gates.depth_strip):
            place = QRect(part.mapToGlobal(QPoint()), part.size())
            assert not frame.intersects(place), part
        dialog.close()

    def test_in_a_small_window_their_title_bar_stays_in_reach(self, window: Application) -> None:
        window.guide.tour.skip()
        window.window.resize(500, 300)
        window.guide.questions.show()
        dialog = window.guide.questions.dialog
        assert dialog is not None
        assert dialog.y() >= window.window.y()
        assert dialog.x() >= window.window.x()
        dialog.close()

    def test_where_to_look_names_the_keys_that_hold_now(self, window: Application) -> None:
        window.guide.tour.skip()
        window.actions["statistics"].setShortcut("Ctrl+Shift+9")
        window.guide.questions.show()
        dialog = window.guide.questions.dialog
        assert dialog is not None
        assert "the table of statistics (Ctrl+Shift+9)" in dialog.questions[5].body.text()
        dialog.close()


class TestOtherwise:
    def test_differences_and_a_filter_are_put_aside_and_brought_back(
        self, window: Application
    ) -> None:
        reading, kept = window.parts.reading, ChannelFilter(Extreme.LOWEST, 5)
        window.guide.tour.skip()
        reading.set_differences_wanted(True)
        reading.set_filter(kept)
        window.state.compare_with(Compare.NOTHING)
        window.state.select(ESPRESSO)
        window.guide.tour.start()
        go_to(window, "HoverABar")
        assert not reading.differences, "bars are gates, as the text says"
        assert reading.chosen is None
        assert window.state.compare is Compare.AVERAGE
        window.guide.tour.skip()
        assert reading.differences_wanted
        assert reading.chosen == kept
        assert window.state.compare is Compare.NOTHING

    def test_leaders_are_those_of_the_plot_with_its_filter_too(self, window: Application) -> None:
        go_to(window, "HighestFirst")
        go_on(window)
        kept = ChannelFilter(Extreme.LOWEST, 5)
        window.parts.reading.set_filter(kept)
        window.guide.tour.follow()
        shown = window.state.shown
        assert shown is not None
        gates = shown.block(BLOCK).gates
        lowest = [int(one) for one in np.argsort(gates, kind="stable")[:5]][::-1]
        assert f"channels {', '.join(map(str, lowest))} lead" in bubble(window).status.text()
        assert leaders(gates, None, Order.HIGHEST) != lowest

    def test_highest_leaders_are_held_against_the_cats_highest(self, window: Application) -> None:
        go_to(window, "HighestFirst")
        go_on(window)
        cat, espresso = (window.state.inspection(path) for path in (CAT, ESPRESSO))
        assert cat is not None
        assert espresso is not None
        firsts = [
            set(np.argsort(-one.block(BLOCK).gates, kind="stable")[:5].tolist())
            for one in (cat, espresso)
        ]
        both = len(firsts[0] & firsts[1])
        assert f"{both} of these 5 lead for the cat too." in bubble(window).status.text()

    def test_a_tour_begun_again_where_the_cat_is_on_show_says_so(self, window: Application) -> None:
        window.guide.tour.skip()
        window.guide.tour.start()
        assert "on show already" in bubble(window).text.text()
        go_on(window)
        assert step(window) == "ReadTheAnswer"

    def test_a_tour_begun_again_in_the_middle_asks_for_the_cat_on_the_list(
        self, window: Application, qtbot: QtBot
    ) -> None:
        go_to(window, "ReadTheDepth")
        window.guide.tour.skip()
        window.guide.tour.start()
        assert "It is on your list." in bubble(window).text.text()
        window.state.select(CAT)
        qtbot.waitUntil(lambda: step(window) == "ReadTheAnswer")

    @pytest.mark.parametrize("path", [CAT, ESPRESSO])
    def test_either_of_the_two_photos_comes_back(
        self, window: Application, qtbot: QtBot, path: str
    ) -> None:
        go_to(window, "TwoPhotos")
        window.state.remove([path])
        assert f"{Path(path).name}, which is not on the list" in bubble(window).text.text()
        go_on(window)
        qtbot.waitUntil(lambda: window.state.item(path) is not None)
        answer(window)
        go_on(window)
        assert bubble(window).first.text() == "Next"
        assert f"{window.gates.depth_caption.text()}." in bubble(window).status.text()

    @pytest.mark.parametrize("name", [kind.__name__ for kind in STEPS[1:]])
    def test_every_step_outlives_other_images_no_images_and_another_network(
        self, window: Application, name: str
    ) -> None:
        go_to(window, name)
        dialog = window.guide.classes.dialog
        if dialog is not None:
            dialog.close()
        tour = window.guide.tour
        show_a_picture(window, "mine.jpg")
        tour.follow()
        for order in Order:
            window.state.set_order(order)
        window.images.search.setText("nothing is called so")
        tour.follow()
        window.images.search.clear()
        small = replace(card("other"), blocks=tuple(replace(b, channels=4) for b in card().blocks))
        window.state.set_model(small, CPU, None)
        tour.follow()
        window.state.remove([item.key for item in window.state.items])
        window.window.resize(400, 300)
        QTest.qWait(5)
        tour.follow()
        assert bubble(window).isVisible()
        assert bubble(window).text.text()

    def test_the_window_may_close_in_the_middle(
        self, qapp: QApplication, home: Path, qtbot: QtBot
    ) -> None:
        with built_window(qapp) as made:
            with qtbot.waitExposed(made.window):
                made.window.show()
            made.guide.tour.start()
            made.window.close()
            assert not made.settings.tour_taken
            made.guide.tour.follow()
            made.guide.tour.skip()


def test_keys_are_those_that_hold_now(window: Application) -> None:
    go_to(window, "NextPhoto")
    assert bubble(window).keys.text() == "Keys: → / Alt+→"
    go_to(window, "HighestFirst")
    assert bubble(window).keys.text() == "Keys: 2"
    window.actions["highest"].setShortcut("Ctrl+2")
    window.guide.tour.follow()
    assert bubble(window).keys.text() == "Keys: Ctrl+2"
    window.actions["highest"].setShortcuts([])
    window.guide.tour.follow()
    assert not bubble(window).keys.isVisible()
