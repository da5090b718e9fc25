"""Runs a network without data, on torch's meta device, to learn the sizes of its feature maps."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn

FeatureSize = tuple[int, int]
"""Height and width of a feature map."""

CANNOT_RUN = (
    RuntimeError,
    TypeError,
    ValueError,
    NotImplementedError,
    AssertionError,
    IndexError,
    AttributeError,
)
"""What networks raise that need data to decide on, or another size of input."""


def on_meta(model: nn.Module) -> nn.Module:
    """A copy of ``model`` in evaluation mode, whose tensors have shapes but no data, nor hooks."""
    memo: dict[int, Any] = {}
    for tensor in chain(model.parameters(), model.buffers()):
        empty = torch.empty_like(tensor, device="meta")
        is_parameter = isinstance(tensor, nn.Parameter)
        memo[id(tensor)] = nn.Parameter(empty, requires_grad=False) if is_parameter else empty
    copied = copy.deepcopy(model, memo)
    for module in copied.modules():
        module._forward_hooks.clear()
        module._forward_pre_hooks.clear()
    return copied.eval()


def input_channels(model: nn.Module) -> int:
    """Channels of the picture that the first convolution takes; 3 where there is none."""
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            return module.in_channels
    return 3


def feature_sizes(model: nn.Module, paths: Sequence[str], pixels: int) -> dict[str, FeatureSize]:
    """Height and width of the first input of the modules at ``paths``, at a square input.

    Empty where the network does not run without data (it reads values, or refuses the size).
    """
    sizes: dict[str, FeatureSize] = {}

    def keep(path: str) -> Callable[[nn.Module, tuple[Any, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            features = inputs[0]
            if isinstance(features, Tensor) and features.ndim == 4:
                sizes[path] = (int(features.shape[2]), int(features.shape[3]))

        return hook

    try:
        bare = on_meta(model)
        for path in paths:
            bare.get_submodule(path).register_forward_pre_hook(keep(path))
        with torch.no_grad():
            bare(torch.empty(1, input_channels(model), pixels, pixels, device="meta"))
    except CANNOT_RUN:
        return {}
    return sizes
