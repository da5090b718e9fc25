"""Names of the files for one or several figures."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import PurePath


def figure_names(pattern: str, total: int) -> Callable[[str], str]:
    """A function from an image's name to the name of its figure, never the same name twice.

    ``{name}`` in the pattern's last part stands for the image's name without its ending,
    ``{number}`` for its place from 1. A pattern without them names one file, and several are
    numbered: ``gates.svg`` gives ``gates-1.svg``, ``gates-2.svg`` …
    """
    path = PurePath(pattern)
    taken: set[str] = set()
    counter = itertools.count(1)
    digits = len(str(total))
    placed = "{name}" in path.name or "{number}" in path.name

    def name_of(image: str) -> str:
        number = f"{next(counter):0{digits}}"
        if placed:
            stem = PurePath(image).stem
            own = path.name.replace("{number}", number).replace("{name}", stem)
        elif total > 1:
            own = f"{path.stem}-{number}{path.suffix}"
        else:
            own = path.name
        own = _not_taken(own, taken)
        return str(path.with_name(own))

    return name_of


def _not_taken(name: str, taken: set[str]) -> str:
    path = PurePath(name)
    free, number = name, 2
    # Compared without case: some file systems take both spellings for one file.
    while free.casefold() in taken:
        free, number = f"{path.stem}-{number}{path.suffix}", number + 1
    taken.add(free.casefold())
    return free
