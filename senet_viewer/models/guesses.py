"""Guesses the preprocessing of a network whose checkpoint does not state it."""

from __future__ import annotations

from dataclasses import replace

from torch import nn

from senet_viewer.models.probe import feature_sizes
from senet_viewer.models.se_resnet_settings import SEResNetSettings
from senet_viewer.records import Preprocessing

IMAGENET = Preprocessing(guessed=True)
# Means and deviations of the two data sets, as their collections of networks give them.
CIFAR_10 = Preprocessing(
    resize=32, crop=32, mean=(0.4914, 0.4822, 0.4465), std=(0.2023, 0.1994, 0.2010), guessed=True
)
CIFAR_100 = replace(CIFAR_10, mean=(0.5071, 0.4865, 0.4409), std=(0.2673, 0.2564, 0.2762))
CIFAR_CLASSES = (10, 100)

LARGE = 128
"""From here on pictures are cut out of somewhat larger ones; smaller ones have nothing to spare."""
PIXELS = (224, 32, 64, 96, 112, 128, 160, 192, 256, 299, 384, 48, 80, 512)
"""Sides of the pictures that networks are made for, the usual ones first."""


def guess_own(settings: SEResNetSettings, *, for_cifar: bool = False) -> Preprocessing:
    """For an own network; ``for_cifar`` says that its code is of a collection for CIFAR."""
    if settings.stem == "small":
        return Preprocessing(resize=64, crop=64, guessed=True)
    is_cifar = settings.stem == "tutorial" and (for_cifar or settings.classes in CIFAR_CLASSES)
    if not is_cifar:
        return IMAGENET
    return CIFAR_100 if settings.classes == 100 else CIFAR_10


def guess_for(model: nn.Module) -> Preprocessing:
    """For any network: ImageNet's, at the first of the usual sizes that the network runs on.

    A network whose first convolution is 3×3 with stride 1 is taken for one for 32×32 pictures.
    """
    convolutions = {p: m for p, m in model.named_modules() if isinstance(m, nn.Conv2d)}
    if not convolutions:
        return IMAGENET
    path, first = next(iter(convolutions.items()))
    is_small = tuple(first.stride) == (1, 1) and tuple(first.kernel_size) == (3, 3)
    for pixels in (32, *PIXELS) if is_small else PIXELS:
        if feature_sizes(model, [path], pixels):
            margin = 256 / 224 if pixels >= LARGE else 1
            return replace(IMAGENET, resize=round(pixels * margin), crop=pixels)
    return IMAGENET
