"""What the SE blocks cost: parameters, operations and time beside the network without them."""

from __future__ import annotations

from collections.abc import Iterator

from senet_viewer.models import environment
from senet_viewer.models.outlines import compared, outline, summary_of
from senet_viewer.models.summary_time import time_ratio
from tests.benchmarks.table import Row

NETWORKS = (("se_resnet50", "resnet50"), ("se_resnet50@tutorial", "resnet50@tutorial"))
SECONDS = 60.0


def rows(*, quick: bool = False) -> Iterator[Row]:
    """Ratios to the plain network; those of the paper stand beside the ones it has.

    The passes are those that the program makes, without hooks, and take turns in this process.
    """
    environment.use_large_allocator()
    for name, plain in NETWORKS[:1] if quick else NETWORKS:
        found = outline(name, device="cpu")
        other = compared(found, plain, "cpu")
        one, rest = summary_of(found), summary_of(other)
        what = f"{found.title} against {other.title}"
        yield Row(
            f"parameters, {what}", None, one.parameters / rest.parameters, "×", note="paper: 1.10"
        )
        scaled = one.multiply_adds + 2 * one.scaled_values
        note = f"{one.multiply_adds / rest.multiply_adds:.5f} × without squeeze and scale"
        paper = "; paper: 1.0026" if name == "se_resnet50" else ""
        yield Row(f"operations, {what}", None, scaled / rest.multiply_adds, "×", note=note + paper)
        ratio = time_ratio(
            found.model, other.model, one.input_size, seconds=0 if quick else SECONDS
        )
        spread = f"half of {ratio.pairs} pairs from {ratio.low:.3f} to {ratio.high:.3f}"
        paper = "; paper: 1.018 (167 and 164 ms)" if name == "se_resnet50" else ""
        yield Row(f"time of a pass, {what}", None, ratio.median, "×", note=spread + paper)
