"""The one root exception of senet-viewer: a code, its parameters and one English sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

# Unicode's categories of what would break a line, a terminal or an encoder.
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TEXT_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class ViewerError(Exception):
    """Something the user should know, in one sentence.

    ``code`` names the kind of failure (the window translates by it), ``sentence`` says in English
    what happened, to which file, and what to do; ``params`` are the values named in the sentence;
    ``detail`` is for "Details" and the log; ``hint`` is an optional further remedy.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        params: Mapping[str, str] | None = None,
        *,
        detail: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.params: dict[str, str] = dict(params or {})
        self.detail = detail
        self.hint = hint

    def as_plain(self) -> dict[str, object]:
        """The error as JSON's values, by the names of the constructor's arguments."""
        return {
            "code": self.code,
            "sentence": self.sentence,
            "params": self.params,
            "detail": self.detail,
            "hint": self.hint,
        }

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.sentence, self.params, self.detail, self.hint))


def _rebuild(
    code: str, sentence: str, params: dict[str, str], detail: str, hint: str
) -> ViewerError:
    return ViewerError(code, sentence, params, detail=detail, hint=hint)


def printable(name: str) -> str:
    """``name`` with everything replaced by "�" that cannot be shown in one line.

    That is what ``os.fsdecode`` makes of bytes that are not UTF-8 (lone surrogates), control
    characters and those that turn the text's direction. The result encodes as UTF-8.
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(character) in _UNPRINTABLE or character in _TEXT_DIRECTION
        else character
        for character in name
    )
