"""Torch's operations, as far as gates are made of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import torch
from torch import Tensor

from senet_viewer.models.sketching import Arguments

MEANS = frozenset({"mean", "sum"})
AVERAGE_POOLS = frozenset({"avg_pool2d", "_adaptive_avg_pool2d"})
LARGEST_POOLS = frozenset({"adaptive_max_pool2d", "max_pool2d_with_indices"})
# What else makes one number of a channel, and is no squeeze.
OTHER_POOLS = LARGEST_POOLS | {
    "amax", "amin", "max", "min", "std", "var", "std_mean", "var_mean", "linalg_vector_norm",
    "norm", "logsumexp", "median",
}  # fmt: skip
POOLS = MEANS | AVERAGE_POOLS | OTHER_POOLS
COPIES = frozenset({"clone", "_to_copy", "contiguous", "lift_fresh"})
RESHAPES = frozenset({"view", "_unsafe_view", "_reshape_alias", "_reshape_copy"})
# Views, also those that change how a tensor looks at its memory and not what is in it.
VIEWS = RESHAPES | {
    "as_strided", "squeeze", "unsqueeze", "transpose", "t", "swapaxes", "swapdims", "detach",
    "alias", "expand", "permute", "slice", "select",
}  # fmt: skip
NORMS = frozenset(
    {
        "native_batch_norm", "_native_batch_norm_legit_no_training", "_native_batch_norm_legit",
        "cudnn_batch_norm", "miopen_batch_norm", "_batch_norm_with_update",
        "_batch_norm_no_update", "native_layer_norm", "native_group_norm", "_fused_rms_norm",
    }
)  # fmt: skip
# No squeeze and no scaling is among the parts of these.
NO_SQUEEZES = frozenset(
    {
        "conv2d", "convolution", "batch_norm", "native_batch_norm", "max_pool2d", "relu", "silu",
        "gelu", "hardswish", "linear", "addmm", "add", "layer_norm", "dropout",
        "_native_batch_norm_legit_no_training",
    }
)  # fmt: skip
# With the place of the numbers that are projected.
PROJECTIONS = {"linear": 0, "mm": 0, "addmm": 1, "convolution": 0}
# Element-wise, though torch does not mark them so.
UNMARKED = frozenset({"hardswish", "rsub", "_prelu_kernel", "native_dropout"})

CHANNELS_FIRST, CHANNELS_LAST = 1, 3


def memory_of(tensor: Tensor) -> int:
    """A number for the memory that a tensor and all views of it share; 0 where it has none."""
    if tensor.layout is not torch.strided:
        return 0
    memory: int = tensor.untyped_storage()._cdata
    return memory


def tensors_in(args: Arguments) -> Iterator[tuple[int, Tensor]]:
    """The tensors among the arguments with their places; those in lists have places below 0."""
    for index, arg in enumerate(args):
        if isinstance(arg, Tensor):
            yield index, arg
        elif isinstance(arg, list | tuple):
            for inner, item in enumerate(arg):
                if isinstance(item, Tensor):
                    yield -1 - inner, item


@cache
def is_composed(func: Any) -> bool:
    """Whether torch splits the operation into others before it computes them."""
    found: bool = func.has_kernel_for_dispatch_key(torch._C.DispatchKey.CompositeImplicitAutograd)
    return found


@cache
def is_element_wise(func: Any) -> bool:
    """Whether every number of the result comes from one number of each argument."""
    return torch.Tag.pointwise in func.tags


def axes_of(args: Arguments, dimensions: int) -> set[int]:
    """The axes that a reduction goes over; all where none are named."""
    given = args[1] if len(args) > 1 else None
    if isinstance(given, int):
        given = [given]
    if not isinstance(given, list | tuple) or not given:
        return set(range(dimensions))
    return {axis % dimensions for axis in given}


def pooled_axis(name: str, args: Arguments) -> int | None:
    """The axis of the channels, where a pooling leaves it and the images alone."""
    if name in AVERAGE_POOLS or name in LARGEST_POOLS:
        return CHANNELS_FIRST
    dimensions = args[0].ndim
    axes = axes_of(args, dimensions)
    left = [axis for axis in range(dimensions) if axis not in axes]
    if left == [0, CHANNELS_FIRST]:
        return CHANNELS_FIRST
    return CHANNELS_LAST if left == [0, CHANNELS_LAST] else None


def divides_by(name: str, args: Arguments, divisor: int) -> bool:
    """Whether the operation divides by that number."""
    other = args[1] if len(args) > 1 else None
    if not isinstance(other, int | float):
        return False
    expected = {"div": float(divisor), "mul": 1 / divisor}.get(name)
    return expected is not None and abs(other / expected - 1) < 1e-6
