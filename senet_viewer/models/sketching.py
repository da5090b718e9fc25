"""Runs a network for the shapes alone: what costs time on large maps gives zeros instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import zip_longest
from math import prod
from mmap import mmap
from typing import Any, Self

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

Arguments = tuple[Any, ...]
Options = Mapping[str, Any]

LARGE = 1 << 14
"""Numbers from which on a tensor is not computed, and its memory is taken from the system."""

# Of zeros they give zeros (but softmax, whose values decide about nothing).
ELEMENT_WISE = frozenset(
    {
        "relu", "silu", "gelu", "hardswish", "leaky_relu", "elu", "mish", "add", "sub", "mul",
        "_softmax", "_safe_softmax", "clone",
    }
)  # fmt: skip


@cache
def name_of(func: Any) -> str:
    """The name of one of torch's operations; ``"relu"`` for ``relu`` and for ``relu_`` in place."""
    name: str = func._schema.name.removeprefix("aten::")
    return name if name.startswith("__") else name.removesuffix("_")


def sketch(func: Any, args: Arguments, options: Options) -> Any:
    """The result of ``func``, of the right shape; zeros where computing it would take time."""
    name = name_of(func)
    is_large = any(isinstance(arg, Tensor) and arg.numel() >= LARGE for arg in args[:2])
    if is_large and name in ELEMENT_WISE and not options:
        return args[0] if func._schema.is_mutable else _element_wise(args[:2])
    rule = _RULES.get(name)
    drawn = None if rule is None else rule(*args, **options)
    return func(*args, **options) if drawn is None else drawn


@contextmanager
def without_gradients() -> Iterator[None]:
    """No gradients, and no inference mode: in it, operations arrive before torch splits them."""
    with torch.inference_mode(False), torch.no_grad():
        yield


class LightMode(TorchDispatchMode):
    """Sees every operation, and does not import torch's compiler for it (1.5 s)."""

    def __init__(self) -> None:
        TorchDispatchMode.__init__(self)
        self._depth = 0

    def end(self) -> None:
        """Called when the mode is left altogether, and not only for one operation's parts."""

    def __enter__(self) -> Self:
        self._depth += 1
        TorchDispatchMode.__enter__(self)
        return self

    def __exit__(self, *error: object) -> None:
        TorchDispatchMode.__exit__(self, *error)
        self._depth -= 1
        if not self._depth:
            self.end()

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False


class Sketching(LightMode):
    """Lets the passes inside it cost little; to be used ``without_gradients``."""

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: Arguments = (),
        kwargs: Options | None = None,
    ) -> Any:
        return sketch(func, args, kwargs or {})


def _zeros(like: Tensor, shape: Sequence[int]) -> Tensor:
    numbers = prod(shape)
    if like.device.type != "cpu" or numbers < LARGE:
        return like.new_zeros(shape)
    # Pages that the system clears when they are first touched, and few are.
    pages = torch.frombuffer(mmap(-1, numbers * like.element_size()), dtype=torch.uint8)
    return pages.view(like.dtype).view(shape)


def _element_wise(args: Arguments) -> Tensor:
    tensors = [arg for arg in args if isinstance(arg, Tensor)]
    # From behind, as torch fits them; by hand, since torch's own function is slow to import.
    sides = zip_longest(*(reversed(tensor.shape) for tensor in tensors), fillvalue=1)
    shape = [max(side) if min(side) else 0 for side in sides]
    return _zeros(max(tensors, key=Tensor.numel), shape[::-1])


def _convolution(
    features: Tensor,
    weight: Tensor,
    _bias: Tensor | None,
    stride: list[int],
    padding: list[int],
    dilation: list[int],
    transposed: bool,
    _output_padding: list[int],
    groups: int,
) -> Tensor | None:
    # What does not fit is left to torch, which says why.
    fits = features.shape[1:2] == torch.Size([weight.shape[1] * groups])
    if transposed or not fits or features.ndim != weight.ndim:
        return None
    sides = []
    for axis, size in enumerate(features.shape[2:]):
        reach = _of(dilation, axis) * (weight.shape[axis + 2] - 1) + 1
        sides.append((size + 2 * _of(padding, axis) - reach) // _of(stride, axis) + 1)
    if min(sides, default=0) < 1:
        return None
    return _zeros(features, (features.shape[0], weight.shape[0], *sides))


def _of(values: list[int], axis: int) -> int:
    return values[axis] if len(values) > 1 else values[0]


def _norm(features: Tensor, *_settings: Any) -> tuple[Tensor, Tensor, Tensor] | None:
    if _settings and isinstance(_settings[0], Tensor) and len(_settings[0]) != features.shape[1]:
        return None
    nothing = features.new_zeros(0)
    return _zeros(features, features.shape), nothing, nothing


def _layer_norm(features: Tensor, *_settings: Any) -> tuple[Tensor, Tensor, Tensor] | None:
    nothing = features.new_zeros(0)
    return _zeros(features, features.shape), nothing, nothing


def _mean(
    features: Tensor, axes: list[int] | None = None, keep: bool = False, **_type: Any
) -> Tensor | None:
    if not axes or features.numel() < LARGE:
        return None
    gone = {axis % features.ndim for axis in axes}
    sides = [1 if axis in gone else side for axis, side in enumerate(features.shape)]
    left = [side for axis, side in enumerate(sides) if keep or axis not in gone]
    return features.new_zeros(left)


def _product(left: Tensor, right: Tensor) -> Tensor | None:
    if left.shape[-1] != right.shape[-2] or left.shape[:-2] != right.shape[:-2]:
        return None
    return _zeros(left, (*left.shape[:-1], right.shape[-1]))


def _sum_and_product(_bias: Tensor, left: Tensor, right: Tensor, **_scales: Any) -> Tensor | None:
    return _product(left, right)


def _attention(query: Tensor, _key: Tensor, value: Tensor, *_: Any, **__: Any) -> Any:
    attended = _zeros(query, (*query.shape[:-1], value.shape[-1]))
    return attended, query.new_zeros(query.shape[:-1], dtype=torch.float32)


_RULES: dict[str, Callable[..., Any]] = {
    "convolution": _convolution,
    "native_batch_norm": _norm,
    "native_layer_norm": _layer_norm,
    "_native_batch_norm_legit_no_training": _norm,
    "mean": _mean,
    "mm": _product,
    "bmm": _product,
    "addmm": _sum_and_product,
    "baddbmm": _sum_and_product,
    "_scaled_dot_product_flash_attention_for_cpu": _attention,
}
