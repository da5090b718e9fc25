"""``senet-viewer figure``: draws the gates of images, as PNG, SVG or PDF."""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from senet_viewer.cli.arguments import UsageError, add_network
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, Order

if TYPE_CHECKING:
    from senet_viewer.cli.figure_subjects import Subjects
    from senet_viewer.export.naming import FigureNames
    from senet_viewer.export.style import FigureStyle
    from senet_viewer.export.subject import Subject

SUMMARY = "Draw what a network says about images: photo, answer, and the gates of every block."
_EPILOG = """\
The ending of FILE says what is drawn: PNG, SVG (text stays text) or PDF. In FILE, {{name}} stands
for the image’s name without its ending, {{index}} for its place, {{class}} for the best class,
{{model}} for the network, and {{block}} for a block: each then has a figure of its own. Folders
named so are made. Without a field the files of several images are numbered: “-o gates.svg” gives
gates-1.svg, gates-2.svg … An older file of the same name is replaced.

The tick on each bar is the average picture’s gate: of the profile that ships with the network, or
else of the given images where there are at least {pictures}; with --reference, another image’s;
with --reference-model, another network’s for the same image.

--from draws what an NPZ file holds, as “senet-viewer inspect -o FILE.npz” or the window wrote it;
no network is loaded.

A style file has these entries (TOML; JSON has the same). What is left out is as it stands here, and
the options of this command come before it:

{style}"""


def _epilog() -> str:
    from senet_viewer.export.style import FigureStyle
    from senet_viewer.export.style_file import as_toml

    lines = "".join(f"  {line}\n" for line in as_toml(FigureStyle()).splitlines())
    return _EPILOG.format(pictures=PICTURES_FOR_AN_AVERAGE, style=lines)


EPILOG = _epilog()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("images", nargs="*", metavar="IMAGE|FOLDER", help="what to draw")
    parser.add_argument(
        "-o",
        "--output",
        type=_figure_file,
        metavar="FILE",
        help="FILE.png, FILE.svg or FILE.pdf",
    )
    parser.add_argument("--from", dest="saved", metavar="FILE.npz", help="draw saved inspections")
    # The window draws many figures in one process: a request a line, in JSON, and an answer each.
    parser.add_argument("--requests", action="store_true", help=argparse.SUPPRESS)
    add_network(parser)
    parser.add_argument(
        "--compare", choices=("average", "none"), help="ticks (default: average where there is one)"
    )
    parser.add_argument(
        "--reference",
        metavar="IMAGE",
        help="ticks: the gates of this image; with --from, the name of one that is saved there",
    )
    parser.add_argument(
        "--reference-model",
        metavar="NAME",
        help="ticks: the gates of the same image in another network with the same blocks, such as "
        "another checkpoint of a training run; in separately trained networks a channel’s number "
        "means nothing",
    )
    parser.add_argument(
        "--together",
        action="store_true",
        help="one figure of 2 to 6 images: bars for the first, marks for the others, and how alike "
        "they are over depth",
    )
    _add_style(parser)


def _add_style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--style", metavar="FILE", help="how figures look: a TOML or JSON file, see below"
    )
    parser.add_argument(
        "--order",
        choices=[order.value for order in Order],
        help="of the bars: by channel number, highest gate first, or furthest from the reference "
        "first (default: channel)",
    )
    parser.add_argument(
        "--blocks",
        metavar="NAMES",
        help="only these, by commas, * stands for anything: SE_2_1,SE_5_*; “last” is the last of "
        "each stage",
    )
    parser.add_argument("--width", type=float, metavar="MM", help="on paper (default: 178)")
    parser.add_argument(
        "--height", type=float, metavar="MM", help="on paper (default: what the blocks need)"
    )
    parser.add_argument("--dpi", type=int, help="dots an inch of a PNG (default: 300)")
    parser.add_argument("--dark", action="store_true", help="a dark ground in place of white")


def _figure_file(text: str) -> str:
    from senet_viewer.errors import ViewerError
    from senet_viewer.export.figures import figure_suffix

    try:
        figure_suffix(text)
    except ViewerError as error:
        raise argparse.ArgumentTypeError(error.sentence) from error
    return text


