"""What gates are compared with: the average picture, a class, another image, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from senet_viewer.records import Gates, Inspection, ModelCard, Profile
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, gates_by_block, mean_gates


class Compare(Enum):
    """The kinds of reference."""

    AVERAGE = "average"
    CLASS = "class"
    IMAGE = "image"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reference:
    """Gates to compare with, by block name; ``subject`` is a class's or an image's name.

    ``images`` is the number of images behind the mean (0: does not apply).
    """

    compare: Compare
    means: Mapping[str, Gates] = field(default_factory=dict)
    subject: str = ""
    images: int = 0
    profile_title: str = ""


NO_REFERENCE = Reference(Compare.NOTHING)


def average_of_profile(profile: Profile) -> Reference:
    """The average picture of the profile that ships with a network."""
    return Reference(
        Compare.AVERAGE, profile.mean, images=profile.images, profile_title=profile.title
    )


def average_of_loaded(inspections: Sequence[Inspection]) -> Reference | None:
    """The mean of the loaded pictures, or None while they are too few to mean anything."""
    if len(inspections) < PICTURES_FOR_AN_AVERAGE:
        return None
    return Reference(Compare.AVERAGE, mean_gates(inspections), images=len(inspections))


def class_mean(profile: Profile, card: ModelCard, index: int) -> Reference:
    """The mean of the profile's pictures of one class; ``index`` counts the network's classes."""
    means = {name: rows[index] for name, rows in profile.class_mean.items()}
    return Reference(Compare.CLASS, means, subject=card.labels[index])


def other_image(inspection: Inspection) -> Reference:
    """Another image's gates."""
    return Reference(Compare.IMAGE, gates_by_block(inspection), subject=inspection.image.name)
