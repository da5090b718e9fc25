"""Questions about the picture that is looked at: answered once, dropped, and asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_watch import Patience
from senet_viewer.records import ImageRef
from tests.gui.engine_records import Record, pictures, simple

LONG = 60_000
QUICK = Patience(
    tick=0.05, ping_every=0.1, ping_limit=0.5, start=30, floor=0.3, unknown=20, cancel=0.3
)
SEEN = np.zeros((2, 2, 3), np.uint8)


@pytest.fixture
def client(qtbot: QtBot) -> Iterator[EngineClient]:
    """A client of the simple engine that asks for a network."""
    made = EngineClient(command=simple(), patience=QUICK)
    made.load_model("network")
    yield made
    made.stop()
    made.deleteLater()


def image(name: str) -> ImageRef:
    return ImageRef(name, name)


def test_a_channel_and_the_noise_are_answered_under_their_ids(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    channel = client.show_channel(image("a"), SEEN, "SE_2_1", 3)
    noise = client.measure_noise(image("b"), SEEN)
    client.start()
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    (shown,) = record.all("channel_shown")
    assert (shown.id, shown.image.name, shown.block, shown.channel) == (channel, "a", "SE_2_1", 3)
    (measured,) = record.all("noise_measured")
    assert (measured.id, measured.noise.image.name) == (noise, "b")
    assert record.all("busy_changed")[-1] is False


def test_a_failed_question_is_no_failure_of_the_program(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    client.start()
    request = client.show_channel(image("bad"), SEEN, "SE_2_1", 3)
    qtbot.waitUntil(lambda: record.has("question_failed", request), timeout=LONG)
    assert not record.has("failed")
    assert not client.busy


def test_a_dropped_question_gets_no_answer_and_its_late_one_does_no_harm(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    client.start()
    qtbot.waitUntil(lambda: record.has("ready"), timeout=LONG)
    first = client.pid
    dropped = client.show_channel(image("a"), SEEN, "SE_2_1", 3)
    client.cancel(dropped)
    kept = client.show_channel(image("b"), SEEN, "SE_2_1", 4)
    qtbot.waitUntil(lambda: record.has("channel_shown", kept), timeout=LONG)
    qtbot.wait(500)
    assert not record.has("channel_shown", dropped)
    assert client.pid == first


def test_the_question_that_ends_the_engine_fails_and_the_others_are_asked_again(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    client.start()
    deadly = client.measure_noise(image("die"), SEEN)
    other = client.show_channel(image("a"), SEEN, "SE_2_1", 3)
    inspect = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", inspect), timeout=LONG)
    qtbot.waitUntil(lambda: record.has("channel_shown", other), timeout=LONG)
    (failure,) = record.all("question_failed")
    assert (failure.id, failure.code) == (deadly, "engine.died")
    assert record.names.count("died") == 1
    assert not record.has("image_failed")


def test_a_question_in_hand_at_a_chance_death_fails_and_can_be_asked_anew(
    client: EngineClient, qtbot: QtBot, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    mark.touch()
    record = Record(client)
    client.start()
    name = f"die once {mark}"
    first = client.show_channel(image(name), SEEN, "SE_2_1", 3)
    qtbot.waitUntil(lambda: record.has("question_failed", first), timeout=LONG)
    again = client.show_channel(image(name), SEEN, "SE_2_1", 3)
    qtbot.waitUntil(lambda: record.has("channel_shown", again), timeout=LONG)
