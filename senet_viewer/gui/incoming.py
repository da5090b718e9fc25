"""What a drag or the clipboard brings: files, a picture itself, or links to pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage, QPixmap

from senet_viewer.gui.html_pictures import pictures_in_html
from senet_viewer.images.decode import IMAGE_SUFFIXES
from senet_viewer.store.contents import Encoded

PICTURE_FORMATS = ("image/png", "image/webp", "image/jpeg", "image/gif", "image/tiff", "image/bmp")
"""Encoded pictures, lossless ones first: what a program offers besides is often made from it."""

LARGEST_TEXT = 4 * 2**20
"""Characters of a text or a page that are read; a clipboard may hold a whole log file."""

MOST_LINKS = 50
_LINK = re.compile(r"https?://\S+|data:image/\S+", re.IGNORECASE)
_BEGINS_A_LINK = re.compile(r"\s*(https?://|data:image/)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"/|[a-z]:[/\\]", re.IGNORECASE)


@dataclass(frozen=True)
class Incoming:
    """At most one kind is there: ``paths`` before ``data`` or ``image``, those before ``links``.

    ``left_out`` links are there beyond ``MOST_LINKS``.
    """

    paths: tuple[str, ...] = ()
    data: Encoded | None = None
    image: QImage | None = None
    links: tuple[str, ...] = ()
    left_out: int = 0

    def __bool__(self) -> bool:
        return bool(self.paths or self.links or self.data is not None or self.image is not None)


def promises(mime: QMimeData) -> bool:
    """Whether something may be there to open, by its formats alone: a drag is still under way."""
    if mime.hasUrls() or mime.hasImage() or mime.hasHtml():
        return True
    if any(mime.hasFormat(name) for name in PICTURE_FORMATS):
        return True
    return bool(links_in_text(mime.text()) or paths_in_text(mime.text()))


def read_incoming(mime: QMimeData) -> Incoming:
    """What is there to open.

    The bytes of a picture are taken as they are, for our own decoder and its bounds; only what has
    none is a ``QImage``. A picture in a web page counts before the page's own address.
    """
    paths = tuple(url.toLocalFile() for url in mime.urls() if url.isLocalFile())
    if paths:
        return Incoming(paths=paths)
    for name in PICTURE_FORMATS:
        if mime.hasFormat(name):
            content = mime.data(name).data()
            if content:
                return Incoming(data=np.frombuffer(content, np.uint8))
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QPixmap):
            image = image.toImage()
        # None where the program that offered it is gone before it is asked for.
        if isinstance(image, QImage) and not image.isNull():
            return Incoming(image=image)
    links = _links(mime)
    if not links:
        return Incoming(paths=paths_in_text(mime.text()))
    return Incoming(links=links[:MOST_LINKS], left_out=max(0, len(links) - MOST_LINKS))


def _links(mime: QMimeData) -> tuple[str, ...]:
    html = mime.html() if mime.hasHtml() else ""
    found = pictures_in_html(html[:LARGEST_TEXT])
    if not found:
        urls = (url.toString() for url in mime.urls())
        found = tuple(url for url in urls if _LINK.match(url))
    return found or links_in_text(mime.text())


def links_in_text(text: str) -> tuple[str, ...]:
    """The links in ``text``, if it is nothing but links, one a line or with spaces between."""
    words = text[:LARGEST_TEXT].split() if _BEGINS_A_LINK.match(text) else []
    return tuple(words) if words and all(_LINK.fullmatch(word) for word in words) else ()


def paths_in_text(text: str) -> tuple[str, ...]:
    """The paths in ``text``, if each of its lines is the whole path of a picture, or a file's URL.

    That is how terminals and "Copy as path" give them; quotes around a path are left out.
    """
    found = []
    for line in text[:LARGEST_TEXT].strip().splitlines():
        path = line.strip().strip("\"'")
        if path.lower().startswith("file:"):
            path = QUrl(path).toLocalFile()
        is_picture = PurePath(path).suffix.lower() in IMAGE_SUFFIXES
        if not _ABSOLUTE.match(path) or not is_picture:
            return ()
        found.append(path)
    return tuple(found)
