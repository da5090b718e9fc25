"""Fixtures: one computing thread, a small network, pictures on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from senet_viewer.models.se_resnet import SEResNet
from tests.models.making import one_thread, small_network


@pytest.fixture(scope="package", autouse=True)
def _one_thread() -> Iterator[None]:
    with one_thread():
        yield


@pytest.fixture
def model() -> SEResNet:
    """An SE-ResNet-18 of width 8 with random weights."""
    return small_network()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG of 90×70 random pixels."""
    path = tmp_path / "picture.png"
    pixels = np.random.default_rng(0).integers(0, 256, (70, 90, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path
