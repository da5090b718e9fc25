"""Runs a driver of the whole window in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE_SECONDS = 280


def run_driver(driver: str, *arguments: object, screen: Mapping[str, str] | None = None) -> str:
    """What ``driver``, a file beside this one, prints; fails where it fails, warns or hangs."""
    done = subprocess.run(
        [sys.executable, str(HERE / driver), *map(str, arguments)],
        env=screen,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "Qt:" not in done.stderr, done.stderr
    assert done.stdout.splitlines()[-1] == "ok: closed", done.stdout
    return done.stdout
