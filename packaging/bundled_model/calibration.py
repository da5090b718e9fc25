"""How far stated probabilities can be believed, and the temperature that corrects them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]

BINS = 15


def probabilities(logits: Floats, temperature: float) -> NDArray[np.float64]:
    """Softmax of logits ``[N, classes]`` divided by the temperature."""
    scaled = logits.astype(np.float64) / temperature
    scaled -= scaled.max(axis=1, keepdims=True)
    exponentials = np.exp(scaled)
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


def calibration_error(logits: Floats, labels: Labels, temperature: float = 1.0) -> float:
    """Expected calibration error in 0..1, with 15 bins of equal width (Guo et al., 1706.04599)."""
    stated = probabilities(logits, temperature)
    confidence = stated.max(axis=1)
    right = stated.argmax(axis=1) == labels
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(right[bins == number].mean() - confidence[bins == number].mean())
        * (bins == number).mean()
        for number in range(BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps))


def likelihood_loss(logits: Floats, labels: Labels, temperature: float) -> float:
    """Mean negative log-likelihood of the right classes."""
    stated = probabilities(logits, temperature)[np.arange(len(labels)), labels]
    return float(-np.log(np.maximum(stated, 1e-300)).mean())


def fit_temperature(logits: Floats, labels: Labels) -> float:
    """The temperature of the lowest negative log-likelihood, by ternary search.

    The loss is convex in the inverse of the temperature, so there is one minimum.
    """
    low, high = 0.05, 20.0
    while high - low > 1e-4:
        third = (high - low) / 3
        left, right = low + third, high - third
        if likelihood_loss(logits, labels, 1 / left) < likelihood_loss(logits, labels, 1 / right):
            high = right
        else:
            low = left
    return 2 / (low + high)


def held_out_error(logits: Floats, labels: Labels) -> float:
    """Calibration error with temperatures fitted on one half and measured on the other."""
    halves = (slice(0, None, 2), slice(1, None, 2))
    errors = [
        calibration_error(logits[test], labels[test], fit_temperature(logits[fit], labels[fit]))
        for fit, test in (halves, halves[::-1])
    ]
    return float(np.mean(errors))
