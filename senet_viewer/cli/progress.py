"""How far a long command is, on standard error: a line that renews itself, or one now and then."""

from __future__ import annotations

import contextlib
import sys
import time

from senet_viewer.cli.output import say_error
from senet_viewer.errors import ViewerError

_RENEW_SECONDS = 0.1
_LINE_SECONDS = 10.0


class Progress:
    """Counts images; shows itself on a terminal, and rarely where standard error is a file."""

    def __init__(self, total: int, what: str = "images") -> None:
        self._total, self._what = total, what
        self._done = 0
        self._start = time.monotonic()
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._shown = False
        self._next = self._start + (_RENEW_SECONDS if self._terminal else _LINE_SECONDS)

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._total > 1 and now >= self._next and sys.stderr is not None:
            self._next = now + (_RENEW_SECONDS if self._terminal else _LINE_SECONDS)
            self._show(self._line(now))

    def _line(self, now: float) -> str:
        rate = self._done / max(now - self._start, 1e-9)
        left = (self._total - self._done) / rate
        return (
            f"{self._done} of {self._total} {self._what} · {rate:.3g} a second · "
            f"{_duration(left)} left"
        )

    def _show(self, line: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            encoding = sys.stderr.encoding or "utf-8"
            text = line.encode(encoding, "replace").decode(encoding)
            if self._terminal:
                sys.stderr.write(f"\r\x1b[K{text}")
                self._shown = True
            else:
                sys.stderr.write(f"senet-viewer: {text}\n")
            sys.stderr.flush()

    def above(self, error: ViewerError) -> None:
        """Print an error's sentence where the line was; the line comes back below."""
        self.clear()
        say_error(error)

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shown:
            self._shown = False
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
