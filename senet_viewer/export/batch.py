"""What holds for many figures at once: which errors stop all, and that no image is replaced."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set

from senet_viewer.errors import ViewerError, printable
from senet_viewer.records import ImageRef

ABOUT_ONE_FIGURE = frozenset(
    (
        "export.not_writable",
        "export.is_folder",
        "export.failed",
        "export.over_image",
        "export.drawing_failed",
    )
)
"""Codes of errors after which the other figures can still be drawn."""


def real_paths(images: Iterable[ImageRef]) -> frozenset[str]:
    """The images' paths without links."""
    return frozenset(os.path.realpath(image.path) for image in images if image.path)


def refuse_image(path: str, images: Set[str]) -> None:
    """Raise ``ViewerError`` with the code ``export.over_image`` where a figure would replace one.

    ``images`` are what ``real_paths`` gives.
    """
    if os.path.realpath(path) in images:
        name = printable(path)
        raise ViewerError(
            "export.over_image",
            f"“{name}” is one of the images; choose another name for the figure.",
            {"file": name},
        )
