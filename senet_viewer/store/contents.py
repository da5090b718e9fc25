"""What a store holds, as records: the network, the images with their answers, and the view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from senet_viewer.errors import ViewerError
from senet_viewer.records import (
    BuildOptions,
    DeviceCard,
    Gates,
    ImageRef,
    Inspection,
    ModelCard,
    Prediction,
    Profile,
)

Encoded = NDArray[np.uint8]
"""An encoded picture, as a file would hold it."""


@dataclass(frozen=True)
class Answer:
    """What stays in memory of an inspection: its classes, and each block's mean gate ``[B]``."""

    predictions: tuple[Prediction, ...]
    means: Gates


def answer_of(inspection: Inspection) -> Answer:
    """The part of an inspection that lists and searches need."""
    means = np.array([block.gates.mean() for block in inspection.blocks], np.float32)
    return Answer(inspection.predictions, means)


@dataclass(frozen=True)
class NetworkRecord:
    """The network behind the results, and how it was asked for: enough to load it again.

    ``asked_device`` is the device as the user asked for it: ``auto`` stays ``auto``. ``weights``
    tells one state of the network's file from another, ``content`` is the file's SHA-256; both are
    empty where there is no file, and the latter in projects of before it was kept.
    """

    card: ModelCard
    device: DeviceCard
    profile: Profile | None = None
    asked_device: str = "auto"
    precision: str = "float32"
    options: BuildOptions = field(default_factory=BuildOptions)
    weights: str = ""
    content: str = ""


@dataclass(frozen=True)
class StoredImage:
    """One image of the list; ``data`` is there for one without a file.

    ``same_as`` is the key of an earlier image with the same content, or empty.
    """

    image: ImageRef
    arrival: int
    data: Encoded | None = None
    same_as: str = ""
    answer: Answer | None = None
    error: ViewerError | None = None


@dataclass(frozen=True)
class Contents:
    """All of a store but what is read when it is looked at: gates, network's views, thumbnails.

    ``view`` holds what the window showed, by name; ``project`` is the path of the project file
    that it was saved as, or empty.
    """

    images: tuple[StoredImage, ...] = ()
    network: NetworkRecord | None = None
    view: Mapping[str, str] = field(default_factory=dict)
    project: str = ""
