"""Thumbnails and the photo on show: decoded in a thread by the network's own decoder."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal, Slot
from PySide6.QtGui import QImage

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.images.decode import decode_image
from senet_viewer.images.thumbnails import encoded, photo, thumbnail
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef, Pixels
from senet_viewer.store.contents import Encoded

THUMBNAIL_SIDE = 96
KEEP_THUMBNAILS = 600
PHOTO_SIDE = 2048
KEEP_PHOTOS = 6
AT_ONCE = 2
KEEP_WAITING = 100
"""Thumbnails that are asked for and not made yet; older wishes were scrolled past."""


class Shelf(Protocol):
    """Where thumbnails are kept that leave memory; ``thumbnail`` may be asked by any thread."""

    def thumbnail(self, key: str) -> bytes | None:
        """The encoded thumbnail of an image, or None."""

    def put_thumbnail(self, key: str, picture: bytes) -> None:
        """Keep an encoded thumbnail."""


def image_of(pixels: Pixels) -> QImage:
    """A QImage that owns a copy of ``pixels`` ``[H, W, 3]``."""
    height, width = pixels.shape[:2]
    contiguous = np.ascontiguousarray(pixels)
    view = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return view.copy()


def png_of(image: QImage) -> Encoded:
    """``image`` as the bytes of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs lack QIODevice here
    return np.frombuffer(content.data(), np.uint8)


def source_of(picture: Picture) -> str | bytes:
    """What the decoder takes: the file's path, or the pasted picture's bytes."""
    return picture.image.path if picture.data is None else picture.data.tobytes()


