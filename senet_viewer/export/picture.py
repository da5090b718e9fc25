"""The photo on a figure, with an inset of the very pixels that the network saw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from senet_viewer.export.sheet import DPI, Sheet
from senet_viewer.records import Pixels

_INSET = 0.72
_INSET_MARGIN = 0.06
_BESIDE_BELOW = 2.2 * _INSET
"""A photo narrower than this has its inset at its side, or little of it would be left."""


@dataclass(frozen=True)
class Placed:
    """Where the picture ended: ``bottom`` in inches, and whether its inset stands beside it."""

    bottom: float
    beside: bool = False


def draw_picture(
    sheet: Sheet,
    photo: Pixels | None,
    seen: Pixels,
    x: float,
    y: float,
    width: float,
    height: float,
) -> Placed:
    """Fit the photo into a box of inches; without one, show what the network saw, enlarged."""
    if photo is None:
        side = min(width, height)
        _image(sheet, seen, x, y, side, side, enlarged=True)
        return Placed(y + side)
    room = width
    scale = min(width / photo.shape[1], height / photo.shape[0])
    beside = photo.shape[1] * scale < _BESIDE_BELOW
    if beside:
        room = width - _INSET - 2 * _INSET_MARGIN
        scale = min(room / photo.shape[1], height / photo.shape[0])
    shown_width, shown_height = photo.shape[1] * scale, photo.shape[0] * scale
    _image(sheet, _reduced(photo, shown_width, shown_height), x, y, shown_width, shown_height)
    left = x + shown_width + (2 * _INSET_MARGIN if beside else -_INSET - 2 * _INSET_MARGIN)
    top = y + max(shown_height - _INSET - 2 * _INSET_MARGIN, 0.0)
    frame = _INSET + 2 * 0.03
    sheet.rectangle(left - 0.03, top - 0.03, frame, frame, sheet.palette.panel, 6)
    _image(sheet, seen, left, top, _INSET, _INSET, enlarged=True, order=7)
    return Placed(max(y + shown_height, top + frame - 0.03), beside)


def _reduced(photo: Pixels, width: float, height: float) -> Pixels:
    # No figure carries more pixels than twice what its PNG shows: the rest would only swell it.
    columns, rows = round(2 * width * DPI), round(2 * height * DPI)
    if photo.shape[1] <= columns:
        return photo
    small = Image.fromarray(photo).resize((max(columns, 1), max(rows, 1)), Image.Resampling.LANCZOS)
    return np.asarray(small)


def _image(
    sheet: Sheet,
    pixels: Pixels,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    enlarged: bool = False,
    order: float = 5,
) -> None:
    axes = sheet.axes(x, y, width, height)
    axes.set_axis_off()
    axes.set_zorder(order)
    # "none" leaves the pixels as they are, also in a vector file; a photo is smoothed.
    axes.imshow(pixels, aspect="auto", interpolation="none" if enlarged else "antialiased")
