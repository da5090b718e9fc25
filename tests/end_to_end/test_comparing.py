"""Comparing photos in the whole window, driven in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("drive_comparing.py")


@pytest.mark.timeout(300)
def test_photos_are_compared_from_a_pin_to_four_at_once(screen: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, str(DRIVER)], env=screen, capture_output=True, text=True, timeout=280
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "Qt:" not in done.stderr
    assert done.stdout.splitlines()[-1] == "ok: closed"
