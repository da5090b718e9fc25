"""The photo on a figure, with an inset of the very pixels that the network saw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from senet_viewer.export.part import LINE, SMALL
from senet_viewer.export.sheet import Sheet
from senet_viewer.records import Pixels

LEAST_WIDTH = 11.0
"""In em; a narrower photo leaves its caption this much."""

_INSET = 0.34
"""Side of the inset as a share of the picture's height."""

_MARGIN = 0.6
_FRAME = 0.3
_FOOT = 1.5
_NARROWEST = 2.2
"""A photo narrower than so many insets has its inset at its side, or little would be left."""


@dataclass(frozen=True)
class Box:
    """A rectangle in inches."""

    x: float
    y: float
    width: float
    height: float


class Picture:
    """The photo in a box of ``width`` × ``height`` inches; without one, what the network saw.

    With ``caption``, a line below says what the inset is.
    """

    def __init__(
        self,
        photo: Pixels | None,
        seen: Pixels,
        width: float,
        height: float,
        em: float,
        *,
        caption: bool,
    ) -> None:
        self._photo, self._seen = photo, seen
        self._width, self._em, self._caption = width, em, caption
        self._inner = height - (_FOOT * em if caption else 0.0)
        self.height = height

    @property
    def width(self) -> float:
        """What the picture with an inset at its side takes of the width there is."""
        if self._photo is None:
            return min(self._width, self._inner)
        photo = self._fitted(self._photo, self._width)
        return photo[0] + (self._side_width if self._is_beside(photo[0]) else 0.0)

    @property
    def _side(self) -> float:
        return _INSET * self._inner

    @property
    def _side_width(self) -> float:
        return self._side + _MARGIN * self._em

    def _is_beside(self, shown: float) -> bool:
        return bool(self._seen.size) and shown < _NARROWEST * self._side

    def _fitted(self, photo: Pixels, room: float) -> tuple[float, float]:
        scale = min(room / photo.shape[1], self._inner / photo.shape[0])
        return photo.shape[1] * scale, photo.shape[0] * scale

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        if self._photo is None:
            side = min(self._width, self._inner)
            _image(sheet, self._seen, Box(x, y, side, side), enlarged=True)
            self._draw_caption(sheet, x, y + side, "")
            return
        width, height = self._fitted(self._photo, self._width)
        beside = self._is_beside(width)
        if beside:
            width, height = self._fitted(self._photo, self._width - self._side_width)
        _image(sheet, _reduced(self._photo, width, height, sheet.dpi), Box(x, y, width, height))
        bottom = y + height
        if self._seen.size:
            bottom = max(bottom, self._draw_inset(sheet, Box(x, y, width, height), beside))
            self._draw_caption(sheet, x, bottom, "beside: " if beside else "inset: ")

    def _draw_inset(self, sheet: Sheet, photo: Box, beside: bool) -> float:
        side, frame = self._side, 0.0 if beside else _FRAME * self._em
        if beside:
            left, top = photo.x + photo.width + _MARGIN * self._em, photo.y
        else:
            margin = _MARGIN * self._em + frame
            left = photo.x + photo.width - side - margin
            top = photo.y + photo.height - side - margin
        sheet.rectangle(
            left - frame, top - frame, side + 2 * frame, side + 2 * frame, sheet.palette.panel, 6
        )
        _image(sheet, self._seen, Box(left, top, side, side), enlarged=True, order=7)
        return top + side

    def _draw_caption(self, sheet: Sheet, x: float, bottom: float, start: str) -> None:
        if not self._caption:
            return
        rows, columns = self._seen.shape[:2]
        sizes = (f", {columns}×{rows} pixels", f", {columns}×{rows}", "")
        words = [f"{start}what the network sees{size}" for size in sizes]
        words.append(f"{start}network’s view")
        room = max(self.width, min(self._width, LEAST_WIDTH * self._em))
        fitting = [text for text in words if sheet.lettering.width(text, SMALL) <= room]
        y = bottom + LINE * SMALL * self._em
        shown = fitting[0] if fitting else ""
        sheet.text(x, y, shown, scale=SMALL, colour=sheet.palette.faint)


def draw_photo(
    sheet: Sheet, photo: Pixels, x: float, y: float, width: float, height: float
) -> None:
    """A photo fitted into a box at its upper left corner, without inset or caption."""
    scale = min(width / photo.shape[1], height / photo.shape[0])
    box = Box(x, y, photo.shape[1] * scale, photo.shape[0] * scale)
    _image(sheet, _reduced(photo, box.width, box.height, sheet.dpi), box)


def _reduced(photo: Pixels, width: float, height: float, dpi: int) -> Pixels:
    # No figure carries more pixels than its PNG shows: the rest would only swell it.
    columns, rows = round(width * dpi), round(height * dpi)
    if photo.shape[1] <= columns:
        return photo
    small = Image.fromarray(photo).resize((max(columns, 1), max(rows, 1)), Image.Resampling.LANCZOS)
    return np.asarray(small)


def _image(
    sheet: Sheet, pixels: Pixels, box: Box, *, enlarged: bool = False, order: float = 5
) -> None:
    axes = sheet.axes(*(sheet.on_pixels(v) for v in (box.x, box.y, box.width, box.height)))
    axes.set_zorder(order)
    # "none" leaves the pixels as they are, also in a vector file; a photo is smoothed.
    axes.imshow(pixels, aspect="auto", interpolation="none" if enlarged else "antialiased")
