"""Reads the data files that ship with the program and are made by its own scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from senet_viewer.errors import ViewerError
from senet_viewer.resources import resource

Content = TypeVar("Content")


def read_shipped(folder: str, file: str, parse: Callable[[str], Content]) -> Content:
    """What ``parse`` makes of a text file of ``resources/``.

    ``parse`` raises ``ValueError``, ``LookupError`` or ``TypeError`` where the text is damaged;
    then, and where the file is missing, raises ``ViewerError``.
    """
    path = resource(folder, file)
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ViewerError(
            "resources.damaged",
            f"The program's file {folder}/{file} is damaged; install senet-viewer again.",
            {"file": f"{folder}/{file}"},
            detail=f"{path}: {type(error).__name__}: {error}",
        ) from error
