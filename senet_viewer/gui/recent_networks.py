"""The networks used last, as the settings keep them: the newest first, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from senet_viewer.gui.networks import BUNDLED
from senet_viewer.records import BuildOptions

KEPT = 6
_FIELDS = 4


@dataclass(frozen=True)
class RecentNetwork:
    """A network that was in use: what it is loaded by, and what it is called."""

    key: str
    title: str
    options: BuildOptions = field(default_factory=BuildOptions)


def read_recent(rows: Sequence[object]) -> tuple[RecentNetwork, ...]:
    """The networks in the settings' rows; what is none is left out."""
    return tuple(
        RecentNetwork(row[0], row[1], BuildOptions(row[2], row[3]))
        for row in rows
        if isinstance(row, list)
        and len(row) == _FIELDS
        and all(isinstance(cell, str) for cell in row)
    )[:KEPT]


def write_recent(networks: Sequence[RecentNetwork]) -> list[list[str]]:
    """The networks as rows for the settings."""
    return [
        [one.key, one.title, one.options.architecture, one.options.implementation]
        for one in networks
    ]


def with_newest(
    networks: Sequence[RecentNetwork], newest: RecentNetwork
) -> tuple[RecentNetwork, ...]:
    """``networks`` with ``newest`` in front; the bundled one stands in the menu anyway."""
    if newest.key == BUNDLED:
        return tuple(networks)
    others = (one for one in networks if (one.key, one.options) != (newest.key, newest.options))
    return (newest, *others)[:KEPT]
