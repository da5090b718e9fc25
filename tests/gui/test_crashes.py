"""A window that ended without closing is told of once, with a report that names nobody."""

from __future__ import annotations

import faulthandler
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.background import Background
from senet_viewer.gui.crash_report import REPORT, last_report, log_of, make_report, without_home
from senet_viewer.gui.crash_watch import Crash, CrashWatch, take_crashes
from senet_viewer.gui.crashes import Crashes
from senet_viewer.gui.dialogs.text_dialog import TextDialog
from senet_viewer.gui.logs import start_log, stop_log
from senet_viewer.gui.panels.recovery_bar import RecoveryBar
from senet_viewer.gui.recovery import Left
from senet_viewer.gui.theme import LIGHT
from senet_viewer.store.files import Hold

DIE = """
import sys
from pathlib import Path
from senet_viewer.gui.crash_watch import CrashWatch
CrashWatch(Path(sys.argv[1]), "0.1").start()
import faulthandler, os
{end}
"""


def die(folder: Path, end: str) -> int:
    """A child process that leaves its marker and ends as ``end`` says; its exit status."""
    code = [sys.executable, "-c", DIE.format(end=end), str(folder)]
    return subprocess.run(code, check=False, timeout=60).returncode


def test_a_window_that_closes_leaves_nothing(tmp_path: Path) -> None:
    watch = CrashWatch(tmp_path, "0.1")
    watch.start()
    assert list(tmp_path.iterdir())
    watch.stop()
    assert list(tmp_path.iterdir()) == []
    assert take_crashes(tmp_path) == ()


def test_a_second_window_that_runs_is_no_crash(tmp_path: Path) -> None:
    watch = CrashWatch(tmp_path, "0.1")
    watch.start()
    try:
        assert take_crashes(tmp_path) == ()
        assert list(tmp_path.glob("*.json")), "its marker is left alone"
    finally:
        watch.stop()


def test_the_fault_handler_of_others_is_left_to_them(tmp_path: Path) -> None:
    assert faulthandler.is_enabled(), "pytest has it"
    watch = CrashWatch(tmp_path, "0.1")
    watch.start()
    watch.stop()
    assert faulthandler.is_enabled()


def test_a_process_that_died_is_found_once(tmp_path: Path) -> None:
    assert die(tmp_path, "os._exit(3)") == 3
    (crash,) = take_crashes(tmp_path)
    assert crash.version == "0.1"
    assert crash.trace == ""
    assert take_crashes(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_native_code_that_crashes_leaves_its_traceback(tmp_path: Path) -> None:
    assert die(tmp_path, "faulthandler._sigsegv()") < 0
    (crash,) = take_crashes(tmp_path)
    assert "Segmentation fault" in crash.trace
    assert "most recent call first" in crash.trace


@pytest.mark.parametrize(
    "content",
    [b'{"pid"', b"[" * 100_000, b"\xff\xfe", b'{"pid": Infinity, "started": "", "version": ""}'],
)
def test_a_damaged_marker_still_counts(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "running-1-a.json").write_bytes(content)
    (crash,) = take_crashes(tmp_path)
    assert crash.version == ""
    assert not list(tmp_path.glob("*.json"))


def test_the_report_holds_that_processs_part_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "senet-viewer.log").write_text(
        "2026-01-01 10:00:00,000 7 INFO a: an older process of that number\n"
        "2026-01-02 10:00:01,000 7 INFO a: first\n"
        "2026-01-02 10:00:02,000 8 INFO a: another window\n"
        "2026-01-02 10:00:03,000 7 ERROR a: last\n"
        "Traceback, its second line\n"
    )
    lines = log_of(tmp_path, Crash(7, "2026-01-02 10:00:00", "0.1"))
    assert [line.split(": ")[-1] for line in lines] == [
        "first",
        "last",
        "Traceback, its second line",
    ]


def test_the_log_tells_which_process_wrote(tmp_path: Path) -> None:
    handler = start_log(tmp_path)
    logging.getLogger("senet_viewer").info("hello")
    stop_log(handler)
    lines = log_of(tmp_path, Crash(os.getpid(), "2000-01-01 00:00:00", ""))
    assert lines[-1].endswith("hello")


def test_a_report_has_the_versions_on_top_and_no_home_folder(tmp_path: Path) -> None:
    crash = Crash(7, "2026-01-02 10:00:00", "0.9")
    (tmp_path / "senet-viewer.log").write_text(
        f"2026-01-02 10:00:01,000 7 ERROR a: cannot read {tmp_path}/cats/a.jpg\n"
    )
    told = {"senet-viewer": "1.0", "Python": "3.11"}
    text = make_report(tmp_path, (crash,), told, tmp_path)
    assert text.startswith("senet-viewer  0.9\n"), "the one that crashed, not today's"
    assert "cannot read ~/cats/a.jpg" in text
    assert str(tmp_path) not in text
    assert "killed from outside" in text
    assert last_report(tmp_path) == text


def test_a_home_folder_is_cut_only_where_it_ends() -> None:
    assert without_home("/home/ann/a /home/anna/b", Path("/home/ann")) == "~/a /home/anna/b"
    assert without_home(r"C:\\Users\\ann\\a", Path(r"C:\Users\ann")) == r"~\\a"
    assert without_home("/a", Path("/")) == "/a"


def left(images: int) -> Left:
    return Left(Path("a.senet"), Hold(Path("a.lock")), images)


def test_one_bar_tells_of_the_crash_and_asks_about_the_images(qtbot: QtBot) -> None:
    bar = RecoveryBar(LIGHT)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.tell_crash()
    assert bar.text.text() == "senet-viewer ended unexpectedly last time."
    assert not bar.dismiss.isHidden()
    bar.ask(left(3))
    assert "unexpectedly" in bar.text.text()
    assert "Bring back 3 images?" in bar.text.text()
    for button in (bar.bring_back, bar.discard, bar.show_log):
        assert not button.isHidden()
    bar.ask(None)
    assert bar.isHidden(), "who has answered has read it"


def test_the_bar_can_be_dismissed_and_asks_without_a_report(qtbot: QtBot) -> None:
    bar = RecoveryBar(LIGHT)
    qtbot.addWidget(bar)
    bar.tell_crash()
    bar.dismiss.click()
    assert bar.isHidden()
    bar.ask(left(1))
    assert bar.text.text().endswith("Bring back the image?")
    assert "unexpectedly" not in bar.text.text(), "the system may have ended it"
    assert bar.show_log.isHidden()
    assert bar.dismiss.isHidden()


def test_the_next_window_finds_the_crash_and_shows_its_report(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    die(tmp_path, "os._exit(3)")
    window = QWidget()
    qtbot.addWidget(window)
    background = Background(1)
    crashes = Crashes(tmp_path, "1.0", background, window)
    try:
        with qtbot.waitSignal(crashes.found):
            crashes.start()
        crashes.show()
        dialog = window.findChild(TextDialog)
        assert isinstance(dialog, TextDialog)
        assert "ended without closing" in dialog.body.toPlainText()
        dialog.close()
        assert (tmp_path / REPORT).exists()
    finally:
        crashes.close()
        background.close()
    again = Crashes(tmp_path, "1.0", background, window)
    assert again.report == ""
