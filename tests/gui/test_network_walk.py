"""Walking through images while a slower network is compared with: the newest first, no backlog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.network_comparison import NetworkComparison
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.protocol import Inspected, ModelLoaded, OtherInspected, Picture
from tests.gui.engine_records import photos

LONG = 120_000
IMAGES = 20
SLOWER = "se_resnet18"
"""Of the bundled network's shape, with pictures of 224 pixels in place of 64."""


class Walk:
    """The window's state and the real engine, and all that the other network answered."""

    def __init__(self, owner: QObject) -> None:
        self.engine = EngineClient(owner)
        self.state = State(owner)
        networks = Networks(self.engine, owner)
        self.comparison = NetworkComparison(self.state, networks, self.engine, owner)
        self.answers: list[OtherInspected] = []
        self.engine.model_loaded.connect(self._take_model)
        self.engine.inspected.connect(self._take_inspection)
        self.engine.other_inspected.connect(self.answers.append)
        self.state.reference_changed.connect(self._check)
        networks.start(Choice("bundled", "cpu"))

    def _take_model(self, answer: ModelLoaded) -> None:
        self.state.set_model(answer.card, answer.device, answer.profile)

    def _take_inspection(self, answer: Inspected) -> None:
        self.state.store_inspection(answer.inspection)

    def _check(self) -> None:
        """Whatever is shown beside an image was said of that image."""
        state, answer = self.state, self.comparison.answer
        if state.compare is not Compare.NETWORK or answer is None or not state.up_to_date:
            return
        assert answer.image.key == state.current
        for block in answer.blocks:
            np.testing.assert_array_equal(state.reference.means[block.name], block.gates)


@pytest.fixture
def walk(qtbot: QtBot) -> Iterator[Walk]:
    owner = QObject()
    made = Walk(owner)
    made.engine.start()
    yield made
    made.engine.stop()
    owner.deleteLater()


@pytest.fixture
def images(tmp_path: Path) -> tuple[Picture, ...]:
    """Pictures that differ."""
    random = np.random.default_rng(0)
    paths = [tmp_path / f"{number:02}.png" for number in range(IMAGES)]
    for path in paths:
        Image.fromarray(random.integers(0, 255, (96, 96, 3), np.uint8)).save(path)
    return photos(*paths)


@pytest.mark.timeout(180)
def test_the_newest_image_comes_first_and_those_walked_past_are_not_asked(
    walk: Walk, images: tuple[Picture, ...], qtbot: QtBot
) -> None:
    state, comparison = walk.state, walk.comparison
    qtbot.waitUntil(lambda: state.card is not None, timeout=LONG)
    state.add(images)
    walk.engine.inspect(images)
    qtbot.waitUntil(lambda: len(state.inspections()) == IMAGES, timeout=LONG)
    state.select(images[0].image.key)
    comparison.choose(SLOWER)
    qtbot.waitUntil(lambda: comparison.active and not comparison.busy, timeout=LONG)
    engine = walk.engine.pid
    walk.answers.clear()
    for image in images[1:]:
        state.select(image.image.key)
        # As fast as a key repeats.
        qtbot.wait(5)
    newest = images[-1].image.key
    qtbot.waitUntil(lambda: comparison.answer is not None and not comparison.busy, timeout=LONG)
    assert walk.answers[-1].inspection.image.key == newest
    assert len(walk.answers) < IMAGES - 1, "most were walked past"
    assert state.up_to_date
    assert walk.engine.pid == engine, "cancelling in a row is no reason for a fresh engine"
    state.select(images[3].image.key)
    qtbot.waitUntil(lambda: state.up_to_date and not comparison.busy, timeout=LONG)
    assert comparison.answer is not None
    assert comparison.answer.image.key == images[3].image.key
