"""An entry of the command palette, and what finds entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Entry:
    """Something that can be done; ``name`` tells it from others, also in the settings.

    ``place`` is the way through the menus, or the kind of thing; ``reason`` says why it is not
    ``enabled``, where that is known. ``english`` is the title in English, where it is another.
    """

    name: str
    title: str
    place: str
    run: Callable[[], object]
    keys: str = ""
    enabled: bool = True
    checked: bool = False
    reason: str = ""
    english: str = ""


class Finder(Protocol):
    """Finds entries for what is typed."""

    def renew(self) -> None:
        """Look at what there is now."""

    def find(self, text: str) -> Sequence[Entry]:
        """What ``text`` names, the best first."""

    def named(self, name: str) -> Entry | None:
        """The entry of that name as it is now."""

    def note(self, entry: Entry) -> None:
        """Remember that ``entry`` was used."""
