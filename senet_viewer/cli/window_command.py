"""``senet-viewer``: opens the window, or renders it into a picture."""

from __future__ import annotations

import argparse
import os
import re

from senet_viewer import __version__
from senet_viewer.cli.arguments import UsageError, add_code, build_options

LANGUAGES = ("system", "en", "zh_CN")
SUMMARY = "See the squeeze-and-excitation gates of a network on your own photos."
EPILOG = """\
commands that need no screen (“senet-viewer COMMAND --help” tells more)
  inspect   print classes and gates of images, as text, JSON, CSV or NPZ
  figure    draw the gates of images, as PNG, SVG or PDF
  summary   print a network’s layers, parameters and multiply-adds
  models    list the networks that can be loaded by name

A file named like a command opens with its folder in front: senet-viewer ./inspect
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("paths", nargs="*", metavar="IMAGE|FOLDER|PROJECT", help="what to open")
    parser.add_argument("--version", action="version", version=f"senet-viewer {__version__}")
    parser.add_argument("--model", metavar="NAME", help="the network to start with")
    add_code(parser)
    parser.add_argument(
        "--screenshot", metavar="FILE", help="render the window into FILE (.png) and end"
    )
    parser.add_argument("--size", type=_size, metavar="WxH", help="of the window, such as 1440x900")
    parser.add_argument(
        "--scale", type=_scale, metavar="N", help="pixels of the screenshot to one of the window"
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="of the window (default: as the settings say; of a screenshot: en)",
    )
    theme = parser.add_mutually_exclusive_group()
    theme.add_argument("--dark", action="store_true", help="dark theme (default: the system’s)")
    theme.add_argument("--light", action="store_true", help="light theme")


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{3,5})[x×](\d{3,5})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no size such as 1440x900")
    return int(match[1]), int(match[2])


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError(f"“{text}” is no scale from 0.5 to 4")
    return scale


def run(arguments: argparse.Namespace) -> int:
    """Open the window until it is closed, or only until its picture is taken."""
    options = build_options(arguments)
    if not arguments.model and options != type(options)():
        raise UsageError("--architecture and --implementation go with --model.")
    if arguments.scale is not None:
        # Qt reads it when it starts.
        os.environ["QT_SCALE_FACTOR"] = f"{arguments.scale:g}"
    if arguments.screenshot is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from senet_viewer.gui import app

    return app.run(
        arguments.paths,
        model=arguments.model,
        options=options,
        screenshot=arguments.screenshot,
        size=arguments.size,
        dark=True if arguments.dark else False if arguments.light else None,
        language=arguments.language,
        version=__version__,
    )
