"""The networks of torchvision: what there is, where its weights are, and how to build it."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import Any

import torchvision
from torch import Tensor, nn
from torchvision.models import get_model_builder, get_model_weights, list_models

from senet_viewer.models.architectures import Place, Weights
from senet_viewer.records import Preprocessing

NAME = "torchvision"
# Without the platform that it was built for.
VERSION: str = torchvision.__version__.partition("+")[0]
IMAGENET = "imagenet-1k"
IMAGENET_CLASSES = 1000
_MEGABYTE = 1_000_000


def names() -> tuple[str, ...]:
    """Every architecture, also those for other tasks than naming what is on an image."""
    return tuple(list_models())


def has(name: str) -> bool:
    """Whether there is such an architecture."""
    return name in names()


def is_classifier(name: str) -> bool:
    """Whether an architecture is one for images and their classes, in floating point."""
    return name in list_models(module=torchvision.models)


def weights(name: str) -> tuple[Weights, ...]:
    """The pretrained weights of an architecture, the library's default first."""
    choices = get_model_weights(name)
    default = getattr(choices, "DEFAULT", None)
    return tuple(_weights(one) for one in sorted(choices, key=lambda one: one is not default))


def preprocessing(name: str) -> Preprocessing:
    """How pictures are prepared for an architecture without pretrained weights."""
    known = weights(name)
    return known[0].preprocessing if known else Preprocessing()


def build(name: str, _tag: str = "") -> nn.Module:
    """An architecture with random weights."""
    make = get_model_builder(name)
    # Those for other tasks would fetch their backbone's weights.
    has_backbone = "weights_backbone" in signature(make).parameters
    backbone = {"weights_backbone": None} if has_backbone else {}
    model: nn.Module = make(weights=None, **backbone)
    return model


def build_with(name: str, _tag: str, tensors: Mapping[str, Tensor]) -> nn.Module:
    """An architecture with the given pretrained weights."""
    model = build(name)
    model.load_state_dict(tensors)
    return model


def classes(_model: nn.Module) -> int:
    """The number of outputs."""
    return IMAGENET_CLASSES


def _weights(one: Any) -> Weights:
    # Some name no classes at all.
    classes = len(one.meta.get("categories") or ()) or IMAGENET_CLASSES
    return Weights(
        tag=one.name,
        place=Place(one.url.rsplit("/", 1)[-1], url=one.url),
        preprocessing=_preprocessing(one.transforms()),
        classes=classes,
        labels=IMAGENET if classes == IMAGENET_CLASSES else "",
        licence=one.meta.get("license", ""),
        size=round(one.meta.get("_file_size", 0) * _MEGABYTE),
    )


def _preprocessing(way: Any) -> Preprocessing:
    return Preprocessing(
        resize=way.resize_size[0],
        crop=way.crop_size[0],
        interpolation=way.interpolation.value,
        mean=tuple(way.mean),
        std=tuple(way.std),
    )
