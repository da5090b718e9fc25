"""What a figure shows: an inspection, its photo, and what its gates are compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import ALL_BLOCKS, LAST_BLOCKS
from senet_viewer.records import BlockGates, Gates, Inspection, ModelCard, Pixels
from senet_viewer.statistics import departure, gates_by_block

MOST_TOGETHER = 6
"""So many images stand on one figure, as many as the window overlays."""


@dataclass(frozen=True)
class Beside:
    """Another image on the same figure: its gates are marks on the bars of the first one."""

    inspection: Inspection
    photo: Pixels | None = None

    @cached_property
    def gates(self) -> Mapping[str, Gates]:
        """Its gates ``[C]`` by block name."""
        return gates_by_block(self.inspection)


@dataclass(frozen=True)
class Subject:
    """An inspection with all that a figure may show of it.

    ``reference`` maps blocks' names to gates to compare with, ``reference_title`` says in a few
    words what they are. ``photo`` is the picture itself, ``card`` tells of the network. ``others``
    are images that are compared with it on the same figure, in place of a reference.
    """

    inspection: Inspection
    reference: Mapping[str, Gates] | None = None
    reference_title: str = ""
    photo: Pixels | None = None
    card: ModelCard | None = None
    others: tuple[Beside, ...] = ()

    @property
    def inspections(self) -> tuple[Inspection, ...]:
        """Of all images on the figure, the first one first."""
        return (self.inspection, *(one.inspection for one in self.others))

    def similarities(self, block: BlockGates) -> list[float]:
        """1 − mean |gate difference| of a block to each of the others, 0..1."""
        return [1.0 - departure(block.gates, one.gates[block.name]) for one in self.others]

    def reference_of(self, block: BlockGates) -> Gates | None:
        """The gates to compare a block's with, None where there are none that fit."""
        known = None if self.reference is None else self.reference.get(block.name)
        return known if known is not None and known.shape == block.gates.shape else None


def together(subjects: Sequence[Subject]) -> Subject:
    """One figure of all these, of one network; the bars are those of the first.

    Raises ``ViewerError`` with the code ``export.together`` for fewer than two or more than
    ``MOST_TOGETHER``, or where blocks differ.
    """
    if not 2 <= len(subjects) <= MOST_TOGETHER:
        raise ViewerError(
            "export.together",
            f"One figure shows 2 to {MOST_TOGETHER} images together, not {len(subjects)}; choose "
            "others.",
            {"most": str(MOST_TOGETHER), "count": str(len(subjects))},
        )
    first, *rest = subjects
    shape = [(b.name, b.channels) for b in first.inspection.blocks]
    for one in rest:
        if [(b.name, b.channels) for b in one.inspection.blocks] != shape:
            raise ViewerError(
                "export.mixed_together",
                "The images on one figure must have been seen by one network.",
            )
    others = tuple(Beside(one.inspection, one.photo) for one in rest)
    return replace(first, reference=None, reference_title="", others=others)


def chosen_blocks(inspection: Inspection, patterns: tuple[str, ...]) -> list[BlockGates]:
    """The blocks that match a word (``all``, ``last``), name or pattern, early to late.

    Raises ``ViewerError`` with the code ``export.no_block`` for a pattern that matches none.
    """
    chosen: set[str] = set()
    for pattern in patterns:
        matching = _matching(inspection, pattern)
        if not matching:
            known = ", ".join(block.name for block in inspection.blocks)
            raise ViewerError(
                "export.no_block",
                f"{inspection.model} has no block “{pattern}”; its blocks are {known}.",
                {"name": pattern, "model": inspection.model, "choices": known},
            )
        chosen |= matching
    return [block for block in inspection.blocks if block.name in chosen]


def _matching(inspection: Inspection, pattern: str) -> set[str]:
    if pattern == ALL_BLOCKS:
        return {block.name for block in inspection.blocks}
    if pattern == LAST_BLOCKS:
        return set({block.stage: block.name for block in inspection.blocks}.values())
    return {block.name for block in inspection.blocks if fnmatchcase(block.name, pattern)}
