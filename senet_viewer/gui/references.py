"""What gates are compared with: the average, a class, another image or network, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from senet_viewer.records import Gates, Inspection, ModelCard, Preprocessing, Profile
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, departure, gates_by_block


class Compare(Enum):
    """The kinds of reference."""

    AVERAGE = "average"
    CLASS = "class"
    IMAGE = "image"
    NETWORK = "network"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reference:
    """Gates to compare with, by block name; ``subject`` names a class, an image or a network.

    ``images`` is the number of images behind the mean (0: does not apply). ``letter`` is what an
    image goes by that is compared as one of those selected. ``preprocessing`` is that of a network,
    and ``trained`` whether its weights are not random.
    """

    compare: Compare
    means: Mapping[str, Gates] = field(default_factory=dict)
    subject: str = ""
    images: int = 0
    profile_title: str = ""
    letter: str = ""
    preprocessing: Preprocessing | None = None
    trained: bool = True

    @property
    def common(self) -> Mapping[str, Gates]:
        """The gates that every image is compared with; none where each image has its own."""
        return {} if self.compare is Compare.NETWORK else self.means


NO_REFERENCE = Reference(Compare.NOTHING)


def average_of_profile(profile: Profile) -> Reference:
    """The average picture of the profile that ships with a network."""
    return Reference(
        Compare.AVERAGE, profile.mean, images=profile.images, profile_title=profile.title
    )


class RunningMean:
    """The mean gates over pictures that come and go, without keeping their gates."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self._sums: dict[str, NDArray[np.float64]] = {}

    def add(self, inspection: Inspection) -> None:
        """Count a picture in, once."""
        if inspection.image.key not in self.keys:
            self.keys.add(inspection.image.key)
            self._count(inspection, 1)

    def remove(self, inspection: Inspection) -> None:
        """Count a picture out that was counted in."""
        if inspection.image.key in self.keys:
            self.keys.discard(inspection.image.key)
            self._count(inspection, -1)

    def _count(self, inspection: Inspection, sign: int) -> None:
        for block in inspection.blocks:
            sums = self._sums.setdefault(block.name, np.zeros(block.channels))
            sums += sign * block.gates

    def means(self) -> dict[str, Gates]:
        """The mean of each block; there is at least one picture."""
        return {
            name: (sums / len(self.keys)).astype(np.float32) for name, sums in self._sums.items()
        }


def average_of_loaded(mean: RunningMean) -> Reference | None:
    """The mean of the loaded pictures, or None while they are too few to mean anything."""
    count = len(mean.keys)
    if count < PICTURES_FOR_AN_AVERAGE:
        return None
    return Reference(Compare.AVERAGE, mean.means(), images=count)


def class_mean(profile: Profile, card: ModelCard, index: int) -> Reference:
    """The mean of the profile's pictures of one class; ``index`` counts the network's classes."""
    means = {name: rows[index] for name, rows in profile.class_mean.items()}
    return Reference(Compare.CLASS, means, subject=card.labels[index])


def other_image(inspection: Inspection) -> Reference:
    """Another image's gates."""
    return Reference(Compare.IMAGE, gates_by_block(inspection), subject=inspection.image.name)


def other_network(inspection: Inspection, title: str, *, trained: bool = True) -> Reference:
    """The gates of another network, called ``title``, for the same image."""
    return Reference(
        Compare.NETWORK,
        gates_by_block(inspection),
        subject=title,
        preprocessing=inspection.preprocessing,
        trained=trained,
    )


def sees_other_pixels(inspection: Inspection, reference: Reference) -> bool:
    """Whether the network that ``inspection`` is compared with saw other pixels of the picture."""
    theirs = reference.preprocessing
    return theirs is not None and not inspection.preprocessing.same_pixels(theirs)


def departures_from(inspection: Inspection | None, reference: Reference) -> list[float] | None:
    """Mean |gate − reference| of each block, None without a reference that fits."""
    means = reference.means
    if inspection is None or any(block.name not in means for block in inspection.blocks):
        return None
    if any(len(means[b.name]) != b.channels for b in inspection.blocks):
        return None
    return [departure(b.gates, means[b.name]) for b in inspection.blocks]
