"""The training recipe of the bundled network: its settings, schedule and augmentation."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import interpolate

from senet_viewer.models.se_resnet import Stem

# Channel mean and standard deviation of ImageNet, in 0..1.
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class Cycle:
    """One rise and fall of the learning rate over the epochs of its schedule.

    ``schedule`` lists (epochs, pixels): small pictures first, the shipped size for the last
    epochs, reached before the learning rate has gone. ``warm_up`` is the share of the steps in
    which the rate rises, in 0..1.
    """

    schedule: tuple[tuple[int, int], ...]
    peak_rate: float
    warm_up: float

    @property
    def epochs(self) -> int:
        return sum(epochs for epochs, _ in self.schedule)

    def rate(self, progress: float) -> float:
        """Learning rate at ``progress`` in 0..1: linear warm-up, then half a cosine to 0."""
        if progress < self.warm_up:
            return self.peak_rate * (0.05 + 0.95 * progress / self.warm_up)
        return self.peak_rate * _half_cosine((progress - self.warm_up) / (1 - self.warm_up))


CYCLES = (
    Cycle(((5, 32), (3, 48), (1, 64)), peak_rate=0.2, warm_up=0.15),
    Cycle(((1, 64),), peak_rate=0.08, warm_up=0.0),
    Cycle(((9, 48), (2, 64)), peak_rate=0.15, warm_up=0.08),
)


@dataclass(frozen=True)
class Recipe:
    """Every setting that decides the trained weights.

    The cycles follow one another: a network that has finished one goes on with the next.
    """

    depth: int = 18
    stem: Stem = "small"
    width: int = 64
    cycles: tuple[Cycle, ...] = CYCLES
    batch: int = 128
    momentum: float = 0.9
    weight_decay: float = 5e-4
    label_smoothing: float = 0.1
    smallest_crop: int = 46
    crops_per_batch: int = 8
    average_decay: float = 0.998
    excitation_epoch: int = 5
    excitation_gain: float = 1.0
    seed: int = 20261124

    @property
    def epochs(self) -> int:
        return sum(cycle.epochs for cycle in self.cycles)

    def pixels(self, epoch: int) -> int:
        """Side of the training pictures in ``epoch``, counted from 0."""
        parts = [part for cycle in self.cycles for part in cycle.schedule]
        for epochs, pixels in parts:
            if epoch < epochs:
                return pixels
            epoch -= epochs
        return parts[-1][1]

    def rate(self, epochs: float) -> float:
        """Learning rate after ``epochs``, a number with a fraction, in 0..``self.epochs``."""
        for cycle in self.cycles:
            if epochs < cycle.epochs:
                return cycle.rate(epochs / cycle.epochs)
            epochs -= cycle.epochs
        return 0.0


def recipe_from(settings: dict[str, Any]) -> Recipe:
    """The recipe that a state or the facts of shipped weights tell, from its ``asdict``."""
    known = {field.name for field in fields(Recipe)}
    cycles = tuple(
        Cycle(tuple(map(tuple, cycle["schedule"])), cycle["peak_rate"], cycle["warm_up"])
        for cycle in settings["cycles"]
    )
    return Recipe(
        **{name: value for name, value in settings.items() if name in known} | {"cycles": cycles}
    )


def _half_cosine(progress: float) -> float:
    return 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


def normalise(pixels: Tensor) -> Tensor:
    """uint8 ``[N, H, W, 3]`` to normalised float32 ``[N, 3, H, W]`` in channels-last memory."""
    floats = pixels.permute(0, 3, 1, 2).float().div_(255)
    mean, std = (torch.tensor(v, device=pixels.device).view(3, 1, 1) for v in (MEAN, STD))
    return floats.sub_(mean).div_(std)


def augment(
    pictures: NDArray[np.uint8], pixels: int, recipe: Recipe, random: np.random.Generator
) -> Tensor:
    """Random flips a picture, random crops a group of pictures, resized to ``pixels``."""
    flipped = np.where(
        random.random(len(pictures))[:, None, None, None] < 0.5, pictures[:, :, ::-1], pictures
    )
    full = normalise(torch.from_numpy(np.ascontiguousarray(flipped)))
    side = full.shape[-1]
    groups = []
    for group in full.tensor_split(recipe.crops_per_batch):
        crop = int(random.integers(recipe.smallest_crop, side + 1))
        top, left = random.integers(0, side - crop + 1, 2)
        part = group[:, :, top : top + crop, left : left + crop]
        groups.append(
            interpolate(part, (pixels, pixels), mode="bilinear", antialias=True)
            if crop != pixels
            else part
        )
    return torch.cat(groups).contiguous(memory_format=torch.channels_last)
