"""Numbers the stages of a network's SE blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log2

from senet_viewer.models.probe import FeatureSize

LAST_STAGE = 5
RESNET_STAGE = re.compile(r"(?:^|\.)layer([1-4])\.")


def stages_by_path(paths: Sequence[str]) -> list[int] | None:
    """The paper's stages (``layer1`` is conv2_x) where all paths lie in ``layer1`` … ``layer4``."""
    places = [RESNET_STAGE.search(path) for path in paths]
    stages = [int(place[1]) + 1 for place in places if place]
    return stages if paths and len(stages) == len(paths) else None


def stages_by_resolution(
    sizes: Sequence[FeatureSize | None], last: FeatureSize | None = None
) -> list[int]:
    """Stages by feature resolution: half the size is one stage more, and the last is 5.

    ``last`` is the size of the map that the network answers from, where it is known; else the
    smallest map that is scaled stands for it. Where there are more than five resolutions, the
    first is 1 instead. What was not seen to run counts for the last.
    """
    edges = [None if size is None else max(size) for size in sizes]
    smallest = min(max(size) for size in (*sizes, last) if size) if any((*sizes, last)) else 1
    stages = [LAST_STAGE - round(log2(edge / smallest)) if edge else LAST_STAGE for edge in edges]
    shift = max(0, 1 - min(stages, default=1))
    return [stage + shift for stage in stages]
