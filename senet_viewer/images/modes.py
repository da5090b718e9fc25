"""Any of Pillow's pixel modes as RGB: alpha on white, 16 bit and floats scaled, never clipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

# Transparent parts become white, the page on which such pictures are drawn and usually shown;
# black would swallow dark drawings, and the hidden colour under alpha 0 is arbitrary.
GROUND = (255, 255, 255)

_Number = TypeVar("_Number", bound=np.number)

_STRIP = 256
_WHITES = tuple(2**bits - 1 for bits in (8, 10, 12, 14, 16))
_REDUCIBLE = frozenset({"L", "LA", "La", "RGB", "RGBA", "RGBa", "RGBX", "CMYK"})


def to_rgb(image: Image.Image, shrink: int = 1) -> Image.Image:
    """``image`` as RGB, each side divided by ``shrink`` (box filter).

    Raises what Pillow raises for a mode that it cannot convert.
    """
    image = _to_eight_bits(image)
    if shrink > 1 and image.mode in _REDUCIBLE and "transparency" not in image.info:
        image, shrink = image.reduce(shrink), 1
    rgb = _convert(image)
    return rgb.reduce(shrink) if shrink > 1 else rgb


def _convert(image: Image.Image) -> Image.Image:
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    if image.has_transparency_data:
        return _on_white(image if image.mode == "RGBA" else image.convert("RGBA"))
    if image.mode == "LAB":
        return _from_lab(image)
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGB", image.size, GROUND)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Grey pictures of integers or floats as ``L``; all others as they are."""
    if image.mode == "F":
        return Image.fromarray(scale_floats(np.asarray(image)))
    if not image.mode.startswith("I"):
        return image
    values = np.asarray(image)
    grey = scale_integers(values)
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        grey[values == transparent] = 255
    return Image.fromarray(grey)


def scale_integers(values: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Grey values ``[H, W]`` of more than 8 bits as uint8.

    White is 2^n − 1 for the smallest n of 8, 10, 12, 14 and 16 that holds the brightest value:
    cameras store 10 to 14 bits in 16 without stretching them. Values below 0 or above 65535 have
    no such convention: then the darkest becomes black and the brightest white.
    """
    low, high = int(values.min()), int(values.max())
    if low < 0 or high > _WHITES[-1]:
        return _stretch(values, float(low), float(high))
    white = next(white for white in _WHITES if high <= white)
    table = np.rint(np.arange(white + 1) * (255 / white)).astype(np.uint8)
    return _by_strips(values, lambda strip: np.take(table, strip))


def scale_floats(values: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Floats ``[H, W]`` as uint8: 0..1 and 0..255 as these are meant, others darkest to brightest.

    What is not a number becomes black.
    """
    finite = np.isfinite(values)
    low = float(np.min(values, initial=np.inf, where=finite))
    high = float(np.max(values, initial=-np.inf, where=finite))
    if low >= 0 and high <= 255:
        low, high = 0.0, 1.0 if high <= 1 else 255.0
    return _stretch(values, low, high)


def _stretch(
    values: NDArray[np.integer] | NDArray[np.floating], low: float, high: float
) -> NDArray[np.uint8]:
    scale = 255 / (high - low) if high > low else 0.0

    def convert(strip: NDArray[np.number]) -> NDArray[np.float64]:
        # In float64: the range of two float32 extremes overflows float32.
        known = np.nan_to_num(strip.astype(np.float64), nan=low, posinf=high, neginf=low)
        return np.rint(np.clip((known - low) * scale, 0, 255))

    return _by_strips(values, convert)


def _by_strips(
    values: NDArray[_Number], convert: Callable[[NDArray[_Number]], NDArray[np.number]]
) -> NDArray[np.uint8]:
    """``convert`` a strip of rows at a time, so that large pictures need little more memory."""
    converted = np.empty(values.shape, np.uint8)
    for first in range(0, len(values), _STRIP):
        converted[first : first + _STRIP] = convert(values[first : first + _STRIP])
    return converted


def _from_lab(image: Image.Image) -> Image.Image:
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
    )
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None
    return converted
