"""The guided tour in a real window: every step by the user's own hand, and what may go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from senet_viewer.gui.settings import load_settings
from senet_viewer.gui.tour.bubble import MARGIN, Bubble, Outline
from senet_viewer.gui.tour.tour import STEPS, Tour
from senet_viewer.protocol import ChannelShown
from senet_viewer.records import ChannelMaps, Inspection
from senet_viewer.resources import sample_images
from senet_viewer.statistics import Order
from tests.gui.making import CPU, LABELS, card, picture, profile
from tests.gui.plots.acting import move_mouse
from tests.gui.touring import CAT, ESPRESSO, answer, bubble, go_on, go_to, see_the_samples, step
from tests.gui.viewing import built_window, give_keys, show_a_picture

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """An empty window with a network, whose engine is not started."""
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        give_keys(made, qtbot)
        made.state.set_model(card(), CPU, profile())
        yield made


def open_samples(window: Application, qtbot: QtBot) -> None:
    """The tour's first step, done by a click on the cat."""
    window.guide.tour.start()
    button = window.empty.sample_button(CAT)
    assert button is not None
    QTest.mouseClick(button, LEFT)
    see_the_samples(window, qtbot)


def with_maps(window: Application) -> None:
    """Answer the card's question as an engine would."""
    opened, shown = window.parts.reading.card, window.state.shown
    assert opened is not None
    assert shown is not None
    maps = ChannelMaps(0.25, 0.5, np.ones((4, 4), np.float32), np.ones((4, 4), np.float32))
    look = window.parts.look
    look._request = 0
    look.shown = ChannelShown(1, shown.image, opened.block, opened.number, maps)
    look.changed.emit()


def ground_covers_target(window: Application) -> bool:
    """Whether the bubble's ground lies over what it explains."""
    tour = window.guide.tour
    assert tour.step is not None
    target = tour.step.target()
    if target is None:
        return False
    ground = bubble(window).geometry().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    return ground.intersects(target.keep)


def seen(window: Application, path: str) -> Inspection:
    found = window.state.inspection(path)
    assert found is not None
    return found


def telling(window: Application) -> int:
    """Of the cat's five most open channels the one that differs most from the espresso's."""
    cat, espresso = (seen(window, path).block("SE_3_1").gates for path in (CAT, ESPRESSO))
    few = [int(one) for one in np.argsort(0.5 - cat, kind="stable")[:5] if cat[one] > 0.5]
    return max(few, key=lambda one: abs(float(cat[one] - espresso[one])))


def click_row(window: Application, path: str, held: Qt.KeyboardModifier = PLAIN) -> None:
    view = window.images.list
    place = view.visualRect(window.images.model.index(window.images.model.row(path))).center()
    QTest.mouseClick(view.viewport(), LEFT, held, place)


