"""Prints what a picture costs by itself: the forward pass, and the core time of its decoding.

It runs at the engine's priority, so that other programs weigh on both alike.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path

import torch

from senet_viewer.engine.host import NICENESS
from senet_viewer.inspection.preprocess import as_batch, prepare
from senet_viewer.models import environment
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.loading import card_of, load_model
from senet_viewer.records import ImageRef


def main() -> None:
    """``engine_probe.py MODEL BATCH PASSES IMAGE…``: milliseconds a picture, as JSON."""
    name, batch, passes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    paths = sys.argv[4:]
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    environment.use_large_allocator()
    model = load_model(name, "cpu")
    preprocessing = card_of(model).preprocessing
    images = [ImageRef(path, Path(path).name, path) for path in paths]
    began = time.thread_time()
    rounds = max(1, passes * batch // len(images))
    for _ in range(rounds):
        prepared = [prepare(image.path, image, preprocessing) for image in images]
    decode = (time.thread_time() - began) / rounds / len(images)
    network = fast_copy(model)
    x = as_batch((prepared * batch)[:batch], preprocessing, torch.device("cpu"))
    times = []
    with torch.inference_mode():
        network(x)
        for _ in range(passes):
            began = time.perf_counter()
            network(x)
            times.append((time.perf_counter() - began) / batch)
    print(json.dumps({"forward": statistics.median(times) * 1000, "decode": decode * 1000}))


if __name__ == "__main__":
    main()
