"""Thumbnails and the photo on show: decoded in a thread by the network's own decoder."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.images.decode import decode_image
from senet_viewer.images.thumbnails import photo, thumbnail
from senet_viewer.protocol import Picture
from senet_viewer.records import Pixels

THUMBNAIL_SIDE = 96
KEEP_THUMBNAILS = 600
PHOTO_SIDE = 2048
KEEP_PHOTOS = 6


def image_of(pixels: Pixels) -> QImage:
    """A QImage that owns a copy of ``pixels`` ``[H, W, 3]``."""
    height, width = pixels.shape[:2]
    contiguous = np.ascontiguousarray(pixels)
    view = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return view.copy()


def source_of(picture: Picture) -> str | bytes:
    """What the decoder takes: the file's path, or the pasted picture's bytes."""
    return picture.image.path if picture.data is None else picture.data.tobytes()


class Pictures(QObject):
    """Loads pictures when a view asks for them, keeps the latest, tells when one is there."""

    thumbnail_ready = Signal(str)
    photo_ready = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._thumbnails: OrderedDict[str, QImage] = OrderedDict()
        self._photos: OrderedDict[str, QImage] = OrderedDict()
        self._under_way: set[tuple[str, int]] = set()

    def thumbnail(self, picture: Picture) -> QImage | None:
        """The thumbnail, or None while it is being made (``thumbnail_ready`` follows)."""
        return self._get(picture, self._thumbnails, THUMBNAIL_SIDE)

    def photo(self, picture: Picture) -> QImage | None:
        """The photo at up to ``PHOTO_SIDE`` pixels, or None while it is being decoded."""
        return self._get(picture, self._photos, PHOTO_SIDE)

    def _get(self, picture: Picture, kept: OrderedDict[str, QImage], side: int) -> QImage | None:
        key = picture.image.key
        image = kept.get(key)
        if image is not None:
            kept.move_to_end(key)
            return None if image.isNull() else image
        if (key, side) not in self._under_way:
            self._under_way.add((key, side))
            self._load(picture, kept, side)
        return None

    def _load(self, picture: Picture, kept: OrderedDict[str, QImage], side: int) -> None:
        key, source = picture.image.key, source_of(picture)
        small = side == THUMBNAIL_SIDE

        def work() -> QImage:
            pixels = decode_image(source, at_least=side).pixels
            return image_of(thumbnail(pixels, side) if small else photo(pixels, side))

        def keep(image: QImage) -> None:
            self._under_way.discard((key, side))
            kept[key] = image
            while len(kept) > (KEEP_THUMBNAILS if small else KEEP_PHOTOS):
                kept.popitem(last=False)
            (self.thumbnail_ready if small else self.photo_ready).emit(key)

        def fail(_error: ViewerError) -> None:
            # The engine tells what is wrong with the file; here it only has no picture.
            keep(QImage())

        self._background.run(work, keep, fail)
