"""Small copies of a picture for the eye: thumbnails and the photo of the middle column."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from senet_viewer.records import Pixels


def thumbnail(pixels: Pixels, side: int) -> Pixels:
    """``pixels`` ``[H, W, 3]`` fitted inside ``side``×``side``, antialiased; never enlarged."""
    return _fit(pixels, side, Image.Resampling.BILINEAR, reducing_gap=2.0)


def photo(pixels: Pixels, longest_side: int) -> Pixels:
    """Like ``thumbnail``, sharper: for a photo that is looked at."""
    return _fit(pixels, longest_side, Image.Resampling.LANCZOS, reducing_gap=3.0)


def encoded(pixels: Pixels) -> bytes:
    """``pixels`` ``[H, W, 3]`` as a small JPEG file, for the eye alone."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=88)
    return file.getvalue()


def _fit(pixels: Pixels, side: int, resampling: Image.Resampling, reducing_gap: float) -> Pixels:
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = Image.fromarray(pixels)
    return np.asarray(image.resize(size, resampling, reducing_gap=reducing_gap))