def test_the_whole_tour_by_the_users_own_hand(window: Application, qtbot: QtBot) -> None:
    tour, state = window.guide.tour, window.state
    QTest.mouseClick(window.empty.tour, LEFT)
    assert bubble(window).place.text() == f"1 of {len(STEPS)}"
    tour.skip()
    open_samples(window, qtbot)
    assert f"“{LABELS[0]}” with 60 %" in bubble(window).text.text()
    go_on(window)
    assert "64×64 pixels" in bubble(window).text.text()
    go_on(window)

    assert step(window) == "HoverABar"
    assert state.focus == "SE_3_1"
    assert bubble(window).first.text() == "Show me"
    plot = window.gates.gates.plots["SE_3_1"]
    channel = telling(window)
    qtbot.waitUntil(lambda: not plot.view.bar_rect(channel).isEmpty())
    move_mouse(plot.view.viewport(), plot.view.bar_rect(channel).center())
    gate = float(seen(window, CAT).block("SE_3_1").gates[channel])
    assert f"Channel {channel}, gate {gate:.2f}, average 0.50" in bubble(window).status.text()
    move_mouse(plot.view.viewport(), QPoint(1, 1))
    assert state.marked_channel is None, "the mouse is on its way to the button"
    assert f"Channel {channel}, gate" in bubble(window).status.text()
    assert bubble(window).first.text() == "Next"
    go_on(window)

    QTest.mouseClick(plot.view.viewport(), LEFT, PLAIN, plot.view.bar_rect(channel).center())
    assert "looks into the channel" in bubble(window).status.text()
    with_maps(window)
    assert "Squeeze 0.25, gate 0.50" in bubble(window).status.text()
    go_on(window)

    window.images.list.setFocus()
    QTest.keyClick(window.images.list, Key.Key_Right)
    assert state.current == ESPRESSO
    now = float(seen(window, ESPRESSO).block("SE_3_1").gates[channel])
    expected = f"Channel {channel}: gate {gate:.2f} for the cat, {now:.2f} for the espresso"
    assert f"{expected}, 0.50 on average." in bubble(window).status.text()
    assert abs(gate - now) > 0.05, "the channel shows what the step is about"
    go_on(window)

    values = state.departures()
    assert values is not None
    tallest = seen(window, ESPRESSO).blocks[int(np.argmax(values))].name
    strip = window.gates.depth_strip
    QTest.mouseClick(strip, LEFT, PLAIN, strip.bar_place(tallest).center())
    assert f"{tallest}, with {max(values):.3f}" in bubble(window).status.text()
    go_on(window)

    QTest.keyClick(window.images.list, Key.Key_2)
    gates = seen(window, ESPRESSO).block("SE_3_1").gates
    high = np.argsort(-gates, kind="stable")[:5]
    assert ", ".join(map(str, high)) in bubble(window).status.text()
    go_on(window)
    QTest.mouseClick(window.toolbar.orders[Order.UNUSUAL], LEFT)
    unusual = np.argsort(-np.abs(gates - 0.5), kind="stable")[:5]
    assert ", ".join(map(str, unusual)) in bubble(window).status.text()
    go_on(window)

    click_row(window, CAT, CONTROL)
    parted = [
        float(np.abs(a.gates - b.gates).mean())
        for a, b in zip(seen(window, CAT).blocks, seen(window, ESPRESSO).blocks, strict=True)
    ]
    block = seen(window, CAT).blocks[int(np.argmax(parted))].name
    assert window.gates.depth_caption.text() in bubble(window).status.text()
    assert f"least alike at {block}" in bubble(window).status.text()
    go_on(window)

    QTest.keyClick(window.images.list, Key.Key_G)
    dialog = window.guide.classes.dialog
    assert dialog is not None
    dialog.search.setText("giraffe")
    assert "cannot answer “giraffe”" in dialog.verdict.text()
    dialog.close()
    qtbot.waitUntil(lambda: bubble(window).first.text() == "Next")
    go_on(window)

    show_a_picture(window, "mine.jpg")
    assert "mine.jpg: “tabby”, 60 %" in bubble(window).status.text()
    assert bubble(window).first.text() == "Finish"
    go_on(window)
    assert not tour.running
    questions = window.guide.questions.dialog
    assert questions is not None
    assert len(questions.questions) == 7
    questions.close()
    window.close()
    settings, _error = load_settings(window.settings_file)
    assert settings.tour_taken
    assert window.empty.tour.text() == "Take the tour again: 3 minutes"


def test_the_tour_does_every_step_for_who_prefers_that(window: Application, qtbot: QtBot) -> None:
    open_samples(window, qtbot)
    names = []
    while window.guide.tour.running:
        names.append((step(window), bubble(window).first.text()))
        assert len(names) < 4 * len(STEPS), names
        go_on(window)
        dialog = window.guide.classes.dialog
        if dialog is not None:
            assert dialog.search.text() == "giraffe"
            dialog.close()
    assert {name for name, _text in names} == {kind.__name__ for kind in STEPS[1:]}
    assert window.guide.questions.dialog is not None
    window.guide.questions.dialog.close()


@pytest.mark.parametrize("size", [QSize(1440, 900), QSize(800, 600)])
def test_no_step_covers_what_it_explains_or_leaves_the_window(
    window: Application, qtbot: QtBot, size: QSize
) -> None:
    window.window.resize(size)
    open_samples(window, qtbot)
    for _ in range(4 * len(STEPS)):
        QTest.qWait(20)
        window.guide.tour.follow()
        assert not ground_covers_target(window), step(window)
        assert window.window.rect().contains(
            bubble(window).geometry().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        )
        assert window.guide.tour.step is not None
        assert window.guide.tour.step.target() is not None, step(window)
        if step(window) == "OwnPhoto":
            break
        go_on(window)
        dialog = window.guide.classes.dialog
        if dialog is not None:
            dialog.close()
    window.guide.tour.skip()


def test_the_bubble_follows_a_resized_window(window: Application, qtbot: QtBot) -> None:
    open_samples(window, qtbot)
    go_to(window, "HighestFirst")
    before = bubble(window).geometry()
    window.window.resize(820, 620)
    qtbot.waitUntil(lambda: bubble(window).geometry() != before)
    assert not ground_covers_target(window)
    window.guide.tour.skip()


