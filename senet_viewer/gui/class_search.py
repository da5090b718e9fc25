"""Finds a network's classes by what is typed: word starts, parts of words, numbers, near names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

NEAR = 3
"""So many near names are told where nothing matches."""
LIKENESS = 0.72
"""From this ratio of ``difflib`` on a word counts as near."""

WORDS = re.compile(r"\w+")


def folded(text: str) -> str:
    """``text`` without case, accents and punctuation: words with one space before each."""
    kept = text.casefold()
    if not kept.isascii():
        plain = unicodedata.normalize("NFKD", kept)
        kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = " ".join(WORDS.findall(kept.replace("_", " ")))
    return f" {words}" if words else ""


class ClassSearch:
    """The names of all classes, prepared once; a class is its index, counted from 0."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(labels)
        self.folded = tuple(folded(label) for label in labels)
        self._words: dict[str, int] | None = None

    def find(self, text: str) -> list[int]:
        """The classes that match, in the network's order; all of them for an empty text.

        Each typed word begins a word of the name, or a number is the class's own. Where no name
        has that, the typed words may stand within words too.
        """
        wanted = folded(text).split()
        if not wanted:
            return list(range(len(self._labels)))
        starts = [f" {word}" for word in wanted]
        found = [at for at, name in enumerate(self.folded) if _has_all(name, starts)]
        if not found:
            found = [at for at, name in enumerate(self.folded) if _has_all(name, wanted)]
        number = int(wanted[0]) if len(wanted) == 1 and wanted[0].isdecimal() else -1
        if 0 <= number < len(self._labels) and number not in found:
            found = sorted([*found, number])
        return found

    def near(self, text: str) -> list[str]:
        """The names that have a word much like one that was typed, the likest first."""
        if self._words is None:
            self._words = {}
            for at, name in enumerate(self.folded):
                for word in name.split():
                    self._words.setdefault(word, at)
        found: dict[str, None] = {}
        for word in folded(text).split():
            for like in difflib.get_close_matches(word, self._words, NEAR, LIKENESS):
                found.setdefault(self._labels[self._words[like]])
        return list(found)[:NEAR]


def _has_all(name: str, parts: Sequence[str]) -> bool:
    return all(part in name for part in parts)
