"""Measures a real window from inside; run by ``window_rows.py`` in a process of its own.

``python window_probe.py START FOLDER COUNT`` prints one line of JSON. START is the time at which
the process was started (``time.time()``), FOLDER holds COUNT pictures.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QStyleFactory

from senet_viewer.gui.app import Application, Start
from senet_viewer.resources import sample_images

TICK_MS = 1
PATIENCE_SECONDS = 1800.0


class Pulse(QObject):
    """Gaps between the ticks of a timer: how long the event loop could not turn."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000 - TICK_MS)
        self._last = now


def wait_for(condition: Callable[[], object]) -> float:
    """Turn the event loop until ``condition`` holds; returns the time then."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() > deadline:
            raise SystemExit("waited in vain")
    return time.perf_counter()


def private_megabytes() -> float:
    """Memory that belongs to the window's process alone."""
    return float(psutil.Process().memory_full_info().uss) / 2**20


def measure(viewer: Application, started: float, folder: Path, count: int) -> dict[str, float]:
    found: dict[str, float] = {}
    viewer.open()
    wait_for(lambda: viewer.window.windowHandle().isExposed())
    found["visible_s"] = time.time() - started
    pulse = Pulse()
    wait_for(lambda: viewer.networks.hello is not None)
    wait_for(lambda: viewer.state.card is not None)
    found["ready_s"] = time.time() - started
    found["drop_ms"] = drop_to_painted(viewer)
    before = private_megabytes()
    viewer.commands.open_paths([str(folder)])
    wait_for(lambda: len(viewer.state.items) >= count)
    wait_for(lambda: all(i.answer or i.error for i in viewer.state.items))
    found["growth_mb"] = private_megabytes() - before
    viewer.network_commands.choose("se_resnet18")
    wait_for(lambda: viewer.state.card is not None and viewer.state.card.key == "se_resnet18")
    wait_for(lambda: viewer.state.up_to_date)
    gaps = np.array(pulse.gaps)
    found["stall_ms"] = float(gaps.max())
    found["stall_99_ms"] = float(np.percentile(gaps, 99))
    started_cancel = time.perf_counter()
    viewer.session.cancel()
    wait_for(lambda: not viewer.status.work.isVisible())
    found["cancel_s"] = time.perf_counter() - started_cancel
    return found


def drop_to_painted(viewer: Application) -> float:
    """From a drop to painted gates, less the engine's own share; the best of the samples."""
    best = float("inf")
    for path in sample_images():
        known = len(viewer.state.items)
        start = time.perf_counter()
        viewer.session.open_paths([str(path)], select=str(path))
        wait_for(partial(_has_more_than, viewer, known))
        wait_for(lambda: viewer.state.up_to_date)
        QCoreApplication.processEvents()
        for plot in viewer.gates.gates.plots.values():
            plot.view.repaint()
        painted = time.perf_counter()
        shown = viewer.state.shown
        assert shown is not None
        best = min(best, (painted - start) * 1000 - shown.milliseconds)
    return best


def _has_more_than(viewer: Application, known: int) -> bool:
    return len(viewer.state.items) > known


def main() -> int:
    started, folder, count = float(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    app = QApplication([])
    app.setApplicationName("senet-viewer-benchmark")
    app.setStyle(QStyleFactory.create("Fusion"))
    viewer = Application(app, Start())
    found = measure(viewer, started, folder, count)
    viewer.window.close()
    viewer.close()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
