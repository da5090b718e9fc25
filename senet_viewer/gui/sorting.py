"""In which order the list of images stands, and the keys by which it is sorted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Any

from senet_viewer.gui.image_item import ImageItem
from senet_viewer.gui.image_search import Statistic
from senet_viewer.images.files import NaturalKey, natural_key

_REVERSED = "-"
_SEPARATOR = ":"


class SortBy(Enum):
    """What the list can be sorted by; the last ones are statistics of one block."""

    ARRIVAL = "arrival"
    NAME = "name"
    CLASS = "class"
    CONFIDENCE = "confidence"
    MEAN_GATE = "mean"
    SPREAD = "spread"
    WIDE_OPEN = "open"
    NEARLY_CLOSED = "closed"
    DEPARTURE = "departure"


COUNTS = (SortBy.WIDE_OPEN, SortBy.NEARLY_CLOSED)
"""Statistics that are numbers of gates; the others lie between 0 and 1."""

BLOCK_STATISTICS = (SortBy.MEAN_GATE, SortBy.SPREAD, *COUNTS, SortBy.DEPARTURE)


@dataclass(frozen=True)
class Sorting:
    """An order of the list; ``block`` names the block whose statistic counts."""

    by: SortBy = SortBy.ARRIVAL
    block: str = ""
    reverse: bool = False

    def as_text(self) -> str:
        """The order as the settings keep it, such as ``mean:SE_3_1``."""
        text = f"{self.by.value}{_SEPARATOR}{self.block}" if self.block else self.by.value
        return _REVERSED + text if self.reverse else text

    @classmethod
    def from_text(cls, text: str) -> Sorting:
        """The order that ``as_text`` wrote; the order of arrival for anything else."""
        value, _, block = text.removeprefix(_REVERSED).partition(_SEPARATOR)
        by = next((one for one in SortBy if one.value == value), None)
        if by is None or bool(block) != (by in BLOCK_STATISTICS):
            return cls()
        return cls(by, block, text.startswith(_REVERSED))


class SortKeys:
    """Makes the keys; names are taken apart once, since that takes longest."""

    def __init__(self) -> None:
        self._names: dict[str, NaturalKey] = {}

    def sorted(
        self, items: list[ImageItem], sorting: Sorting, statistic: Statistic
    ) -> list[ImageItem]:
        """``items``, which come in order of arrival, as ``sorting`` wants them.

        What has no value (yet) stands at the end, also in the reverse order.
        """
        if sorting.by is SortBy.ARRIVAL:
            return items[::-1] if sorting.reverse else items
        known: list[tuple[tuple[Any, ...], ImageItem]] = []
        unknown: list[ImageItem] = []
        for item in items:
            key = self._key(item, sorting.by, statistic)
            if key is None:
                unknown.append(item)
            else:
                known.append((key, item))
        known.sort(key=lambda pair: pair[0], reverse=sorting.reverse)
        return [item for _, item in known] + unknown

    def _key(self, item: ImageItem, by: SortBy, statistic: Statistic) -> tuple[Any, ...] | None:
        if by is SortBy.NAME:
            return self._name(item.name)
        if by in BLOCK_STATISTICS:
            value = statistic(item)
            return None if value is None or math.isnan(value) else (-value,)
        if item.answer is None or not item.answer.predictions:
            return None
        best = item.answer.predictions[0]
        if by is SortBy.CLASS:
            return (best.label.casefold(), -best.probability)
        return (-best.probability,)

    def _name(self, name: str) -> NaturalKey:
        key = self._names.get(name)
        if key is None:
            key = self._names[name] = natural_key(name)
        return key
