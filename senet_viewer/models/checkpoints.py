"""Makes a network from a checkpoint: finds out whose it is, and fits its tensors, all or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue, library_names
from senet_viewer.models.blocks import are_resnet_like, find_blocks
from senet_viewer.models.candidates import Candidate, Tensors, of_settings, own_candidates
from senet_viewer.models.cards import Loaded, attach, classes_of, make_card
from senet_viewer.models.checkpoint_report import Match, card_for, empty, left_over, refusal
from senet_viewer.models.companions import Stated, read_companions, stated_facts
from senet_viewer.models.dialects import DIALECTS, TIMM_RESNET
from senet_viewer.models.envelope import roots, within
from senet_viewer.models.fit import BATCH_COUNTER, converted, number_remarks
from senet_viewer.models.googlenet_candidates import googlenet_candidates
from senet_viewer.models.lending import InUse
from senet_viewer.models.library_candidates import (
    exact_candidates,
    hints_in,
    named_candidate,
    near_candidates,
)
from senet_viewer.models.own_code import OWN
from senet_viewer.models.se_resnet_settings import DEPTHS, SEResNetSettings
from senet_viewer.models.tensorfile import TensorFile, read_tensors, shown
from senet_viewer.models.user_candidates import user_candidates
from senet_viewer.records import BuildOptions

RGB = 3

Finder = Callable[[Tensors], Iterable[Candidate]]
"""Gives the networks that tensors may be of."""

NEAR_ENOUGH = 0.5
"""From this share of a network on, no other is looked for to compare the tensors with."""


@dataclass(frozen=True)
class NearOnly:
    """A finder of networks that are asked only where nothing else is near."""

    find: Finder

    def __call__(self, given: Tensors) -> Iterable[Candidate]:
        return self.find(given)


def load_checkpoint(
    path: Path, key: str, options: BuildOptions | None = None, in_use: InUse | None = None
) -> nn.Module:
    """The network that a checkpoint is of, in evaluation mode on the CPU, its card under ``key``.

    Whose names the tensors have decides what is built: an own SE-ResNet in the form of a known
    dialect, or an architecture of timm or torchvision; ``options.architecture`` names it where they
    do not say it. Depth, width, reduction, classes and stem come from the tensors. All tensors that
    the network needs must be there and fit; what else the file holds is told in the card's ``fit``.
    Labels, preprocessing and temperature come from files beside it or from the file itself. The
    stride of a 3×3 stem is as stated there, or else as in the network ``in_use``.

    Raises ``ViewerError``.
    """
    options = options or BuildOptions()
    file = read_tensors(path)
    if not file.tensors:
        raise empty(path)
    stated = stated_facts(file)
    match = _search(file, _finders(file, stated.facts, options, in_use))
    if not match.fit.is_whole:
        raise refusal(path, match, options)
    return _filled(file, stated, match, key)


def _finders(
    file: TensorFile, facts: Mapping[str, Any], options: BuildOptions, in_use: InUse | None
) -> Sequence[Finder]:
    """What to try, one after the other."""
    architecture = options.architecture.strip()
    name = library_names.parse(architecture)
    if name is not None:
        return (lambda given: [named_candidate(name, given)],)
    if architecture:
        return (user_candidates(architecture),)
    stem = str(facts.get("stem", ""))
    if options.implementation == OWN:
        dialects = (*DIALECTS, TIMM_RESNET)
        return (lambda given: own_candidates(given, dialects, stem, in_use), NearOnly(_any_own))
    hints = hints_in(file.path.stem, facts)
    return (
        lambda given: own_candidates(given, DIALECTS, stem, in_use),
        lambda given: googlenet_candidates(given, file.path.name),
        lambda given: exact_candidates(given, hints),
        NearOnly(lambda given: near_candidates(given, hints)),
        NearOnly(_any_own),
    )


def _any_own(_given: Tensors) -> Iterable[Candidate]:
    """The own networks, to have something to compare with where no name is known."""
    return (of_settings(SEResNetSettings(depth)) for depth in DEPTHS)


def _search(file: TensorFile, finders: Sequence[Finder]) -> Match:
    """The candidate of the first finder that fits as a whole, or else the one that is most there.

    Of several that fit as a whole it is the one that takes most of the file's tensors.
    """
    best: Match | None = None
    places = [(root, within(file.tensors, root)) for root in roots(file.tensors)]
    for finder in finders:
        if isinstance(finder, NearOnly) and best is not None and best.fit.share >= NEAR_ENOUGH:
            break
        whole: list[Match] = []
        for match in _matches(finder, places):
            if match.fit.is_whole and not left_over(file, match):
                return match
            if match.fit.is_whole:
                whole.append(match)
            elif best is None or match.fit.share > best.fit.share:
                best = match
        if whole:
            return max(whole, key=lambda match: match.fit.matched)
    assert best is not None
    return best


def _matches(finder: Finder, places: Sequence[tuple[str, Tensors]]) -> Iterator[Match]:
    for root, given in places:
        for candidate in finder(given):
            yield Match(candidate, given, root, candidate.fit(given))


def _filled(file: TensorFile, stated: Stated, match: Match, key: str) -> nn.Module:
    used: dict[str, Tensor] = {}

    def convert(name: str, wanted: Tensor) -> Tensor:
        if name not in match.given and name.rpartition(".")[2] == BATCH_COUNTER:
            return torch.zeros((), dtype=wanted.dtype)
        used[name] = match.given[name]
        return converted(name, used[name], wanted, shown(file.path))

    model = match.candidate.fill(convert)
    _require_rgb(file.path, model)
    classes = match.candidate.classes
    if classes is None:
        classes = classes_of(model, find_blocks(model))
    companions = read_companions(file, stated, classes)
    card = card_for(file, match, key, companions, classes, number_remarks(used))
    if key == catalogue.BUNDLED:
        card = replace(card, fit=None)
    shortcut = match.candidate.shortcut
    blocks = find_blocks(model, card.preprocessing.crop)
    card = replace(card, shortcut=are_resnet_like(blocks) if shortcut is None else shortcut)
    attach(model, Loaded(make_card(model, card, blocks), companions.temperature))
    return model


def _require_rgb(path: Path, model: nn.Module) -> None:
    first = next((part for part in model.modules() if isinstance(part, nn.Conv2d)), None)
    if first is None or first.in_channels == RGB:
        return
    raise ViewerError(
        "checkpoint.channels",
        f"“{shown(path)}” is of a network for pictures of {first.in_channels} channels; choose one "
        "for colour pictures (RGB).",
        {"file": shown(path), "channels": str(first.in_channels)},
    )
