"""Any of Pillow's pixel modes as RGB: alpha on white, 16 bit and floats scaled, never clipped."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

# Transparent parts become white, the page on which such pictures are drawn and usually shown;
# black would swallow dark drawings, and the hidden colour under alpha 0 is arbitrary.
GROUND = (255, 255, 255)

_WHITES = tuple(2**bits - 1 for bits in (8, 10, 12, 14, 16))
_REDUCIBLE = frozenset({"L", "LA", "La", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "I", "F"})


def to_rgb(image: Image.Image, shrink: int = 1) -> Image.Image:
    """``image`` as RGB, each side divided by ``shrink`` (box filter).

    Raises what Pillow raises for a mode that it cannot convert.
    """
    if shrink > 1 and image.mode in _REDUCIBLE and "transparency" not in image.info:
        image, shrink = image.reduce(shrink), 1
    rgb = _convert(image)
    return rgb.reduce(shrink) if shrink > 1 else rgb


def _convert(image: Image.Image) -> Image.Image:
    mode = image.mode
    if mode == "RGB" and "transparency" not in image.info:
        return image
    if mode.startswith("I;16") or mode == "I":
        return _from_integers(image)
    if mode == "F":
        return _grey(_scale_floats(np.asarray(image, dtype=np.float32)))
    if image.has_transparency_data:
        return _on_white(image if mode == "RGBA" else image.convert("RGBA"))
    if mode == "LAB":
        return _from_lab(image)
    return image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGB", image.size, GROUND)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _grey(values: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(values).convert("RGB")


def _from_integers(image: Image.Image) -> Image.Image:
    values = np.asarray(image)
    grey = scale_integers(values)
    transparent = image.info.get("transparency")
    if isinstance(transparent, int):
        grey = np.where(values == transparent, np.uint8(255), grey)
    return _grey(grey)


def scale_integers(values: NDArray[np.integer]) -> NDArray[np.uint8]:
    """Grey values of more than 8 bits as uint8.

    White is 2^n − 1 for the smallest n of 8, 10, 12, 14 and 16 that holds the brightest value:
    cameras store 10 to 14 bits in 16 without stretching them. Values below 0 or above 65535 have
    no such convention: then the darkest becomes black and the brightest white.
    """
    low, high = int(values.min()), int(values.max())
    if low < 0 or high > _WHITES[-1]:
        return _stretch(values.astype(np.float32), float(low), float(high))
    white = next(white for white in _WHITES if high <= white)
    table = np.rint(np.arange(white + 1) * (255 / white)).astype(np.uint8)
    return np.take(table, values)


def _scale_floats(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Floats as uint8: 0..1 and 0..255 as these are meant, anything else darkest to brightest."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if low >= 0 and high <= 255:
        low, high = 0.0, 1.0 if high <= 1 else 255.0
    return _stretch(np.nan_to_num(values, nan=low, posinf=high, neginf=low), low, high)


def _stretch(values: NDArray[np.float32], low: float, high: float) -> NDArray[np.uint8]:
    # In float64: the range of two float32 extremes overflows float32.
    scale = 255 / (high - low) if high > low else 0.0
    scaled = (values.astype(np.float64) - low) * scale
    return np.rint(np.clip(scaled, 0, 255)).astype(np.uint8)


def _from_lab(image: Image.Image) -> Image.Image:
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB"
    )
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None
    return converted
