"""What is known of numbers that were computed from the mean of every channel of a feature map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from torch import Tensor
from torch.multiprocessing.reductions import StorageWeakRef

from senet_viewer.models.bounds import UNKNOWN, Bounds, are_gates

Place = tuple[Any, ...]
"""The modules in whose calls something happened, from the outside in."""


@dataclass(frozen=True, eq=False)
class FeatureMap:
    """A feature map that was squeezed: the memory that holds it, and its sides."""

    memory: int
    offset: int
    images: int
    channels: int
    height: int
    width: int
    # As long as it is kept, no other tensor gets the same number for its memory.
    keeps: StorageWeakRef | None = field(repr=False, default=None)

    @property
    def pixels(self) -> int:
        """Numbers that a channel's mean is taken of."""
        return self.height * self.width


@dataclass(frozen=True, eq=False)
class Squeezed:
    """Numbers on their way from the mean of every channel to a gate.

    ``width`` numbers an image lie within ``bounds``; ``projections`` were passed so far.
    ``divisor`` is what a sum has still to be divided by to be a mean, and ``rows`` what is left
    to take the mean of. Not ``sound`` is what another thing than the mean has gone into.
    """

    source: FeatureMap
    width: int
    squeezed_at: Place
    projections: int = 0
    bounds: Bounds = UNKNOWN
    projected_at: tuple[Place, ...] = ()
    divisor: int = 1
    rows: int = 1
    sound: bool = True

    @property
    def is_gate(self) -> bool:
        """Whether they are gates of the feature map: one a channel, in 0..1."""
        return (
            self.sound
            and self.projections > 0
            and self.width == self.source.channels
            and are_gates(self.bounds)
        )

    def unsound(self) -> Squeezed:
        return replace(self, sound=False) if self.sound else self

    def projected(self, width: int, place: Place) -> Squeezed:
        """Behind a projection to ``width`` numbers."""
        return replace(
            self,
            width=width,
            projections=self.projections + 1,
            bounds=UNKNOWN,
            projected_at=(*self.projected_at, place),
        )


@dataclass(frozen=True, eq=False)
class Scaling:
    """The multiplication of a feature map by its gates.

    ``features`` has three or four dimensions, the channels along ``axis``; ``gate`` is the other
    factor, of a shape that fits.
    """

    features: Tensor
    gate: Tensor
    axis: int
    origin: Squeezed

    @property
    def is_plain(self) -> bool:
        """Whether the features are ``[N, C, H, W]``."""
        return self.features.ndim == 4 and self.axis == 1

    def gates(self) -> Tensor:
        """The gates, ``[N, C]``, in the network's own number type."""
        missing = self.features.ndim - self.gate.ndim
        index = [slice(None) if axis in (0, self.axis) else 0 for axis in range(self.features.ndim)]
        values = self.gate[(None,) * missing][tuple(index)]
        return values.expand(len(self.features), self.origin.width)

    def map_in(self, maps: Tensor, channel: int) -> Tensor:
        """The map of a channel of the first image, ``[H, W]``; ``maps`` are as ``features``."""
        source = self.origin.source
        return maps[0].select(self.axis - 1, channel).reshape(source.height, source.width)

    def fit(self, gates: Tensor) -> Tensor:
        """``gates`` (``[N, C]``) in the shape and type in which they multiply the features."""
        shape = [1] * self.features.ndim
        shape[0], shape[self.axis] = gates.shape
        return gates.to(self.gate).reshape(shape)


def scaling_of(features: Tensor, gate: Tensor, origin: Squeezed) -> Scaling | None:
    """The scaling, where ``gate`` holds one number a channel; None where it does not.

    ``features`` is the feature map that ``origin`` was squeezed from, in whatever shape.
    """
    source = origin.source
    if features.ndim not in (3, 4) or gate.ndim > features.ndim:
        return None
    if features.numel() != source.images * source.channels * source.pixels:
        return None
    missing = features.ndim - gate.ndim
    # Along an axis of stride 0 the same number stands for all.
    varies = [
        axis + missing
        for axis in range(gate.ndim)
        if gate.shape[axis] > 1 and gate.stride(axis) != 0
    ]
    axes = [axis for axis in varies if axis > 0]
    is_batch = 0 in varies or source.images == 1
    if len(axes) != 1 or axes[0] not in (1, features.ndim - 1) or not is_batch:
        return None
    fits = features.shape[axes[0]] == source.channels and len(features) == source.images
    return Scaling(features, gate, axes[0], origin) if fits else None
