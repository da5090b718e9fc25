"""Photos of ordinary size of the 200 classes: a folder or git directory with one a class.

Their names start with the WordNet id, as in ``n01443537_goldfish.JPEG``. Some of them are among
the training pictures, which were cut from the same collection; these are found and told apart.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tiny_imagenet import SIDE, Pictures

from senet_viewer.images.decode import decode_image
from senet_viewer.records import Pixels

# Root mean square difference (0..255) below which two pictures are the same: re-compressed copies
# measure 7 to 31 (of 200 photos, 76 do), and the next larger differences start at 36.
SAME_PICTURE = 33.0


@dataclass(frozen=True)
class LargePhotos:
    """Encoded photos with their classes ``[N]``, and which are unknown to the training ``[N]``."""

    files: tuple[bytes, ...]
    labels: NDArray[np.int64]
    is_new: NDArray[np.bool_]


def read_large_photos(path: Path, class_ids: list[str], training: Pictures) -> LargePhotos:
    """Read the photos whose names start with one of the class ids."""
    files: list[bytes] = []
    labels: list[int] = []
    names, read = _listing(path)
    for label, wnid in enumerate(class_ids):
        for name in names:
            if Path(name).name.startswith(wnid):
                files.append(read(name))
                labels.append(label)
    if not files:
        raise SystemExit(f"{path} holds no photo whose name starts with a class id.")
    is_new = [
        not _is_among(decode_image(data).pixels, training.pixels[training.labels == label])
        for data, label in zip(files, labels, strict=True)
    ]
    return LargePhotos(tuple(files), np.array(labels), np.array(is_new))


def squashed(data: bytes, side: int) -> bytes:
    """The whole photo pressed into a square, instead of its middle cut out."""
    image = Image.fromarray(decode_image(data).pixels)
    stream = io.BytesIO()
    image.resize((side, side), Image.Resampling.BILINEAR).save(stream, "PPM")
    return stream.getvalue()


def _listing(path: Path) -> tuple[list[str], Callable[[str], bytes]]:
    if not (path / "objects").is_dir():
        return sorted(file.name for file in path.iterdir()), lambda name: (path / name).read_bytes()
    git = ["git", f"--git-dir={path}"]
    listed = subprocess.run([*git, "ls-tree", "-rz", "--name-only", "HEAD"], capture_output=True)
    names = listed.stdout.decode().split("\0")

    def read(name: str) -> bytes:
        shown = subprocess.run([*git, "show", f"HEAD:{name}"], capture_output=True, check=True)
        return shown.stdout

    return names, read


def _is_among(photo: Pixels, pictures: Pixels) -> bool:
    """Whether the middle of ``photo`` is one of ``pictures`` ``[N, 64, 64, 3]``."""
    middle = as_tiny_imagenet(photo).astype(np.float32)
    differences = np.sqrt(((pictures.astype(np.float32) - middle) ** 2).mean(axis=(1, 2, 3)))
    return bool(differences.min() < SAME_PICTURE)


def as_tiny_imagenet(photo: Pixels) -> Pixels:
    """The middle square at 64×64 as Tiny-ImageNet was made: bilinear without antialiasing.

    Found by comparison with the originals of some of its pictures: each pixel is taken at the
    upper left corner of its place in the middle square, blended from four neighbours.
    """
    height, width = photo.shape[:2]
    shorter = min(height, width)
    steps = np.arange(SIDE) * (shorter / SIDE)
    rows, columns = (height - shorter) // 2 + steps, (width - shorter) // 2 + steps
    top, left = rows.astype(int), columns.astype(int)
    bottom, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    down, across = (rows - top)[:, None, None], (columns - left)[None, :, None]
    upper = photo[top][:, left] * (1 - across) + photo[top][:, right] * across
    lower = photo[bottom][:, left] * (1 - across) + photo[bottom][:, right] * across
    blended: NDArray[np.float64] = np.rint(upper * (1 - down) + lower * down)
    return blended.astype(np.uint8)
