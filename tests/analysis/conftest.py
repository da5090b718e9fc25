"""Fixtures: one computing thread, an inspector with a small network, a picture for it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from senet_viewer.inspection.inspector import Inspector
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.records import ImageRef
from tests.models.making import one_thread, small_network


@pytest.fixture(scope="package", autouse=True)
def _one_thread() -> Iterator[None]:
    with one_thread():
        yield


@pytest.fixture
def inspector() -> Inspector:
    """An inspector with an SE-ResNet-18 of width 8 with random weights."""
    return Inspector(small_network(), "cpu")


@pytest.fixture
def prepared(inspector: Inspector) -> PreparedImage:
    """A picture as that network sees it: random pixels."""
    crop = inspector.card.preprocessing.crop
    pixels = np.random.default_rng(0).integers(0, 256, (crop, crop, 3), np.uint8)
    return PreparedImage(ImageRef("a", "a.png"), pixels, 640, 480)
