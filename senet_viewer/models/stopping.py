"""The way in which long work ends early: because it was asked to."""

from __future__ import annotations


class Stopped(Exception):  # noqa: N818 - what happens when asked for, no error
    """The work was stopped because ``should_stop`` said so."""


def never() -> bool:
    """A ``should_stop`` that lets the work finish."""
    return False
