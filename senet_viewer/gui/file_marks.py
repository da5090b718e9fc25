"""Tells one state of a file from another, and notices those that have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def file_stamp(path: str) -> str:
    """What tells one state of a file from another: size and time; empty where it is no file."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size}-{status.st_mtime_ns}"


def stamps_of(paths: Iterable[str]) -> dict[str, str]:
    """The stamps of the files that are there."""
    return {path: stamp for path in paths if (stamp := file_stamp(path))}


class FileMarks:
    """What the files looked like when they were opened last."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def take(self, stamps: Mapping[str, str]) -> tuple[str, ...]:
        """Keep these stamps; returns the paths whose files were there before, and were others."""
        known = self._known
        changed = tuple(path for path, stamp in stamps.items() if known.get(path, stamp) != stamp)
        known.update(stamps)
        return changed