def run(arguments: argparse.Namespace) -> int:
    """Draw one figure an image, or one a block."""
    # It tells of fonts and caches; standard error is for what concerns the images.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    if arguments.requests:
        from senet_viewer.cli.figure_requests import answer_requests

        return answer_requests(arguments.saved)
    if arguments.output is None:
        raise UsageError("Say with -o which file to write.")
    from senet_viewer.cli.figure_subjects import find_subjects
    from senet_viewer.export.naming import FigureNames

    style = figure_style(arguments)
    FigureNames(arguments.output, 1)
    subjects = find_subjects(arguments)
    if style.order is Order.UNUSUAL and not (subjects.compared and style.reference):
        raise UsageError(
            "The order “unusual” needs an average picture, or --reference or --reference-model."
        )
    return _draw_all(subjects, style, FigureNames(arguments.output, subjects.total))


def figure_style(arguments: argparse.Namespace) -> FigureStyle:
    """The style file, or the usual style, with what the options say in its place."""
    from senet_viewer.export.style import FigureStyle, plain, style_from
    from senet_viewer.export.style_file import read_style

    style = read_style(arguments.style) if arguments.style else FigureStyle()
    changes = {
        "order": arguments.order,
        "blocks": arguments.blocks,
        "width_mm": arguments.width,
        "height_mm": arguments.height,
        "dpi": arguments.dpi,
        "ground": "dark" if arguments.dark else None,
        "reference": False if arguments.compare == "none" else None,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    return style_from({**plain(style), **given}, "The command line")


def _draw_all(subjects: Subjects, style: FigureStyle, names: FigureNames) -> int:
    from senet_viewer.cli.progress import Progress
    from senet_viewer.errors import ViewerError
    from senet_viewer.export.batch import ABOUT_ONE_FIGURE

    progress, highest = Progress(subjects.total, "figures"), 0.0
    for index, subject in enumerate(subjects.each(), 1):
        try:
            highest = max(highest, _draw_one(subject, index, style, names, subjects.paths))
        except ViewerError as error:
            if error.code not in ABOUT_ONE_FIGURE:
                progress.clear()
                raise
            subjects.failed += 1
            progress.above(error)
        progress.advance()
    progress.clear()
    _say_what_printers_should_know(style, highest)
    return 1 if subjects.failed else 0


def _say_what_printers_should_know(style: FigureStyle, highest_mm: float) -> None:
    from senet_viewer.cli.output import say
    from senet_viewer.export.style import LEAST_PT, PAGE_MM, higher_than_a_page

    if higher_than_a_page(style, highest_mm):
        say(
            f"A figure is {highest_mm:.0f} mm high, more than a page ({PAGE_MM:g} mm); choose "
            "fewer blocks (“--blocks last” is the last of each stage) or a greater --width."
        )
    if style.font_size_pt < LEAST_PT:
        say(f"Text is below {LEAST_PT:g} points; many journals ask for more.")


def _draw_one(
    subject: Subject,
    index: int,
    style: FigureStyle,
    names: FigureNames,
    images: frozenset[str],
) -> float:
    """Draw the figure or figures of one image; returns the greatest height in millimetres."""
    from senet_viewer.export.atomic import make_folder_of
    from senet_viewer.export.batch import refuse_image
    from senet_viewer.export.figures import write_figure
    from senet_viewer.export.naming import named
    from senet_viewer.export.subject import chosen_blocks

    seen = subject.inspection
    one = named(seen.image.name, seen.predictions, seen.model)
    if names.per_block:
        chosen = chosen_blocks(seen, style.blocks)
        figures = [(block.name, replace(style, blocks=(block.name,))) for block in chosen]
    else:
        figures = [("", style)]
    highest = 0.0
    for block, own_style in figures:
        path = names.name_for(one, index, block)
        refuse_image(path, images)
        if names.makes_folders:
            make_folder_of(path)
        highest = max(highest, write_figure(path, subject, own_style).height_mm)
    return highest
