"""Fits how the error falls with the epochs, to say what more hours of training would bring.

The points are the ends of the cycles, where the learning rate has gone: only these can be compared
with each other. The error is taken as a power of the epochs, as is usual for networks far from
their best (Hestness et al., "Deep learning scaling is predictable, empirically", arXiv 1712.00409).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from facts import Facts


@dataclass(frozen=True)
class LearningCurve:
    """Top-1 error, in per cent, as ``factor`` × epochs ^ −``exponent``."""

    factor: float
    exponent: float

    def top1(self, epochs: float) -> float:
        """Top-1 accuracy in per cent that the curve gives after so many epochs."""
        return 100 - self.factor * float(np.power(epochs, -self.exponent))


def cycle_ends(training: Facts) -> list[tuple[int, float, float]]:
    """Of each cycle that ended: epochs, minutes, and top-1 in per cent at its last size."""
    ends = accumulate(
        sum(epochs for epochs, _ in cycle["schedule"]) for cycle in training["recipe"]["cycles"]
    )
    measured = {
        epoch: (minutes, top1) for epoch, minutes, _, top1, _ in training["epochs_measured"]
    }
    return [(end, *measured[end]) for end in ends if end in measured]


def fit(points: Sequence[tuple[float, float]]) -> LearningCurve:
    """The curve through (epochs, top-1 in per cent): least squares of the error's logarithm.

    Raises ``ValueError`` for fewer than two points, or an accuracy that does not grow.
    """
    if len(points) < 2:
        raise ValueError("a curve needs two points")
    epochs, top1 = np.array(points, dtype=float).T
    slope, intercept = np.polyfit(np.log(epochs), np.log(100 - top1), 1)
    if slope >= 0:
        raise ValueError("the accuracy does not grow")
    return LearningCurve(float(np.exp(intercept)), float(-slope))
