"""Pictures that the tests of images share."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


@pytest.fixture
def quadrants() -> Image.Image:
    """Red, green, blue and yellow quarters of 96×64 pixels: every turn of it looks different."""
    pixels = np.zeros((64, 96, 3), np.uint8)
    pixels[:32, :48] = (255, 0, 0)
    pixels[:32, 48:] = (0, 255, 0)
    pixels[32:, :48] = (0, 0, 255)
    pixels[32:, 48:] = (255, 255, 0)
    return Image.fromarray(pixels)


@pytest.fixture
def encode() -> Callable[..., bytes]:
    """Encode a Pillow image: ``encode(image, "PNG", **options)``."""

    def encode(image: Image.Image, file_format: str, **options: object) -> bytes:
        stream = io.BytesIO()
        image.save(stream, file_format, **options)
        return stream.getvalue()

    return encode
