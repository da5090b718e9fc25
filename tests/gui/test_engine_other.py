"""The client's second network: loaded beside the first, asked, dropped, and back after a death."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_watch import Patience
from senet_viewer.protocol import Picture
from senet_viewer.records import BuildOptions, ImageRef
from tests.gui.engine_records import Record, pictures, simple
from tests.gui.making import card

LONG = 60_000
QUICK = Patience(
    tick=0.05, ping_every=0.1, ping_limit=0.5, start=30, floor=0.3, unknown=20, cancel_load=0.3
)


@pytest.fixture
def client(qtbot: QtBot) -> Iterator[EngineClient]:
    """A client of the simple engine that asks for a network and starts it."""
    made = EngineClient(command=simple(), patience=QUICK)
    made.load_model("network")
    made.start()
    yield made
    made.stop()
    made.deleteLater()


def load_other(client: EngineClient, model: str) -> int:
    return client.load_other(model, "cpu", "float32", BuildOptions(), card())


def picture(name: str) -> Picture:
    return Picture(ImageRef(name, name))


def test_each_network_answers_for_itself(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    request = load_other(client, "epoch 3")
    asked = client.inspect_other(picture("a"))
    inspect = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    assert record.has("other_loaded", request)
    assert [answer.card.title for answer in record.all("model_loaded")] == ["network"]
    (other,) = record.all("other_inspected")
    assert (other.id, other.inspection.model) == (asked, "epoch 3")
    (own,) = record.all("inspected")
    assert (own.id, own.inspection.model) == (inspect, "network")


def test_a_second_network_that_fails_is_no_failure_of_the_first(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    bad = load_other(client, "bad")
    inspect = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    assert record.has("other_failed", bad)
    assert not record.has("failed")
    assert record.inspected(inspect) == ["a"]


def test_one_that_was_dropped_is_asked_no_more(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    client.drop_other()
    asked = client.inspect_other(picture("a"))
    qtbot.waitUntil(lambda: record.has("question_failed", asked), timeout=LONG)
    assert record.all("question_failed")[0].code == "engine.no_other"


def test_one_that_was_loaded_before_the_engine_read_its_cancellation_goes_again(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    client.cancel(load_other(client, "epoch 4"))
    asked = client.inspect_other(picture("a"))
    qtbot.waitUntil(lambda: record.has("other_inspected", asked), timeout=LONG)
    later = client.inspect_other(picture("b"))
    qtbot.waitUntil(lambda: record.has("other_inspected", later), timeout=LONG)
    assert record.all("other_inspected")[-1].inspection.model == "epoch 3"


def test_both_networks_are_there_again_after_a_death(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    request = load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    deadly = client.inspect_other(picture("die"))
    inspect = client.inspect(pictures("a"))
    asked = client.inspect_other(picture("b"))
    qtbot.waitUntil(lambda: record.has("other_inspected", asked), timeout=LONG)
    qtbot.waitUntil(lambda: record.has("finished", inspect), timeout=LONG)
    assert record.has("question_failed", deadly)
    assert [answer.id for answer in record.all("other_loaded")] == [request, request]
    assert record.names.count("died") == 1


def test_a_second_network_that_ends_the_engine_is_not_loaded_again(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    deadly = load_other(client, "die")
    qtbot.waitUntil(lambda: record.has("other_failed", deadly), timeout=LONG)
    inspect = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", inspect), timeout=LONG)
    assert record.inspected(inspect) == ["a"]
    assert record.names.count("died") == 1
