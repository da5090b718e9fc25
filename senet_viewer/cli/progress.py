"""How far long work is, on standard error: a line that renews itself, or one now and then."""

from __future__ import annotations

import contextlib
import sys
import time

from senet_viewer.cli.output import say, say_error
from senet_viewer.errors import ViewerError
from senet_viewer.records import Transfer

_RENEW_SECONDS = 0.1
_LINE_SECONDS = 10.0
_MEGABYTE = 1e6


class StatusLine:
    """A line that renews itself on a terminal; where standard error is a file, a line rarely."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._shown = False
        self._next = time.monotonic() + self._interval

    @property
    def _interval(self) -> float:
        return _RENEW_SECONDS if self._terminal else _LINE_SECONDS

    @property
    def is_due(self) -> bool:
        """Whether something may be shown again."""
        return sys.stderr is not None and time.monotonic() >= self._next

    def show(self, line: str) -> None:
        """Show ``line`` in place of the last one."""
        self._next = time.monotonic() + self._interval
        with contextlib.suppress(OSError, ValueError):
            encoding = sys.stderr.encoding or "utf-8"
            text = line.encode(encoding, "replace").decode(encoding)
            if self._terminal:
                sys.stderr.write(f"\r\x1b[K{text}")
                self._shown = True
            else:
                sys.stderr.write(f"senet-viewer: {text}\n")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shown:
            self._shown = False
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()


class Progress:
    """Counts images; shows itself on a terminal, and rarely where standard error is a file."""

    def __init__(self, total: int, what: str = "images") -> None:
        self._total, self._what = total, what
        self._done = 0
        self._start = time.monotonic()
        self._line = StatusLine()

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if self._total > 1 and self._line.is_due:
            self._line.show(self._words())

    def _words(self) -> str:
        rate = self._done / max(time.monotonic() - self._start, 1e-9)
        left = (self._total - self._done) / rate
        return (
            f"{self._done} of {self._total} {self._what} · {rate:.3g} a second · "
            f"{_duration(left)} left"
        )

    def above(self, error: ViewerError) -> None:
        """Print an error's sentence where the line was; the line comes back below."""
        self.clear()
        say_error(error)

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        self._line.clear()


class DownloadProgress:
    """Says what is downloaded, then how far it is."""

    def __init__(self) -> None:
        self._name = ""
        self._line = StatusLine()

    def __call__(self, transfer: Transfer) -> None:
        """Take the newest state of the download."""
        if transfer.name != self._name and transfer.total:
            self._name = transfer.name
            already = f", of which {_megabytes(transfer.done)} are there" if transfer.done else ""
            self._line.clear()
            say(f"Downloading “{transfer.name}” ({_megabytes(transfer.total)}{already}).")
        elif self._name and self._line.is_due:
            self._line.show(_state(transfer))

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        self._line.clear()


def _state(transfer: Transfer) -> str:
    done = f"{_megabytes(transfer.done)} of {_megabytes(transfer.total)}"
    rate = f"{_megabytes(transfer.bytes_per_second)} a second"
    if not transfer.bytes_per_second or not transfer.total:
        return f"{done} · {rate}"
    left = (transfer.total - transfer.done) / transfer.bytes_per_second
    return f"{done} · {rate} · {_duration(left)} left"


def _megabytes(count: float) -> str:
    return f"{count / _MEGABYTE:,.1f} MB"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
