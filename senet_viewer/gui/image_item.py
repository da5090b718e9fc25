"""One image of the window's list, with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from senet_viewer.errors import ViewerError
from senet_viewer.protocol import Picture
from senet_viewer.store.contents import Answer

PASSING = "live:"
"""How the keys of images begin that only pass by: nothing of them is kept on disk."""


@dataclass(frozen=True)
class ImageItem:
    """One image of the list; ``answer`` and ``error`` are those of the present network.

    ``answer`` is the part of the inspection that stays in memory; ``State.inspection`` has all of
    it. ``same_as`` is the key of an earlier image with the same content, or empty; ``missing``
    says that the file was not there when its project was opened.
    """

    picture: Picture
    arrival: int
    answer: Answer | None = None
    error: ViewerError | None = None
    same_as: str = ""
    missing: bool = False

    @property
    def key(self) -> str:
        return self.picture.image.key

    @property
    def passing(self) -> bool:
        return self.key.startswith(PASSING)

    @property
    def name(self) -> str:
        return self.picture.image.name