class TestSkipping:
    def test_escape_skips_from_wherever_the_keyboard_is(
        self, window: Application, qtbot: QtBot
    ) -> None:
        open_samples(window, qtbot)
        window.images.list.setFocus()
        QTest.keyClick(window.images.list, Key.Key_Escape)
        assert not window.guide.tour.running
        window.guide.tour.start()
        assert bubble(window).isAncestorOf(window.window.focusWidget())
        QTest.keyClick(window.window.focusWidget(), Key.Key_Escape)
        assert not window.guide.tour.running
        assert not window.settings.tour_taken, "only its end counts"

    def test_nothing_of_it_is_left(self, window: Application, qtbot: QtBot) -> None:
        for _ in range(3):
            window.guide.tour.start()
            QTest.mouseClick(bubble(window).skip, LEFT)
        QTest.qWait(10)
        qtbot.waitUntil(lambda: not window.window.findChildren(Bubble))
        assert not window.window.findChildren(Outline)
        assert not window.guide.tour._timer.isActive()

    def test_the_keyboard_alone_takes_the_tour(self, window: Application, qtbot: QtBot) -> None:
        window.actions["tour"].trigger()
        QTest.keyClick(window.window.focusWidget(), Key.Key_Return)
        qtbot.waitUntil(lambda: len(window.state.items) == len(sample_images()))
        answer(window)
        qtbot.waitUntil(lambda: step(window) == "ReadTheAnswer")
        QTest.keyClick(window.window.focusWidget(), Key.Key_Return)
        assert step(window) == "ReadTheInset"
        QTest.keyClick(window.window.focusWidget(), Key.Key_Tab)
        assert window.window.focusWidget() is bubble(window).back
        QTest.keyClick(window.window.focusWidget(), Key.Key_Return)
        assert step(window) == "ReadTheAnswer"
        window.guide.tour.skip()

    def test_asked_for_again_it_gets_the_keyboard(self, window: Application, qtbot: QtBot) -> None:
        open_samples(window, qtbot)
        window.images.list.setFocus()
        made = bubble(window)
        window.actions["tour"].trigger()
        assert bubble(window) is made
        assert made.isAncestorOf(window.window.focusWidget())
        window.guide.tour.skip()


class TestStraying:
    def test_another_image_is_told_and_the_cat_comes_back(
        self, window: Application, qtbot: QtBot
    ) -> None:
        open_samples(window, qtbot)
        go_to(window, "HoverABar")
        show_a_picture(window, "mine.jpg")
        assert bubble(window).text.text() == (
            "This step is about tabby.jpg; mine.jpg is on show now."
        )
        assert bubble(window).first.text() == "Bring it back"
        go_on(window)
        assert window.state.current == CAT
        assert bubble(window).first.text() == "Show me"
        window.guide.tour.skip()

    def test_one_may_go_on_with_another_image(self, window: Application, qtbot: QtBot) -> None:
        open_samples(window, qtbot)
        show_a_picture(window, "mine.jpg")
        QTest.mouseClick(bubble(window).second, LEFT)
        assert step(window) == "ReadTheInset"
        window.guide.tour.skip()

    def test_samples_that_were_taken_off_come_back(self, window: Application, qtbot: QtBot) -> None:
        open_samples(window, qtbot)
        window.state.remove([CAT])
        assert "not on the list any more" in bubble(window).text.text()
        go_on(window)
        qtbot.waitUntil(lambda: window.state.current == CAT)
        answer(window)
        assert "with 60 %" in bubble(window).text.text()
        window.guide.tour.skip()

    def test_a_sample_that_cannot_be_read_holds_nobody_up(
        self, window: Application, qtbot: QtBot
    ) -> None:
        window.guide.tour.start()
        go_on(window)
        qtbot.waitUntil(lambda: len(window.state.items) == len(sample_images()))
        window.state.store_error(CAT, ViewerError("image.damaged", "tabby.jpg is damaged.", {}))
        assert step(window) == "ClickTheCat"
        assert bubble(window).second.text() == "Go on"
        QTest.mouseClick(bubble(window).second, LEFT)
        assert step(window) == "ReadTheAnswer"
        window.guide.tour.skip()

    def test_all_images_may_go(self, window: Application, qtbot: QtBot) -> None:
        open_samples(window, qtbot)
        go_to(window, "ReadTheDepth")
        window.state.remove([item.key for item in window.state.items])
        assert bubble(window).isVisible()
        assert bubble(window).first.text() == "Bring it back"
        window.guide.tour.skip()

    def test_a_tallest_bar_that_is_in_focus_already_is_told_so(
        self, window: Application, qtbot: QtBot
    ) -> None:
        open_samples(window, qtbot)
        go_to(window, "ReadTheDepth")
        values = window.state.departures()
        assert values is not None
        blocks = ("SE_2_1", "SE_3_1")
        tallest = values.index(max(values))
        for block, text in ((1 - tallest, "Click the tallest"), (tallest, "in focus already")):
            window.guide.tour.go_back()
            window.state.set_focus(blocks[block])
            go_to(window, "ReadTheDepth")
            assert text in bubble(window).text.text()
        assert bubble(window).first.text() == "Next"
        window.guide.tour.skip()

    def test_the_users_list_is_added_to_only(self, window: Application, qtbot: QtBot) -> None:
        show_a_picture(window, "mine.jpg")
        window.guide.tour.start()
        assert "nothing is taken off it" in bubble(window).text.text()
        go_on(window)
        qtbot.waitUntil(lambda: len(window.state.items) == 1 + len(sample_images()))
        assert window.state.items[0].key == picture("mine.jpg").image.key
        window.guide.tour.skip()


