"""How gates are read: filter, noise, the channel on the card, and what the engine is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from senet_viewer.gui.channel_look import ChannelLook
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.noise_watch import NoiseWatch
from senet_viewer.gui.reading import Channel, Reading
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.protocol import MeasureNoise, Request, ShowChannel
from senet_viewer.records import Noise
from senet_viewer.statistics import ChannelFilter, Extreme
from tests.gui.engine_records import Record, simple
from tests.gui.making import CPU, card, inspection, picture, profile

LONG = 60_000
FEW = ChannelFilter(Extreme.UNUSUAL, 5)


class Desk(QObject):
    """A state with two pictures and a network, and what reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State(self)
        self.reading = Reading(self.state, self)
        self.engine = EngineClient(self, command=simple())
        self.look = ChannelLook(self.state, self.reading, self.engine, self)
        self.watch = NoiseWatch(self.state, self.reading, self.engine, self, quiet=20)
        self.record = Record(self.engine)
        self.state.set_model(card(), CPU, profile())
        self.state.add([picture("a.jpg"), picture("b.jpg"), picture("bad")])

    def show(self, name: str, seed: int = 0) -> None:
        """Choose a picture, whose gates come at once."""
        self.state.select(picture(name).image.key)
        self.state.store_inspection(inspection(name, seed))

    def start(self, qtbot: QtBot) -> None:
        self.engine.load_model("network")
        self.engine.start()
        qtbot.waitUntil(lambda: self.record.has("model_loaded"), timeout=LONG)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.engine.stop()
    made.deleteLater()


def noise(name: str) -> Noise:
    blocks = inspection(name).blocks
    channels = {block.name: np.full(block.channels, 0.1, np.float32) for block in blocks}
    return Noise(picture(name).image, channels, {block.name: 0.05 for block in blocks})


class TestReading:
    def test_a_filter_by_difference_ends_with_the_reference(self, desk: Desk) -> None:
        desk.reading.set_filter(FEW)
        desk.state.compare_with(Compare.CLASS, index=1)
        assert desk.reading.chosen == FEW
        desk.state.compare_with(Compare.NOTHING)
        assert desk.reading.chosen is None
        highest = ChannelFilter(Extreme.HIGHEST, 5)
        desk.reading.set_filter(highest)
        desk.state.compare_with(Compare.NOTHING)
        assert desk.reading.chosen == highest

    def test_the_noise_of_another_picture_is_not_shown(self, desk: Desk) -> None:
        desk.show("a.jpg")
        assert desk.state.shown is not None
        desk.reading.set_noise(desk.state.shown, noise("a.jpg"))
        assert desk.reading.noise is not None
        desk.show("b.jpg")
        assert desk.reading.noise is None

    def test_unwanted_noise_is_not_shown(self, desk: Desk) -> None:
        desk.show("a.jpg")
        assert desk.state.shown is not None
        desk.reading.set_noise(desk.state.shown, noise("a.jpg"))
        desk.reading.set_noise_wanted(False)
        assert desk.reading.noise is None

    @pytest.mark.parametrize(("block", "number"), [("SE_2_1", 8), ("SE_2_1", -1), ("SE_9_1", 0)])
    def test_no_card_is_opened_for_what_is_not_there(
        self, desk: Desk, block: str, number: int
    ) -> None:
        desk.show("a.jpg")
        desk.reading.open_card(block, number)
        assert desk.reading.card is None

    def test_the_card_stays_with_the_next_picture(self, desk: Desk) -> None:
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        desk.show("b.jpg")
        assert desk.reading.card == Channel("SE_2_1", 3)

    def test_another_network_closes_it_since_its_channel_is_another(self, desk: Desk) -> None:
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        desk.state.set_model(card("other"), CPU, profile())
        assert desk.reading.card is not None, "what is shown is still the old network's"
        desk.state.store_inspection(inspection("a.jpg", 1))
        assert desk.reading.card is None

    def test_the_same_network_loaded_again_keeps_it(self, desk: Desk) -> None:
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        desk.state.set_model(card(), CPU, profile(), "bfloat16")
        desk.state.store_inspection(inspection("a.jpg", 1))
        assert desk.reading.card == Channel("SE_2_1", 3)

    def test_the_same_network_by_another_title_keeps_it(self, desk: Desk) -> None:
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        desk.state.set_model(replace(card(), title="renamed"), CPU, profile(), "bfloat16")
        desk.state.store_inspection(inspection("a.jpg", 1))
        assert desk.reading.card == Channel("SE_2_1", 3)

    def test_the_same_network_at_another_place_keeps_it(self, desk: Desk) -> None:
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        desk.state.move_network("/elsewhere/mine.pth")
        desk.show("b.jpg")
        assert desk.reading.card == Channel("SE_2_1", 3)


