"""The client's second network: loaded beside the first, asked, dropped, and back after a death."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
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
    asked = client.inspect_other(request, picture("a"))
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
    request = load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    client.drop_other(request)
    asked = client.inspect_other(request, picture("a"))
    qtbot.waitUntil(lambda: record.has("question_failed", asked), timeout=LONG)
    assert record.all("question_failed")[0].code == "engine.no_other"


def test_one_that_was_loaded_in_spite_of_a_cancel_answers_nothing(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    former = load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    # The simple engine heeds no cancel, so that the other one is there when this is asked.
    client.cancel(load_other(client, "epoch 4"))
    asked = [client.inspect_other(former, picture(name)) for name in "ab"]
    inspect = client.inspect(pictures("c"))
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    answers = record.all("other_inspected")
    assert [answer.id for answer in answers] == asked
    assert [answer.inspection.model for answer in answers] == ["epoch 3", "epoch 3"]
    assert record.all("inspected")[-1].inspection.model == "network"
    assert record.has("finished", inspect)
    assert not record.has("question_failed")
    assert not record.has("other_failed")
    assert not record.has("died")


def test_without_a_former_one_none_is_left_of_a_load_that_was_cancelled_too_late(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    cancelled = load_other(client, "epoch 4")
    client.cancel(cancelled)
    asked = client.inspect_other(cancelled, picture("a"))
    qtbot.waitUntil(lambda: record.has("question_failed", asked), timeout=LONG)
    assert record.all("question_failed")[0].code == "engine.no_other"
    assert not record.has("other_loaded")


def test_one_chosen_right_after_a_cancel_takes_the_place_of_both(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    client.cancel(load_other(client, "epoch 4"))
    last = load_other(client, "epoch 5")
    qtbot.waitUntil(lambda: record.has("other_loaded", last), timeout=LONG)
    asked = client.inspect_other(last, picture("a"))
    qtbot.waitUntil(lambda: record.has("other_inspected", asked), timeout=LONG)
    assert record.all("other_inspected")[-1].inspection.model == "epoch 5"


def test_one_that_is_dropped_while_it_is_loaded_again_stays_away(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    dropped = load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    was_on_its_way: list[bool] = []

    def drop(_hello: object) -> None:
        was_on_its_way.append(dropped in client._book)
        client.drop_other(dropped)

    client.ready.connect(drop, Qt.ConnectionType.QueuedConnection)
    client.restart()
    qtbot.waitUntil(lambda: bool(was_on_its_way), timeout=LONG)
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    asked = client.inspect_other(dropped, picture("a"))
    qtbot.waitUntil(lambda: record.has("question_failed", asked), timeout=LONG)
    client.restart()
    qtbot.waitUntil(lambda: record.names.count("ready") == 3, timeout=LONG)
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    assert was_on_its_way[0]
    assert record.names.count("other_loaded") == 1


def test_letting_a_former_one_go_leaves_the_one_that_took_its_place(
    client: EngineClient, qtbot: QtBot
) -> None:
    record = Record(client)
    former = load_other(client, "epoch 3")
    present = load_other(client, "epoch 4")
    qtbot.waitUntil(lambda: record.has("other_loaded", present), timeout=LONG)
    client.drop_other(former)
    asked = client.inspect_other(present, picture("a"))
    qtbot.waitUntil(lambda: record.has("other_inspected", asked), timeout=LONG)
    client.restart()
    again = client.inspect_other(present, picture("a"))
    qtbot.waitUntil(lambda: record.has("other_inspected", again), timeout=LONG)


def test_nothing_is_kept_of_loads_that_are_over(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    load_other(client, "bad")
    present = load_other(client, "epoch 3")
    client.cancel(load_other(client, "download and wait"))
    qtbot.waitUntil(lambda: record.has("other_loaded", present), timeout=LONG)
    load_other(client, "die")
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    assert record.names.count("other_failed") == 2
    assert client._beside == set()


def test_both_networks_are_there_again_after_a_death(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    request = load_other(client, "epoch 3")
    qtbot.waitUntil(lambda: record.has("other_loaded"), timeout=LONG)
    deadly = client.inspect_other(request, picture("die"))
    inspect = client.inspect(pictures("a"))
    asked = client.inspect_other(request, picture("b"))
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
