"""The guided tour with the real engine, driven in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

DRIVER = Path(__file__).with_name("drive_tour.py")


@pytest.mark.timeout(300)
def test_a_newcomer_takes_the_tour_and_can_answer(screen: dict[str, str], tmp_path: Path) -> None:
    own = tmp_path / "mine.png"
    pixels = np.random.default_rng(0).integers(0, 256, (90, 120, 3), np.uint8)
    Image.fromarray(pixels).save(own)
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(own)],
        env=screen,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "Qt:" not in done.stderr
    assert done.stdout.splitlines()[-1] == "ok: closed"
