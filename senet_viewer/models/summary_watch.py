"""Watches a pass: which modules run, on what sizes, and what is computed outside of layers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from math import prod
from typing import Any

from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

# The flop counter counts a multiplication and an addition as two operations.
OPERATIONS_PER_MULTIPLY_ADD = 2


@dataclass
class Seen:
    """What a pass showed of the module at one path; sums over its runs, shapes of the first."""

    runs: int = 0
    output_shape: tuple[int, ...] = ()
    input_shape: tuple[int, ...] = ()
    multiply_adds: int = 0
    output_bytes: int = 0
    input_values: int = 0


class Watch(TorchDispatchMode):
    """While it is entered, notes what the modules of a network do.

    ``seen`` has a path for each module that ran, in the order of their first runs. A module that
    stands at several paths is noted at the one inside what runs at the moment. ``uncounted`` are
    the multiply-adds of convolutions and products that no layer does. Its hooks stay, so give it a
    network of its own.
    """

    def __init__(self, model: nn.Module) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # untyped in torch
        self.seen: dict[str, Seen] = {}
        self.uncounted = 0
        self._running: list[str] = []
        self._layers_running = 0
        paths: dict[nn.Module, list[str]] = defaultdict(list)
        for path, module in model.named_modules(remove_duplicate=False):
            paths[module].append(path)
        for module, places in paths.items():
            module.register_forward_pre_hook(partial(self._begin, places))
            module.register_forward_hook(self._end)

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,  # as torch calls it
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        named = dict(kwargs or {})
        result = func(*args, **named)
        formula: Callable[..., int] | None = flop_registry.get(func.overloadpacket)
        if formula is not None and not self._layers_running:
            operations = formula(*args, **named, out_val=result)
            self.uncounted += operations // OPERATIONS_PER_MULTIPLY_ADD
        return result

    def _begin(self, paths: list[str], module: nn.Module, inputs: tuple[Any, ...]) -> None:
        path = _place(paths, self._running[-1] if self._running else "")
        self._running.append(path)
        self._layers_running += is_layer(module)
        seen = self.seen.setdefault(path, Seen())
        features = _first_tensor(inputs)
        if features is not None:
            seen.input_values += features.numel()
            seen.input_shape = seen.input_shape or tuple(features.shape)

    def _end(self, module: nn.Module, _inputs: tuple[Any, ...], result: Any) -> None:
        seen = self.seen[self._running.pop()]
        self._layers_running -= is_layer(module)
        seen.runs += 1
        output = _first_tensor(result)
        if output is None:
            return
        seen.output_shape = seen.output_shape or tuple(output.shape)
        if is_layer(module):
            own = sum(p.numel() for p in module.parameters(recurse=False))
            seen.output_bytes += output.numel() * output.element_size()
            seen.multiply_adds += own * _repeats(module, tuple(output.shape))


def is_leaf(module: nn.Module) -> bool:
    """Whether the module holds no others."""
    return next(module.children(), None) is None


def is_layer(module: nn.Module) -> bool:
    """Whether the module has parameters, and those inside it (such as an activation) have none."""
    mine = {id(p) for p in module.parameters(recurse=False)}
    return bool(mine) and all(id(p) in mine for p in module.parameters())


def _place(paths: list[str], running: str) -> str:
    inside = (path for path in paths if path.startswith(f"{running}.") or not running)
    return next(inside, paths[0])


def _first_tensor(value: Any) -> Tensor | None:
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list):
        return next((found for found in map(_first_tensor, value) if found is not None), None)
    return None


def _repeats(module: nn.Module, shape: tuple[int, ...]) -> int:
    """How often each weight of a layer is used for an output ``[N, …]``."""
    if "Conv" in type(module).__name__:
        return prod(shape[:1]) * prod(shape[2:])
    return prod(shape[:-1]) if isinstance(module, nn.Linear) else prod(shape[:1])
