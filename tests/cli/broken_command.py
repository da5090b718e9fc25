"""A command that ends as its argument says, for the tests of the command line's border."""

from __future__ import annotations

import argparse

from senet_viewer.cli.arguments import UsageError
from senet_viewer.errors import ViewerError

SUMMARY = "Break."
EPILOG = ""
ENDS: dict[str, BaseException] = {
    "viewer": ViewerError("x", "It broke.", hint="Mend it."),
    "usage": UsageError("That does not go together."),
    "interrupt": KeyboardInterrupt(),
    "pipe": BrokenPipeError(),
    "unexpected": ZeroDivisionError("secret detail"),
    "memory": MemoryError(),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("end", choices=ENDS)


def run(arguments: argparse.Namespace) -> int:
    """Break."""
    raise ENDS[arguments.end]
