"""The worker's ends of the pipes: standard input and output taken away from everything else."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from senet_viewer.protocol import Answer, Decoder, Message, encode

READ_BYTES = 2**16
_INPUT, _OUTPUT, _LOG = 0, 1, 2


@dataclass(frozen=True)
class Pipes:
    """File descriptors of the requests and of the answers, in binary mode."""

    requests: int
    answers: int


def take_pipes() -> Pipes:
    """Keep the real standard input and output, and leave the null device and the log in place.

    From then on whatever a library prints goes to the log (standard error), and whatever it reads
    from standard input is empty: neither can break a frame.
    """
    _require_log()
    requests, answers = os.dup(_INPUT), os.dup(_OUTPUT)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(requests, os.O_BINARY)
        msvcrt.setmode(answers, os.O_BINARY)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, _INPUT)
    os.close(null)
    os.dup2(_LOG, _OUTPUT)
    sys.stdout = sys.stderr
    faulthandler.enable(sys.stderr)
    return Pipes(requests, answers)


def _require_log() -> None:
    """A program without a console may have no standard error: write to the pipe, or nowhere."""
    if sys.stderr is not None:
        return
    try:
        os.fstat(_LOG)
    except OSError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, _LOG)
    sys.stderr = os.fdopen(os.dup(_LOG), "w", buffering=1, errors="backslashreplace")


def leave(status: int) -> NoReturn:
    """End the process at once, whatever its other threads do."""
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(status)


def read_messages(descriptor: int) -> Iterator[Message]:
    """The messages that arrive, until the pipe ends; raises ``ViewerError`` on a damaged one."""
    decoder = Decoder()
    while data := os.read(descriptor, READ_BYTES):
        decoder.push(data)
        while (message := decoder.pop()) is not None:
            yield message


class Writer:
    """Writes whole frames, from any thread; ends the process where nobody reads any more."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def send(self, answer: Answer) -> None:
        """Write one answer; waits while the window is behind with reading."""
        rest = memoryview(encode(answer))
        with self._lock:
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
            except OSError:
                leave(0)
