"""How fast a network goes here: the size of batches, the expected times, the rate of messages."""

from __future__ import annotations

import time

BATCH_SECONDS = 0.5
LARGEST_BATCH_CPU = 16
LARGEST_BATCH_GPU = 64
MESSAGES_PER_SECOND = 10
_NEWEST_WEIGHT = 0.3


class Pace:
    """Measured times of one network on one device.

    A pass has costs of its own (the weights are read once), so batches grow as long as one takes
    less than ``BATCH_SECONDS``; what is urgent stops a pass that would go on for long.
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
        """A forward pass took ``seconds``; passes smaller than the present batch tell little."""
        if pictures < self._size and self._forward:
            return
        self._forward = _smooth(self._forward, seconds / pictures)
        if 2 * self._size * self._forward <= BATCH_SECONDS:
            self._size = min(2 * self._size, self._largest)
        elif self._size * self._forward > 2 * BATCH_SECONDS:
            self._size = max(1, self._size // 2)

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
