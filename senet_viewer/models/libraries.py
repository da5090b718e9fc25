"""The networks of timm and torchvision by name; a library is imported when one is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError, printable
from senet_viewer.models.architectures import Architecture, Weights
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.library_names import LIBRARIES, TIMM, TORCHVISION, LibraryName, parse
from senet_viewer.models.meta import build_on_meta
from senet_viewer.records import Preprocessing

__all__ = ["LIBRARIES", "TIMM", "TORCHVISION", "LibraryName", "library", "parse", "weights_of"]

_MODULES = {
    TIMM: "senet_viewer.models.timm_networks",
    TORCHVISION: "senet_viewer.models.torchvision_networks",
}
SEED = 0


class Library(Protocol):
    """What the module of a library offers."""

    NAME: str
    VERSION: str

    def names(self) -> tuple[str, ...]: ...

    def has(self, name: str, /) -> bool: ...

    def is_classifier(self, name: str, /) -> bool: ...

    def weights(self, name: str, /) -> tuple[Weights, ...]: ...

    def preprocessing(self, name: str, /) -> Preprocessing: ...

    def build(self, name: str, tag: str = "", /) -> nn.Module: ...

    def build_with(self, name: str, tag: str, tensors: Mapping[str, Tensor], /) -> nn.Module: ...

    def classes(self, model: nn.Module, /) -> int: ...


def library(name: str) -> Library:
    """A library; raises ``ViewerError`` where it is not installed or cannot be imported."""
    try:
        found: Library = importlib.import_module(_MODULES[name])
    except (ImportError, RuntimeError, OSError) as error:
        # torchvision raises RuntimeError beside a torch that it was not built for.
        raise ViewerError(
            "library.missing",
            f"{name} cannot be loaded, and this network is made of its code; "
            f"install it again with: pip install --force-reinstall {name}",
            {"name": name},
            detail=f"{type(error).__name__}: {error}",
        ) from error
    return found


def weights_of(name: LibraryName) -> Weights | None:
    """The weights that a name means: of its tag or the default ones; None where there are none.

    Raises ``ViewerError`` for an architecture or a tag that the installed library lacks, and for a
    network of another kind.
    """
    source = library(name.library)
    if not source.has(name.name):
        raise _unknown(name, source)
    if not source.is_classifier(name.name):
        raise ViewerError(
            "model.no_classifier",
            f"“{printable(name.name)}” of {name.library} does not say what is on an image; "
            "choose a network that classifies images.",
            {"name": printable(name.name), "library": name.library},
        )
    known = source.weights(name.name)
    if not name.tag:
        return known[0] if known else None
    for weights in known:
        if weights.tag == name.tag:
            return weights
    raise _unknown_tag(name, source, known)


def build(name: LibraryName) -> nn.Module:
    """A network with random weights, the same each time, in evaluation mode on the CPU."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        return library(name.library).build(name.name, name.tag).eval()


def build_without_tensors(name: LibraryName) -> nn.Module:
    """A network in evaluation mode whose tensors hold no data."""
    source = library(name.library)
    return build_on_meta(lambda: source.build(name.name, name.tag))


def build_with(name: LibraryName, tensors: Mapping[str, Tensor]) -> nn.Module:
    """A network with its pretrained weights, in evaluation mode on the CPU."""
    return library(name.library).build_with(name.name, name.tag, tensors).eval()


def look_into(name: LibraryName) -> Architecture:
    """What is known of an architecture, found by building it without tensors.

    Raises ``ViewerError`` where it has no SE gates.
    """
    source = library(name.library)
    model = build_on_meta(lambda: source.build(name.name))
    way = source.preprocessing(name.name)
    blocks = find_blocks(model, way.crop)
    heads = {source.classes(model): model}
    return Architecture(
        library=name.library,
        name=name.name,
        family=type(model).__name__,
        blocks=len(blocks),
        gates=sum(block.channels for block in blocks),
        parameters=_parameters(model),
        classes=source.classes(model),
        preprocessing=way,
        weights=tuple(_counted(w, name, source, heads) for w in source.weights(name.name)),
    )


def _counted(
    weights: Weights, name: LibraryName, source: Library, heads: dict[int, nn.Module]
) -> Weights:
    """``weights`` with their parameters and size; ``heads`` keeps a network for each head."""
    if weights.classes not in heads:
        heads[weights.classes] = build_on_meta(lambda: source.build(name.name, weights.tag))
    model = heads[weights.classes]
    size = sum(t.numel() * t.element_size() for t in model.state_dict().values())
    return replace(
        weights,
        classes=source.classes(model),
        parameters=_parameters(model),
        size=weights.size or size,
    )


def _parameters(model: nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


def _unknown(name: LibraryName, source: Library) -> ViewerError:
    from difflib import get_close_matches

    near = get_close_matches(name.name, source.names(), n=3, cutoff=0.5)
    choices = ", ".join(f"{name.library}:{choice}" for choice in near)
    return ViewerError(
        "model.unknown_in_library",
        f"{name.library} {source.VERSION} has no network “{printable(name.name)}”; "
        + (f"did you mean {choices}?" if near else "“senet-viewer models” lists those there are."),
        {"name": printable(name.name), "library": name.library, "choices": choices},
    )


def _unknown_tag(name: LibraryName, source: Library, known: tuple[Weights, ...]) -> ViewerError:
    choices = ", ".join(weights.tag for weights in known)
    return ViewerError(
        "model.unknown_weights",
        f"{name.library} {source.VERSION} has no weights “{printable(name.tag)}” of {name.name}; "
        + (
            f"it has {choices}."
            if known
            else f"it has none: “{name.library}:{name.name}” opens with random weights."
        ),
        {"name": printable(name.tag), "library": name.library, "choices": choices},
    )
