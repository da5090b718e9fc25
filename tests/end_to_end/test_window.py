"""The whole window, driven in a process of its own, on a virtual screen where there is one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

DRIVER = Path(__file__).with_name("drive_window.py")
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
    command = [sys.executable, str(DRIVER), str(folder)]
    with subprocess.Popen(
        command, env=screen, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        children = psutil.Process(process.pid)
        out, err = process.communicate(timeout=380)
    print(out)
    assert process.returncode == 0, out + err
    assert "Traceback" not in err
    assert "Qt:" not in err
    assert "ok: closing while busy" in out
    assert not children.is_running()
    left = [
        p.pid
        for p in psutil.process_iter(["cmdline"])
        if "--engine" in (p.info["cmdline"] or []) and p.ppid() == 1
    ]
    assert not left, f"engines without a window: {left}"
