"""The images that are selected together: which of them stand beside the one on show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_uppercase

from senet_viewer.gui.image_item import ImageItem
from senet_viewer.gui.plots.compared_wording import SHOWN
from senet_viewer.gui.references import Compare, Reference
from senet_viewer.records import Gates, Inspection
from senet_viewer.statistics import gates_by_block

MOST = 6
"""So many images are compared at once, the one on show among them."""
OTHERS = ascii_uppercase[ascii_uppercase.index(SHOWN) + 1 :]
"""What the images beside the one on show are called."""


@dataclass(frozen=True)
class ComparedImage:
    """An image beside the one on show, with a letter from B on."""

    key: str
    name: str
    letter: str
    inspection: Inspection = field(compare=False)

    @cached_property
    def gates(self) -> Mapping[str, Gates]:
        """Its gates ``[C]`` by block name."""
        return gates_by_block(self.inspection)


@dataclass(frozen=True)
class Compared:
    """What is compared: nothing, or the image ``shown`` (a key) with at least one other.

    ``left_out`` images are selected beyond ``MOST``; ``waiting`` ones have no gates (yet).
    """

    shown: str = ""
    images: tuple[ComparedImage, ...] = ()
    left_out: int = 0
    waiting: int = 0

    def __bool__(self) -> bool:
        return bool(self.images)

    def same_images(self, other: Compared) -> bool:
        """Whether the same images are compared, with the same gates."""
        mine = [(one.key, one.inspection) for one in self.images]
        theirs = [(one.key, one.inspection) for one in other.images]
        same = len(mine) == len(theirs) and all(
            one[0] == two[0] and one[1] is two[1] for one, two in zip(mine, theirs, strict=True)
        )
        return same and self.shown == other.shown

    def letter(self, key: str) -> str:
        """What an image goes by, empty where it is not compared."""
        if self.images and key == self.shown:
            return SHOWN
        return next((one.letter for one in self.images if one.key == key), "")

    @cached_property
    def reference(self) -> Reference | None:
        """The gates of the first image beside the one on show; None where there is none."""
        if not self.images:
            return None
        first = self.images[0]
        return Reference(Compare.IMAGE, first.gates, subject=first.name, letter=first.letter)


NOT_COMPARED = Compared()


def compare(
    shown: Inspection,
    others: Sequence[ImageItem],
    inspection: Callable[[str], Inspection | None],
) -> Compared:
    """The image on show and the first of ``others`` that have gates; ``inspection`` finds them."""
    answered = [item for item in others if item.answer is not None]
    waiting = len(others) - len(answered)
    images: list[ComparedImage] = []
    for item in answered:
        if len(images) == MOST - 1:
            break
        found = inspection(item.key)
        if found is None or not _fits(found, shown):
            waiting += 1
            continue
        letter = OTHERS[len(images)]
        images.append(ComparedImage(item.key, item.name, letter, found))
    if not images and not waiting:
        return NOT_COMPARED
    left_out = len(others) - waiting - len(images)
    return Compared(shown.image.key, tuple(images), left_out, waiting)


def _fits(one: Inspection, other: Inspection) -> bool:
    return [(b.name, b.channels) for b in one.blocks] == [
        (b.name, b.channels) for b in other.blocks
    ]
