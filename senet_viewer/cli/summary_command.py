"""``senet-viewer summary``: shapes, parameters and multiply-adds of a network, layer by layer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from senet_viewer.cli.arguments import UsageError, add_code, build_options

if TYPE_CHECKING:
    from senet_viewer.models.outlines import Outline
    from senet_viewer.records import BuildOptions
    from senet_viewer.summaries import Summary, TimeRatio

SUMMARY = "Print a network’s layers: output shapes, parameters and multiply-adds, with totals."
EPILOG = """\
MODEL is a name that “senet-viewer models” lists, a checkpoint’s path, or a network without SE
blocks, also to compare with: resnet18 … resnet152 (ours without the blocks), torchvision:NAME,
timm:NAME. “--compare plain” sets a network beside itself without its SE blocks. Nothing is
downloaded, and but for --time nothing is computed.

Layers are indented below what holds them, whose row has their sums. Multiply-adds are those of one
picture: a convolution’s weights and biases once for each output pixel, a linear layer’s once for
each vector, other layers’ once. Memory is that of the input, of the outputs of the layers with
parameters (twice: forward and backward) and of the parameters.

The paper has, for SE-ResNet-50 beside ResNet-50: 2.5 million more parameters (about 10 %), 0.26 %
more operations, and 167 ms instead of 164 ms a picture on a CPU (1.02 times as long).
"""
STEMS = ("imagenet", "tutorial")
FORMATS = ("text", "json", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("model", metavar="MODEL", help="a network’s name or a checkpoint’s path")
    add_code(parser)
    parser.add_argument(
        "--stem",
        choices=STEMS,
        help="of an SE-ResNet by name: imagenet is 7×7, stride 2, then max-pool; tutorial is 3×3, "
        "stride 1",
    )
    parser.add_argument(
        "--size", type=int, metavar="PIXELS", help="side of the square picture (default: its own)"
    )
    parser.add_argument(
        "--depth", type=int, metavar="N", help="show N levels of the tree of layers (default: all)"
    )
    parser.add_argument(
        "--compare", metavar="MODEL", help="set the network beside another, or “plain”"
    )
    parser.add_argument(
        "--time",
        action="store_true",
        help="with --compare: run both in turns on the CPU for half a minute, and print the ratio",
    )
    parser.add_argument("--format", choices=FORMATS, help="(default: text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, all or nothing")


def run(arguments: argparse.Namespace) -> int:
    """Print the table and the totals."""
    from senet_viewer.cli.output import output_to
    from senet_viewer.models import environment
    from senet_viewer.models.outlines import compared, outline, summary_of

    _check(arguments)
    name = _with_stem(arguments.model, arguments.stem)
    environment.check()
    options = build_options(arguments)
    found = outline(name, options)
    summary = summary_of(found, arguments.size or 0)
    other = time = None
    if arguments.compare:
        other = summary_of(compared(found, arguments.compare), summary.input_size[-1])
        time = _time(name, options, arguments.compare, summary) if arguments.time else None
    with output_to(arguments.output) as output:
        text = _as(_format(arguments), arguments.depth, found, summary, other, time)
        output.write(text.encode(output.encoding, "replace"))
    return 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.size is not None and arguments.size < 1:
        raise UsageError("A picture’s side is at least 1 pixel.")
    if arguments.depth is not None and arguments.depth < 0:
        raise UsageError("The tree’s depth is 0 or more.")
    if arguments.time and not arguments.compare:
        raise UsageError("--time goes with --compare, since only a ratio means something.")


def _with_stem(name: str, stem: str | None) -> str:
    from senet_viewer.models.catalogue import parse

    if stem is None:
        return name
    base, _, named = name.partition("@")
    if parse(base) is None and parse(f"se_{base}") is None:
        raise UsageError("--stem goes with the name of an SE-ResNet, such as se_resnet50.")
    if named and named != stem:
        raise UsageError(f"“{name}” already names a stem; leave out --stem.")
    return f"{base}@{stem}"


def _time(name: str, options: BuildOptions, compare: str, summary: Summary) -> TimeRatio:
    from senet_viewer.cli.output import say
    from senet_viewer.models.environment import use_large_allocator
    from senet_viewer.models.outlines import compared, outline
    from senet_viewer.models.summary_time import time_ratio

    use_large_allocator()
    found = outline(name, options, "cpu")
    other = compared(found, compare, "cpu")
    say("Both networks run in turns for half a minute or longer; keep the computer idle.")
    return time_ratio(found.model, other.model, summary.input_size)


def _format(arguments: argparse.Namespace) -> str:
    if arguments.format is not None:
        return str(arguments.format)
    ending = PurePath(arguments.output or "").suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else "text"


def _as(
    chosen: str,
    depth: int | None,
    found: Outline,
    summary: Summary,
    other: Summary | None,
    time: TimeRatio | None,
) -> str:
    from senet_viewer.cli import summary_data

    if chosen == "json":
        return summary_data.as_json(summary, depth, found.card, other, time)
    if chosen == "csv":
        return summary_data.as_csv([summary, other] if other else [summary], depth)
    return "\n".join((*_lines(depth, found, summary, other, time), ""))


def _lines(
    depth: int | None,
    found: Outline,
    summary: Summary,
    other: Summary | None,
    time: TimeRatio | None,
) -> Iterator[str]:
    from senet_viewer.cli import summary_text as text

    if other is None:
        yield from text.report(summary, depth, found.card)
        return
    if depth is not None:
        for one in (summary, other):
            yield from text.report(one, depth)
            yield ""
    yield from text.comparison(summary, other)
    if time is not None:
        yield ""
        yield from text.time_lines(time, summary.title, other.title, "CPU")
