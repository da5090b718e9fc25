"""Finds the image files in what was dropped: files and folders become one set in natural order."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from senet_viewer.errors import ViewerError, printable
from senet_viewer.images.decode import IMAGE_SUFFIXES

_DIGITS = re.compile(r"(\d+)")

NaturalKey = tuple[tuple[str | tuple[int, str], ...], str]
"""Texts and numbers of a name in turn, then the name itself, which settles what is left."""


@dataclass(frozen=True)
class FoundImages:
    """``images`` are absolute paths, each real file once; ``problems`` tell what did not open."""

    images: tuple[str, ...]
    problems: tuple[ViewerError, ...] = ()


def natural_key(name: str) -> NaturalKey:
    """A sort key by which ``photo2`` comes before ``photo10``, regardless of case."""
    parts = _DIGITS.split(name)
    return tuple(
        _number(part) if position % 2 else part.casefold() for position, part in enumerate(parts)
    ), name


def _number(digits: str) -> tuple[int, str]:
    # As text, longer is larger: int() refuses very long numbers; any script's digits count.
    text = "".join(str(unicodedata.digit(digit)) for digit in digits).lstrip("0")
    return len(text), text


def find_images(
    paths: Sequence[str], should_stop: Callable[[], bool] = lambda: False
) -> FoundImages:
    """The images among ``paths``: files as they are given, folders with all that is in them.

    Files keep the order in which they were given, whatever their suffix; a folder's images (by
    suffix) come in natural order, then those of its subfolders. Hidden entries (a leading dot) are
    left out. A file or folder that is met again, also through a link, counts once, so loops of
    links end. A folder that cannot be read, or holds no image, is a problem with the code
    ``folder.unreadable`` or ``folder.empty``; the others go through. ``should_stop`` is asked once
    a folder; what was found so far is returned.
    """
    search = _Search(should_stop)
    for path in paths:
        absolute = os.path.abspath(path)
        if _is_folder(Path(absolute)):
            search.add_folder(absolute)
        else:
            search.add_file(absolute)
    return FoundImages(tuple(search.images), tuple(search.problems))


@dataclass
class _Search:
    should_stop: Callable[[], bool]
    images: list[str] = field(default_factory=list)
    problems: list[ViewerError] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def is_new(self, path: str) -> bool:
        real = os.path.normcase(os.path.realpath(path))
        if real in self.seen:
            return False
        self.seen.add(real)
        return True

    def add_file(self, path: str) -> None:
        if self.is_new(path):
            self.images.append(path)

    def add_folder(self, folder: str) -> None:
        before = len(self.problems)
        if not self.is_new(folder):
            return
        holds_images = False
        for path in self.walk(folder):
            holds_images = True
            self.add_file(path)
        if not holds_images and len(self.problems) == before and not self.should_stop():
            self.problems.append(_no_images(folder))

    def walk(self, root: str) -> Iterator[str]:
        waiting = [root]
        while waiting and not self.should_stop():
            folder = waiting.pop()
            try:
                files, folders = _entries(folder)
            except OSError as error:
                self.problems.append(_unreadable(folder, error))
                continue
            yield from files
            waiting.extend(path for path in reversed(folders) if self.is_new(path))


def _entries(folder: str) -> tuple[list[str], list[str]]:
    """Images and subfolders of one folder, each in natural order."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: natural_key(entry.name)):
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                folders.append(entry.path)
            elif Path(entry.name).suffix.lower() in IMAGE_SUFFIXES:
                files.append(entry.path)
    return files, folders


def _is_folder(entry: os.DirEntry[str] | Path) -> bool:
    try:
        return entry.is_dir()
    except (OSError, ValueError):
        return False


def _no_images(folder: str) -> ViewerError:
    name = printable(Path(folder).name or folder)
    return ViewerError(
        "folder.empty",
        f"The folder “{name}” holds no images; choose another one.",
        {"folder": name},
        detail=printable(folder),
    )


def _unreadable(folder: str, error: OSError) -> ViewerError:
    name = printable(Path(folder).name or folder)
    return ViewerError(
        "folder.unreadable",
        f"The folder “{name}” cannot be read; check that you may open it.",
        {"folder": name},
        detail=printable(f"{folder}: {error.strerror or error}"),
    )
