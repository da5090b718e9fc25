"""Speaks with a real engine's process over its pipes, as the window does."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from senet_viewer.protocol import (
    Answer,
    Decoder,
    Hello,
    Message,
    Picture,
    Request,
    Working,
    encode,
)
from senet_viewer.records import ImageRef

COMMAND = (sys.executable, "-P", "-m", "senet_viewer", "--engine")
PATIENCE_SECONDS = 90.0
MODEL = "bundled"

Kind = TypeVar("Kind", bound=Answer)


class Conversation:
    """A running engine; ``heard`` has its answers so far, in order."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.heard: list[Message] = []
        self._arrived: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def say(self, *requests: Request) -> None:
        """Send requests."""
        self.say_bytes(b"".join(map(encode, requests)))

    def say_bytes(self, data: bytes) -> None:
        """Send anything."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def hear(self, kind: type[Kind], wanted: Callable[[Kind], bool] = lambda _: True) -> Kind:
        """The next answer of that kind that is wanted; others are noted on the way."""
        while True:
            answer = self._next(kind.__name__)
            if isinstance(answer, kind) and wanted(answer):
                return answer

    def hear_outcome(self, request: int) -> Message:
        """What ends a request that has one answer: that answer, or its failure."""
        while True:
            answer = self._next(f"the answer to {request}")
            if not isinstance(answer, Working) and getattr(answer, "id", 0) == request:
                return answer

    def _next(self, awaited: str) -> Message:
        answer = self._arrived.get(timeout=PATIENCE_SECONDS)
        assert answer is not None, f"the engine ended before {awaited}: {self.heard}"
        self.heard.append(answer)
        return answer

    def hear_end(self) -> int:
        """Wait for the process's end; its exit status."""
        status = self.process.wait(PATIENCE_SECONDS)
        self._listener.join(PATIENCE_SECONDS)
        while (answer := self._arrived.get()) is not None:
            self.heard.append(answer)
        return status

    def all(self, kind: type[Kind]) -> list[Kind]:
        """All answers of that kind so far."""
        return [answer for answer in self.heard if isinstance(answer, kind)]

    def close(self) -> None:
        """End the engine as a window that closes does."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(PATIENCE_SECONDS)
        self._listener.join(PATIENCE_SECONDS)
        self.process.stdout.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        decoder = Decoder()
        while data := self.process.stdout.read1(2**16):  # type: ignore[attr-defined]  # buffered
            for message in decoder.feed(data):
                self._arrived.put(message)
        self._arrived.put(None)


@contextmanager
def conversation(*command: str) -> Iterator[Conversation]:
    """A conversation with a fresh engine, from before its first word to its end."""
    process = subprocess.Popen(
        command or COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=None
    )
    talk = Conversation(process)
    try:
        yield talk
    finally:
        if process.poll() is None:
            process.kill()
        talk.close()


@contextmanager
def ready_conversation() -> Iterator[Conversation]:
    """A conversation with an engine that has said hello."""
    with conversation() as talk:
        talk.hear(Hello)
        yield talk


def photo(path: Path | str) -> Picture:
    """An image file as a picture to inspect."""
    return Picture(ImageRef(str(path), Path(path).name, str(path)))
