"""The places of blocks side by side, early to late, with their names or numbers under them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from senet_viewer.export.lettering import Lettering
from senet_viewer.export.part import LINE
from senet_viewer.export.sheet import Align, Sheet
from senet_viewer.records import BlockGates

_SIGNS = 0.8
"""Size of the blocks' names and numbers."""

_BAR_GAP = 0.16
"""Share of a block's place that stays empty between two bars."""

_STAGE_GAP = 0.6
"""Empty places between two stages."""

_NAME_SHARE = 0.9
"""Share of its place that a name may take, so that it stays apart from the next."""


class Strip:
    """Blocks on at most ``width`` inches, each at most ``widest`` em wide.

    ``lefts`` are where their bars begin, ``bar`` is how wide they are, and ``width`` is all that
    they take, in inches.
    """

    def __init__(
        self, blocks: Sequence[BlockGates], lettering: Lettering, width: float, widest: float
    ) -> None:
        self._blocks, self._lettering, self._em = blocks, lettering, lettering.em
        self._stages = [
            list(members)
            for _, members in groupby(range(len(blocks)), lambda number: blocks[number].stage)
        ]
        places = len(blocks) + _STAGE_GAP * (len(self._stages) - 1) - _BAR_GAP
        self.place = min(width / places, widest * self._em)
        self.bar, self.width = self.place * (1 - _BAR_GAP), self.place * places
        self._named = all(self.sign_width(b.name) < self.place * _NAME_SHARE for b in blocks)
        self._numbered = not self._named and self.sign_width("00") < self.place
        self.lefts = [
            self.place * (number + _STAGE_GAP * gaps)
            for gaps, members in enumerate(self._stages)
            for number in members
        ]

    @property
    def foot_height(self) -> float:
        """Of the names, in inches."""
        return (0.95 + (LINE * _SIGNS if self._numbered else 0)) * self._em

    def draw_names(self, sheet: Sheet, x: float, foot: float) -> None:
        """Names, or numbers with their stages below; the last baseline is at ``foot``."""
        baseline = foot - self.foot_height + 0.95 * self._em
        if self._named or self._numbered:
            for left, block in zip(self.lefts, self._blocks, strict=True):
                words = block.name if self._named else str(block.index)
                self.sign(sheet, x + left + self.bar / 2, baseline, words)
        if self._named:
            return
        for members in self._stages:
            middle = (self.lefts[members[0]] + self.lefts[members[-1]] + self.bar) / 2
            self.sign(sheet, x + middle, foot, f"SE_{self._blocks[members[0]].stage}")

    def sign_width(self, text: str) -> float:
        """Of a name or number, in inches."""
        return self._lettering.width(text, _SIGNS)

    @staticmethod
    def sign(sheet: Sheet, x: float, y: float, text: str, align: Align = "center") -> None:
        """Draw a name or number with its baseline at ``y``."""
        sheet.text(x, y, text, scale=_SIGNS, colour=sheet.palette.muted, align=align)
