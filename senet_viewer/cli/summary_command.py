"""``senet-viewer summary``: shapes, parameters and multiply-adds of a network, layer by layer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from senet_viewer.cli.arguments import UsageError

if TYPE_CHECKING:
    from senet_viewer.models.summary import Layer, Summary

SUMMARY = "Print a network’s layers: output shapes, parameters and multiply-adds, with totals."
EPILOG = """\
Layers inside an SE block are marked with the block’s name. Multiply-adds are those of one pass over
one picture: a convolution’s weights and biases once for each output pixel, other layers’ once.
Nothing is computed: no device and hardly any memory is needed.
"""
STEMS = ("imagenet", "tutorial")
_MILLION = 1e6
_BILLION = 1e9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("model", metavar="MODEL", help="a network’s name or a checkpoint’s path")
    parser.add_argument(
        "--stem",
        choices=STEMS,
        help="of an SE-ResNet by name: imagenet is 7×7, stride 2, then max-pool; tutorial is 3×3, "
        "stride 1",
    )
    parser.add_argument(
        "--size", type=int, metavar="PIXELS", help="side of the square picture (default: its own)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the table and the totals."""
    from senet_viewer.cli.output import write_text
    from senet_viewer.models import catalogue, environment
    from senet_viewer.models.loading import META, card_of, load_model
    from senet_viewer.models.summary import summarise

    name = _with_stem(arguments.model, arguments.stem)
    if arguments.size is not None and arguments.size < 1:
        raise UsageError("A picture’s side is at least 1 pixel.")
    environment.check()
    own = catalogue.parse(name)
    model = load_model(name, META if own else "cpu")
    side = arguments.size or (224 if own else card_of(model).preprocessing.crop)
    summary = summarise(model, (1, 3, side, side))
    title = own.title if own else card_of(model).title
    write_text("\n".join((*_table(summary.layers), "", *_totals(title, summary))) + "\n")
    return 0


def _with_stem(name: str, stem: str | None) -> str:
    from senet_viewer.models.catalogue import parse

    if stem is None:
        return name
    base, _, named = name.partition("@")
    if parse(base) is None:
        raise UsageError("--stem goes with the name of an SE-ResNet, such as se_resnet50.")
    if named and named != stem:
        raise UsageError(f"“{name}” already names a stem; leave out --stem.")
    return f"{base}@{stem}"


def _table(layers: tuple[Layer, ...]) -> Iterator[str]:
    paths = max(len(layer.path) for layer in layers)
    kinds = max(len(layer.kind) for layer in layers)
    shapes = max(len(_shape(layer)) for layer in layers)
    yield (
        f"{'layer':<{paths}}  {'type':<{kinds}}  {'output':<{shapes}}  {'parameters':>11}  "
        f"{'multiply-adds':>14}  SE block"
    )
    for layer in layers:
        row = (
            f"{layer.path:<{paths}}  {layer.kind:<{kinds}}  {_shape(layer):<{shapes}}  "
            f"{_count(layer.parameters):>11}  {_count(layer.multiply_adds):>14}  {layer.block}"
        )
        yield row.rstrip()


def _shape(layer: Layer) -> str:
    return "×".join(map(str, layer.output_shape))


def _count(number: int) -> str:
    return f"{number:,}" if number else "–"


def _totals(title: str, summary: Summary) -> Iterator[str]:
    size = "×".join(map(str, summary.input_size))
    yield f"{title}, input {size}"
    yield f"  parameters      {summary.parameters:,}"
    if summary.trainable_parameters != summary.parameters:
        yield f"  trainable       {summary.trainable_parameters:,}"
    yield f"  multiply-adds   {_multiply_adds(summary.multiply_adds)}"
    yield f"  SE blocks       {len(summary.blocks)}: {_share_of(summary)}"
    sizes = (
        ("input", summary.input_bytes),
        ("outputs of the layers, forward and backward", summary.output_bytes),
        ("parameters", summary.parameter_bytes),
        ("together", summary.total_bytes),
    )
    yield "  memory          " + " · ".join(f"{name} {b / _MILLION:.2f} MB" for name, b in sizes)


def _multiply_adds(count: int) -> str:
    if count >= _BILLION:
        return f"{count / _BILLION:.2f} G"
    return f"{count / _MILLION:.2f} M"


def _share_of(summary: Summary) -> str:
    if not summary.blocks:
        return "none"
    parameters = summary.se_parameters / summary.parameters
    work = summary.se_multiply_adds / summary.multiply_adds
    return (
        f"{summary.se_parameters:,} parameters ({parameters:.1%}), "
        f"{_multiply_adds(summary.se_multiply_adds)} multiply-adds ({work:.3%})"
    )
