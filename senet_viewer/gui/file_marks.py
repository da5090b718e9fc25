"""Notices files that were opened before and have changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

Mark = tuple[int, int]
"""When a file was last changed, in nanoseconds, and its size in bytes."""


def marks_of(paths: Iterable[str]) -> dict[str, Mark]:
    """The marks of the files that are there."""
    marks: dict[str, Mark] = {}
    for path in paths:
        try:
            status = Path(path).stat()
        except (OSError, ValueError):
            continue
        marks[path] = status.st_mtime_ns, status.st_size
    return marks


class FileMarks:
    """What the files looked like when they were opened last."""

    def __init__(self) -> None:
        self._known: dict[str, Mark] = {}

    def take(self, marks: Mapping[str, Mark]) -> tuple[str, ...]:
        """Keep these marks; returns the paths whose files were there before, and were others."""
        changed = tuple(path for path, mark in marks.items() if self._known.get(path, mark) != mark)
        self._known.update(marks)
        return changed
