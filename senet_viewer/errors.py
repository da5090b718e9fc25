"""The one root exception of senet-viewer: a code, its parameters and one English sentence."""

from __future__ import annotations

from collections.abc import Mapping


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

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.code, self.sentence, self.params, self.detail, self.hint))


def _rebuild(
    code: str, sentence: str, params: dict[str, str], detail: str, hint: str
) -> ViewerError:
    return ViewerError(code, sentence, params, detail=detail, hint=hint)
