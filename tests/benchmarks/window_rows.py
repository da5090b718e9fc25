"""The bounds of the window: its start, its stalls, its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from tests.benchmarks.table import Row

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("window_probe.py")
MEMORY_PROBE = Path(__file__).with_name("memory_probe.py")


def make_pictures(folder: Path, count: int) -> None:
    """Small different pictures, seeded."""
    random = np.random.default_rng(7)
    for number in range(count):
        pixels = random.integers(0, 255, (6, 8, 3), np.uint8)
        Image.fromarray(pixels).resize((160, 120)).save(folder / f"{number}.jpg", quality=80)


def probe(count: int) -> dict[str, float]:
    """Run the probe on ``count`` pictures, with a home of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pictures"
        folder.mkdir()
        make_pictures(folder, count)
        environment = dict(os.environ, PYTHONPATH=str(ROOT), HOME=name, XDG_CONFIG_HOME=name)
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, str(PROBE), str(time.time()), str(folder), str(count)]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    found: dict[str, float] = json.loads(output.splitlines()[-1])
    return found


def fill(count: int) -> dict[str, float]:
    """Fill a window with answers of SE-ResNet-50's size; see ``memory_probe.py``."""
    with tempfile.TemporaryDirectory() as name:
        environment = dict(os.environ, PYTHONPATH=str(ROOT), HOME=name)
        environment |= {f"XDG_{kind}_HOME": name for kind in ("CONFIG", "DATA")}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, str(MEMORY_PROBE), str(count)]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    found: dict[str, float] = json.loads(output.splitlines()[-1])
    return found


def rows(*, quick: bool = False) -> list[Row]:
    """All rows; ``quick`` takes 500 pictures instead of 10,000 for the memory."""
    found = probe(500)
    many = found if quick else probe(10_000)
    filled = fill(500 if quick else 10_000)
    pictures = "500 pictures" if quick else "10,000 pictures"
    return [
        Row("window visible after start", 1.0, found["visible_s"], "s"),
        Row("engine ready, with the bundled network", 3.5, found["ready_s"], "s"),
        Row(
            "longest stall: torch loads, 500 pictures, a change of network",
            50.0,
            found["stall_ms"],
            "ms",
        ),
        Row("99th percentile of stalls", 16.0, found["stall_99_ms"], "ms"),
        Row("drop to painted gates, beyond decode and forward pass", 100.0, found["drop_ms"], "ms"),
        Row(f"private memory growth of the window, {pictures}", 300.0, many["growth_mb"], "MB"),
        Row(
            f"the same, filled with 15,104 gates each, {pictures}",
            300.0,
            filled["highest_mb"],
            "MB",
        ),
        Row("cancel: the answer is dropped", 0.2, found["cancel_s"], "s"),
    ]
