"""What the window's figures show: a snapshot of the state, saved for the drawing process."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from senet_viewer.errors import ViewerError
from senet_viewer.export.npz import OwnReferences, write_npz
from senet_viewer.gui.pictures import PHOTO_SIDE, source_of
from senet_viewer.gui.references import Compare, Reference
from senet_viewer.gui.state import State
from senet_viewer.images.decode import decode_image
from senet_viewer.images.thumbnails import photo
from senet_viewer.protocol import Picture
from senet_viewer.records import Gates, Inspection, ModelCard, Pixels, Preprocessing
from senet_viewer.statistics import gates_by_block

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FigureSubjects:
    """Inspections with their pictures, in the same order, and what they are compared with.

    ``own`` maps an image's number to what it is compared with by itself, under the same title:
    the gates of ``other_network``, of that name, which are still to be asked for. ``together`` are
    the numbers of images that are compared with each other, empty where none are.
    """

    inspections: Sequence[Inspection]
    pictures: tuple[Picture, ...]
    reference: Mapping[str, Gates]
    reference_title: str
    card: ModelCard | None
    own: Mapping[int, Mapping[str, Gates]] = field(default_factory=dict)
    other_network: str = ""
    together: tuple[int, ...] = ()

    def beside(self, others: Sequence[Inspection]) -> FigureSubjects:
        """The same, compared with what the other network says of each image."""
        own = {number: gates_by_block(one) for number, one in enumerate(others)}
        first, theirs = self.inspections[0], others[0].preprocessing
        title = network_title(self.other_network, first, theirs)
        return replace(self, own=own, reference_title=title)

    def save(self, path: Path) -> None:
        """Write an NPZ file; the drawing process finds photos by their paths, if they have one.

        Raises ``ViewerError`` as ``write_npz``.
        """
        references = {self.reference_title: self.reference} if self.reference else None
        own = OwnReferences(self.reference_title, self.own) if self.own else None
        write_npz(
            path,
            self.inspections,
            references=references,
            photos=self._pasted(),
            card=self.card,
            own=own,
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
        other_network="" if reference.means else _other_network(reference),
    )


def shown_subject(state: State) -> FigureSubjects | None:
    """The image on show, with those compared with it after it; None where nothing is shown."""
    shown = state.shown
    item = None if shown is None else state.item(shown.image.key)
    if shown is None or item is None:
        return None
    reference = state.reference_for([item.key])
    beside = [(one, state.item(one.key)) for one in state.compared.images]
    others = [(one.inspection, found.picture) for one, found in beside if found is not None]
    return FigureSubjects(
        [shown, *(inspection for inspection, _ in others)],
        (item.picture, *(picture for _, picture in others)),
        dict(reference.means),
        reference_title(reference, shown),
        state.shown_card,
        together=tuple(range(len(others) + 1)) if others else (),
    )


def _other_network(reference: Reference) -> str:
    return reference.subject if reference.compare is Compare.NETWORK else ""


def network_title(name: str, inspection: Inspection | None, theirs: Preprocessing | None) -> str:
    """What figures call the gates of the network ``name``, which sees pictures as ``theirs``."""
    title = f"the same image in {name}"
    if inspection is None or theirs is None or inspection.preprocessing.same_pixels(theirs):
        return title
    return f"{title}, which sees other pixels ({theirs.crop}×{theirs.crop})"


def reference_title(reference: Reference, shown: Inspection | None = None) -> str:
    """What figures of ``shown`` call the reference; their words are English in every language."""
    if reference.compare is Compare.NETWORK:
        return network_title(reference.subject, shown, reference.preprocessing)
    if not reference.means:
        return ""
    if reference.compare is Compare.AVERAGE:
        return (
            f"average over the {reference.profile_title or f'{reference.images} loaded pictures'}"
        )
    if reference.compare is Compare.CLASS:
        return f"average over the pictures of “{reference.subject}”"
    return reference.subject
