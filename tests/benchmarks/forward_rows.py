"""The bounds of the forward pass on the CPU, against the tutorial's code."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.table import Row

ROOT = Path(__file__).resolve().parents[2]
PROBE = Path(__file__).with_name("forward_probe.py")
CPU_FACTS = Path("/proc/cpuinfo")

# Depth, stem, and passes a process; the tutorial's stem takes seconds a pass.
NETWORKS = ((18, "imagenet", 30), (50, "imagenet", 20), (152, "imagenet", 10), (50, "tutorial", 4))
BOUNDS = {
    ("float32", "imagenet"): 1.1,
    ("float32", "tutorial"): 0.7,
    ("bfloat16", "imagenet"): 0.7,
    ("bfloat16", "tutorial"): 0.4,
}
ROUNDS = 3


def rows(*, quick: bool = False) -> Iterator[Row]:
    """Ratios of median times; the variants take turns, each time in a new process."""
    variants = ("plain", "float32", "bfloat16") if has_bfloat16() else ("plain", "float32")
    for depth, stem, passes in NETWORKS[:2] if quick else NETWORKS:
        times: dict[str, list[float]] = {variant: [] for variant in variants}
        for _ in range(1 if quick else ROUNDS):
            for variant in variants:
                times[variant] += measure(variant, depth, stem, 3 if quick else passes)
        medians = {variant: statistics.median(found) for variant, found in times.items()}
        for precision in ("float32", "bfloat16"):
            what = f"forward pass, SE-ResNet-{depth}, {stem} stem, {precision}, gates included"
            bound = BOUNDS[precision, stem]
            if precision not in medians:
                yield Row(what, bound, None, "×", note="this CPU has no bfloat16")
                continue
            note = f"{medians[precision]:.0f} ms, plain {medians['plain']:.0f} ms"
            yield Row(what, bound, medians[precision] / medians["plain"], "×", note=note)


def measure(variant: str, depth: int, stem: str, passes: int) -> list[float]:
    """Milliseconds of each pass, in a new process with the environment that this one has."""
    command = [sys.executable, str(PROBE), variant, str(depth), stem, str(passes)]
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    output = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    found: list[float] = json.loads(output.splitlines()[-1])
    return found


def has_bfloat16() -> bool:
    """Whether the CPU computes with bfloat16; taken for granted where it cannot be asked."""
    if not CPU_FACTS.is_file():
        return True
    facts = CPU_FACTS.read_text(encoding="utf-8")
    return "avx512_bf16" in facts or "amx_bf16" in facts or " bf16 " in facts
