"""The names of ImageNet's classes, in the order of a network's outputs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from senet_viewer.models.architectures import FOLDER
from senet_viewer.resources import resource

IMAGENET_1K = "imagenet-1k"
FILE = "imagenet-1k.txt"


def labels(label_set: str, classes: int) -> tuple[str, ...]:
    """A name for each of the ``classes`` of a label set; empty where none are known.

    ImageNet's 1,000 names come with the program (they are torchvision's); those of the larger sets
    (``imagenet-12k``, ``imagenet-21k-goog`` and so on) with timm.
    """
    if label_set == IMAGENET_1K:
        names = tuple(resource(FOLDER, FILE).read_text(encoding="utf-8").splitlines())
    else:
        names = _of_timm(label_set) if label_set else ()
    return names if len(names) == classes else ()


def write(path: Path) -> None:
    """Write the file of ImageNet's 1,000 names, from the installed torchvision."""
    from torchvision.models import ResNet18_Weights

    names = ResNet18_Weights.DEFAULT.meta["categories"]
    path.write_text("".join(f"{name}\n" for name in names), encoding="utf-8", newline="\n")


def _of_timm(label_set: str) -> tuple[str, ...]:
    """The first of the words that WordNet has for each class, or all where that is ambiguous."""
    from timm.data import ImageNetInfo

    words = list(ImageNetInfo(label_set).label_descriptions())
    first = [meaning.split(",")[0].strip() for meaning in words]
    counts = Counter(first)
    return tuple(
        short if counts[short] == 1 else full for short, full in zip(first, words, strict=True)
    )
