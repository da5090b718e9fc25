"""How fast a network goes here: the size of batches, the expected times, the rate of messages."""

from __future__ import annotations

import time

BATCH_SECONDS = 0.2
LARGEST_BATCH_CPU = 16
LARGEST_BATCH_GPU = 64
MESSAGES_PER_SECOND = 10
_NEWEST_WEIGHT = 0.3


class Pace:
    """Measured times of one network on one device.

    Batches grow while they take less than ``BATCH_SECONDS``, so that an urgent picture never
    waits long.
    """

    def __init__(self, device: str) -> None:
        self._largest = LARGEST_BATCH_CPU if device == "cpu" else LARGEST_BATCH_GPU
        self._size = 1
        self._forward = 0.0
        self._whole = 0.0

    @property
    def batch(self) -> int:
        """Pictures in the next batch."""
        return self._size

    def seconds(self, pictures: int) -> float:
        """Expected time of a forward pass for a batch of ``pictures``; 0: unknown."""
        return self._forward * pictures

    def seconds_for_all(self, pictures: int) -> float:
        """Expected time until ``pictures`` more are answered; 0: unknown."""
        return self._whole * pictures

    def passed(self, pictures: int, seconds: float) -> None:
        """A forward pass took ``seconds``."""
        self._forward = _smooth(self._forward, seconds / pictures)
        fitting = max(1, int(BATCH_SECONDS / max(self._forward, 1e-9)))
        grown = self._size * 2 if pictures >= self._size else self._size
        self._size = min(grown, fitting, self._largest)

    def answered(self, pictures: int, seconds: float) -> None:
        """``pictures`` were decoded, passed and answered within ``seconds``."""
        self._whole = _smooth(self._whole, seconds / pictures)


def _smooth(former: float, newest: float) -> float:
    return newest if former == 0.0 else former + _NEWEST_WEIGHT * (newest - former)


class RateLimit:
    """Lets something happen a few times a second."""

    def __init__(self, per_second: float = MESSAGES_PER_SECOND) -> None:
        self._interval = 1 / per_second
        self._last = float("-inf")

    def allows(self) -> bool:
        """Whether it may happen now; counts as if it did."""
        now = time.monotonic()
        if now - self._last < self._interval:
            return False
        self._last = now
        return True
