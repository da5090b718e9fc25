"""``senet-viewer figure``: draws the gates of images, as PNG, SVG or PDF."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from senet_viewer.cli.arguments import UsageError, add_network
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, Order

if TYPE_CHECKING:
    from senet_viewer.records import Gates, Inspection, ModelCard, Pixels

SUMMARY = "Draw what a network says about images: photo, answer, and the gates of every block."
EPILOG = f"""\
The ending of FILE says what is drawn: PNG (200 dpi), SVG (text stays text) or PDF. For several
images, {{name}} in FILE stands for the image’s name without its ending, {{number}} for its place;
without them the files are numbered: “-o gates.svg” gives gates-1.svg, gates-2.svg …

The tick on each bar is the average picture’s gate: of the profile that ships with the network, or
else of the given images where there are at least {PICTURES_FOR_AN_AVERAGE}.

--from draws what an NPZ file holds, as “senet-viewer inspect -o FILE.npz” or the window wrote it;
no network is loaded.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("images", nargs="*", metavar="IMAGE|FOLDER", help="what to draw")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=_figure_file,
        metavar="FILE",
        help="FILE.png, FILE.svg or FILE.pdf",
    )
    parser.add_argument("--from", dest="saved", metavar="FILE.npz", help="draw saved inspections")
    add_network(parser)
    parser.add_argument(
        "--order",
        choices=[order.value for order in Order],
        default=Order.CHANNEL.value,
        help="of the bars: by channel number, highest gate first, or furthest from the average "
        "first (default: channel)",
    )
    parser.add_argument(
        "--compare", choices=("average", "none"), help="ticks (default: average where there is one)"
    )
    parser.add_argument(
        "--blocks",
        metavar="NAMES",
        help="only these, by commas, * stands for anything: SE_2_1,SE_5_*",
    )
    parser.add_argument("--dark", action="store_true", help="a dark ground in place of white")


def _figure_file(text: str) -> str:
    from senet_viewer.errors import ViewerError
    from senet_viewer.export.figures import figure_suffix

    try:
        figure_suffix(text)
    except ViewerError as error:
        raise argparse.ArgumentTypeError(error.sentence) from error
    return text


@dataclass(frozen=True)
class _Subject:
    """One figure to draw."""

    inspection: Inspection
    photo: Pixels | None


@dataclass(frozen=True)
class _Average:
    """What gates are compared with."""

    gates: Mapping[str, Gates]
    title: str


@dataclass
class _Work:
    """All figures to draw; ``failed`` counts the images of which none can be drawn."""

    subjects: Iterator[_Subject]
    total: int
    average: _Average | None
    card: ModelCard | None
    failed: int = 0


def run(arguments: argparse.Namespace) -> int:
    """Draw one figure an image."""
    from senet_viewer.cli.figure_names import figure_names
    from senet_viewer.cli.progress import Progress
    from senet_viewer.export.figures import write_figure

    # It tells of fonts and caches; standard error is for what concerns the images.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    work = _work(arguments)
    average = _wanted(arguments, work.average)
    blocks = arguments.blocks.split(",") if arguments.blocks else None
    name_of = figure_names(arguments.output, work.total)
    progress = Progress(work.total, "figures")
    for subject in work.subjects:
        write_figure(
            name_of(subject.inspection.image.name),
            subject.inspection,
            reference=None if average is None else average.gates,
            reference_title="" if average is None else average.title,
            order=Order(arguments.order),
            dark=arguments.dark,
            photo=subject.photo,
            blocks=blocks,
            card=work.card,
        )
        progress.advance()
    progress.clear()
    return 1 if work.failed else 0


def _work(arguments: argparse.Namespace) -> _Work:
    if arguments.saved is None:
        if not arguments.images:
            raise UsageError("Give an image or a folder to draw, or --from a saved file.")
        return _inspected(arguments)
    if arguments.images:
        raise UsageError("Give either images or --from, not both.")
    return _saved(arguments.saved)


def _wanted(arguments: argparse.Namespace, average: _Average | None) -> _Average | None:
    if arguments.compare == "none":
        average = None
    elif arguments.compare == "average" and average is None:
        raise UsageError(
            "There is no average picture of this network; give at least "
            f"{PICTURES_FOR_AN_AVERAGE} images, or --compare none."
        )
    if arguments.order == Order.UNUSUAL.value and average is None:
        raise UsageError("--order unusual needs an average picture to compare with.")
    return average


def _saved(path: str) -> _Work:
    from senet_viewer.export.tables import read_npz

    saved = read_npz(path)
    averages = [_Average(gates, title) for title, gates in saved.references.items()]
    subjects = (
        _Subject(one, saved.photos[i] if i in saved.photos else _photo(one.image.path))
        for i, one in enumerate(saved.inspections)
    )
    total = len(saved.inspections)
    return _Work(subjects, total, averages[0] if averages else None, saved.card)


def _inspected(arguments: argparse.Namespace) -> _Work:
    from senet_viewer.cli.images import find_inputs, inspect_images, load_inspector
    from senet_viewer.records import Inspection

    inputs = find_inputs(arguments.images)
    inspector, profile = load_inspector(arguments.model, arguments.device, arguments.precision)
    results = inspect_images(inspector, inputs.images, verify=True)
    total = len(inputs.images)
    work = _Work(iter(()), total, None, inspector.card, len(inputs.failures))
    if profile is not None:
        work.average = _Average(profile.mean, f"average over the {profile.title}")
    elif total >= PICTURES_FOR_AN_AVERAGE:
        kept = list(results)
        work.average = _average_of([one for one in kept if isinstance(one, Inspection)])
        results = iter(kept)

    def subjects() -> Iterator[_Subject]:
        for result in results:
            if isinstance(result, Inspection):
                yield _Subject(result, _photo(result.image.path))
            else:
                work.failed += 1

    work.subjects = subjects()
    return work


def _average_of(inspections: list[Inspection]) -> _Average | None:
    from senet_viewer.statistics import mean_gates

    if len(inspections) < PICTURES_FOR_AN_AVERAGE:
        return None
    return _Average(mean_gates(inspections), f"average over the {len(inspections)} given images")


def _photo(path: str) -> Pixels | None:
    """The photo, or None where the file is gone: the figure then shows what the network saw."""
    from senet_viewer.errors import ViewerError
    from senet_viewer.images.decode import decode_image

    if not path:
        return None
    try:
        return decode_image(path, at_least=1200).pixels
    except ViewerError:
        return None
