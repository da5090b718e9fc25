"""The noise of gates: how much they change while nothing changes that an eye would name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from senet_viewer.inspection.inspector import Inspector, never
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.records import Inspection, Noise, Pixels
from senet_viewer.statistics import noise_of

SLIGHT_CHANGES = 5
"""Four shifts and the mirrored picture."""


def slight_changes(seen: Pixels) -> tuple[Pixels, ...]:
    """``seen`` ``[H, W, 3]`` shifted by one pixel down, up, right and left, and mirrored.

    A shift repeats the row or column at the edge that it uncovers.
    """
    height, width = seen.shape[:2]
    padded = np.pad(seen, ((1, 1), (1, 1), (0, 0)), mode="edge")
    shifts = ((0, 1), (2, 1), (1, 0), (1, 2))
    shifted = [padded[y : y + height, x : x + width] for y, x in shifts]
    return tuple(np.ascontiguousarray(one) for one in (*shifted, seen[:, ::-1]))


def measure_noise(
    inspector: Inspector,
    prepared: PreparedImage,
    batch: int = 1,
    should_stop: Callable[[], bool] = never,
) -> Noise:
    """The noise of the gates of one picture, in passes of ``batch`` pictures.

    Raises ``Stopped`` at the next block when ``should_stop()`` holds, and ``ViewerError``.
    """
    pictures = [prepared]
    pictures += [replace(prepared, seen=seen) for seen in slight_changes(prepared.seen)]
    inspections: list[Inspection] = []
    while len(inspections) < len(pictures):
        some = pictures[len(inspections) :][: max(1, batch)]
        inspections += inspector.run(some, should_stop=should_stop)
    return noise_of(inspections[0], inspections[1:])
