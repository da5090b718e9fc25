"""Finds the gates of a network by watching one pass of it on an empty picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor, nn
from torch.multiprocessing.reductions import StorageWeakRef

from senet_viewer.models.operations import memory_of
from senet_viewer.models.probe import (
    CANNOT_RUN,
    FeatureSize,
    blank_picture,
    shadow,
    sizes_to_try,
)
from senet_viewer.models.sketching import Arguments, Options, sketch, without_gradients
from senet_viewer.models.squeezed import FeatureMap, Place, Scaling, Squeezed
from senet_viewer.models.watching import Watch

# Two pictures, so that what is the same for all is told from what each picture has of its own.
PICTURES = 2


@dataclass(frozen=True)
class SeenGate:
    """A gate that was seen in a pass.

    ``path`` is the innermost module in whose call the map is squeezed and scaled, and the scaling
    is the ``scaling``-th there, counted from 1. ``gate`` is the path of the module whose output is
    the gate, empty where a function computes it or the module runs more than once. ``is_whole``
    says that the module takes the map and returns it scaled. ``layers`` are the paths of the
    modules that project.
    """

    path: str
    scaling: int
    channels: int
    size: FeatureSize
    gate: str
    is_whole: bool
    layers: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What a pass showed: its gates, in the order in which they scale; or why there was none.

    ``last`` is the size of the map that is pooled last, and not for a gate: the one that the
    network answers from. ``pixels`` is the side of the picture, 0 where it was no square.
    """

    gates: tuple[SeenGate, ...] = ()
    failure: str = ""
    last: FeatureSize | None = None
    pixels: int = 0


def watch_network(model: nn.Module, pixels: int) -> Seen:
    """The gates in a pass of ``model``, on a picture of that size or of another that it takes."""
    try:
        bare = shadow(model)
    except CANNOT_RUN as error:
        return Seen(failure=_reason(error))
    failure = ""
    for size in sizes_to_try(model, pixels):
        seen = watch_pass(bare, blank_picture(model, size, PICTURES))
        if not seen.failure:
            _channels, height, width = size
            return replace(seen, pixels=height if height == width else 0)
        failure = failure or seen.failure
    return Seen(failure=failure)


def watch_copy(model: nn.Module, features: Tensor) -> Seen:
    """The gates in a pass of ``features`` through a copy of ``model``."""
    try:
        bare = shadow(model)
    except CANNOT_RUN as error:
        return Seen(failure=_reason(error))
    return watch_pass(bare, features)


def watch_pass(bare: nn.Module, features: Tensor) -> Seen:
    """The gates in a pass of ``features``; ``bare`` is a ``shadow``, and gets hooks meanwhile."""
    probe = _Probe(bare)
    try:
        with without_gradients(), probe:
            bare(features)
    except CANNOT_RUN as error:
        return Seen(failure=_reason(error))
    finally:
        probe.remove()
    return Seen(probe.gates(), last=probe.last_size())


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


@dataclass(eq=False)
class _Call:
    """A module that is running."""

    path: str
    given: Any


@dataclass(frozen=True)
class _Product:
    """What a scaling gave, in which call, and the place of its gate among those seen."""

    call: _Call
    scaling: Scaling
    index: int
    # As long as it is kept, no other tensor gets the same number for its memory.
    keeps: StorageWeakRef


class _Probe(Watch):
    """Notes the scalings of a pass, with the modules that take part."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self._running: list[_Call] = []
        self._runs: Counter[str] = Counter()
        self._scalings: Counter[str] = Counter()
        self._made_by: dict[Squeezed, str] = {}
        self._products: dict[int, _Product] = {}
        self._seen: list[SeenGate] = []
        self._used: dict[Squeezed, int] = {}
        self._used_otherwise: set[int] = set()
        self._squeezed: list[FeatureMap] = []
        self._handles = []
        for path, module in model.named_modules():
            self._handles += [
                module.register_forward_pre_hook(self._begin(path)),
                module.register_forward_hook(self._end),
            ]

    def remove(self) -> None:
        """Remove the hooks."""
        for handle in self._handles:
            handle.remove()

    def gates(self) -> tuple[SeenGate, ...]:
        return tuple(
            replace(seen, gate=seen.gate if self._runs[seen.gate] == 1 else "")
            for index, seen in enumerate(self._seen)
            if index not in self._used_otherwise
        )

    def last_size(self) -> FeatureSize | None:
        used = {origin.source for origin in self._used}
        last = next((each for each in reversed(self._squeezed) if each not in used), None)
        return None if last is None else (last.height, last.width)

    def squeezed(self, node: Squeezed) -> None:
        self._squeezed.append(node.source)

    def place(self) -> Place:
        return tuple(self._running)

    def spread(self, nodes: list[Squeezed]) -> None:
        self._used_otherwise.update(self._used[node] for node in nodes if node in self._used)

    def compute(self, func: Any, args: Arguments, options: Options) -> Any:
        if func._schema.is_mutable and args and isinstance(args[0], Tensor):
            # What was scaled is no longer that alone.
            self._products.pop(memory_of(args[0]), None)
        return sketch(func, args, options)

    def scale(self, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        product = multiply()
        origin = scaling.origin
        around = _common(origin.squeezed_at, self._running)
        self._scalings.update({call.path for call in around})
        if origin in self._used:
            return product
        inside = around[-1]
        self._used[origin] = len(self._seen)
        # Where a function projects, there is no module to name but the one around it.
        layers = (place[-1].path for place in origin.projected_at if place[-1] not in around)
        keeps = StorageWeakRef(product.untyped_storage())
        self._products[memory_of(product)] = _Product(inside, scaling, len(self._seen), keeps)
        self._seen.append(
            SeenGate(
                path=inside.path,
                scaling=self._scalings[inside.path],
                channels=origin.source.channels,
                size=(origin.source.height, origin.source.width),
                gate=self._made_by.get(origin, ""),
                is_whole=False,
                layers=tuple(dict.fromkeys(layers)),
            )
        )
        return product

    def _begin(self, path: str) -> Callable[[nn.Module, tuple[Any, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            self._runs[path] += 1
            given = inputs[0] if inputs else None
            self._running.append(_Call(path, given))

        return hook

    def _end(self, _module: nn.Module, _inputs: tuple[Any, ...], output: Any) -> None:
        call = self._running.pop()
        given, call.given = call.given, None
        if not isinstance(output, Tensor):
            return
        node = self.known(output)
        if node is not None and node.is_gate:
            # The innermost module returns first.
            self._made_by.setdefault(node, call.path)
        product = self._products.get(memory_of(output))
        if product is None or product.call is not call:
            return
        is_source = self.is_source(given, product.scaling.origin.source)
        if is_source and output.shape == given.shape and product.scaling.is_plain:
            self._seen[product.index] = replace(self._seen[product.index], is_whole=True)


def _common(squeezed_at: Sequence[_Call], running: Sequence[_Call]) -> list[_Call]:
    """The calls in which both happen."""
    return [first for first, second in zip(squeezed_at, running, strict=False) if first is second]
