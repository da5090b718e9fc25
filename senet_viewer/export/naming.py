"""Names of the files for many figures, from a pattern; they are good names on every system."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from senet_viewer.errors import ViewerError, printable
from senet_viewer.records import Prediction

FIELDS = ("name", "index", "class", "model", "block")
"""What may stand in a pattern, in braces."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{name}{digit}" for name in ("com", "lpt") for digit in "123456789"),
    )
)
_MOST_BYTES = 240
"""Of a name in UTF-8: file systems take 255, and a number may be added."""


@dataclass(frozen=True)
class Named:
    """What names a figure: the image's name, its best class, the network's title."""

    image: str
    best: str
    model: str


def named(image: str, predictions: Sequence[Prediction], model: str) -> Named:
    """The same from what is known of an image; without predictions the class is ``none``."""
    return Named(image, predictions[0].label if predictions else "none", model)


class FigureNames:
    """Gives each figure its file's name, never the same name twice.

    In ``pattern``, ``{name}`` stands for the image's name without its ending, ``{index}`` for its
    place from 1, ``{class}`` for the best class, ``{model}`` for the network, ``{block}`` for the
    block of a figure that shows one. Where images share a name, it is numbered; so it is where a
    pattern without fields must do for several: ``gates.svg`` gives ``gates-1.svg`` …

    ``folder`` stands before the pattern and has no fields. ``per_block`` says that the pattern asks
    for a figure a block, ``makes_folders`` that it leads to folders that may have to be made.

    Raises ``ViewerError`` with the code ``export.pattern`` for a field that is not known.
    """

    def __init__(self, pattern: str, total: int, folder: str = "") -> None:
        self._path, self._folder = PurePath(pattern), folder
        self._total = total
        self._taken: set[str] = set()
        fields = _FIELD.findall(pattern)
        for field in fields:
            if field not in FIELDS:
                known = ", ".join(f"{{{name}}}" for name in FIELDS)
                raise ViewerError(
                    "export.pattern",
                    f"The name “{printable(pattern)}” has the unknown field “{{{field}}}”; there "
                    f"are {known}.",
                    {"pattern": printable(pattern), "field": f"{{{field}}}", "choices": known},
                )
        self._numbered = total > 1 and not fields
        self.per_block = "block" in fields
        self.makes_folders = bool(_FIELD.search(str(self._path.parent))) or (
            bool(folder) and len(self._path.parts) > 1
        )

    def name_for(self, one: Named, index: int, block: str = "") -> str:
        """The name for the image at place ``index`` (from 1) of all, as long as none took it."""
        number = f"{index:0{len(str(self._total))}}"
        values = {
            "name": PurePath(one.image).stem,
            "index": number,
            "class": one.best,
            "model": one.model,
            "block": block,
        }
        folders = [_filled(part, values) for part in self._path.parent.parts]
        own = _filled(self._path.name, values)
        if self._numbered:
            own = f"{PurePath(own).stem}-{number}{PurePath(own).suffix}"
        path = PurePath(self._folder, *folders, _shortened(own))
        return str(self._not_taken(path))

    def _not_taken(self, path: PurePath) -> PurePath:
        free, number = path, 2
        # Compared without case: some file systems take both spellings for one file.
        while str(free).casefold() in self._taken:
            free, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
        self._taken.add(str(free).casefold())
        return free


def _filled(part: str, values: Mapping[str, str]) -> str:
    """A part of the pattern with its fields replaced; what the user wrote stays as it is."""
    if not _FIELD.search(part):
        return part
    text = _FIELD.sub(lambda match: safe(values[match.group(1)]), part)
    text = text.rstrip(". ") or "_"
    return f"_{text}" if text.split(".")[0].strip().casefold() in _DEVICES else text


def safe(text: str) -> str:
    """``text`` with “_” for what no file's name may hold on some system."""
    return _FORBIDDEN.sub("_", text)


def _shortened(name: str) -> str:
    path = PurePath(name)
    stem, room = path.stem, _MOST_BYTES - len(path.suffix.encode("utf-8", "surrogatepass"))
    while len(stem.encode("utf-8", "surrogatepass")) > room:
        stem = stem[:-1]
    return f"{stem}{path.suffix}"
