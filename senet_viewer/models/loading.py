"""Loads a network by name or by a checkpoint's path, with its card."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from senet_viewer.models import bundled, catalogue
from senet_viewer.models.cards import Loaded, attach, card_of, make_card, numbered_labels
from senet_viewer.models.checkpoints import load_checkpoint
from senet_viewer.models.devices import choose_device
from senet_viewer.models.se_resnet import STEMS, SEResNet, SEResNetSettings
from senet_viewer.records import BuildOptions, ModelCard, Preprocessing, Profile, Transfer

__all__ = ["card_of", "load_model", "profile_for"]

SEED = 0
META = "meta"


def load_model(
    name: str = catalogue.BUNDLED,
    device: str = "auto",
    *,
    options: BuildOptions | None = None,  # noqa: ARG001 - for checkpoints and library networks
    progress: Callable[[Transfer], None] | None = None,  # noqa: ARG001 - for downloads
    should_stop: Callable[[], bool] | None = None,  # noqa: ARG001 - for downloads
) -> nn.Module:
    """Load a network: unfolded, in evaluation mode, on ``device``.

    ``name`` is ``"bundled"``, an own network (``"se_resnet50"``, ``"se_resnet50@tutorial"``: random
    weights, always the same), or the path of a checkpoint with the tutorial's names
    (``.safetensors``, ``.pt``, ``.pth``). ``device`` is ``auto``, ``cpu``, ``cuda`` or ``cuda:1``;
    ``meta`` gives an own network without weights, for its summary. ``options`` say how a network is
    built where its name or file alone does not. ``progress`` is told of a download, and
    ``should_stop`` is asked between its chunks. Raises ``ViewerError``, or ``Stopped``.
    """
    own = catalogue.parse(name)
    if device == META and own is not None:
        with torch.device(META):
            return _build(own).eval()
    target = choose_device(device)
    model: nn.Module
    if name == catalogue.BUNDLED:
        model = load_checkpoint(bundled.weights(), key=catalogue.BUNDLED)
    elif own is not None:
        model = _untrained(own)
    elif _is_path(name):
        model = load_checkpoint(Path(name), key=name)
    else:
        raise catalogue.unknown(name)
    return model.eval().to(target)


def profile_for(card: ModelCard) -> Profile | None:
    """The profile that ships with a network: only the bundled one has one."""
    return bundled.read_profile() if card.key == catalogue.BUNDLED else None


def _build(own: catalogue.OwnName) -> SEResNet:
    stem = next(stem for stem in STEMS if stem == own.stem)
    return SEResNet(SEResNetSettings(own.depth, stem))


def _untrained(own: catalogue.OwnName) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        model = _build(own).eval()
    card = ModelCard(
        key=own.key,
        title=own.title,
        parameters=0,
        labels=numbered_labels(model.settings.classes),
        blocks=(),
        preprocessing=Preprocessing(),
        trained=False,
        note=catalogue.UNTRAINED_NOTE,
    )
    attach(model, Loaded(make_card(model, card)))
    return model


def _is_path(name: str) -> bool:
    has_separator = os.sep in name or (os.altsep is not None and os.altsep in name)
    return has_separator or Path(name).suffix != "" or Path(name).exists()