class Pictures(QObject):
    """Loads pictures when a view asks for them, keeps the latest, tells when one is there.

    Of an image whose file is gone it shows what is left: its thumbnail on the ``shelf``, or what
    the network saw, by ``view_of``.
    """

    thumbnail_ready = Signal(object)
    photo_ready = Signal(object)

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        shelf: Shelf | None = None,
        view_of: Callable[[ImageRef], Pixels | None] = lambda _image: None,
    ) -> None:
        super().__init__(parent)
        self._background, self._shelf, self._view_of = background, shelf, view_of
        self._thumbnails: OrderedDict[str, QImage] = OrderedDict()
        self._photos: OrderedDict[str, QImage] = OrderedDict()
        self._waiting: OrderedDict[str, Picture] = OrderedDict()
        self._making: set[str] = set()
        self._decoding: set[str] = set()
        self._outdated: set[str] = set()
        self._generation = 0

    def thumbnail(self, picture: Picture) -> QImage | None:
        """The thumbnail, or None while it is being made (``thumbnail_ready`` follows)."""
        key = picture.image.key
        image = self._kept(self._thumbnails, key)
        if image is not None:
            return None if image.isNull() else image
        if key not in self._making:
            self._waiting[key] = picture
            self._waiting.move_to_end(key)
            if len(self._waiting) > KEEP_WAITING:
                self._waiting.popitem(last=False)
            self._make_next()
        return None

    def photo(self, picture: Picture) -> QImage | None:
        """The photo at up to ``PHOTO_SIDE`` pixels, or None while it is being decoded."""
        key = picture.image.key
        image = self._kept(self._photos, key)
        if image is not None:
            return None if image.isNull() else image
        if key not in self._decoding:
            self._decoding.add(key)
            self._background.run(
                partial(self._decode_photo, picture),
                partial(self._keep_photo, self._generation, key),
                # The engine tells what is wrong with the file; here it only has no picture.
                partial(self._no_photo, self._generation, key),
            )
        return None

    @staticmethod
    def _kept(kept: OrderedDict[str, QImage], key: str) -> QImage | None:
        image = kept.get(key)
        if image is not None:
            kept.move_to_end(key)
        return image

    def _make_next(self) -> None:
        """What was asked for last is in view now, so it comes first."""
        while self._waiting and len(self._making) < AT_ONCE:
            key, picture = self._waiting.popitem(last=True)
            self._making.add(key)
            self._background.run(
                partial(self._make_thumbnail, picture),
                partial(self._keep_thumbnail, self._generation, key),
                partial(self._no_thumbnail, self._generation, key),
            )

    def _make_thumbnail(self, picture: Picture) -> tuple[QImage, bytes]:
        """A thumbnail, and its bytes where the shelf lacks it; runs in a thread."""
        key = picture.image.key
        known = None if key in self._outdated else self._from_shelf(key)
        if known is not None:
            return image_of(known), b""
        try:
            pixels = decode_image(source_of(picture), at_least=THUMBNAIL_SIDE).pixels
        except ViewerError:
            view = self._view_of(picture.image)
            if view is None or not view.size:
                raise
            return image_of(thumbnail(view, THUMBNAIL_SIDE)), b""
        small = thumbnail(pixels, THUMBNAIL_SIDE)
        return image_of(small), encoded(small) if self._shelf is not None else b""

    def _from_shelf(self, key: str) -> Pixels | None:
        content = None if self._shelf is None else self._shelf.thumbnail(key)
        if content is None:
            return None
        try:
            return thumbnail(decode_image(content).pixels, THUMBNAIL_SIDE)
        except ViewerError:
            return None

    def _keep_thumbnail(self, generation: int, key: str, made: tuple[QImage, bytes]) -> None:
        if generation != self._generation:
            return
        image, content = made
        self._making.discard(key)
        if content and self._shelf is not None:
            self._shelf.put_thumbnail(key, content)
            self._outdated.discard(key)
        self._keep(self._thumbnails, key, image, KEEP_THUMBNAILS)
        self.thumbnail_ready.emit(key)
        self._make_next()

    def _no_thumbnail(self, generation: int, key: str, _error: ViewerError) -> None:
        self._keep_thumbnail(generation, key, (QImage(), b""))

    def _decode_photo(self, picture: Picture) -> QImage:
        """The photo, or the largest copy that is left of it; runs in a thread."""
        try:
            pixels = decode_image(source_of(picture), at_least=PHOTO_SIDE).pixels
        except ViewerError:
            copies = [self._view_of(picture.image), self._from_shelf(picture.image.key)]
            left = [copy for copy in copies if copy is not None and copy.size]
            if not left:
                raise
            return image_of(max(left, key=lambda copy: copy.size))
        return image_of(photo(pixels, PHOTO_SIDE))

    def _no_photo(self, generation: int, key: str, _error: ViewerError) -> None:
        self._keep_photo(generation, key, QImage())

    def _keep_photo(self, generation: int, key: str, image: QImage) -> None:
        if generation != self._generation:
            return
        self._decoding.discard(key)
        self._keep(self._photos, key, image, KEEP_PHOTOS)
        self.photo_ready.emit(key)

    @staticmethod
    def _keep(kept: OrderedDict[str, QImage], key: str, image: QImage, most: int) -> None:
        kept[key] = image
        while len(kept) > most:
            kept.popitem(last=False)

    def keep_photo(self, key: str, image: QImage) -> None:
        """Take the photo of an image that is there already, and needs no decoding."""
        self._keep(self._photos, key, image, KEEP_PHOTOS)

    @Slot(tuple)
    def renew(self, keys: Sequence[str]) -> None:
        """Load these pictures anew when they are asked for: their files are others now."""
        self._generation += 1
        self._making.clear()
        self._decoding.clear()
        self._outdated.update(keys)
        for key in keys:
            self._thumbnails.pop(key, None)
            self._photos.pop(key, None)
        self._make_next()

    def forget(self) -> None:
        """Another list: keys may mean other pictures now; what is under way is dropped."""
        self._generation += 1
        self._making.clear()
        self._decoding.clear()
        self._thumbnails.clear()
        self._photos.clear()
        self._waiting.clear()
        self._outdated.clear()
