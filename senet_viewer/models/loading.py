"""Loads a network by name or by a checkpoint's path, with its card."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from senet_viewer.models import bundled, catalogue, se_googlenet
from senet_viewer.models.cards import Loaded, attach, card_of, make_card, numbered_labels
from senet_viewer.models.checkpoints import load_checkpoint
from senet_viewer.models.devices import choose_device
from senet_viewer.models.lending import InUse, lend
from senet_viewer.models.library_names import LibraryName
from senet_viewer.models.own_code import OWN, check_options, own_version
from senet_viewer.models.se_resnet import STEMS, SEResNet, SEResNetSettings
from senet_viewer.models.stopping import Terms, never, tell_nobody
from senet_viewer.records import BuildOptions, ModelCard, Preprocessing, Profile, Transfer

__all__ = ["card_of", "load_model", "profile_for"]

SEED = 0
META = "meta"


def load_model(
    name: str = catalogue.BUNDLED,
    device: str = "auto",
    *,
    options: BuildOptions | None = None,
    in_use: InUse | None = None,
    progress: Callable[[Transfer], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> nn.Module:
    """Load a network: unfolded, in evaluation mode, on ``device``.

    ``name`` is ``"bundled"``, an own network (``"se_resnet50"``, ``"se_resnet50@tutorial"``: random
    weights, always the same), one of timm or torchvision (``"timm:seresnet50"`` or
    ``"timm:seresnet50.a1_in1k"``; the library may be left out where only one is meant), or the path
    of a checkpoint. The weights of a library's network are downloaded if they are not on this
    machine. ``device`` is ``auto``, ``cpu``, ``cuda`` or ``cuda:1``; ``meta`` gives a network by
    name without weights and downloads, for its summary. ``options`` say how a network is built
    where its name or file alone does not. From the network ``in_use``, which this one is compared
    with, it takes over what it does not state itself; see ``lend``. ``progress`` is told of a
    download, and ``should_stop`` is asked between its chunks. Raises ``ViewerError``, or
    ``Stopped``.
    """
    own = catalogue.parse(name)
    library = _library_name(name)
    options = options or BuildOptions()
    is_file = own is None and library is None and _is_path(name)
    check_options(options, name, is_file=is_file)
    if device == META and own is not None:
        with torch.device(META):
            return _build(own).eval()
    if device == META and se_googlenet.is_name(name):
        return se_googlenet.build_without_tensors()
    if device == META and library is not None:
        return _in_asked_code(_of_library(library, None), options)
    target = choose_device(device)
    model: nn.Module
    if name == catalogue.BUNDLED:
        model = load_checkpoint(bundled.weights(), key=catalogue.BUNDLED)
    elif own is not None:
        model = _untrained(own)
    elif se_googlenet.is_name(name):
        model = se_googlenet.load()
    elif library is not None:
        terms = Terms(progress or tell_nobody, should_stop or never)
        model = _in_asked_code(_of_library(library, terms), options)
    elif _is_path(name):
        model = load_checkpoint(Path(name), name, options, in_use)
    else:
        raise catalogue.unknown(name)
    if in_use is not None:
        lend(model, in_use)
    return model.eval().to(target)


def needs_download(name: str) -> bool:
    """Whether loading may have to download something first; quick, and imports no library."""
    library = _library_name(name)
    return library is not None and not catalogue.is_at_hand(library)


def bring_weights(name: str, terms: Terms) -> None:
    """Download what ``load_model`` needs for ``name``; it does the same where this was not called.

    Raises ``ViewerError``, or ``Stopped``.
    """
    library = _library_name(name)
    if library is not None:
        from senet_viewer.models import pretrained

        pretrained.bring(library, terms)


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


def _of_library(name: LibraryName, terms: Terms | None) -> nn.Module:
    """A network of timm or torchvision; without ``terms`` its tensors hold no data."""
    # Late, since what speaks with the hub takes a while to import.
    from senet_viewer.models import pretrained

    if terms is None:
        return pretrained.load_without_tensors(name)
    return pretrained.load(name, terms)


def _in_asked_code(model: nn.Module, options: BuildOptions) -> nn.Module:
    return own_version(model) if options.implementation == OWN else model


def _is_path(name: str) -> bool:
    has_separator = os.sep in name or (os.altsep is not None and os.altsep in name)
    return has_separator or Path(name).suffix != "" or Path(name).exists()


def _library_name(name: str) -> LibraryName | None:
    """The network of timm or torchvision that is meant, if no own one is and no file."""
    if catalogue.is_own(name) or os.sep in name or Path(name).is_file():
        return None
    return catalogue.parse_library(name)
