"""The names of ImageNet's classes, in the order of a network's outputs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from senet_viewer.models.architectures import FOLDER
from senet_viewer.models.shipped_files import read_shipped

IMAGENET_1K = "imagenet-1k"
FILE = "imagenet-1k.txt"


def labels(label_set: str, classes: int) -> tuple[str, ...]:
    """A name for each of the ``classes`` of a label set; empty where none are known.

    ImageNet's 1,000 names come with the program (they are torchvision's); those of the larger sets
    (``imagenet-12k``, ``imagenet-21k-goog`` and so on) with timm.
    """
    if label_set == IMAGENET_1K:
        names = read_shipped(FOLDER, FILE, lambda text: tuple(text.splitlines()))
    else:
        names = _of_timm(label_set) if label_set else ()
    return names if len(names) == classes else ()


def write(path: Path) -> None:
    """Write the file of ImageNet's 1,000 names, from the installed torchvision."""
    from torchvision.models import ResNet18_Weights

    names = ResNet18_Weights.DEFAULT.meta["categories"]
    path.write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")


def _of_timm(label_set: str) -> tuple[str, ...]:
    """The first of WordNet's words for each class; where that is ambiguous all, or the meaning."""
    from timm.data import ImageNetInfo

    info = ImageNetInfo(label_set)
    words, meanings = list(info.label_descriptions()), list(info.label_descriptions(detailed=True))
    ways = ([text.split(",")[0].strip() for text in words], words, meanings)
    counts = [Counter(way) for way in ways]
    return tuple(
        next(
            (text for text, count in zip(texts, counts, strict=True) if count[text] == 1), texts[-1]
        )
        for texts in zip(*ways, strict=True)
    )
