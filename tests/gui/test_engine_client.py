"""The window's end of the engine: answers, cancelling, and healing whatever the engine does."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from senet_viewer.gui.engine_book import PORTION
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_process import SLICE_SECONDS
from senet_viewer.gui.engine_watch import Patience
from tests.gui.engine_records import Record, pictures, simple

LONG = 60_000
QUICK = Patience(
    tick=0.05, ping_every=0.1, ping_limit=0.5, start=30, floor=0.3, unknown=20, cancel=0.3
)

Make = Callable[..., tuple[EngineClient, Record]]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    """Makes clients of the simple engine, and stops them in the end."""
    clients: list[EngineClient] = []

    def make_client(fault: str = "", patience: Patience = QUICK) -> tuple[EngineClient, Record]:
        client = EngineClient(command=simple(fault), patience=patience)
        clients.append(client)
        return client, Record(client)

    yield make_client
    for client in clients:
        client.stop()
        client.deleteLater()


def test_requests_may_be_made_before_the_engine_is_ready(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    load = client.load_model("network")
    inspect = client.inspect(pictures("a", "b"))
    client.start()
    qtbot.waitUntil(lambda: record.has("finished", inspect), timeout=LONG)
    assert record.all("model_loaded")[0].id == load
    assert record.inspected(inspect) == ["a", "b"]
    names = [name for name in record.names if name not in ("progress", "busy_changed")]
    assert names == ["started", "ready", "model_loaded", "inspected", "inspected", "finished"]


def test_the_client_is_busy_while_requests_are_open(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    qtbot.waitUntil(lambda: record.has("ready"), timeout=LONG)
    assert not client.busy
    client.load_model("network")
    assert client.busy
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    assert record.all("busy_changed") == [True, False]


def test_a_network_that_cannot_be_loaded_is_told(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    load = client.load_model("bad")
    qtbot.waitUntil(lambda: record.has("failed"), timeout=LONG)
    (answer,) = record.all("failed")
    assert (answer.id, answer.code) == (load, "model.unknown")
    assert not client.busy


def test_a_long_request_is_sent_in_portions_and_answered_as_one(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    names = [f"{number}" for number in range(2 * PORTION + 10)]
    request = client.inspect(pictures(*names))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert record.inspected(request) == names
    last = record.all("progress")[-1]
    assert (last.done, last.total) == (len(names), len(names))
    assert record.names.count("finished") == 1


def test_an_empty_request_is_finished(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    request = client.inspect(())
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)


def test_after_cancel_nothing_comes_any_more(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    dropped = client.inspect(pictures(*["a"] * 300))
    qtbot.waitUntil(lambda: record.has("inspected", dropped), timeout=LONG)
    client.cancel(dropped)
    so_far = len(record.inspected(dropped))
    assert not client.busy
    kept = client.inspect(pictures("b"))
    qtbot.waitUntil(lambda: record.has("finished", kept), timeout=LONG)
    assert len(record.inspected(dropped)) == so_far < 300
    assert not record.has("finished", dropped)


def test_what_was_cancelled_before_the_start_is_never_sent(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.load_model("network")
    client.cancel(client.inspect(pictures("die")))
    client.cancel(4711)
    client.start()
    request = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert not record.has("died")


def test_an_engine_that_does_not_drop_a_request_is_replaced(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    stuck = client.inspect(pictures("a", "hang"))
    qtbot.waitUntil(lambda: record.has("inspected", stuck), timeout=LONG)
    first = client.pid
    client.cancel(stuck)
    request = client.inspect(pictures("b"))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert client.pid != first
    assert record.inspected(request) == ["b"]
    assert not record.has("died")
    assert not record.has("image_failed")
    assert record.names.count("model_loaded") == 1


def test_a_network_loaded_in_spite_of_a_cancel_is_replaced(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("first")
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    # Its answer reaches the client after the cancel, which the simple engine does not heed.
    client.cancel(client.load_model("second"))
    at_once = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", at_once), timeout=LONG)
    later = client.inspect(pictures("b"))
    qtbot.waitUntil(lambda: record.has("finished", later), timeout=LONG)
    assert [answer.inspection.model for answer in record.all("inspected")] == ["first", "first"]
    assert record.names.count("model_loaded") == 1
    assert not record.has("died")


def test_a_first_network_loaded_in_spite_of_a_cancel_is_not_asked(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    qtbot.waitUntil(lambda: record.has("ready"), timeout=LONG)
    client.cancel(client.load_model("second"))
    request = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("failed", request), timeout=LONG)
    assert [answer.code for answer in record.all("failed")] == ["engine.no_model"]


def test_networks_chosen_one_right_after_the_other_leave_the_last_one_in_use(
    make: Make, qtbot: QtBot
) -> None:
    client, record = make()
    client.start()
    client.load_model("first")
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    client.cancel(client.load_model("second"))
    last = client.load_model("third")
    qtbot.waitUntil(lambda: record.has("model_loaded", last), timeout=LONG)
    qtbot.waitUntil(lambda: not client.busy, timeout=LONG)
    request = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert record.all("inspected")[-1].inspection.model == "third"


def test_the_picture_that_ends_the_engine_is_named_and_the_rest_goes_on(
    make: Make, qtbot: QtBot
) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    deadly = client.inspect(pictures("die"), urgent=True)
    others = client.inspect(pictures("a", "b"))
    qtbot.waitUntil(lambda: record.has("finished", others), timeout=LONG)
    (failure,) = record.all("image_failed")
    assert (failure.id, failure.code, failure.image.name) == (deadly, "engine.died", "die")
    assert "“die”" in failure.sentence
    assert record.has("finished", deadly)
    assert record.inspected(others) == ["a", "b"]
    (death,) = record.all("died")
    assert death.code == "engine.died"
    assert "it was started again" in death.sentence
    assert record.names.count("model_loaded") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a process has no signals there")
def test_a_death_names_the_signal_and_keeps_the_last_words(
    make: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "senet_viewer.engine")
    client, record = make()
    client.start()
    client.load_model("die")
    qtbot.waitUntil(lambda: record.has("died"), timeout=LONG)
    (death,) = record.all("died")
    assert death.sentence == (
        "The engine stopped unexpectedly (signal 9, SIGKILL); it was started again."
    )
    assert "memory" in death.hint
    assert death.detail == "the simple engine starts"
    assert "the simple engine starts" in caplog.text


def test_only_the_guilty_one_of_many_pictures_in_hand_fails(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    request = client.inspect(pictures("a", "b", "die", "c", "d"))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    (failure,) = record.all("image_failed")
    assert failure.image.name == "die"
    assert record.inspected(request) == ["a", "b", "c", "d"]
    assert record.names.count("died") == 2
    assert not record.has("gave_up")


def test_a_picture_in_hand_at_a_chance_death_is_asked_again(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    mark.touch()
    client, record = make()
    client.start()
    client.load_model("network")
    names = ("a", f"die once {mark}", "b")
    request = client.inspect(pictures(*names))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert record.inspected(request) == list(names)
    assert not record.has("image_failed")


def test_a_network_that_ends_the_engine_fails_and_the_former_one_stays(
    make: Make, qtbot: QtBot
) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    deadly = client.load_model("die")
    request = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    (failure,) = record.all("failed")
    assert (failure.id, failure.code) == (deadly, "engine.died")
    assert record.all("inspected")[-1].inspection.model == "network"


def test_a_former_network_that_ends_the_engine_is_not_loaded_for_ever(
    make: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    client, record = make()
    client.start()
    load = client.load_model(f"die once {mark}")
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    mark.touch()
    request = client.inspect(pictures("die"))
    qtbot.waitUntil(lambda: record.has("failed", load), timeout=LONG)
    qtbot.waitUntil(lambda: record.has("failed", request), timeout=LONG)
    assert [answer.code for answer in record.all("failed")] == ["engine.died", "engine.no_model"]


def test_after_three_deaths_the_user_is_asked(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    deadly = [client.inspect(pictures("die"), urgent=True) for _ in range(3)]
    waiting = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("gave_up"), timeout=LONG)
    (error,) = record.all("gave_up")
    assert error.code == "engine.gave_up"
    assert "3 times" in error.sentence
    assert record.names.count("died") == 2
    assert client.pid == 0
    assert client.busy
    client.restart()
    qtbot.waitUntil(lambda: record.has("finished", waiting), timeout=LONG)
    assert {answer.id for answer in record.all("image_failed")} == set(deadly)
    assert record.inspected(waiting) == ["a"]
    assert record.names.count("gave_up") == 1


def test_a_hanging_engine_is_told_once_and_can_be_replaced(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    request = client.inspect(pictures("a", "hang", "b"))
    qtbot.waitUntil(lambda: record.has("stalled"), timeout=LONG)
    qtbot.wait(300)
    (seconds,) = record.all("stalled")
    assert seconds > 0
    assert client.busy
    client.restart()
    qtbot.waitUntil(lambda: record.names.count("stalled") == 2, timeout=LONG)
    client.restart()
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    (failure,) = record.all("image_failed")
    assert failure.image.name == "hang"
    assert record.inspected(request) == ["a", "b"]
    assert not record.has("died")


def test_an_engine_that_never_gets_ready_is_told(make: Make, qtbot: QtBot) -> None:
    client, record = make("mute", Patience(tick=0.05, start=0.3))
    client.start()
    qtbot.waitUntil(lambda: record.has("stalled"), timeout=LONG)


def test_an_idle_engine_is_left_in_peace(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    qtbot.wait(1000)
    assert not record.has("stalled")


@pytest.mark.parametrize("fault", ["garbage", "version"])
def test_an_engine_that_is_not_understood_is_ended(make: Make, qtbot: QtBot, fault: str) -> None:
    client, record = make(fault)
    client.start()
    qtbot.waitUntil(lambda: record.has("gave_up"), timeout=LONG)
    (error,) = record.all("gave_up")
    assert error.code == "protocol.refused"
    assert client.pid == 0
    assert not record.has("died")


def test_an_engine_that_cannot_compute_is_not_started_again(make: Make, qtbot: QtBot) -> None:
    client, record = make("broken")
    client.start()
    request = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("gave_up"), timeout=LONG)
    assert record.all("gave_up")[0].code == "engine.no_torch"
    assert record.names.count("started") == 1
    client.cancel(request)
    assert not client.busy


def test_an_engine_that_cannot_be_started_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    client = EngineClient(command=(str(tmp_path / "missing"), "--engine"))
    record = Record(client)
    client.start()
    qtbot.waitUntil(lambda: record.has("gave_up"), timeout=LONG)
    assert record.all("gave_up")[0].code == "engine.cannot_start"
    client.stop()


def test_stopping_while_busy_leaves_no_process(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    request = client.inspect(pictures("a", "hang"))
    qtbot.waitUntil(lambda: record.has("inspected", request), timeout=LONG)
    client.stop()
    assert client.pid == 0
    assert not client.busy
    so_far = len(record.entries)
    qtbot.wait(100)
    assert len(record.entries) == so_far


def test_stopping_is_safe_at_any_time(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.stop()
    client.start()
    client.stop()
    client.stop()
    client.start()
    client.load_model("network")
    request = client.inspect(pictures("a"))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert not record.has("died")


def test_stopping_right_after_a_restart_leaves_no_process(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    qtbot.waitUntil(lambda: record.has("ready"), timeout=LONG)
    processes = psutil.Process().children()
    client.restart()
    client.stop()
    assert len(processes) == 1
    assert not processes[0].is_running()
    assert not psutil.Process().children()


def test_a_slot_may_cancel_restart_and_stop(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    first = client.inspect(pictures(*"abc"))
    client.inspected.connect(lambda answer: client.cancel(answer.id))
    qtbot.waitUntil(lambda: record.has("inspected", first), timeout=LONG)
    client.died.connect(client.restart)
    client.inspect(pictures("die"))
    second = client.inspect(pictures("d"))
    client.inspected.connect(lambda answer: client.stop() if answer.id == second else None)
    qtbot.waitUntil(lambda: record.has("inspected", second), timeout=LONG)
    assert record.inspected(first) == ["a"]
    assert client.pid == 0


def test_a_burst_of_answers_is_handed_over_in_slices(make: Make, qtbot: QtBot) -> None:
    client, record = make()
    client.start()
    client.load_model("network")
    handled = [0]
    most = [0]

    def take_time() -> None:
        handled[0] += 1
        until = time.perf_counter() + SLICE_SECONDS / 2
        while time.perf_counter() < until:
            pass

    def turn() -> None:
        most[0] = max(most[0], handled[0])
        handled[0] = 0

    client.inspected.connect(take_time)
    turns = QTimer()
    turns.setInterval(0)
    turns.timeout.connect(turn)
    turns.start()
    request = client.inspect(pictures(*["a"] * 200))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    turns.stop()
    # Two slices may fall between two turns of the counting timer, hardly more.
    assert most[0] < 20
