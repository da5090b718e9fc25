"""Finds the modules that are SE blocks as a whole, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

import torch
from torch import nn

from senet_viewer.models.gate_probe import PICTURES, SeenGate, watch_copy
from senet_viewer.models.se_resnet import SqueezeExcitation

# Of the feature map on which a module is run alone: small, and not square.
SIDES = (3, 2)
MOST_PROJECTIONS = 2


@dataclass(frozen=True)
class FoundBlock:
    """An SE block, yet without a name.

    ``gate`` is the path of the module whose output is the gate, empty where there is none.
    ``scaling`` is 0 where the module at ``path`` takes a feature map and returns it scaled; where
    it does other things too, the map is scaled by the ``scaling``-th multiplication by gates in
    it. ``layers`` are the paths of the modules that squeeze and excite.
    """

    path: str
    gate: str
    channels: int
    scaling: int
    layers: tuple[str, ...]


def find_modules(model: nn.Module) -> tuple[FoundBlock, ...]:
    """The SE blocks of ``model`` that are modules, in the order in which it defines them.

    Such a module consists of one or two projections (1×1 convolutions or linear layers) that end
    at as many channels as they begin with, beside norms, activations and pooling. What it does
    with them is seen by running it alone on a tiny feature map: the mean of every channel must
    become a gate in 0..1 that multiplies the map.
    """
    named = list(model.named_modules(remove_duplicate=False))
    times = Counter(id(module) for _path, module in named)
    found: dict[str, FoundBlock] = {}
    # Networks hold hundreds of their kind; what is missed, a pass of the whole network shows.
    no_blocks: set[tuple[type, ...]] = set()
    for path, module in model.named_modules():
        channels = _channels(module) if path else None
        if channels is None or any(path.startswith(f"{other}.") for other in found):
            continue
        kinds = tuple(type(part) for part in module.modules())
        gate = None if kinds in no_blocks else _gate_of(module, channels)
        if gate is None:
            no_blocks.add(kinds)
            continue
        is_shared = bool(gate.gate) and times[id(module.get_submodule(gate.gate))] > 1
        found[path] = FoundBlock(
            path=path,
            gate=f"{path}.{gate.gate}" if gate.gate and not is_shared else "",
            channels=channels,
            scaling=0 if gate.is_whole and gate.gate and not is_shared else gate.scaling,
            layers=tuple(f"{path}.{part}" for part, _module in module.named_modules() if part),
        )
    return tuple(found.values())


def _gate_of(module: nn.Module, channels: int) -> SeenGate | None:
    """The one gate of a module that is an SE block; None where it is none."""
    if type(module) is SqueezeExcitation:
        return SeenGate("", 1, channels, SIDES, "gate", is_whole=True, layers=())
    weight = next(module.parameters())
    features = torch.zeros(PICTURES, channels, *SIDES, device=weight.device, dtype=weight.dtype)
    gates = watch_copy(module, features).gates
    # The innermost module counts, so that a wrapper of a block is not taken for it.
    return gates[0] if len(gates) == 1 and not gates[0].path else None


def _channels(module: nn.Module) -> int | None:
    """Channels of a module that may be an SE block by its parts; None where it cannot."""
    is_container = isinstance(module, nn.Sequential | nn.ModuleList | nn.ModuleDict)
    if is_container or _holds_tensors(module) or next(module.children(), None) is None:
        return None
    projections: list[tuple[int, int]] = []
    for part in module.modules():
        projection = _projection(part)
        if projection is not None:
            projections.append(projection)
        elif _holds_tensors(part) and not _is_norm_or_activation(part):
            return None
        if len(projections) > MOST_PROJECTIONS:
            return None
    if not projections:
        return None
    channels, squeezed = projections[0]
    unsqueezed, restored = projections[-1]
    closes = channels == restored and (len(projections) == 1 or squeezed == unsqueezed)
    return channels if closes and squeezed <= channels else None


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
