"""How long work is watched, and how it ends early: because it was asked to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from senet_viewer.records import Transfer


class Stopped(Exception):  # noqa: N818 - what happens when asked for, no error
    """The work was stopped because ``should_stop`` said so."""


def never() -> bool:
    """A ``should_stop`` that lets the work finish."""
    return False


def tell_nobody(_transfer: Transfer) -> None:
    """A ``progress`` that is not listened to."""


@dataclass(frozen=True)
class Terms:
    """How a download is watched: who is told, who may stop it, how long a silence may last.

    ``timeout`` is in seconds; 0 means what the hub's own settings say (10, unless changed).
    """

    progress: Callable[[Transfer], None] = tell_nobody
    should_stop: Callable[[], bool] = never
    timeout: float = 0.0

    def check(self) -> None:
        """Raise ``Stopped`` if the work is to stop."""
        if self.should_stop():
            raise Stopped
