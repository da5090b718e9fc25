"""What a figure shows: an inspection, its photo, and what its gates are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import ALL_BLOCKS, LAST_BLOCKS
from senet_viewer.records import BlockGates, Gates, Inspection, ModelCard, Pixels


@dataclass(frozen=True)
class Subject:
    """An inspection with all that a figure may show of it.

    ``reference`` maps blocks' names to gates to compare with, ``reference_title`` says in a few
    words what they are. ``photo`` is the picture itself, ``card`` tells of the network.
    """

    inspection: Inspection
    reference: Mapping[str, Gates] | None = None
    reference_title: str = ""
    photo: Pixels | None = None
    card: ModelCard | None = None

    def reference_of(self, block: BlockGates) -> Gates | None:
        """The gates to compare a block's with, None where there are none that fit."""
        known = None if self.reference is None else self.reference.get(block.name)
        return known if known is not None and known.shape == block.gates.shape else None


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
