"""How long an update of all plots in view takes, and what a user does in the whole window."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from senet_viewer.gui.compared import MOST
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.gui.plots.view_content import OtherImage
from senet_viewer.records import (
    BlockCard,
    BlockGates,
    ImageRef,
    Inspection,
    ModelCard,
    Preprocessing,
)
from senet_viewer.statistics import Order, gates_by_block
from tests.benchmarks.table import Row

BOUND_MS = 16.0
REPEATS = 25
ACTS = 8
ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("acting_probe.py")
DRESS = "another theme"
"""Every widget is styled anew: no frame is promised for it."""
PANEL = QSize(850, 640)
"""The plots' part of a window of 1440×900."""

STAGES = {50: (3, 4, 6, 3), 152: (3, 8, 36, 3)}
CHANNELS = (256, 512, 1024, 2048)


def rows(quick: bool = False) -> Iterator[Row]:
    """16 and 50 blocks, as a window of 1440×900 shows them, in the orders that cost least and most.

    The most unusual first are sorted, and bars below the noise are pale. Beside other images their
    gates are marks on the bars; as differences bars go up and down.
    """
    for depth, order in ((50, Order.CHANNEL), (152, Order.CHANNEL), (152, Order.UNUSUAL)):
        milliseconds, shown, gates = measure(depth, 3 if quick else REPEATS, order)
        blocks = sum(STAGES[depth])
        what = f"update of all visible plots, {blocks} blocks, {shown} in view, {gates:,} gates"
        extra = "" if order is Order.CHANNEL else ", unusual first"
        yield Row(f"{what}{extra}", BOUND_MS, milliseconds, "ms")
    yield from _update_rows(quick)
    for blocks in (16, 50):
        yield from _acting_rows(blocks, 1 if quick else ACTS)


def _acting_rows(blocks: int, repeats: int) -> Iterator[Row]:
    """What a user waits for in a whole window; see ``acting_probe.py``."""
    with tempfile.TemporaryDirectory() as name:
        environment = dict(os.environ, PYTHONPATH=str(ROOT), HOME=name)
        environment |= {f"XDG_{kind}_HOME": name for kind in ("CONFIG", "DATA")}
        command = [sys.executable, str(PROBE), str(blocks), str(repeats)]
        output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    found: dict[str, list[float]] = json.loads(output.splitlines()[-1])
    for name, milliseconds in found.items():
        bound = None if name == DRESS else BOUND_MS
        yield Row(f"{blocks} blocks: {name}", bound, statistics.median(milliseconds), "ms")


def _update_rows(quick: bool) -> Iterator[Row]:
    """Beside other images, overlaid and as differences."""
    for images in (2, MOST):
        for differences in (False, True):
            milliseconds, _shown, gates = measure(
                152, 3 if quick else REPEATS, Order.CHANNEL, images, differences=differences
            )
            kind = "differences" if differences else "overlaid"
            what = f"the same, 50 blocks, {gates:,} gates, {images} images, {kind}"
            yield Row(what, BOUND_MS, milliseconds, "ms")


def measure(
    depth: int, repeats: int, order: Order, compared: int = 1, *, differences: bool = False
) -> tuple[float, int, int]:
    """Median milliseconds of an update, the plots in view, and the network's gates.

    ``compared`` images are overlaid, or shown as ``differences`` from the first one.
    """
    application = QApplication.instance() or QApplication([])
    card = _card(depth)
    images = [_inspection(card, seed) for seed in range(4)]
    reference = gates_by_block(images[0])
    others = [
        OtherImage(letter, letter, gates_by_block(_inspection(card, seed)))
        for seed, letter in enumerate(ascii_uppercase[1:compared], 10)
    ]
    reference = others[0].gates if others else reference
    noise = {block.name: np.full(block.channels, 0.05, np.float32) for block in card.blocks}
    view = GatesView()
    view.set_histogram(True)
    view.resize(PANEL)
    view.show_model(card)
    view.focus_block("SE_4_2")
    view.show()
    view.show_inspection(images[0], reference, "the average picture", order)
    _settle()
    taken: list[float] = []
    for repeat in range(repeats):
        start = time.perf_counter()
        image = images[repeat % len(images)]
        view.show_inspection(
            image, reference, "", order, "", noise, others, differences=differences
        )
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        taken.append((time.perf_counter() - start) * 1000)
        _settle(0.02)
    window = view.viewport().rect()
    plots = view.plots.values()
    shown = sum(
        window.intersects(p.rect().translated(p.mapTo(view.viewport(), p.rect().topLeft())))
        for p in plots
    )
    view.close()
    view.deleteLater()
    assert application is not None
    return statistics.median(taken), shown, card.gates


def _settle(seconds: float = 0.5) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def _card(depth: int) -> ModelCard:
    blocks = tuple(
        BlockCard(f"SE_{stage}_{i + 1}", stage, i + 1, f"layer{stage - 1}.{i}.SE", channels, 7, 7)
        for stage, (count, channels) in enumerate(
            zip(STAGES[depth], CHANNELS, strict=True), start=2
        )
        for i in range(count)
    )
    return ModelCard("bundled", f"SE-ResNet-{depth}", 0, (), blocks, Preprocessing())


def _inspection(card: ModelCard, seed: int) -> Inspection:
    random = np.random.default_rng(seed)
    empty = Inspection(
        ImageRef("a", "a.jpg"),
        card.title,
        "cpu",
        card.preprocessing,
        (),
        (),
        np.zeros((1, 1, 3), np.uint8),
        1,
        1,
        0.0,
    )
    blocks = tuple(
        BlockGates(b.name, b.stage, b.index, b.module, _gates(random, b.channels))
        for b in card.blocks
    )
    return replace(empty, blocks=blocks)


def _gates(
    random: np.random.Generator, channels: int
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return random.beta(3, 4, channels).astype(np.float32)
