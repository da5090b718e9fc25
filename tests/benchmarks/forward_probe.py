"""Times forward passes in a process of its own: ``forward_probe.py VARIANT DEPTH STEM PASSES``.

VARIANT is ``plain`` (the tutorial's code in evaluation mode without gradients), ``float32`` or
``bfloat16`` (what the program runs, gates included). Prints the milliseconds of each pass as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import torch

from senet_viewer.inspection.passes import run_pass
from senet_viewer.models import environment
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.loading import load_model
from tests.models.plain_se_resnet import PlainSEResNet

WARM_UP = 2


def plain(depth: int, stem: str) -> Callable[[], object]:
    """A pass of the tutorial's network, as its reader would write it for inference."""
    torch.manual_seed(0)
    network = PlainSEResNet(depth, stem == "imagenet").eval()
    x = torch.randn(1, 3, 224, 224)

    def go() -> object:
        with torch.no_grad():
            return network(x)

    return go


def ours(precision: str, depth: int, stem: str) -> Callable[[], object]:
    """A pass as the program makes it, with the gates of every block."""
    network = fast_copy(load_model(f"se_resnet{depth}@{stem}", device="cpu"), precision)
    blocks = find_blocks(network)
    x = torch.randn(1, 3, 224, 224).contiguous(memory_format=torch.channels_last)

    def go() -> object:
        with torch.inference_mode():
            return run_pass(network, blocks, x)

    return go


def main(variant: str, depth: int, stem: str, passes: int) -> None:
    """Measure and print."""
    if variant != "plain":
        environment.use_large_allocator()
    go = plain(depth, stem) if variant == "plain" else ours(variant, depth, stem)
    times = []
    for _ in range(passes + WARM_UP):
        began = time.perf_counter()
        go()
        times.append((time.perf_counter() - began) * 1000)
    print(json.dumps(times[WARM_UP:]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
