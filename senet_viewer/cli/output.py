"""Where a command's words go: data to standard output or a file, sentences to standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.atomic import atomic_file


def say(sentence: str) -> None:
    """Print one sentence to standard error."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        encoding = sys.stderr.encoding or "utf-8"
        line = f"senet-viewer: {printable(sentence)}"
        print(line.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)


def say_error(error: ViewerError) -> None:
    """Print an error's sentence, and its hint, to standard error."""
    say(f"{error.sentence} {error.hint}".rstrip())


class Output:
    """Takes bytes: standard output, where each result is seen at once, or a file."""

    def __init__(self, binary: BinaryIO, encoding: str, name: str = "") -> None:
        self.binary = binary
        self.encoding = encoding
        self._name = name

    def write(self, data: bytes) -> None:
        """Write; raises ``ViewerError`` where standard output takes no more."""
        if self._name:
            self.binary.write(data)
            return
        with standard_output_errors():
            self.binary.write(data)
            self.binary.flush()


@contextmanager
def standard_output_errors() -> Iterator[None]:
    """Turn errors of standard output into a ``ViewerError``, except that its reader has gone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ViewerError(
            "output.failed", f"Standard output could not be written ({reason})."
        ) from error


def standard_output() -> Output:
    """Standard output in its own encoding; raises ``ViewerError`` where it is closed."""
    if sys.stdout is None:
        raise ViewerError("output.failed", "Standard output is closed; write to a file with -o.")
    return Output(sys.stdout.buffer, sys.stdout.encoding or "utf-8")


def write_text(text: str) -> None:
    """Write text to standard output; signs that its encoding lacks become ``?``."""
    output = standard_output()
    output.write(text.encode(output.encoding, "replace"))


class NothingToWriteError(Exception):
    """Raised inside ``output_to`` to leave an older file as it is."""


@contextmanager
def output_to(path: str | None) -> Iterator[Output]:
    """Standard output, or the file ``path``, which is written completely or not at all."""
    if path is None:
        with contextlib.suppress(NothingToWriteError):
            yield standard_output()
        return
    with contextlib.suppress(NothingToWriteError), atomic_file(path) as handle:
        yield Output(handle, "utf-8", path)


def quiet_broken_pipe() -> None:
    """Let nobody complain at exit that the reader of standard output has gone."""
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def same_file(one: str, other: str) -> bool:
    """Whether both names mean one existing file."""
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):
        return False
