"""The real program is killed: the next start says so once, with the log; a running one is none."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("drive_crash.py")

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


def step(*arguments: str) -> str:
    """What the next window prints."""
    command = [sys.executable, str(DRIVER), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout


@pytest.mark.timeout(300)
def test_a_segmentation_fault_is_told_with_its_traceback_and_only_once(home: Path) -> None:
    end(start(home), signal.SIGSEGV)
    said = step()
    assert "senet-viewer ended unexpectedly last time." in said
    assert "Segmentation fault" in said
    assert "gui/app.py" in said, "where the window's thread stood"
    assert str(home) not in said
    assert said.index("torch ") < said.index("Segmentation fault"), "versions stand on top"
    step("quiet")
    assert list(home.rglob("last-crash.txt")), "the help menu still has it"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_window_that_the_system_asks_to_end_is_no_crash(
    home: Path, number: signal.Signals
) -> None:
    end(start(home), number)
    assert not list(home.rglob("running-*"))
    assert list(home.rglob("settings.json")), "what was chosen is kept"
    step("quiet")


@pytest.mark.timeout(300)
def test_a_killed_window_is_told_of_but_not_one_that_runs(home: Path) -> None:
    running = start(home)
    try:
        end(start(home), signal.SIGKILL)
        said = step()
        assert "killed from outside" in said
        assert running.poll() is None
        step("quiet")
    finally:
        end(running, signal.SIGKILL)
