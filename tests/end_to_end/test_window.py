"""The whole window, driven in a process of its own, on a virtual screen where there is one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from tests.end_to_end.driven import run_driver

PICTURES = 500


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with many small pictures, three of them broken."""
    many = tmp_path / "many"
    many.mkdir()
    random = np.random.default_rng(1)
    for number in range(PICTURES):
        pixels = random.integers(0, 255, (8, 8, 3), np.uint8)
        Image.fromarray(pixels).resize((96, 72)).save(many / f"picture{number}.jpg")
    for number in (3, 50, 400):
        file = many / f"picture{number}.jpg"
        file.write_bytes(file.read_bytes()[:200])
    return tmp_path


@pytest.mark.timeout(400)
def test_the_main_job_from_start_to_close(screen: dict[str, str], folder: Path) -> None:
    said = run_driver("drive_window.py", folder, screen=screen)
    assert "ok: closing while busy" in said
    left = [
        p.pid
        for p in psutil.process_iter(["cmdline"])
        if "--engine" in (p.info["cmdline"] or []) and p.ppid() == 1
    ]
    assert not left, f"engines without a window: {left}"
