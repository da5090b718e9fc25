"""A window that is killed keeps the settings that were chosen in it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.driven import HERE, run_driver

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")


@pytest.mark.timeout(300)
def test_a_killed_window_keeps_its_settings(home: Path) -> None:
    file = home / "config" / "senet-viewer" / "settings.json"
    command = [sys.executable, str(HERE / "drive_settings.py"), "change"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as window:
        deadline = time.monotonic() + 120
        while not (file.exists() and _settings(file)["order"] == "highest"):
            assert time.monotonic() < deadline
            assert window.poll() is None
            time.sleep(0.05)
        window.send_signal(signal.SIGKILL)
    assert _settings(file)["theme"] == "dark"
    run_driver("drive_settings.py", "see")
    assert [path.name for path in file.parent.glob("settings*")] == ["settings.json"]


def _settings(file: Path) -> dict[str, object]:
    """What is on disk is whole at any time."""
    settings = json.loads(file.read_text(encoding="utf-8"))["settings"]
    assert isinstance(settings, dict)
    return settings
