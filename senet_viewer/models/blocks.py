"""Finds the squeeze-and-excitation blocks of any network, by their structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import log2

from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.probe import FeatureSize, feature_sizes
from senet_viewer.models.se_resnet import SqueezeExcitation

LAST_STAGE = 5
RESNET_STAGE = re.compile(r"(?:^|\.)layer([1-4])\.")
# Their squeeze is not the mean of the channel alone, so the paper's equations do not hold.
NOT_A_MEAN_SQUEEZE = frozenset({"ChannelAttn", "LightChannelAttn"})


@dataclass(frozen=True)
class SEBlock:
    """One squeeze-and-excitation block of a network.

    ``name`` is ``SE_stage_index`` as in the paper; ``path`` is the module's path in the network;
    ``module`` takes a feature map and returns it scaled; the output of its submodule ``gate`` is
    the gate, of shape ``[N, channels, 1, 1]`` or ``[N, channels]``.
    """

    name: str
    stage: int
    index: int
    path: str
    module: nn.Module
    gate: nn.Module
    channels: int


@dataclass(frozen=True)
class _Found:
    path: str
    module: nn.Module
    gate: nn.Module
    channels: int


def find_blocks(model: nn.Module, pixels: int = 224) -> tuple[SEBlock, ...]:
    """The SE blocks of ``model``, in the order in which it defines them.

    A block is a module that consists of two projections (1×1 convolutions or linear layers), to
    fewer channels and back, and one sigmoid, beside norms, activations and pooling. In networks
    with ``layer1`` … ``layer4`` the stage is that of the paper (``layer1`` is conv2_x); in others
    it is a feature resolution at ``pixels``×``pixels`` input, counted so that the last is 5.
    Raises ``ViewerError`` where there is no block.
    """
    found = tuple(_search(model))
    if not found:
        name = type(model).__name__
        raise ViewerError(
            "model.no_gates",
            f"{name} has no squeeze-and-excitation gates to show; choose a network with SE blocks.",
            {"name": name},
            detail="Looked for modules made of two 1×1 convolutions or linear layers, to fewer "
            "channels and back, and one sigmoid submodule whose output scales the channels.",
        )
    stages = _stages_by_path(found) or _stages_by_resolution(
        found, feature_sizes(model, tuple(block.path for block in found), pixels)
    )
    counts: Counter[int] = Counter()
    blocks = []
    for block, stage in zip(found, stages, strict=True):
        counts[stage] += 1
        blocks.append(
            SEBlock(
                f"SE_{stage}_{counts[stage]}",
                stage,
                counts[stage],
                block.path,
                block.module,
                block.gate,
                block.channels,
            )
        )
    return tuple(blocks)


def is_resnet_like(model: nn.Module) -> bool:
    """Whether all SE blocks stand in ``layer1`` … ``layer4``, at the end of residual branches."""
    return _stages_by_path(tuple(_search(model))) is not None


def _search(model: nn.Module) -> Iterator[_Found]:
    """The innermost modules that match, so that a wrapper of a block is not taken for it."""
    matches = {}
    for path, module in model.named_modules():
        match = _match(path, module)
        if match is not None:
            matches[path] = match
    for path, match in matches.items():
        if not any(other.startswith(f"{path}.") or not path for other in matches if other != path):
            yield match


def _match(path: str, module: nn.Module) -> _Found | None:
    is_container = isinstance(module, nn.Sequential | nn.ModuleList | nn.ModuleDict)
    excluded = is_container or type(module).__name__ in NOT_A_MEAN_SQUEEZE
    if excluded or _holds_tensors(module):
        return None
    parts = _parts(module)
    if parts is None or len(parts.projections) != 2 or not parts.gates:
        return None
    (channels, squeezed), (unsqueezed, restored) = parts.projections
    # The own block may keep all its channels (a reduction of 1); elsewhere that is no SE.
    squeezes = squeezed < channels or isinstance(module, SqueezeExcitation)
    if squeezed != unsqueezed or channels != restored or not squeezes:
        return None
    # A hand-written sigmoid may hold a library's inside; the first is the outer one.
    inside = set(parts.gates[0].modules())
    if any(gate not in inside for gate in parts.gates):
        return None
    return _Found(path, module, parts.gates[0], channels)


@dataclass(frozen=True)
class _Parts:
    projections: tuple[tuple[int, int], ...]
    gates: tuple[nn.Module, ...]


def _parts(module: nn.Module) -> _Parts | None:
    """The projections and sigmoids in a module; None where it holds other layers with tensors."""
    projections: list[tuple[int, int]] = []
    gates: list[nn.Module] = []
    for part in module.modules():
        projection = _projection(part)
        if projection is not None:
            projections.append(projection)
        elif "sigmoid" in type(part).__name__.lower():
            gates.append(part)
        elif _holds_tensors(part) and not _is_norm_or_activation(part):
            return None
        if len(projections) > 2:
            return None
    return _Parts(tuple(projections), tuple(gates))


def _projection(part: nn.Module) -> tuple[int, int] | None:
    """Channels in and out of a 1×1 convolution or linear layer."""
    if isinstance(part, nn.Linear):
        return part.in_features, part.out_features
    if isinstance(part, nn.Conv2d) and part.kernel_size == (1, 1) and part.groups == 1:
        return part.in_channels, part.out_channels
    return None


def _holds_tensors(part: nn.Module) -> bool:
    own = chain(part.parameters(recurse=False), part.buffers(recurse=False))
    return next(own, None) is not None


def _is_norm_or_activation(part: nn.Module) -> bool:
    name = type(part).__name__.lower()
    return "norm" in name or "relu" in name


def _stages_by_path(found: tuple[_Found, ...]) -> list[int] | None:
    places = [RESNET_STAGE.search(block.path) for block in found]
    stages = [int(place[1]) + 1 for place in places if place]
    return stages if found and len(stages) == len(found) else None


def _stages_by_resolution(found: tuple[_Found, ...], sizes: Mapping[str, FeatureSize]) -> list[int]:
    """Stages by feature resolution; all in the last one where the network could not be probed."""
    if len(sizes) < len(found):
        return [LAST_STAGE] * len(found)
    edges = [max(sizes[block.path]) for block in found]
    smallest = min(edges)
    return [LAST_STAGE - round(log2(edge / smallest)) for edge in edges]
