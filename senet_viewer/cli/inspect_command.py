"""``senet-viewer inspect``: classes and gates of images, as text, JSON, CSV or NPZ."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

from senet_viewer.cli.arguments import UsageError, add_network, build_options

if TYPE_CHECKING:
    from senet_viewer.cli.images import FoundInputs
    from senet_viewer.cli.network_similarity import Compared
    from senet_viewer.cli.output import Output
    from senet_viewer.cli.two_networks import TwoNetworks
    from senet_viewer.errors import ViewerError
    from senet_viewer.export.tables import Failure, Result
    from senet_viewer.records import ImageRef, Inspection, ModelCard, Profile

Found = TypeVar("Found", "Inspection", "Compared")

SUMMARY = "Print what a network says about images: the classes and the gates of every SE block."
EPILOG = """\
formats
  text  for reading: classes, and for every block the mean and spread of its gates, how many are
        nearly closed (< 0.1) and wide open (> 0.9), and how far they are from the average picture
  json  a list of {"image", "model", "device", "preprocessing", "predictions": [{"label", "index",
        "probability"}], "blocks": [{"name", "stage", "module", "channels", "gates"}]}, with
        --verify also "verified": {"ok", "largest_error"}; failures as {"image", "error"}
  csv   a row a gate: image, model, block, stage, channel, gate, and reference (the average
        picture's gate) where the network has a profile
  npz   for NumPy: gates/BLOCK [images, channels], seen, errors, metadata (JSON)

With --compare-model, text and json tell instead how alike the gates of two networks are, block by
block: similarity = 1 − mean |gate − gate| over a block’s channels, beside the noise of a shift by
one pixel or a flip, and in which blocks the two are clearly apart. json is a list of {"image",
"networks": [{"name", "model", "device", "preprocessing", "predictions"}, …], "same_pixels",
"blocks": [{"name", "stage", "channels", "similarity", "noise", "clearly_apart"}], "summary",
"caution"}. Both networks must have the same SE blocks; a checkpoint that does not say how it sees
pictures sees them as the network of --model does.

Without --format, the ending of FILE decides. Images that fail are named on standard error, the
others go through. Exit status: 0 good, 1 something failed, 2 wrong usage, 130 interrupted; a
device that is not there is a failure (1).
"""
FORMATS = ("text", "json", "csv", "npz")
COMPARED_FORMATS = ("text", "json")
_SUFFIXES = {".json": "json", ".csv": "csv", ".npz": "npz"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("images", nargs="+", metavar="IMAGE|FOLDER", help="what to inspect")
    add_network(parser)
    parser.add_argument(
        "--verify", action="store_true", help="check that input × gate equals each block’s output"
    )
    parser.add_argument("--top", type=_count, default=5, metavar="N", help="classes (default: 5)")
    parser.add_argument(
        "--compare-model",
        metavar="NAME",
        help="tell how alike the gates of this network are, on each image: one with the same "
        "blocks, such as another checkpoint of a training run",
    )
    parser.add_argument("--format", choices=FORMATS, help="(default: text)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to FILE, all or nothing")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


@dataclass
class _Tally:
    """What went through so far."""

    failed: int = 0
    done: int = 0
    unconfirmed: int = 0


def run(arguments: argparse.Namespace) -> int:
    """Inspect the images; see ``EPILOG`` for what is written."""
    from senet_viewer.cli.images import find_inputs, inspect_images, load_inspector
    from senet_viewer.cli.output import NothingToWriteError, output_to, say
    from senet_viewer.cli.two_networks import load_beside

    chosen = _format(arguments.format, arguments.output)
    if arguments.compare_model is not None and chosen not in COMPARED_FORMATS:
        raise UsageError("--compare-model tells text or json; give one of them with --format.")
    inputs = find_inputs(arguments.images)
    _check_output(arguments.output, inputs.images, chosen)
    inspector, profile = load_inspector(
        arguments.model, arguments.device, arguments.precision, build_options(arguments)
    )
    tally, verify, top = _Tally(), arguments.verify, arguments.top
    if arguments.compare_model is not None:
        from senet_viewer.cli.network_similarity import compare_images

        networks = load_beside(arguments, arguments.compare_model, inspector)
        compared = _counting(
            inputs,
            tally,
            lambda warn: compare_images(networks, inputs.images, verify=verify, top=top, warn=warn),
        )
        write = partial(_write_compared, compared, networks, chosen)
    else:
        results = _counting(
            inputs,
            tally,
            lambda warn: inspect_images(
                inspector, inputs.images, verify=verify, top=top, warn=warn
            ),
        )
        if chosen == "json":
            # The name that --device takes, for programs; people get the device's title.
            results = (_on_device(result, inspector.device.key) for result in results)
        write = partial(_write, results, chosen, profile=profile, card=inspector.card)
    with output_to(arguments.output) as output:
        write(output)
        if not tally.done and chosen != "json":
            raise NothingToWriteError
    if tally.unconfirmed:
        say(f"The proof did not confirm the gates of {_counted(tally.unconfirmed)}.")
    if tally.failed and tally.done:
        say(f"{_counted(tally.done)} went through, {tally.failed} failed.")
    return 1 if tally.failed or tally.unconfirmed else 0


def _on_device(result: Result, key: str) -> Result:
    from senet_viewer.records import Inspection

    return replace(result, device=key) if isinstance(result, Inspection) else result


def _counted(number: int) -> str:
    return "1 image" if number == 1 else f"{number} images"


def _format(asked: str | None, output: str | None) -> str:
    if asked is not None:
        return asked
    return _SUFFIXES.get(PurePath(output or "").suffix.lower(), "text")


def _check_output(output: str | None, images: Sequence[ImageRef], chosen: str) -> None:
    from senet_viewer.cli.output import same_file, standard_output

    if output is None:
        if chosen == "npz" and standard_output().binary.isatty():
            raise UsageError("NPZ is not for a terminal; write it to a file with -o.")
    elif any(same_file(output, image.path) for image in images):
        raise UsageError("The output would replace one of the images; choose another name.")


def _counting(
    inputs: FoundInputs,
    tally: _Tally,
    look: Callable[[Callable[[ViewerError], None]], Iterator[Found | Failure]],
) -> Iterator[Found | Failure]:
    """What ``look`` finds, after what could not be opened; counted, with its progress shown."""
    from senet_viewer.cli.progress import Progress
    from senet_viewer.export.tables import Failure

    progress = Progress(len(inputs.images))
    for failure in inputs.failures:
        tally.failed += 1
        yield failure
    for one in look(progress.above):
        progress.clear()
        if isinstance(one, Failure):
            tally.failed += 1
        else:
            tally.done += 1
            tally.unconfirmed += one.verified is False
        yield one
        progress.advance()
    progress.clear()


def _write_compared(
    found: Iterator[Compared | Failure], networks: TwoNetworks, chosen: str, output: Output
) -> None:
    from senet_viewer.cli.network_similarity import as_plain, fits, report
    from senet_viewer.cli.report import can_draw_bars
    from senet_viewer.export.tables import Failure, json_list, plain_failure

    if chosen == "json":
        elements = (
            plain_failure(one) if isinstance(one, Failure) else as_plain(one, networks)
            for one in found
        )
        for chunk in json_list(elements):
            output.write(chunk)
        return
    drawn = can_draw_bars(output.encoding)
    for number, one in enumerate(one for one in found if not isinstance(one, Failure)):
        text = report(one, networks, bars=drawn)
        before = "\n" if number else fits(networks)
        output.write((before + text).encode(output.encoding, "replace"))


def _write(
    results: Iterator[Result],
    chosen: str,
    output: Output,
    *,
    profile: Profile | None,
    card: ModelCard,
) -> None:
    from senet_viewer.export import tables

    reference = None if profile is None else profile.mean
    title = "" if profile is None else f"average over the {profile.title}"
    if chosen == "npz":
        references = {} if reference is None else {title: reference}
        tables.npz_into(output.binary, _good(results), references=references)
    elif chosen == "text":
        _write_reports(results, output, profile, card)
    elif chosen == "csv":
        for chunk in tables.csv_chunks(results, reference=reference, image_name=lambda i: i.key):
            output.write(chunk)
    else:
        for chunk in tables.json_chunks(results, image_name=lambda i: i.key):
            output.write(chunk)


def _good(results: Iterator[Result]) -> Iterator[Inspection]:
    from senet_viewer.records import Inspection

    return (result for result in results if isinstance(result, Inspection))


def _write_reports(
    results: Iterator[Result], output: Output, profile: Profile | None, card: ModelCard
) -> None:
    from senet_viewer.cli.report import can_draw_bars, report
    from senet_viewer.cli.summary_text import fit_lines

    encoding = output.encoding
    drawn = can_draw_bars(encoding)
    fit = "" if card.fit is None else "\n".join((*fit_lines(card.fit), "", ""))
    for number, inspection in enumerate(_good(results)):
        text = report(inspection, profile, bars=drawn)
        before = "\n" if number else fit
        output.write((before + text).encode(encoding, "replace"))
