"""Arguments that several commands share, and how help and usage errors look."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn, Protocol

if TYPE_CHECKING:
    from senet_viewer.records import BuildOptions

WRONG_USAGE = 2


class Command(Protocol):
    """What the module of a command offers."""

    SUMMARY: str
    EPILOG: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:].rstrip(".")
        self.exit(WRONG_USAGE, f"senet-viewer: {sentence}; see “{self.prog} --help”.\n")


class UsageError(Exception):
    """Arguments that do not go together; one sentence says so."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def make_parser(name: str, command: Command) -> Parser:
    """The parser of one command."""
    parser = Parser(
        prog=f"senet-viewer {name}".strip(),
        description=command.SUMMARY,
        epilog=command.EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    return parser


def add_network(parser: argparse.ArgumentParser) -> None:
    """``--model`` with its code, ``--device`` and ``--precision``; see ``build_options``."""
    parser.add_argument(
        "--model",
        default="bundled",
        metavar="NAME",
        help="the network: a name that “senet-viewer models” lists, or a checkpoint’s path "
        "(default: bundled)",
    )
    add_code(parser)
    parser.add_argument(
        "--device",
        default="auto",
        help="auto (CUDA where there is a device), cpu, cuda, cuda:1 … (default: auto)",
    )
    parser.add_argument(
        "--precision",
        choices=("float32", "bfloat16"),
        default="float32",
        help="bfloat16 is faster on processors that have it, and changes gates by some 10⁻³",
    )


def add_code(parser: argparse.ArgumentParser) -> None:
    """``--architecture`` and ``--implementation``: what code the network is built with."""
    parser.add_argument(
        "--architecture",
        default="",
        metavar="CODE",
        help="of a checkpoint whose names do not tell it: timm:NAME, torchvision:NAME, or your own "
        "code as module:callable, found from the current folder too, which returns the network",
    )
    parser.add_argument(
        "--implementation",
        default="",
        choices=("own",),
        help="run timm’s SE-ResNets, by name or from a checkpoint, on our own, faster code",
    )


def build_options(arguments: argparse.Namespace) -> BuildOptions:
    """What ``add_code`` took."""
    from senet_viewer.records import BuildOptions

    return BuildOptions(arguments.architecture, arguments.implementation)
