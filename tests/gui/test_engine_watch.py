"""What counts as hanging, and what does not."""

from __future__ import annotations

import time

from pytestqt.qtbot import QtBot

from senet_viewer.gui.engine_watch import EngineWatch, Patience

QUICK = Patience(
    tick=0.02, ping_every=0.05, ping_limit=60, start=60, floor=0.3, unknown=60, cancel=0.3
)
HELD_UP_SECONDS = 1.5


class Heard:
    """Counts what a watch says."""

    def __init__(self, watch: EngineWatch) -> None:
        self.pings: list[int] = []
        self.stalls: list[float] = []
        self.recovered = 0
        self.undropped = 0
        watch.ping.connect(self.pings.append)
        watch.stalled.connect(self.stalls.append)
        watch.recovered.connect(self._recover)
        watch.undropped.connect(self._undrop)

    def _recover(self) -> None:
        self.recovered += 1

    def _undrop(self) -> None:
        self.undropped += 1


def ready_watch(patience: Patience = QUICK) -> tuple[EngineWatch, Heard]:
    watch = EngineWatch(patience)
    heard = Heard(watch)
    watch.begin()
    watch.ready()
    return watch, heard


def test_silence_beyond_the_limit_is_a_stall_until_an_answer_comes(qtbot: QtBot) -> None:
    watch, heard = ready_watch()
    watch.set_busy(True)
    watch.expect(0.001)
    qtbot.waitUntil(lambda: bool(heard.stalls))
    watch.heard()
    assert heard.recovered == 1
    qtbot.waitUntil(lambda: len(heard.stalls) == 2)
    assert min(heard.stalls) > QUICK.floor
    watch.end()


def test_what_takes_long_as_expected_is_no_stall(qtbot: QtBot) -> None:
    watch, heard = ready_watch()
    watch.set_busy(True)
    watch.expect(10.0)
    qtbot.wait(600)
    watch.expect(0.0)
    qtbot.wait(600)
    assert heard.stalls == []
    watch.end()


def test_an_unanswered_ping_is_a_stall(qtbot: QtBot) -> None:
    watch, heard = ready_watch(Patience(tick=0.02, ping_every=0.05, ping_limit=0.3))
    watch.set_busy(True)
    watch.expect(1000.0)
    qtbot.waitUntil(lambda: bool(heard.pings))
    watch.ponged()
    qtbot.waitUntil(lambda: len(heard.pings) == 2)
    assert heard.stalls == []
    qtbot.waitUntil(lambda: bool(heard.stalls))
    assert len(heard.pings) == 2
    watch.end()


def test_an_idle_engine_is_neither_pinged_nor_missed(qtbot: QtBot) -> None:
    watch, heard = ready_watch()
    qtbot.wait(600)
    assert heard.stalls == []
    assert heard.pings == []
    watch.set_busy(True)
    watch.expect(0.001)
    qtbot.waitUntil(lambda: bool(heard.stalls))
    watch.end()


def test_a_window_that_was_held_up_itself_does_not_blame_the_engine(qtbot: QtBot) -> None:
    watch, heard = ready_watch()
    watch.set_busy(True)
    watch.expect(0.001)
    watch.dropping(7, load=False)
    time.sleep(HELD_UP_SECONDS)
    qtbot.wait(60)
    assert heard.stalls == []
    assert heard.undropped == 0
    qtbot.waitUntil(lambda: heard.undropped == 1)
    watch.end()


def test_a_cancelled_request_must_be_dropped_in_time(qtbot: QtBot) -> None:
    watch, heard = ready_watch()
    watch.dropping(7, load=False)
    assert watch.dropped(7)
    assert not watch.dropped(7)
    qtbot.wait(600)
    assert heard.undropped == 0
    watch.dropping(8, load=False)
    qtbot.waitUntil(lambda: heard.undropped == 1)
    qtbot.wait(600)
    assert heard.undropped == 1
    watch.end()


def test_a_network_has_more_time_to_be_dropped(qtbot: QtBot) -> None:
    watch, heard = ready_watch()
    watch.dropping(7, load=True)
    qtbot.wait(600)
    assert heard.undropped == 0
    watch.end()
