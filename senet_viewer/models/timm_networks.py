"""The networks of timm: what there is, where its weights are, and how to build it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import timm
import timm.data
from timm.models import get_arch_pretrained_cfgs, get_pretrained_cfg, is_model, list_models
from torch import Tensor, nn

from senet_viewer.models.architectures import Place, Weights
from senet_viewer.models.on_disk import HUB_FILES
from senet_viewer.records import Preprocessing

NAME = "timm"
VERSION: str = timm.__version__.partition("+")[0]


def names() -> tuple[str, ...]:
    """Every architecture."""
    return tuple(list_models())


def has(name: str) -> bool:
    """Whether there is such an architecture."""
    return bool(is_model(name))


def is_classifier(_name: str) -> bool:
    """Whether an architecture is one for images and their classes: all of timm's are."""
    return True


def weights(name: str) -> tuple[Weights, ...]:
    """The pretrained weights of an architecture, the library's default first."""
    configs = [config for config in get_arch_pretrained_cfgs(name).values() if config.has_weights]
    default = get_pretrained_cfg(name)
    configs.sort(key=lambda config: default is None or config.tag != default.tag)
    return tuple(_weights(config) for config in configs)


def preprocessing(name: str) -> Preprocessing:
    """How pictures are prepared for an architecture without pretrained weights."""
    config = get_pretrained_cfg(name)
    return Preprocessing() if config is None else _preprocessing(config)


def build(name: str, tag: str = "") -> nn.Module:
    """An architecture with random weights, with the head that the weights of ``tag`` have."""
    model: nn.Module = timm.create_model(f"{name}.{tag}" if tag else name, pretrained=False)
    return model


def build_with(name: str, tag: str, tensors: Mapping[str, Tensor]) -> nn.Module:
    """An architecture with the given pretrained weights, renamed as timm does it."""
    model: nn.Module = timm.create_model(
        f"{name}.{tag}", pretrained=True, pretrained_cfg_overlay={"state_dict": dict(tensors)}
    )
    return model


def classes(model: Any) -> int:
    """The number of outputs; without a head these are the features."""
    return int(model.num_classes or model.num_features)


def _weights(config: Any) -> Weights:
    # Towers of image and text models have no head, or one that projects into their common space.
    is_classifier = "clip" not in config.tag and bool(config.num_classes)
    return Weights(
        tag=config.tag,
        place=_place(config),
        preprocessing=_preprocessing(config),
        classes=config.num_classes,
        labels=timm.data.infer_imagenet_subset(config.to_dict()) or "",
        is_classifier=is_classifier,
        licence=config.license or "",
    )


def _place(config: Any) -> Place:
    if config.hf_hub_id:
        repository, _, revision = config.hf_hub_id.partition("@")
        file = config.hf_hub_filename or HUB_FILES[0]
        return Place(file, repository, revision or "main")
    url = config.url if isinstance(config.url, str) else config.url[0]
    name = url.rsplit("/", 1)[-1] if isinstance(config.url, str) else config.url[1]
    return Place(name, url=url)


def _preprocessing(config: Any) -> Preprocessing:
    # What timm's own model cards use: the size of training, not the larger one of some tests.
    way = timm.data.resolve_data_config(pretrained_cfg=config.to_dict())
    _, height, width = way["input_size"]
    return Preprocessing(
        resize=math.floor(min(height, width) / way["crop_pct"]),
        crop=min(height, width),
        interpolation=way["interpolation"],
        mean=tuple(way["mean"]),
        std=tuple(way["std"]),
        squash=way["crop_mode"] == "squash",
    )
