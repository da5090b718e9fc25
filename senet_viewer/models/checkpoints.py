"""Makes an SE-ResNet from a checkpoint with the tutorial's names; infers what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from senet_viewer.errors import ViewerError
from senet_viewer.models.cards import Loaded, attach, make_card, numbered_labels
from senet_viewer.models.companions import Companions, read_companions
from senet_viewer.models.se_resnet import (
    BLOCKS_PER_STAGE,
    FIRST_BOTTLENECK_DEPTH,
    STEMS,
    SEResNet,
    SEResNetSettings,
    Stem,
)
from senet_viewer.models.tensorfile import TensorFile, read_tensors, shown
from senet_viewer.records import ModelCard, Preprocessing

BLOCK = re.compile(r"layer([1-4])\.(\d+)\.")
MISMATCHES_NAMED = 5
COUNTER = "num_batches_tracked"


def load_checkpoint(path: Path, key: str) -> SEResNet:
    """An SE-ResNet in evaluation mode on the CPU, with its card under ``key``.

    Depth, width, reduction, classes and stem are read from the metadata or inferred from the
    tensors; all tensors must fit. Labels, preprocessing and temperature come from the file itself
    or from a ``.json`` or ``.txt`` beside it. Raises ``ViewerError``.
    """
    file = read_tensors(path)
    if not file.tensors:
        raise _other_network(path, "It holds no tensor at all.", 0, 0)
    settings = infer_settings(file)
    with torch.device("meta"):
        model = SEResNet(settings)
    model.load_state_dict(_fitting(file, model), strict=True, assign=True)
    model.eval()
    companions = read_companions(file, settings.classes)
    attach(model, _loaded(model, key, path, companions))
    return model


def infer_settings(file: TensorFile) -> SEResNetSettings:
    """What SE-ResNet the tensors are of; the stem's stride only the metadata can tell.

    Raises ``ViewerError`` where they are of no SE-ResNet with the tutorial's names.
    """
    tensors = file.tensors
    shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    stem, head = shapes.get("conv1.weight", ()), shapes.get("linear.weight", ())
    squeeze = shapes.get("layer1.0.SE.conv1.weight", ())
    depth = _depth(tensors)
    if depth is None or len(stem) != 4 or len(head) != 2 or len(squeeze) != 4:
        raise _nearest(file)
    channels, squeezed = squeeze[1], squeeze[0]
    return SEResNetSettings(
        depth=depth,
        stem=_stem(file.entries, kernel=stem[2]),
        classes=head[0],
        reduction=_number(file.entries, "reduction") or max(1, channels // max(1, squeezed)),
        width=stem[0],
    )


def _depth(tensors: Mapping[str, Tensor]) -> int | None:
    counts = [0, 0, 0, 0]
    for name in tensors:
        place = BLOCK.match(name)
        if place is not None:
            stage = int(place[1]) - 1
            counts[stage] = max(counts[stage], int(place[2]) + 1)
    is_bottleneck = "layer1.0.conv3.weight" in tensors
    for depth, blocks in BLOCKS_PER_STAGE.items():
        if tuple(counts) == blocks and (depth >= FIRST_BOTTLENECK_DEPTH) == is_bottleneck:
            return depth
    return None


def _stem(entries: Mapping[str, Any], kernel: int) -> Stem:
    stated = entries.get("stem")
    for stem in STEMS:
        if stem == stated:
            return stem
    # "small" has the tutorial's tensors, with another stride: only metadata can name it.
    return "imagenet" if kernel == 7 else "tutorial"


def _number(entries: Mapping[str, Any], key: str) -> int | None:
    value = entries.get(key)
    try:
        return int(value) if isinstance(value, int | str) else None
    except ValueError:
        return None


@dataclass(frozen=True)
class _Comparison:
    matched: int
    expected: int
    problems: tuple[str, ...]


def _compare(tensors: Mapping[str, Tensor], settings: SEResNetSettings) -> _Comparison:
    with torch.device("meta"):
        wanted = SEResNet(settings).state_dict()
    problems = []
    matched = 0
    for name, tensor in wanted.items():
        if name not in tensors:
            if not name.endswith(COUNTER):
                problems.append(f"{name} {list(tensor.shape)} is missing")
        elif tensors[name].shape != tensor.shape:
            got, expected = list(tensors[name].shape), list(tensor.shape)
            problems.append(f"{name} is {got}, expected {expected}")
        else:
            matched += 1
    problems += [f"{name} is unknown" for name in tensors if name not in wanted]
    return _Comparison(matched, len(wanted), tuple(problems))


def _fitting(file: TensorFile, model: SEResNet) -> dict[str, Tensor]:
    """The tensors as float32; raises ``ViewerError`` unless all fit."""
    comparison = _compare(file.tensors, model.settings)
    if comparison.problems:
        raise _mismatch(file.path, model.settings, comparison)
    tensors = {}
    for name, wanted in model.state_dict().items():
        # Networks of torch before 0.4.1 did not count their batches.
        tensor = file.tensors.get(name, torch.zeros((), dtype=wanted.dtype))
        tensors[name] = tensor.to(wanted.dtype).clone(memory_format=torch.contiguous_format)
    return tensors


def _nearest(file: TensorFile) -> ViewerError:
    """The error for tensors of another network, with the own one that they fit best."""
    fits = [(_compare(file.tensors, SEResNetSettings(d)), d) for d in BLOCKS_PER_STAGE]
    best, depth = max(fits, key=lambda fit: (fit[0].matched / fit[0].expected, -fit[1]))
    return _mismatch(file.path, SEResNetSettings(depth), best)


def _mismatch(path: Path, settings: SEResNetSettings, found: _Comparison) -> ViewerError:
    problems = "; ".join(found.problems[:MISMATCHES_NAMED])
    more = len(found.problems) - MISMATCHES_NAMED
    tail = f"; and {more} more" if more > 0 else ""
    detail = f"Compared with SE-ResNet-{settings.depth}: {problems}{tail}."
    return _other_network(path, detail, found.matched, found.expected)


def _other_network(path: Path, detail: str, matched: int, expected: int) -> ViewerError:
    return ViewerError(
        "checkpoint.other_network",
        f"“{shown(path)}” is of another network: {matched} of the {expected} tensors of the "
        "nearest SE-ResNet match; choose a checkpoint of an SE-ResNet with the tutorial's names.",
        {"file": shown(path), "matched": str(matched), "expected": str(expected)},
        detail=detail,
    )


def _loaded(model: SEResNet, key: str, path: Path, companions: Companions) -> Loaded:
    settings = model.settings
    title = f"SE-ResNet-{settings.depth}"
    card = ModelCard(
        key=key,
        title=companions.title or f"{title} ({shown(path)})",
        parameters=0,
        labels=companions.labels or numbered_labels(settings.classes),
        blocks=(),
        preprocessing=companions.preprocessing or _guessed(settings),
        note=companions.note,
    )
    return Loaded(make_card(model, card), companions.temperature)


def _guessed(settings: SEResNetSettings) -> Preprocessing:
    if settings.stem == "small":
        return Preprocessing(resize=64, crop=64, guessed=True)
    return Preprocessing(guessed=True)
