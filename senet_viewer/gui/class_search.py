"""Finds a network's classes by what is typed: word starts, parts of words, signs, numbers."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

NEAR = 3
"""So many near names are told where nothing matches."""
LIKENESS = 0.72
"""From this ratio of ``difflib`` on a word counts as near."""

NEAR_WORDS = 3
"""So many of the typed words near names are looked for: each takes some milliseconds."""
LONGEST_NUMBER = 9
"""No network has classes with more digits, and Python refuses to read thousands of them."""

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
        has that, the typed words may stand within words too. Signs alone, such as an emoji, have to
        be in the name as they are.
        """
        wanted = folded(text).split()
        if not wanted:
            return self._with_signs(text.split())
        starts = [f" {word}" for word in wanted]
        found = [at for at, name in enumerate(self.folded) if _has_all(name, starts)]
        if not found:
            found = [at for at, name in enumerate(self.folded) if _has_all(name, wanted)]
        number = _number(wanted)
        if 0 <= number < len(self._labels) and number not in found:
            found = sorted([*found, number])
        return found

    def _with_signs(self, signs: Sequence[str]) -> list[int]:
        if not signs:
            return list(range(len(self._labels)))
        return [at for at, name in enumerate(self._labels) if _has_all(name, signs)]

    def near(self, text: str) -> list[str]:
        """The names that have a word much like one that was typed, the likest first."""
        if self._words is None:
            self._words = {}
            for at, name in enumerate(self.folded):
                for word in name.split():
                    self._words.setdefault(word, at)
        found: dict[str, None] = {}
        for word in list(dict.fromkeys(folded(text).split()))[:NEAR_WORDS]:
            for like in difflib.get_close_matches(word, self._words, NEAR, LIKENESS):
                found.setdefault(self._labels[self._words[like]])
        return list(found)[:NEAR]


def _has_all(name: str, parts: Sequence[str]) -> bool:
    return all(part in name for part in parts)


def _number(words: Sequence[str]) -> int:
    """The class that is asked for by its number, −1 where none is."""
    is_one = len(words) == 1 and words[0].isdecimal() and len(words[0]) <= LONGEST_NUMBER
    return int(words[0]) if is_one else -1
