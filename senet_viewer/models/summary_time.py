"""Measures how many times as long one network's pass takes as another's."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn

from senet_viewer.models.fast import fast_copy
from senet_viewer.models.probe import CANNOT_RUN
from senet_viewer.models.summary import does_not_run
from senet_viewer.summaries import TimeRatio

WARM_UP = 2
FEWEST_PAIRS, MOST_PAIRS = 8, 60
SECONDS = 20.0


def time_ratio(
    one: nn.Module,
    other: nn.Module,
    input_size: tuple[int, ...],
    *,
    seconds: float | None = None,
) -> TimeRatio:
    """Passes of both networks, on their device, as the program runs them (``fast_copy``).

    They take turns, each going first in every other pair, so that a machine that grows slower or
    busier weighs on both alike. As many pairs as fit into ``seconds`` (20 unless told), from 8 to
    60. Raises ``ViewerError`` where one does not run on that size.
    """
    limit = SECONDS if seconds is None else seconds
    passes = [_passes(model, input_size) for model in (one, other)]
    times: tuple[list[float], list[float]] = ([], [])
    with torch.inference_mode():
        for go in passes:
            for _ in range(WARM_UP):
                go()
        began = time.perf_counter()
        for pair in range(MOST_PAIRS):
            for which in (0, 1) if pair % 2 == 0 else (1, 0):
                times[which].append(_seconds(passes[which]))
            if pair + 1 >= FEWEST_PAIRS and time.perf_counter() - began > limit:
                break
    ratios = [first / second for first, second in zip(*times, strict=True)]
    low, median, high = statistics.quantiles(ratios, n=4)
    return TimeRatio(
        median=median,
        low=low,
        high=high,
        pairs=len(ratios),
        seconds=statistics.median(times[0]),
        other_seconds=statistics.median(times[1]),
    )


def _passes(model: nn.Module, input_size: tuple[int, ...]) -> Callable[[], object]:
    network = fast_copy(model)
    device = next((p.device for p in network.parameters()), torch.device("cpu"))
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(input_size, generator=generator).to(device)
    if x.ndim == 4:
        x = x.contiguous(memory_format=torch.channels_last)

    def go() -> object:
        try:
            result = network(x)
        except CANNOT_RUN as error:
            raise does_not_run(type(model).__name__, input_size, error) from error
        _wait_for(x)
        return result

    return go


def _wait_for(x: Tensor) -> None:
    if x.is_cuda:
        torch.cuda.synchronize(x.device)


def _seconds(go: Callable[[], object]) -> float:
    began = time.perf_counter()
    go()
    return time.perf_counter() - began
