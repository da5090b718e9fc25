"""How well what is typed names something: the starts of its words count most."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Chinese is written without spaces: each of its characters counts as a word.
_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
_LONGEST_RUN = 12
"""Longer pieces are looked for as they stand, not letter by letter."""

BEGINS, TITLE_WORD, RUN, PLACE_WORD, INSIDE, PLACE_INSIDE = 100.0, 80.0, 60.0, 50.0, 40.0, 20.0
_SHORTER_IS_BETTER = 0.05


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` without case, and with letters of the usual width; Chinese input can be wide."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(query: str) -> list[str]:
    """What is looked for, each word once."""
    return list(dict.fromkeys(plain(query).split()))


def score(query: str, title: str, place: str = "") -> float | None:
    """How well ``query`` names ``title``, which stands in ``place``; None where it does not.

    Each word of the query has to be found: as the start of a word, as starts of several words in
    their order (``bmu`` for "Bars most unusual first"), or inside.
    """
    pieces = words_of(query)
    if not pieces:
        return 0.0
    title, place = plain(title), plain(place)
    total = 0.0
    for piece in pieces:
        found = _score_piece(piece, title, place)
        if found is None:
            return None
        total += found
    return total / len(pieces) - _SHORTER_IS_BETTER * len(title)


def _score_piece(piece: str, title: str, place: str) -> float | None:
    if title.startswith(piece):
        return BEGINS
    in_title = _split(title)
    if any(word.startswith(piece) for word in in_title):
        return TITLE_WORD
    if len(piece) <= _LONGEST_RUN and _is_run(piece, in_title):
        return RUN
    if any(word.startswith(piece) for word in _split(place)):
        return PLACE_WORD
    if piece in title:
        return INSIDE
    return PLACE_INSIDE if piece in place else None


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text))


def _is_run(piece: str, among: tuple[str, ...]) -> bool:
    """Whether ``piece`` is made of starts of ``among``, in their order."""
    if not piece:
        return True
    for place, word in enumerate(among):
        common = 0
        while common < min(len(piece), len(word)) and piece[common] == word[common]:
            common += 1
            if _is_run(piece[common:], among[place + 1 :]):
                return True
    return False


def best_names(query: str, names: list[str], most: int) -> list[int]:
    """The places in ``names``, which are ``plain``, of at most ``most`` that have every word.

    Those that begin so come first, then those with a word that does, then the others; bounded work
    for any number of names.
    """
    pieces = words_of(query)
    if not pieces:
        return []
    first, rest = pieces[0], pieces[1:]
    hits = [place for place, name in enumerate(names) if first in name]
    for piece in rest:
        hits = [place for place in hits if piece in names[place]]
    found = [place for place in hits if names[place].startswith(first)][:most]
    if len(found) < most:
        starts = re.compile(rf"(?:\b|_){re.escape(first)}")
        taken = set(found)
        others = [place for place in hits if place not in taken]
        inner = [place for place in others if starts.search(names[place])]
        taken.update(inner)
        found += (inner + [place for place in others if place not in taken])[: most - len(found)]
    return found