class TestLook:
    def test_an_opened_card_gets_its_maps(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        assert desk.look.waiting
        assert not desk.look.up_to_date
        qtbot.waitUntil(lambda: desk.look.up_to_date, timeout=LONG)
        assert desk.look.shown is not None
        assert (desk.look.shown.block, desk.look.shown.channel) == ("SE_2_1", 3)
        assert not desk.look.waiting

    def test_the_next_picture_asks_again_and_the_old_maps_stay_meanwhile(
        self, desk: Desk, qtbot: QtBot
    ) -> None:
        desk.start(qtbot)
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        qtbot.waitUntil(lambda: desk.look.up_to_date, timeout=LONG)
        desk.state.select(picture("b.jpg").image.key)
        assert not desk.look.waiting, "its gates are still to come"
        assert not desk.look.up_to_date
        assert desk.look.shown is not None
        desk.state.store_inspection(inspection("b.jpg"))
        qtbot.waitUntil(lambda: desk.look.up_to_date, timeout=LONG)
        assert desk.look.shown.image == picture("b.jpg").image

    def test_a_closed_card_wants_nothing_more(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.reading.set_noise_wanted(False)
        desk.show("a.jpg")
        desk.reading.open_card("SE_2_1", 3)
        desk.reading.close_card()
        assert not desk.look.waiting
        assert not desk.engine.busy
        qtbot.wait(200)
        assert desk.look.shown is None

    def test_a_failure_is_kept_until_the_next_question(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.show("bad")
        desk.reading.open_card("SE_2_1", 3)
        qtbot.waitUntil(lambda: desk.look.error is not None, timeout=LONG)
        assert desk.look.error is not None
        assert desk.look.error.code == "channel.unknown"
        desk.show("a.jpg")
        assert desk.look.error is None

    def test_what_a_file_remembers_of_a_network_is_not_asked_of_another(
        self, desk: Desk, qtbot: QtBot
    ) -> None:
        desk.show("a.jpg")
        desk.state.restore(desk.state.items, None, same_weights=False)
        desk.state.select(picture("a.jpg").image.key)
        assert desk.state.up_to_date
        assert not desk.state.live
        desk.reading.open_card("SE_2_1", 3)
        assert desk.reading.card == Channel("SE_2_1", 3)
        assert not desk.look.waiting


class TestNoise:
    def test_is_measured_after_the_gates_are_shown(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.show("a.jpg")
        assert desk.watch.waiting
        assert not desk.engine.busy, "the picture comes first"
        qtbot.waitUntil(lambda: desk.reading.noise is not None, timeout=LONG)
        assert desk.reading.noise is not None
        assert desk.reading.noise.image == picture("a.jpg").image
        assert not desk.watch.waiting

    def test_a_picture_that_is_left_at_once_costs_nothing(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.show("a.jpg")
        desk.state.select(picture("b.jpg").image.key)
        assert not desk.watch.waiting
        qtbot.wait(150)
        assert not desk.record.all("noise_measured")

    def test_a_picture_seen_again_has_its_noise_at_once(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        for name in ("a.jpg", "b.jpg"):
            desk.show(name)
            qtbot.waitUntil(lambda: desk.reading.noise is not None, timeout=LONG)
        desk.show("a.jpg")
        assert desk.reading.noise is not None
        assert not desk.watch.waiting
        assert len(desk.record.all("noise_measured")) == 2

    def test_another_network_has_another_noise(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.show("a.jpg")
        qtbot.waitUntil(lambda: desk.reading.noise is not None, timeout=LONG)
        desk.state.set_model(card("other"), CPU, profile())
        desk.state.store_inspection(inspection("a.jpg", 1))
        assert desk.reading.noise is None
        qtbot.waitUntil(lambda: desk.reading.noise is not None, timeout=LONG)
        assert len(desk.record.all("noise_measured")) == 2

    def test_without_anything_to_compare_with_or_unwanted_it_is_not_measured(
        self, desk: Desk, qtbot: QtBot
    ) -> None:
        desk.start(qtbot)
        desk.state.compare_with(Compare.NOTHING)
        desk.show("a.jpg")
        assert not desk.watch.waiting
        desk.reading.set_noise_wanted(False)
        desk.state.compare_with(Compare.AVERAGE)
        assert not desk.watch.waiting
        desk.reading.set_noise_wanted(True)
        qtbot.waitUntil(lambda: desk.reading.noise is not None, timeout=LONG)

    def test_a_failure_marks_nothing_and_disturbs_nobody(self, desk: Desk, qtbot: QtBot) -> None:
        desk.start(qtbot)
        desk.show("bad")
        qtbot.waitUntil(lambda: desk.record.has("question_failed"), timeout=LONG)
        assert desk.reading.noise is None
        assert not desk.watch.waiting
        assert not desk.record.has("failed")


def test_questions_carry_the_pixels_that_were_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sent: list[Request] = []
    monkeypatch.setattr(desk.engine, "_send", sent.append)
    desk.show("a.jpg")
    desk.reading.open_card("SE_3_1", 9)
    qtbot.waitUntil(lambda: len(sent) == 2)
    channel, slight = sent
    assert isinstance(channel, ShowChannel)
    assert isinstance(slight, MeasureNoise)
    assert desk.state.shown is not None
    for question in (channel, slight):
        assert question.image == picture("a.jpg").image
        assert np.array_equal(question.seen, desk.state.shown.seen)
    assert (channel.block, channel.channel) == ("SE_3_1", 9)
