"""How well a text stands out from its ground, measured in a picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

LEAST_CONTRAST = 2.5
"""Thin letters mix with their ground, so that a colour of 4.5 can measure 3."""
FEWEST_PIXELS = 12
STEPS = 16


def pixels_of(image: QImage) -> npt.NDArray[np.uint8]:
    """The colours of ``image`` [H, W, 3], red first."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3)


def contrast_in(image: QImage, rect: QRect) -> float:
    """The contrast (WCAG 2.2) of the ground with the pixels that stand out most; 1 to 21.

    ``rect`` is in device-independent pixels. The ground is the commonest colour there.
    """
    scale = image.devicePixelRatio()
    left, top = round(rect.left() * scale), round(rect.top() * scale)
    right, bottom = left + round(rect.width() * scale), top + round(rect.height() * scale)
    cut = pixels_of(image)[max(top, 0) : bottom, max(left, 0) : right].reshape(-1, 3)
    if len(cut) <= FEWEST_PIXELS:
        return 21.0
    coarse = (cut // STEPS).astype(np.int32) @ np.array([1, 16, 256])
    ground = _luminance(cut[coarse == np.bincount(coarse).argmax()]).mean()
    light = _luminance(cut)
    ratios = np.maximum(light, ground) + 0.05
    ratios = ratios / (np.minimum(light, ground) + 0.05)
    # A single stray pixel makes no text.
    return float(np.sort(ratios)[-FEWEST_PIXELS])


def _luminance(colours: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    values = colours.astype(np.float64) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))
