"""A window that is killed: the next one brings back what was open, and saves it as a project."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.store.reader import StoreReader
from tests.end_to_end.driven import HERE, run_driver

PICTURES = 12

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a few pictures, one of them broken."""
    many = tmp_path / "many"
    many.mkdir()
    random = np.random.default_rng(2)
    for number in range(PICTURES):
        pixels = random.integers(0, 255, (8, 8, 3), np.uint8)
        Image.fromarray(pixels).resize((96, 72)).save(many / f"picture{number}.jpg")
    broken = many / "picture3.jpg"
    broken.write_bytes(broken.read_bytes()[:200])
    return tmp_path


def gone(find: Callable[[], list[int]]) -> bool:
    deadline = time.monotonic() + 10
    while find() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not find()


def end_with_a_project(path: Path, home: Path) -> None:
    """The program as a user starts it with a project, which the system asks to end."""
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        window = subprocess.Popen([sys.executable, "-m", "senet_viewer", str(path)])
    finally:
        signal.signal(signal.SIGTERM, before)
    deadline = time.monotonic() + 60
    while not any(map(is_written, home.rglob("autosave/*.senet"))):
        assert time.monotonic() < deadline
        assert window.poll() is None
        time.sleep(0.05)
    window.send_signal(signal.SIGTERM)
    assert window.wait(30) == -signal.SIGTERM


def is_written(store: Path) -> bool:
    """Whether the window has written what it shows."""
    try:
        reader = StoreReader(store)
    except ViewerError:
        return False
    try:
        return bool(reader.view().get("saved"))
    except ViewerError:
        return False
    finally:
        reader.close()


@pytest.mark.timeout(400)
def test_a_killed_window_loses_nothing(folder: Path, home: Path) -> None:
    command = [sys.executable, str(HERE / "drive_recovery.py"), "fill", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        for line in window.stdout:
            if line.startswith("ready"):
                break
        engines = [child.pid for child in psutil.Process(window.pid).children()]
        window.send_signal(signal.SIGKILL)
    assert gone(lambda: [pid for pid in engines if psutil.pid_exists(pid)])
    said = run_driver("drive_recovery.py", "recover", folder)
    assert f"Bring back {PICTURES} images?" in said
    assert "p[*] · senet-viewer" in said
    assert "ok: the window asks" not in run_driver("drive_recovery.py", "closed", folder)
    left = list(home.rglob("autosave/*"))
    assert left == [], "a clean close leaves nothing"
    end_with_a_project(folder / "p.senet", home)
    assert list(home.rglob("autosave/*.senet")), "it was left as it was"
    assert "ok: the window asks" not in run_driver("drive_recovery.py", "closed", folder)
    assert list(home.rglob("autosave/*")) == [], "there was nothing that the project lacks"
    picture = folder / "window.png"
    run = subprocess.run(
        [
            *(sys.executable, "-m", "senet_viewer", "--screenshot", str(picture)),
            str(folder / "p.senet"),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    # One picture is broken, which is told; the project itself opened.
    assert "picture3.jpg" in run.stderr
    assert run.stderr.count("\n") == 1, run.stderr
    with Image.open(picture) as image:
        assert image.size == (1440, 900)