class TestNetworks:
    def test_the_tour_waits_for_the_network(
        self, qapp: QApplication, home: Path, qtbot: QtBot
    ) -> None:
        with built_window(qapp) as made:
            with qtbot.waitExposed(made.window):
                made.window.show()
            made.guide.tour.start()
            go_on(made)
            qtbot.waitUntil(lambda: len(made.state.items) == len(sample_images()))
            qtbot.waitUntil(lambda: "still loading" in bubble(made).status.text())
            assert not bubble(made).first.isEnabled()
            made.state.set_model(card(), CPU, profile())
            assert "on their way" in bubble(made).status.text()
            answer(made)
            assert step(made) == "ReadTheAnswer"
            made.guide.tour.skip()

    def test_another_network_stays_unless_the_user_switches(
        self, window: Application, qtbot: QtBot
    ) -> None:
        window.state.set_model(replace(card("other"), title="My own"), CPU, None)
        window.guide.tour.start()
        assert step(window) == "ChooseNetwork"
        assert "My own" in bubble(window).text.text()
        assert not window.networks.loading
        QTest.mouseClick(bubble(window).second, LEFT)
        assert step(window) == "ClickTheCat"
        assert not window.networks.loading
        QTest.mouseClick(bubble(window).back, LEFT)
        go_on(window)
        assert window.networks.wanted.key == "bundled"
        assert window.networks.loading
        window.guide.tour.skip()

    def test_without_an_average_the_steps_say_what_is_missing(
        self, window: Application, qtbot: QtBot
    ) -> None:
        window.state.set_model(card("other"), CPU, None)
        window.guide.tour.start()
        QTest.mouseClick(bubble(window).second, LEFT)
        go_on(window)
        qtbot.waitUntil(lambda: len(window.state.items) == len(sample_images()))
        answer(window)
        go_to(window, "UnusualFirst")
        assert "with 20 pictures" in bubble(window).text.text()
        go_on(window)
        assert step(window) == "TwoPhotos"
        window.guide.tour.skip()


class TestQuestions:
    def test_the_answers_are_those_of_the_present_state(
        self, window: Application, qtbot: QtBot
    ) -> None:
        open_samples(window, qtbot)
        window.guide.tour.skip()
        window.actions["questions"].trigger()
        dialog = window.guide.questions.dialog
        assert dialog is not None
        bodies = [one.body.text() for one in dialog.questions]
        heads = [one.head.text() for one in dialog.questions]
        gates = seen(window, CAT).block("SE_3_1").gates
        best = int(np.argmax(gates - 0.5))
        assert "16 bars in SE_3_1" in heads[1]
        assert f"Channel {best}: gate {gates[best]:.2f}, average 0.50" in bodies[2]
        assert bodies[3].startswith("Yes: it is also the highest"), "the average is a half for all"
        window.state.set_selected([CAT, ESPRESSO])
        assert bodies[4].startswith(f"{window.gates.depth_caption.text()}.")
        assert bodies[5].startswith(f"{int((gates > 0.9).sum())} of 16")
        assert bodies[6].startswith("No. It has 4 names")
        window.state.set_model(replace(card(), labels=("giraffe", "tabby")), CPU, profile())
        qtbot.waitUntil(lambda: dialog.questions[6].body.text().startswith("Yes: giraffe"))
        assert "tabby.jpg is not on the list, or has no gates" in dialog.questions[2].body.text()
        dialog.close()
        assert window.guide.questions.dialog is None

    def test_an_answer_unfolds_and_folds(self, window: Application) -> None:
        window.guide.questions.show()
        dialog = window.guide.questions.dialog
        assert dialog is not None
        one = dialog.questions[0]
        assert not one.body.isVisible()
        one.head.setFocus()
        QTest.keyClick(one.head, Key.Key_Space)
        assert one.body.isVisible()
        assert "0 to 1" in one.head.accessibleDescription()
        QTest.keyClick(one.head, Key.Key_Space)
        assert not one.body.isVisible()
        dialog.close()


def test_the_outline_lets_clicks_through(window: Application, qtbot: QtBot) -> None:
    window.guide.tour.start()
    outline = window.guide.tour.outline
    assert outline is not None
    qtbot.waitUntil(outline.isVisible)
    centre = outline.mapTo(window.window, QPoint(outline.width() // 2, outline.height() // 2))
    assert window.window.childAt(centre) is window.empty.sample_button(CAT)
    assert isinstance(window.guide.tour, Tour)
    window.guide.tour.skip()
