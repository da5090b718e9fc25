"""What is typed into the list's search: parts of names and classes, certainty, gates of a block."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from senet_viewer.gui.image_item import ImageItem

_NUMBER = r"(\d+(?:[.,]\d+)?|[.,]\d+)"
_BOUND = re.compile(rf"([^\s<>≤≥]*)\s*([<>≤≥])(=?)\s*{_NUMBER}\s*(%?)")
_UNFINISHED = re.compile(r"([^\s<>≤≥]*)\s*[<>≤≥]=?\s*[.,]?$")

Statistic = Callable[[ImageItem], float | None]
"""The value of an image; None where it is not known (yet)."""


@dataclass(frozen=True)
class Bound:
    """A bound of a block's statistic, or of the certainty (0 to 1) where ``block`` is empty."""

    block: str
    above: bool
    inclusive: bool
    value: float

    def holds(self, value: float | None) -> bool:
        """Whether ``value`` is within it; what is not known is not."""
        if value is None or math.isnan(value):
            return False
        if value == self.value:
            return self.inclusive
        return (value > self.value) is self.above


@dataclass(frozen=True)
class Search:
    """Images whose name or class holds ``text`` (in lower case), and that are within bounds."""

    text: str = ""
    bounds: tuple[Bound, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.bounds)

    def finds(self, item: ImageItem, statistics: Mapping[str, Statistic]) -> bool:
        """Whether the image is one; ``statistics`` tell the values of blocks with a bound."""
        return (not self.text or _holds_text(item, self.text)) and all(
            one.holds(statistics[one.block](item) if one.block else certainty(item))
            for one in self.bounds
        )


def _holds_text(item: ImageItem, text: str) -> bool:
    if text in item.name.casefold():
        return True
    return bool(item.answer and text in item.answer.predictions[0].label.casefold())


def certainty(item: ImageItem) -> float | None:
    """The probability of the first class, 0 to 1."""
    return item.answer.predictions[0].probability if item.answer is not None else None


def parse_search(text: str, blocks: Collection[str]) -> Search:
    """What ``text`` asks for: ``cat > 90 %``, ``SE_3_1 < 0.5``, or a part of a name or class.

    ``blocks`` are the names of the network's blocks, found in any case. A number without a block
    bounds the certainty: 0.9, 90 and 90 % are the same. What is not typed to its end yet does not
    count.
    """
    names = {name.casefold(): name for name in blocks}
    bounds: list[Bound] = []

    def take(found: re.Match[str]) -> str:
        what, sign, equal, number, percent = found.groups()
        block, value = names.get(what.casefold(), ""), float(number.replace(",", "."))
        if not block and (percent or value > 1):
            value /= 100
        bounds.append(Bound(block, sign in ">≥", bool(equal) or sign in "≤≥", value))
        return f" {'' if block else what} "

    rest = _BOUND.sub(take, text.strip())
    rest = _UNFINISHED.sub(lambda found: "" if found[1].casefold() in names else found[1], rest)
    # A name may have several spaces in a row, so it is taken as it is typed.
    return Search((" ".join(rest.split()) if bounds else rest.strip()).casefold(), tuple(bounds))
