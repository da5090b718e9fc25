"""Pictures as callers of the API hold them: paths, bytes, PIL images, arrays."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageOps

from senet_viewer.errors import ViewerError
from senet_viewer.images.modes import to_rgb
from senet_viewer.inspection.preprocess import PreparedImage, prepare, prepare_pixels
from senet_viewer.records import ImageRef, Preprocessing

UNNAMED = "picture"


def prepare_any(image: Any, preprocessing: Preprocessing) -> PreparedImage:
    """Prepare a path, an encoded picture (bytes), a PIL image or an array uint8 ``[H, W, 3]``.

    A PIL image is turned upright as its metadata say. Raises ``ViewerError`` for anything else.
    """
    if isinstance(image, bytes):
        return prepare(image, ImageRef(UNNAMED, UNNAMED), preprocessing)
    if isinstance(image, str | os.PathLike):
        path = os.fsdecode(os.path.abspath(image))
        return prepare(path, ImageRef(path, Path(path).name, path), preprocessing)
    if isinstance(image, Image.Image):
        name = Path(str(getattr(image, "filename", ""))).name or UNNAMED
        pixels = np.asarray(to_rgb(ImageOps.exif_transpose(image)))
        return prepare_pixels(pixels, ImageRef(name, name), preprocessing)
    if isinstance(image, np.ndarray) and _is_rgb(image):
        return prepare_pixels(image, ImageRef(UNNAMED, UNNAMED), preprocessing)
    raise _not_a_picture(image)


def _is_rgb(array: np.ndarray[Any, Any]) -> bool:
    return array.dtype == np.uint8 and array.shape[2:] == (3,) and array.size > 0


def _not_a_picture(image: object) -> ViewerError:
    what = type(image).__name__
    if isinstance(image, np.ndarray):
        what = f"{image.dtype} array of shape {list(image.shape)}"
    return ViewerError(
        "image.kind",
        f"No picture can be made of this ({what}); give a path, bytes, a PIL image, "
        "or a uint8 array of shape [H, W, 3].",
        {"what": what},
    )
