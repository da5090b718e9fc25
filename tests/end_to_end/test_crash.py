"""The real program is killed: the next start says so once, with the log; a running one is none."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.driven import run_driver

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")


def start(home: Path) -> subprocess.Popen[bytes]:
    """The program as a user starts it, once it has left its marker."""
    window = subprocess.Popen([sys.executable, "-m", "senet_viewer"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(home.rglob(f"running-{window.pid}-*.json")):
        assert time.monotonic() < deadline
        assert window.poll() is None
        time.sleep(0.02)
    return window


def end(window: subprocess.Popen[bytes], number: signal.Signals) -> None:
    window.send_signal(number)
    assert window.wait(30) == -number


@pytest.mark.timeout(300)
def test_a_segmentation_fault_is_told_with_its_traceback_and_only_once(home: Path) -> None:
    end(start(home), signal.SIGSEGV)
    said = run_driver("drive_crash.py")
    assert "senet-viewer ended unexpectedly last time." in said
    assert "Segmentation fault" in said
    assert "gui/app.py" in said, "where the window's thread stood"
    assert str(home) not in said
    assert said.index("torch ") < said.index("Segmentation fault"), "versions stand on top"
    run_driver("drive_crash.py", "quiet")
    assert list(home.rglob("last-crash.txt")), "the help menu still has it"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_window_that_the_system_asks_to_end_is_no_crash(
    home: Path, number: signal.Signals
) -> None:
    # A suite that was started to outlive its terminal would hand its deafness on.
    before = signal.signal(number, signal.SIG_DFL)
    try:
        window = start(home)
    finally:
        signal.signal(number, before)
    end(window, number)
    assert not list(home.rglob("running-*"))
    assert list(home.rglob("settings.json")), "what was chosen is kept"
    run_driver("drive_crash.py", "quiet")


@pytest.mark.timeout(300)
def test_a_killed_window_is_told_of_but_not_one_that_runs(home: Path) -> None:
    running = start(home)
    try:
        end(start(home), signal.SIGKILL)
        said = run_driver("drive_crash.py")
        assert "killed from outside" in said
        assert running.poll() is None
        run_driver("drive_crash.py", "quiet")
    finally:
        end(running, signal.SIGKILL)
