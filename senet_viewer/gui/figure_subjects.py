"""What the window's figures show: a snapshot of the state, saved for the drawing process."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from senet_viewer.errors import ViewerError
from senet_viewer.export.npz import write_npz
from senet_viewer.gui.pictures import PHOTO_SIDE, source_of
from senet_viewer.gui.references import Compare, Reference
from senet_viewer.gui.state import State
from senet_viewer.images.decode import decode_image
from senet_viewer.images.thumbnails import photo
from senet_viewer.protocol import Picture
from senet_viewer.records import Gates, Inspection, ModelCard, Pixels

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FigureSubjects:
    """Inspections with their pictures, in the same order, and what they are compared with."""

    inspections: Sequence[Inspection]
    pictures: tuple[Picture, ...]
    reference: Mapping[str, Gates]
    reference_title: str
    card: ModelCard | None

    def save(self, path: Path) -> None:
        """Write an NPZ file; the drawing process finds photos by their paths, if they have one.

        Raises ``ViewerError`` as ``write_npz``.
        """
        references = {self.reference_title: self.reference} if self.reference else None
        write_npz(
            path, self.inspections, references=references, photos=self._pasted(), card=self.card
        )

    def _pasted(self) -> dict[int, Pixels]:
        photos: dict[int, Pixels] = {}
        for number, picture in enumerate(self.pictures):
            if picture.data is None:
                continue
            try:
                pixels = decode_image(source_of(picture), at_least=PHOTO_SIDE).pixels
                photos[number] = photo(pixels, PHOTO_SIDE)
            except ViewerError as problem:
                log.warning("no photo in the figure: %s", problem.sentence)
        return photos


def subjects_of(state: State, keys: Sequence[str]) -> FigureSubjects:
    """The images of these keys, as far as the present network has answered."""
    items = [state.item(key) for key in keys]
    answered = [item for item in items if item is not None and item.answer is not None]
    own = [item.key for item in answered]
    reference = state.reference_for(own)
    return FigureSubjects(
        state.inspections(own),
        tuple(item.picture for item in answered),
        dict(reference.means),
        reference_title(reference),
        state.shown_card,
    )


def shown_subject(state: State) -> FigureSubjects | None:
    """The image on show, None where nothing is."""
    shown = state.shown
    item = None if shown is None else state.item(shown.image.key)
    if shown is None or item is None:
        return None
    reference = state.reference_for([item.key])
    return FigureSubjects(
        [shown],
        (item.picture,),
        dict(reference.means),
        reference_title(reference),
        state.shown_card,
    )


def reference_title(reference: Reference) -> str:
    """What figures call the reference; their words are English in every language."""
    if not reference.means:
        return ""
    if reference.compare is Compare.AVERAGE:
        return (
            f"average over the {reference.profile_title or f'{reference.images} loaded pictures'}"
        )
    if reference.compare is Compare.CLASS:
        return f"average over the pictures of “{reference.subject}”"
    if reference.compare is Compare.NETWORK:
        return f"the same image in {reference.subject}"
    return reference.subject
