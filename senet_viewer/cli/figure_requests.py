"""Draws figures as they are asked for, one after the other: the window's drawing process.

Standard input has a request a line, in JSON: ``{"id", "number", "output", "style"}``, where
``number`` counts the saved inspections from 0 and ``style`` is what ``export.style.plain`` gives.
With ``"together"``, numbers too, the figure is one of all these, and ``number`` is the first.
For a preview it also has ``"pixels"``, the picture's longest side; with ``"folders"`` the output's
folder is made. Standard output has an answer a line: ``{"id", "width_mm", "height_mm"}``, or
``{"id", "error": {"code", "sentence", "params", "detail", "hint"}}``. The end of standard input is
the end of the process.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from senet_viewer.cli.arguments import UsageError
from senet_viewer.cli.figure_subjects import Reference, own_reference, saved_subject
from senet_viewer.errors import ViewerError
from senet_viewer.export.npz import SavedInspections, read_npz
from senet_viewer.export.subject import Subject, together


def answer_requests(saved: str | None) -> int:
    """Answer until standard input ends."""
    if saved is None:
        raise UsageError("--requests goes with --from.")
    answering = _Answering(read_npz(saved))
    answering.warm_up()
    for line in sys.stdin:
        print(json.dumps(answering.answer(_request(line))), flush=True)
    return 0


def _request(line: str) -> dict[str, Any]:
    """The request in a line; raises ``ViewerError`` where it is none."""
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _no_request(str(error)) from error
    if not isinstance(request, dict) or not {"id", "number", "output", "style"} <= request.keys():
        raise _no_request("an entry is missing")
    return request


def _no_request(detail: str) -> ViewerError:
    return ViewerError(
        "figure.request",
        "A line on standard input is no request for a figure; give a JSON object with id, number, "
        "output and style.",
        detail=detail,
    )


class _Answering:
    """Keeps the subject of the last request, since previews ask for the same one again."""

    def __init__(self, saved: SavedInspections) -> None:
        self._saved = saved
        references = [Reference(gates, title) for title, gates in saved.references.items()]
        self._reference = references[0] if references else None
        self._number: tuple[int, ...] = ()
        self._subject: Subject | None = None

    @staticmethod
    def warm_up() -> None:
        """Load what drawing needs before the first request comes."""
        import senet_viewer.export.page  # noqa: F401

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Draw; what the user should know becomes the answer."""
        from senet_viewer.export.atomic import make_folder_of
        from senet_viewer.export.figures import write_figure
        from senet_viewer.export.style import style_from

        answer: dict[str, Any] = {"id": request["id"]}
        try:
            path, style = request["output"], style_from(request["style"])
            if request.get("folders"):
                make_folder_of(path)
            size = write_figure(
                path, self._of(request), style, longest_side=request.get("pixels", 0)
            )
        except ViewerError as error:
            return answer | {"error": error.as_plain()}
        return answer | {"width_mm": size.width_mm, "height_mm": size.height_mm}

    def _of(self, request: dict[str, Any]) -> Subject:
        numbers = tuple(request.get("together") or (request["number"],))
        if numbers != self._number or self._subject is None:
            subjects = [self._single(number) for number in numbers]
            self._subject = together(subjects) if len(subjects) > 1 else subjects[0]
            self._number = numbers
        return self._subject

    def _single(self, number: int) -> Subject:
        own = own_reference(self._saved, number)
        return saved_subject(self._saved, number, own or self._reference)
