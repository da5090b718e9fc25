"""Builds networks without their weights: for their summary, and to see what their blocks cost."""

from __future__ import annotations

import copy
import re
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue, libraries, se_googlenet
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.cards import card_of
from senet_viewer.models.library_names import LibraryName
from senet_viewer.models.loading import META, load_model
from senet_viewer.models.summary import input_size_of, summarise
from senet_viewer.records import BuildOptions, ModelCard
from senet_viewer.summaries import Summary

WITHOUT_BLOCKS = "plain"
"""As the name of what a network is compared with: the same network without its SE blocks."""

USUAL_PIXELS = 224
PLAIN_RESNET = re.compile(r"resnet[_-]?\d+(@\w+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Outline:
    """A network as far as a summary needs it: its weights may be random, or hold no data.

    ``pixels`` is the side of its own input. ``card`` is there where the network was loaded.
    """

    model: nn.Module
    title: str
    pixels: int = USUAL_PIXELS
    card: ModelCard | None = None


def outline(name: str, options: BuildOptions | None = None, device: str = META) -> Outline:
    """The network that ``name`` means, in evaluation mode; nothing is downloaded.

    ``name`` is what ``load_model`` takes, or a network without SE blocks: ``resnet50`` (the own
    ``se_resnet50`` without them), ``torchvision:resnet50``, ``timm:resnet50``. On ``meta`` it has
    no weights; on another device they are random, but for the bundled network and checkpoints,
    which are read in any case. Raises ``ViewerError``.
    """
    own = catalogue.parse(name)
    if own is not None:
        return Outline(load_model(name, device, options=options), own.title)
    if PLAIN_RESNET.fullmatch(name.strip()) and catalogue.parse(f"se_{name.strip()}"):
        found = outline(f"se_{name.strip()}", options, device)
        return replace(without_blocks(found), title=found.title.removeprefix("SE-"))
    if se_googlenet.is_name(name):
        model = se_googlenet.build_without_tensors() if device == META else se_googlenet.build()
        return Outline(model, se_googlenet.TITLE)
    library = None if Path(name).is_file() else catalogue.parse_library(name)
    if library is not None and options in (None, BuildOptions()):
        return _of_library(library, device)
    if library is not None:
        # Elsewhere than on meta it would be downloaded.
        return outline_of(_with_random_weights(load_model(name, META, options=options), device))
    return outline_of(load_model(name, "cpu" if device == META else device, options=options))


def outline_of(model: nn.Module) -> Outline:
    """What a loaded network says of itself."""
    card = card_of(model)
    return Outline(model, card.title, card.preprocessing.crop, card)


def compared(found: Outline, name: str, device: str = META) -> Outline:
    """What ``found`` is compared with: a network by name, or itself without SE blocks."""
    return without_blocks(found) if name == WITHOUT_BLOCKS else outline(name, device=device)


def without_blocks(found: Outline) -> Outline:
    """A copy of the network with nothing in place of its SE blocks.

    Raises ``ViewerError`` where it has none, or where they are no modules of their own.
    """
    model = copy.deepcopy(found.model)
    for block in find_blocks(model, found.pixels):
        if block.scaling:
            raise ViewerError(
                "summary.blocks_inside",
                f"The SE blocks of {found.title} cannot be taken out, since “{block.path}” does "
                "other things too; compare with another network by name.",
                {"name": found.title, "module": block.path},
            )
        parent, _, name = block.path.rpartition(".")
        setattr(model.get_submodule(parent), name, nn.Identity())
    return Outline(model, f"{found.title} without its SE blocks", found.pixels)


def summary_of(found: Outline, pixels: int = 0) -> Summary:
    """Its summary for one square picture of ``pixels`` (0: its own size).

    Raises ``ViewerError`` where the network does not run on that size.
    """
    return summarise(found.model, input_size_of(found.model, pixels or found.pixels), found.title)


def _with_random_weights(model: nn.Module, device: str) -> nn.Module:
    if device == META:
        return model
    filled = model.to_empty(device=device)
    for part in filled.modules():
        reset = getattr(part, "reset_parameters", None)
        if reset is not None:
            reset()
    return filled


def _of_library(name: LibraryName, device: str) -> Outline:
    libraries.weights_of(name)
    with warnings.catch_warnings():
        # torchvision announces another random start of GoogLeNet and Inception.
        warnings.simplefilter("ignore", FutureWarning)
        if device == META:
            model = libraries.build_without_tensors(name)
        else:
            model = libraries.build(name).to(torch.device(device))
    _leave_out_heads_for_training(model)
    pixels = libraries.library(name.library).preprocessing(name.name).crop
    return Outline(model, name.key, pixels)


def _leave_out_heads_for_training(model: nn.Module) -> None:
    """As torchvision does it where it loads the weights of GoogLeNet."""
    if type(model).__name__ == "GoogLeNet":
        for name, value in (("aux_logits", False), ("aux1", None), ("aux2", None)):
            setattr(model, name, value)
