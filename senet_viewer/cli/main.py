"""Chooses the command, and turns whatever goes wrong into one sentence and an exit status."""

from __future__ import annotations

import difflib
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import FrameType

from senet_viewer.cli.arguments import WRONG_USAGE, UsageError, make_parser
from senet_viewer.cli.log import write_log
from senet_viewer.cli.output import quiet_broken_pipe, say, say_error
from senet_viewer.errors import ViewerError, printable

COMMANDS = {
    "inspect": "senet_viewer.cli.inspect_command",
    "figure": "senet_viewer.cli.figure_command",
    "summary": "senet_viewer.cli.summary_command",
    "models": "senet_viewer.cli.models_command",
}
WINDOW = "senet_viewer.cli.window_command"
DEBUG = "SENET_VIEWER_DEBUG"
"""With this variable set, an unexpected error shows its traceback."""

FAILED = 1
INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run a command, or open the window; returns the exit status.

    0: good; 1: something failed, the rest went through; 2: wrong usage; 130: interrupted.
    """
    try:
        status = _dispatch(list(arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except UsageError as error:
        say(error.sentence)
        return WRONG_USAGE
    except ViewerError as error:
        say_error(error)
        return FAILED
    except KeyboardInterrupt:
        say("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output, such as head, has seen enough.
        quiet_broken_pipe()
        return FAILED
    except Exception as error:  # noqa: BLE001 - the command line's border: never a traceback
        return _unexpected(error)


def _dispatch(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in COMMANDS:
        with _ending_on_request():
            return _run_command(name, COMMANDS[name], arguments[1:])
    _suggest_command(name)
    return _run_command("", WINDOW, arguments)


def _run_command(name: str, module: str, arguments: list[str]) -> int:
    command = import_module(module)
    parser = make_parser(name, command)
    status: int = command.run(parser.parse_args(arguments))
    return status


def _suggest_command(name: str) -> None:
    if not name or name.startswith("-") or os.path.lexists(name):
        return
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    if near:
        raise UsageError(
            f"There is neither a file nor a command “{printable(name)}”; "
            f"did you mean “senet-viewer {near[0]}”?"
        )


@contextmanager
def _ending_on_request() -> Iterator[None]:
    """Let SIGTERM arrive as an exception, so that files under temporary names are taken away."""
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def _unexpected(error: Exception) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
        return FAILED
    if isinstance(error, MemoryError):
        say("There is not enough memory; try fewer or smaller pictures, or a smaller network.")
        return FAILED
    path = write_log(
        f"{printable(' '.join(sys.argv))}\n{''.join(traceback.format_exception(error))}"
    )
    place = f"details are in {path}" if path else f"set {DEBUG}=1 to see where"
    say(f"Something unexpected went wrong ({type(error).__name__}); {place}.")
    return FAILED
