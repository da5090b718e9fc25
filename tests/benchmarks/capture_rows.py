"""The bounds of capturing gates, against the same pass of the same network without hooks."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from senet_viewer.inspection.capture import capture_blocks
from senet_viewer.inspection.proof import prove
from senet_viewer.models.blocks import SEBlock, find_blocks
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.loading import load_model
from tests.benchmarks.table import Row

NETWORKS = ((18, 60), (50, 40), (152, 20))


def rows(*, quick: bool = False) -> Iterator[Row]:
    """Passes with and without hooks take turns in this process; ratios of their medians."""
    for depth, repeats in NETWORKS[:1] if quick else NETWORKS:
        network = fast_copy(load_model(f"se_resnet{depth}", device="cpu"))
        found = _measure(network, find_blocks(network), 5 if quick else repeats)
        bare = statistics.median(found.bare)
        inside, end_to_end, again = (
            statistics.median(times) for times in (found.hooks, found.captured, found.again)
        )
        note = f"{bare:.1f} ms without hooks; the same again: {again / bare:.3f} ×"
        name = f"SE-ResNet-{depth}"
        yield Row(f"time inside the hooks, {name}", 1.01, 1 + inside / bare, "×", note=note)
        yield Row(f"capture end to end, {name}", 1.03, end_to_end / bare, "×")
        proved = statistics.median(found.proved)
        yield Row(f"capture with proof, {name}", None, proved / bare, "×")


@dataclass
class _Times:
    """Milliseconds of each pass of each kind, and inside the hooks of a captured one."""

    bare: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    captured: list[float] = field(default_factory=list)
    proved: list[float] = field(default_factory=list)
    hooks: list[float] = field(default_factory=list)


def _measure(network: nn.Module, blocks: tuple[SEBlock, ...], repeats: int) -> _Times:
    x = torch.randn(1, 3, 224, 224).contiguous(memory_format=torch.channels_last)
    times = _Times()
    with torch.inference_mode():
        for _ in range(2):
            network(x)
        for _ in range(repeats):
            times.bare.append(_timed(network, x))
            with capture_blocks(network, blocks):
                times.captured.append(_timed(network, x))
            times.again.append(_timed(network, x))
            with capture_blocks(network, blocks) as gates, prove(blocks, gates):
                times.proved.append(_timed(network, x))
            with capture_blocks(network, blocks):
                times.hooks.append(_timed_hooks(network, blocks, x))
    return times


def _timed(network: nn.Module, x: Tensor) -> float:
    began = time.perf_counter()
    network(x)
    return (time.perf_counter() - began) * 1000


def _timed_hooks(network: nn.Module, blocks: tuple[SEBlock, ...], x: Tensor) -> float:
    """Milliseconds inside the hooks of one pass, by wrapping each hook in a stopwatch."""
    spent = [0.0]

    def stopwatch(hook: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any) -> Any:
            began = time.perf_counter()
            result = hook(*arguments)
            spent[0] += time.perf_counter() - began
            return result

        return timed

    for block in blocks:
        assert block.gate is not None
        for key, hook in block.gate._forward_hooks.items():
            block.gate._forward_hooks[key] = stopwatch(hook)
    network(x)
    return spent[0] * 1000
