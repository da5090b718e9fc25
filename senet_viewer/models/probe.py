"""Runs a network on an empty picture, to learn the sizes of its feature maps."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from functools import partial
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
    LookupError,
    AttributeError,
)
"""What networks raise that take another size or kind of input."""


def shadow(model: nn.Module) -> nn.Module:
    """A copy of ``model`` in evaluation mode without hooks, which shares its tensors.

    Its convolutions give zeros, at no cost.
    """
    tensors = chain(model.parameters(), model.buffers())
    copied = _bare_copy(model, {id(tensor): tensor for tensor in tensors})
    for module in copied.modules():
        if isinstance(module, nn.Conv2d) and not isinstance(module.padding, str):
            module.__dict__["forward"] = partial(_zeros_for, module)
    return copied


def on_meta(model: nn.Module) -> nn.Module:
    """A copy of ``model`` in evaluation mode without hooks, whose tensors hold no data.

    Its passes cost nothing, but for the first, for which torch imports its compiler (1.5 s).
    """
    memo: dict[int, Tensor] = {}
    for tensor in chain(model.parameters(), model.buffers()):
        empty = torch.empty_like(tensor, device="meta")
        is_parameter = isinstance(tensor, nn.Parameter)
        memo[id(tensor)] = nn.Parameter(empty, requires_grad=False) if is_parameter else empty
    return _bare_copy(model, memo)


def _bare_copy(model: nn.Module, tensors: dict[int, Tensor]) -> nn.Module:
    # A deep copy takes what the memo holds, by id, instead of copying it.
    copied = copy.deepcopy(model, dict[int, Any](tensors))
    for module in copied.modules():
        module._forward_hooks.clear()
        module._forward_pre_hooks.clear()
    return copied.eval()


def blank_picture(model: nn.Module, pixels: int) -> Tensor:
    """Zeros ``[1, C, pixels, pixels]`` as the first convolution of ``model`` takes them."""
    channels = next((m.in_channels for m in model.modules() if isinstance(m, nn.Conv2d)), 3)
    floats = (p for p in model.parameters() if p.is_floating_point())
    like = next(floats, torch.zeros(()))
    return torch.zeros(1, channels, pixels, pixels, device=like.device, dtype=like.dtype)


def feature_sizes(model: nn.Module, paths: Sequence[str], pixels: int) -> dict[str, FeatureSize]:
    """Height and width of the first input of the modules at ``paths``, at a square input.

    Empty where the network does not run on that size.
    """
    sizes: dict[str, FeatureSize] = {}

    def keep(path: str) -> Callable[[nn.Module, tuple[Any, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            features = inputs[0]
            if isinstance(features, Tensor) and features.ndim == 4:
                sizes[path] = (int(features.shape[2]), int(features.shape[3]))

        return hook

    try:
        light = shadow(model)
        for path in paths:
            light.get_submodule(path).register_forward_pre_hook(keep(path))
        with torch.inference_mode():
            light(blank_picture(model, pixels))
    except CANNOT_RUN:
        return {}
    return sizes


def _zeros_for(conv: nn.Conv2d, features: Tensor) -> Tensor:
    """Zeros of the shape that the convolution gives; raises ``RuntimeError`` as it does."""
    *batch, channels, height, width = features.shape
    if channels != conv.in_channels:
        raise RuntimeError(f"expected {conv.in_channels} channels, got {channels}")
    sides = [_side(conv, 0, height), _side(conv, 1, width)]
    return features.new_zeros((*batch, conv.out_channels, *sides))


def _side(conv: nn.Conv2d, axis: int, size: int) -> int:
    """Height (axis 0) or width (1) of what the convolution makes of that size."""
    reach = conv.dilation[axis] * (conv.kernel_size[axis] - 1) + 1
    padding = int(conv.padding[axis])
    return (size + 2 * padding - reach) // conv.stride[axis] + 1
