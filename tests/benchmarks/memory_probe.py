"""Measures the window's memory for many pictures and many gates; run by ``window_rows.py``.

``python memory_probe.py COUNT`` fills a real window with COUNT answers, as they come from the
engine's frames, with the 15,104 gates of SE-ResNet-50 and what it saw, and prints a line of JSON.
No network runs: the gates are random.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import numpy as np
import psutil
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from senet_viewer.gui.app import Application, Start
from senet_viewer.protocol import Decoder, Inspected, Picture, encode
from senet_viewer.records import (
    BlockCard,
    BlockGates,
    DeviceCard,
    ImageRef,
    Inspection,
    ModelCard,
    Pixels,
    Prediction,
    Preprocessing,
)

STAGES = ((2, 3, 256), (3, 4, 512), (4, 6, 1024), (5, 3, 2048))
LABELS = tuple(f"class {number}" for number in range(1000))
SIDE = 224
PATIENCE_SECONDS = 600.0
DIFFERENT = 20
"""Pictures that the network saw; they repeat, since making them takes longest."""


def network() -> ModelCard:
    """The blocks of SE-ResNet-50."""
    blocks = tuple(
        BlockCard(f"SE_{stage}_{index}", stage, index, f"layer{stage - 1}.{index - 1}.SE", channels)
        for stage, count, channels in STAGES
        for index in range(1, count + 1)
    )
    return ModelCard("se_resnet50", "SE-ResNet-50", 28_000_000, LABELS, blocks, Preprocessing())


def answer(card: ModelCard, image: ImageRef, number: int, seen: Pixels) -> Inspection:
    """Random gates in the shape of the network's."""
    random = np.random.default_rng(number)
    blocks = tuple(
        BlockGates(b.name, b.stage, b.index, b.module, random.random(b.channels, np.float32), 0.0)
        for b in card.blocks
    )
    best = tuple(
        Prediction(LABELS[(number + rank) % 1000], (number + rank) % 1000, 0.5 / (rank + 1))
        for rank in range(5)
    )
    return Inspection(
        image, card.title, "CPU", card.preprocessing, best, blocks, seen, 640, 480, 3.0
    )


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.001)
        if time.perf_counter() > deadline:
            raise SystemExit("waited in vain")


def private_megabytes() -> float:
    return float(psutil.Process().memory_full_info().uss) / 2**20


def measure(viewer: Application, count: int) -> dict[str, float]:
    state, card = viewer.state, network()
    random = np.random.default_rng(1)
    small = random.integers(0, 256, (DIFFERENT, SIDE // 8, SIDE // 8, 3), np.uint8)
    views = small.repeat(8, axis=1).repeat(8, axis=2)
    viewer.window.show()
    state.set_model(card, DeviceCard("cpu", "CPU"), None)
    wait_for(lambda: viewer.window.windowHandle().isExposed())
    before = highest = private_megabytes()
    paths = [f"/pictures/folder/IMG_{number:05}.jpg" for number in range(count)]
    pictures = [Picture(ImageRef(path, path.rsplit("/", 1)[1], path)) for path in paths]
    state.add(pictures)
    state.select(pictures[0].image.key)
    decoder, started = Decoder(), time.perf_counter()
    for number, picture in enumerate(pictures):
        made = answer(card, picture.image, number, views[number % DIFFERENT])
        decoder.push(encode(Inspected(1, made)))
        message = decoder.pop()
        assert isinstance(message, Inspected)
        state.store_inspection(message.inspection)
        QCoreApplication.processEvents()
        if number % 500 == 0:
            highest = max(highest, private_megabytes())
    wait_for(lambda: not viewer.documents.autosave.pending)
    seconds = time.perf_counter() - started
    after = private_megabytes()
    looked = time.perf_counter()
    state.select(pictures[count // 2].image.key)
    looked = time.perf_counter() - looked
    assert state.up_to_date
    return {
        "growth_mb": after - before,
        "highest_mb": highest - before,
        "gates_mb": count * card.gates * 4 / 2**20,
        "answers_per_second": count / seconds,
        "look_ms": looked * 1000,
    }


def main() -> int:
    app = QApplication([])
    app.setApplicationName("senet-viewer-benchmark")
    app.setStyle(QStyleFactory.create("Fusion"))
    viewer = Application(app, Start())
    found = measure(viewer, int(sys.argv[1]))
    store = viewer.documents.autosave._store.path
    found["store_mb"] = 0.0 if store is None else store.stat().st_size / 2**20
    viewer.window.close()
    viewer.close()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
