"""Turns a picture into what the network sees: resized, cropped, normalised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.images.decode import decode_image
from senet_viewer.records import ImageRef, Pixels, Preprocessing

if TYPE_CHECKING:
    from torch import Tensor, device

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


@dataclass(frozen=True)
class PreparedImage:
    """A picture ready for the network.

    ``seen`` is the picture the network will see, ``[crop, crop, 3]`` uint8; ``width`` and
    ``height`` are the image's own, upright.
    """

    image: ImageRef
    seen: Pixels
    width: int
    height: int


def prepare(source: str | bytes, image: ImageRef, preprocessing: Preprocessing) -> PreparedImage:
    """Decode, resize and crop a file (by path) or an encoded picture (as bytes).

    Uses neither torch nor shared state, so it may run in several threads. Raises ``ViewerError``
    where the picture cannot be read.
    """
    # Twice the size that is needed: what a JPEG drops while decoding is then no longer visible.
    at_least = 2 * max(preprocessing.resize, preprocessing.crop)
    decoded = decode_image(source, at_least=at_least)
    seen = resize_and_crop(decoded.pixels, preprocessing)
    return PreparedImage(image, seen, decoded.width, decoded.height)


def prepare_pixels(pixels: Pixels, image: ImageRef, preprocessing: Preprocessing) -> PreparedImage:
    """``prepare`` for a picture that is decoded already: RGB uint8, ``[H, W, 3]``."""
    height, width = pixels.shape[:2]
    return PreparedImage(image, resize_and_crop(pixels, preprocessing), width, height)


def resize_and_crop(pixels: Pixels, preprocessing: Preprocessing) -> Pixels:
    """The shorter side to ``resize`` pixels, antialiased, then the central ``crop``×``crop``.

    With ``squash`` both sides to ``resize`` pixels. Takes and returns RGB uint8, ``[H, W, 3]``.
    Small pictures are enlarged. Only the crop is computed, so that extreme aspect ratios cost
    nothing.
    """
    height, width = pixels.shape[:2]
    crop = preprocessing.crop
    shorter = max(preprocessing.resize, crop)
    resized_width = resized_height = shorter
    if not preprocessing.squash:
        resized_width = shorter * width // min(height, width)
        resized_height = shorter * height // min(height, width)
    left = round((resized_width - crop) / 2)
    top = round((resized_height - crop) / 2)
    step_x, step_y = width / resized_width, height / resized_height
    box = (left * step_x, top * step_y, (left + crop) * step_x, (top + crop) * step_y)
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    resized = picture.resize((crop, crop), _filter(preprocessing), box=box)
    return np.asarray(resized)


def _filter(preprocessing: Preprocessing) -> Image.Resampling:
    try:
        return FILTERS[preprocessing.interpolation]
    except KeyError:
        choices = ", ".join(FILTERS)
        raise ViewerError(
            "preprocessing.interpolation",
            f"There is no interpolation “{preprocessing.interpolation}”; choose one of {choices}.",
            {"name": preprocessing.interpolation, "choices": choices},
        ) from None


def as_batch(prepared: Sequence[PreparedImage], preprocessing: Preprocessing, on: device) -> Tensor:
    """The network's input: float32 ``[N, 3, crop, crop]``, normalised, channels last in memory."""
    import torch

    stacked = torch.from_numpy(np.stack([picture.seen for picture in prepared]))
    values = stacked.to(on).permute(0, 3, 1, 2).to(torch.float32).div_(255)
    mean = torch.tensor(preprocessing.mean, device=on)[:, None, None]
    std = torch.tensor(preprocessing.std, device=on)[:, None, None]
    return values.sub_(mean).div_(std)
