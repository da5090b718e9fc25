"""Loads networks of timm and torchvision: with their weights, preprocessing and labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue, download, imagenet, libraries
from senet_viewer.models.architectures import Weights
from senet_viewer.models.blocks import are_resnet_like, find_blocks
from senet_viewer.models.cards import Loaded, attach, make_card, numbered_labels
from senet_viewer.models.library_names import LibraryName
from senet_viewer.models.stopping import Terms
from senet_viewer.models.tensorfile import read_tensors
from senet_viewer.records import ModelCard, Preprocessing

_MISFITS = (RuntimeError, LookupError, TypeError, ValueError, AttributeError)


def load(name: LibraryName, terms: Terms) -> nn.Module:
    """A network of a library in evaluation mode on the CPU, with its card.

    Its weights are downloaded if they are not on this machine; where there are none to be had, they
    are random, always the same. Raises ``ViewerError``, or ``Stopped``.
    """
    weights = libraries.weights_of(name)
    if weights is None:
        model = libraries.build(name)
    else:
        name = replace(name, tag=weights.tag)
        path = _fetch(name, weights, terms)
        model = _with_tensors(name, path)
    attach(model, Loaded(_card(model, name, weights)))
    return model


def load_without_tensors(name: LibraryName) -> nn.Module:
    """The network whose tensors hold no data, with its card; nothing is downloaded."""
    weights = libraries.weights_of(name)
    if weights is not None:
        name = replace(name, tag=weights.tag)
    model = libraries.build_without_tensors(name)
    attach(model, Loaded(_card(model, name, weights)))
    return model


def bring(name: LibraryName, terms: Terms) -> Path | None:
    """The file of the network's weights, downloaded if it is not on this machine.

    None where there are no weights to be had. Raises ``ViewerError``, or ``Stopped``.
    """
    weights = libraries.weights_of(name)
    return None if weights is None else _fetch(name, weights, terms)


def _fetch(name: LibraryName, weights: Weights, terms: Terms) -> Path:
    if catalogue.listed(name) is None:
        # Nobody has looked into it: nothing is downloaded that would then be refused.
        find_blocks(libraries.build_without_tensors(name), weights.preprocessing.crop)
    return download.fetch(weights.place, terms)


def _with_tensors(name: LibraryName, path: Path) -> nn.Module:
    try:
        return _build_with(name, read_tensors(path).tensors, path)
    except ViewerError as error:
        if not error.code.startswith("checkpoint."):
            raise
        raise ViewerError(
            "download.file_damaged",
            f"The weights of “{name.key}” on this machine are damaged; delete {path} and load the "
            "network again.",
            {"name": name.key, "path": str(path)},
            detail=f"{error.sentence} {error.detail}",
        ) from error


def _build_with(name: LibraryName, tensors: Mapping[str, Tensor], path: Path) -> nn.Module:
    try:
        return libraries.build_with(name, tensors)
    except _MISFITS as error:
        raise ViewerError(
            "download.file_misfit",
            f"The file {path} does not hold the weights of “{name.key}”; delete it and load the "
            f"network again, or update {name.library}.",
            {"name": name.key, "path": str(path), "library": name.library},
            detail=f"{type(error).__name__}: {error}",
        ) from error


def _card(model: nn.Module, name: LibraryName, weights: Weights | None) -> ModelCard:
    classes = libraries.library(name.library).classes(model)
    preprocessing = _preprocessing(name, weights)
    blocks = find_blocks(model, preprocessing.crop)
    card = ModelCard(
        key=name.key,
        title=name.title,
        parameters=0,
        labels=numbered_labels(classes),
        blocks=(),
        preprocessing=preprocessing,
        trained=weights is not None,
        shortcut=are_resnet_like(blocks),
        note=catalogue.UNTRAINED_NOTE,
    )
    if weights is not None:
        card = replace(card, labels=_labels(weights, classes), note=_note(weights))
    return make_card(model, card, blocks)


def _preprocessing(name: LibraryName, weights: Weights | None) -> Preprocessing:
    if weights is not None:
        return weights.preprocessing
    return libraries.library(name.library).preprocessing(name.name)


def _labels(weights: Weights, classes: int) -> tuple[str, ...]:
    if not weights.is_classifier:
        return tuple(f"feature {index}" for index in range(classes))
    return imagenet.labels(weights.labels, classes) or numbered_labels(classes)


def _note(weights: Weights) -> str:
    return "" if weights.is_classifier else catalogue.NO_CLASSES_NOTE
