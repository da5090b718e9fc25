"""Tells in which stage each layer of a network stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import log2

from torch import nn

from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.stages import LAST_STAGE
from senet_viewer.models.summary_watch import Seen, is_leaf
from senet_viewer.summaries import OUTSIDE

FIRST_STAGE = 1
RESNET_STAGE = re.compile(r"(?:^|\.)layer([1-4])(?:\.|$)")


def stages_of(
    modules: Mapping[str, nn.Module],
    seen: Mapping[str, Seen],
    blocks: Sequence[SEBlock],
    inside: Mapping[str, SEBlock],
) -> dict[str, int]:
    """The stage of each module that ran, by path: 1 to 5, or 0 outside and for what spans several.

    In networks with ``layer1`` … ``layer4`` these are the stages 2 to 5, what runs before them is
    stage 1 (the paper's conv1), what runs after them is outside. In others a layer's stage is the
    size of the feature map that the last convolution gave, each halving one more, so that the SE
    blocks have their own stages, or else the smallest map is that of stage 5. ``inside`` has the
    SE block of each path that is in one.
    """
    leaves = [path for path in seen if is_leaf(modules[path])]
    found = _by_path(leaves) or _by_size(modules, seen, leaves, blocks, inside)
    together: dict[str, set[int]] = {}
    for path, stage in found.items():
        while True:
            together.setdefault(path, set()).add(stage)
            if not path:
                break
            path = path.rpartition(".")[0]
    return {path: next(iter(s)) if len(s) == 1 else OUTSIDE for path, s in together.items()}


def _by_path(leaves: Sequence[str]) -> dict[str, int] | None:
    places = {path: RESNET_STAGE.search(path) for path in leaves}
    if {place[1] for place in places.values() if place} != {"1", "2", "3", "4"}:
        return None
    last = [path for path, place in places.items() if place][-1]
    stages = {}
    current = FIRST_STAGE
    for path, place in places.items():
        if place:
            current = int(place[1]) + 1
        stages[path] = current
        if path == last:
            current = OUTSIDE
    return stages


def _by_size(
    modules: Mapping[str, nn.Module],
    seen: Mapping[str, Seen],
    leaves: Sequence[str],
    blocks: Sequence[SEBlock],
    inside: Mapping[str, SEBlock],
) -> dict[str, int]:
    sides = {
        path: _side(seen[path].output_shape)
        for path in leaves
        if isinstance(modules[path], nn.Conv2d) and path not in inside
    }
    sides = {path: side for path, side in sides.items() if side > 1}
    if not sides:
        return {path: inside[path].stage if path in inside else OUTSIDE for path in leaves}
    smallest = _side_of_last_stage(seen, blocks) or min(sides.values())
    last = list(sides)[-1]
    stages = {}
    current = FIRST_STAGE
    is_behind = False
    for path in leaves:
        if path in sides:
            halvings = round(log2(sides[path] / smallest))
            current = min(max(FIRST_STAGE, LAST_STAGE - halvings), LAST_STAGE)
        elif is_behind and _side(seen[path].output_shape) != sides[last]:
            current = OUTSIDE
        is_behind = is_behind or path == last
        stages[path] = inside[path].stage if path in inside else current
    return stages


def _side_of_last_stage(seen: Mapping[str, Seen], blocks: Sequence[SEBlock]) -> float:
    """The side of the last stage's feature maps, by those that SE blocks take; 0 if unknown."""
    sides = (
        _side(seen[block.path].input_shape) * 2.0 ** (block.stage - LAST_STAGE)
        for block in blocks
        if not block.scaling and block.path in seen
    )
    return min(sides, default=0)


def _side(shape: tuple[int, ...]) -> int:
    """The longer side of a feature map ``[N, C, H, W]``; 0 of what is none."""
    return max(shape[2:]) if len(shape) == 4 else 0
