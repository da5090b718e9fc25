"""Counts a network's parameters and multiply-adds, layer by layer, without running it on data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import count
from math import prod

import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import SEBlock, block_sizes, find_blocks
from senet_viewer.models.probe import CANNOT_RUN, on_meta
from senet_viewer.models.summary_stages import stages_of
from senet_viewer.models.summary_watch import Seen, Watch
from senet_viewer.summaries import MEGABYTE, OUTSIDE, Cost, Layer, Summary

__all__ = ["MEGABYTE", "Layer", "Summary", "input_size_of", "summarise"]


def summarise(
    model: nn.Module, input_size: tuple[int, ...] = (1, 3, 224, 224), title: str = ""
) -> Summary:
    """The summary of ``model`` for an input ``[N, C, H, W]``; the model may be on ``meta``.

    Without a ``title`` it is called by its class. Raises ``ViewerError`` where the network does not
    run on that size.
    """
    bare = on_meta(model)
    blocks = _blocks(bare, input_size[-1])
    watch = Watch(bare)
    dtype = next((p.dtype for p in bare.parameters() if p.is_floating_point()), torch.float32)
    try:
        picture = torch.empty(input_size, device="meta", dtype=dtype)
        with torch.no_grad(), watch:
            bare(picture)
    except CANNOT_RUN as error:
        raise does_not_run(type(model).__name__, input_size, error) from error
    return Summary(
        title=title or type(model).__name__,
        input_size=input_size,
        layers=_layers(bare, watch.seen, blocks),
        trainable_parameters=sum(p.numel() for p in model.parameters() if p.requires_grad),
        input_bytes=picture.numel() * picture.element_size(),
        scaled_values=_scaled_values(bare, watch.seen, blocks, input_size),
        uncounted_multiply_adds=watch.uncounted,
    )


def input_size_of(model: nn.Module, pixels: int) -> tuple[int, int, int, int]:
    """``[1, C, pixels, pixels]``, with the channels that the first convolution takes."""
    channels = next((m.in_channels for m in model.modules() if isinstance(m, nn.Conv2d)), 3)
    return (1, channels, pixels, pixels)


def does_not_run(name: str, input_size: tuple[int, ...], error: Exception) -> ViewerError:
    """The error for a size that a network refuses."""
    size = "×".join(map(str, input_size))
    return ViewerError(
        "summary.size",
        f"{name} does not run on an input of {size}; choose another size.",
        {"name": name, "size": size},
        detail=str(error),
    )


def _blocks(model: nn.Module, pixels: int) -> tuple[SEBlock, ...]:
    try:
        return find_blocks(model, pixels)
    except ViewerError:
        # A network without SE blocks has a summary too.
        return ()


def _scaled_values(
    model: nn.Module,
    seen: Mapping[str, Seen],
    blocks: Sequence[SEBlock],
    input_size: tuple[int, ...],
) -> int:
    """Values in the feature maps that the blocks take."""
    whole = sum(
        seen[block.path].input_values
        for block in blocks
        if not block.scaling and block.path in seen
    )
    parts = [block for block in blocks if block.scaling]
    sizes = block_sizes(model, parts, input_size[-1]) if parts else {}
    return whole + input_size[0] * sum(
        block.channels * prod(sizes[block.name]) for block in parts if block.name in sizes
    )


def _layers(
    model: nn.Module, seen: Mapping[str, Seen], blocks: Sequence[SEBlock]
) -> tuple[Layer, ...]:
    """The modules, each before those inside it, otherwise in the order in which they run."""
    modules = _modules(model, seen)
    inside = _insides(modules, blocks)
    stages = stages_of(modules, seen, blocks, inside)
    counted: set[int] = set()
    layers = []
    for path in _in_order(modules, seen):
        module, found = modules[path], seen.get(path, Seen())
        own = [p for p in module.parameters(recurse=False) if id(p) not in counted]
        counted.update(map(id, own))
        cost = Cost(
            parameters=sum(p.numel() for p in own),
            multiply_adds=found.multiply_adds,
            output_bytes=found.output_bytes,
            parameter_bytes=sum(p.numel() * p.element_size() for p in own),
        )
        layers.append(
            Layer(
                path=path,
                kind=type(module).__name__,
                depth=path.count(".") + 1 if path else 0,
                output_shape=found.output_shape,
                own=cost,
                runs=found.runs,
                block=inside[path].name if path in inside else "",
                stage=stages.get(path, OUTSIDE),
            )
        )
    return tuple(layers)


def _modules(model: nn.Module, seen: Mapping[str, Seen]) -> dict[str, nn.Module]:
    """Each module at its first path, and at further ones where it ran there."""
    modules = dict(model.named_modules())
    for path, module in model.named_modules(remove_duplicate=False):
        if path not in modules and any(ran == path or ran.startswith(f"{path}.") for ran in seen):
            modules[path] = module
    return modules


def _in_order(modules: Mapping[str, nn.Module], seen: Mapping[str, Seen]) -> list[str]:
    """Paths, parents before children; siblings in the order of their runs, the others last."""
    began = _beginnings(modules, seen)
    children = defaultdict(list)
    for path in modules:
        if path:
            children[path.rpartition(".")[0]].append(path)
    order: list[str] = []
    waiting = [""]
    while waiting:
        path = waiting.pop()
        order.append(path)
        waiting += sorted(children[path], key=began.__getitem__, reverse=True)
    return order


def _beginnings(
    modules: Mapping[str, nn.Module], seen: Mapping[str, Seen]
) -> dict[str, tuple[int, int]]:
    """When each path first ran, or something inside it did; the place in the network after that."""
    never = len(seen)
    began = {path: (never, place) for place, path in enumerate(modules)}
    for path, order in zip(seen, count()):
        while True:
            began[path] = min(began[path], (order, 0))
            if not path:
                break
            path = path.rpartition(".")[0]
    return began


def _insides(modules: Mapping[str, nn.Module], blocks: Sequence[SEBlock]) -> dict[str, SEBlock]:
    """The SE block that a path is, or is in, for the paths of which that can be said."""
    inside = {}
    for block in blocks:
        # A block inside a module that does other things too has but its layers.
        for root in block.layers if block.scaling else (block.path,):
            for path in modules:
                if path == root or path.startswith(f"{root}."):
                    inside[path] = block
    return inside
