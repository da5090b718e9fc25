"""Runs a network on an empty picture, to learn the sizes of its feature maps."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import torch
from torch import Tensor, nn

from senet_viewer.models.sketching import Sketching, without_gradients

FeatureSize = tuple[int, int]
"""Height and width of a feature map."""

PictureSize = tuple[int, int, int]
"""Channels, height and width of a picture."""

CANNOT_RUN = (
    RuntimeError,
    TypeError,
    ValueError,
    NotImplementedError,
    AssertionError,
    LookupError,
    AttributeError,
    pickle.PickleError,
    copy.Error,
)
"""What networks raise that take another size or kind of input, or that cannot be copied."""

COMMON_PIXELS = (224, 32, 256, 28, 64, 96, 128, 299, 384, 448, 512)
"""Sides of the pictures that networks which take one size only are made for."""


def shadow(model: nn.Module) -> nn.Module:
    """A copy of ``model`` in evaluation mode without hooks, which shares its tensors."""
    tensors = chain(model.parameters(), model.buffers())
    shared = {id(tensor): tensor for tensor in tensors}
    return _bare_copy(model, {**_computed(model), **shared})


def on_meta(model: nn.Module) -> nn.Module:
    """A copy of ``model`` in evaluation mode without hooks, whose tensors hold no data.

    Its passes cost nothing, but for the first, for which torch imports its compiler (1.5 s).
    """
    memo: dict[int, Tensor] = {}
    for tensor in chain(model.parameters(), model.buffers()):
        empty = torch.empty_like(tensor, device="meta")
        is_parameter = isinstance(tensor, nn.Parameter)
        memo[id(tensor)] = nn.Parameter(empty, tensor.requires_grad) if is_parameter else empty
    return _bare_copy(model, memo)


def _computed(model: nn.Module) -> dict[int, Tensor]:
    """Tensors that modules hold without having registered them; torch copies none with a past."""
    held = (value for module in model.modules() for value in module.__dict__.values())
    return {id(value): value.detach() for value in held if isinstance(value, Tensor)}


def _bare_copy(model: nn.Module, tensors: dict[int, Tensor]) -> nn.Module:
    # A deep copy takes what the memo holds, by id, instead of copying it.
    copied = copy.deepcopy(model, dict[int, Any](tensors))
    for module in copied.modules():
        module._forward_hooks.clear()
        module._forward_pre_hooks.clear()
    return copied.eval()


def blank_picture(model: nn.Module, size: PictureSize, batch: int = 1) -> Tensor:
    """Zeros ``[batch, C, H, W]`` of the device and number type of ``model``."""
    floats = (p for p in model.parameters() if p.is_floating_point())
    like = next(floats, torch.zeros(()))
    return torch.zeros(batch, *size, device=like.device, dtype=like.dtype)


def blank_squares(model: nn.Module, pixels: int) -> Iterator[Tensor]:
    """Zeros ``[1, C, pixels, pixels]``, with the numbers of channels that ``model`` may take."""
    for size in sizes_to_try(model, pixels):
        if size[1:] != (pixels, pixels):
            return
        yield blank_picture(model, size)


def sizes_to_try(model: nn.Module, pixels: int) -> Iterator[PictureSize]:
    """Sizes of pictures that ``model`` may take: the given one, its own, and the common ones."""
    # Networks of timm carry their settings.
    settings = getattr(model, "pretrained_cfg", None)
    stated = settings.get("input_size") if isinstance(settings, dict) else None
    channels, sides = _likely_channels(model), [(pixels, pixels)]
    if isinstance(stated, tuple | list) and len(stated) == 3:
        channels.append(int(stated[0]))
        sides.append((int(stated[1]), int(stated[2])))
    sides.extend((side, side) for side in COMMON_PIXELS)
    for height, width in dict.fromkeys(sides):
        for channel in dict.fromkeys(channels):
            yield channel, height, width


def _likely_channels(model: nn.Module) -> list[int]:
    """Channels of a picture: three where a convolution takes them, or what the first one takes."""
    taken = [m.in_channels for m in model.modules() if isinstance(m, nn.Conv2d)]
    likely = [3, *taken[:1]] if 3 in taken or not taken else [taken[0], 3]
    return list(dict.fromkeys(likely))


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
        bare = shadow(model)
    except CANNOT_RUN:
        return {}
    for path in paths:
        bare.get_submodule(path).register_forward_pre_hook(keep(path))
    for picture in blank_squares(model, pixels):
        sizes.clear()
        try:
            with without_gradients(), Sketching():
                bare(picture)
        except CANNOT_RUN:
            continue
        return sizes
    return {}
