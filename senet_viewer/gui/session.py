"""Turns what the user does with pictures into requests, and the engine's answers into state."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.compared import MOST
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.file_marks import FileMarks, stamps_of
from senet_viewer.gui.networks import Choice, Networks
from senet_viewer.gui.pictures import png_of
from senet_viewer.gui.state import State
from senet_viewer.images.files import FoundImages, find_images
from senet_viewer.protocol import (
    Failed,
    Finished,
    ImageFailed,
    Inspected,
    ModelLoaded,
    Notice,
    Picture,
    Progress,
)
from senet_viewer.records import ImageRef
from senet_viewer.store.contents import Encoded

PASTED = "pasted:"
"""How the keys of pictures without a file begin."""


@dataclass(frozen=True)
class Work:
    """How far the inspection of many pictures is; ``rate`` in pictures a second."""

    done: int
    total: int
    rate: float

    @property
    def seconds_left(self) -> float:
        return (self.total - self.done) / self.rate if self.rate else 0.0


class Session(QObject):
    """The window's side of all work: opening and inspecting, again after each change of network.

    ``files_changed`` brings the keys of images whose files are opened again and are others now.
    """

    work_changed = Signal(object)
    error = Signal(object)
    files_changed = Signal(tuple)
    gave_up = Signal(object)

    def __init__(
        self,
        state: State,
        engine: EngineClient,
        networks: Networks,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._engine, self._background = state, engine, background
        self._networks = networks
        self._opening = 0
        self._urgent_request = 0
        self._many_request = 0
        self._many_started = 0.0
        self._many_total = 0
        self._many_done = 0
        self._stopped = False
        self._left_over: frozenset[str] = frozenset()
        self._pasted = 0
        self._marks = FileMarks()
        networks.loaded.connect(self._model_loaded)
        engine.inspected.connect(self._inspected)
        engine.image_failed.connect(self._image_failed)
        engine.progress.connect(self._progress)
        engine.finished.connect(self._finished)
        engine.failed.connect(self._failed)
        engine.notice.connect(self._notice)
        engine.died.connect(self.error)
        engine.gave_up.connect(self.gave_up)
        state.current_changed.connect(self._follow_current)
        state.selection_changed.connect(self._follow_selection)

    def start(self, choice: Choice) -> None:
        """Start the engine and load a network as soon as it can."""
        self._engine.start()
        self._networks.start(choice)

    def open_paths(self, paths: Sequence[str], *, select: str = "") -> None:
        """Open files and folders; ``select`` is the path of the picture to show first."""
        wanted = [os.path.abspath(path) for path in paths]
        chosen = os.path.abspath(select) if select else ""
        self._opening += 1
        self._background.run(partial(_find, wanted), partial(self._found, chosen), self._not_found)

    def _not_found(self, error: ViewerError) -> None:
        self._opening -= 1
        self.error.emit(error)

    @property
    def opening(self) -> bool:
        """Whether files and folders are still being looked for."""
        return self._opening > 0

    def _found(self, select: str, answer: tuple[FoundImages, dict[str, str]]) -> None:
        found, stamps = answer
        self._opening -= 1
        self._renew(self._marks.take(stamps))
        for problem in found.problems:
            self.error.emit(problem)
        pictures = [Picture(ImageRef(path, Path(path).name, path)) for path in found.images]
        self.add(pictures, select or (pictures[0].image.key if pictures else ""))

    def _renew(self, changed: tuple[str, ...]) -> None:
        """Inspect files again that are others than when they were opened before."""
        if changed:
            self.files_changed.emit(changed)
            if self._state.renew(changed):
                self.resume()

    def add(self, pictures: Sequence[Picture], select: str = "") -> None:
        """Put pictures on the list, show the one with the key ``select``, inspect the new ones."""
        keys = self._state.add(pictures)
        if select and self._state.item(select) is not None:
            self._state.select(select)
        if keys:
            self.resume()
            self._tell_waiting()

    def _tell_waiting(self) -> None:
        card = self._state.card
        if card is not None and not self._state.live and not self._networks.loading:
            self.error.emit(
                ViewerError(
                    "project.waiting",
                    f"New pictures wait, since the network “{card.title}” is not there; choose it "
                    "or another one in the Network menu.",
                    {"name": card.title},
                )
            )

    def paste(self, image: QImage, name: str) -> None:
        """Open a picture from the clipboard or from a drag, which has no file."""
        self._opening += 1
        self._background.run(
            partial(png_of, QImage(image)), partial(self._pasted_as, name), self._not_found
        )

    def _pasted_as(self, name: str, data: Encoded) -> None:
        self._opening -= 1
        self.open_pasted(data, name)

    def open_pasted(self, data: Encoded, name: str) -> None:
        """Open an encoded picture that came without a name; ``name`` is numbered."""
        self.open_data(data, f"{name} {self._next_pasted()}")

    def open_data(self, data: Encoded, name: str, key: str = "") -> None:
        """Open an encoded picture that has no file; a project keeps it.

        ``key`` tells it from others, such as its link; one is made where it is empty.
        """
        if not key:
            self._pasted = self._next_pasted()
            key = f"{PASTED}{self._pasted}"
        self.add([Picture(ImageRef(key, name), data)], key)

    def _next_pasted(self) -> int:
        number = self._pasted + 1
        while self._state.item(f"{PASTED}{number}") is not None:
            number += 1
        return number

    def drop_requests(self) -> None:
        """Ask no more for what is on the list: another list takes its place."""
        self._drop_urgent()
        self._drop_many()

    @Slot()
    def _follow_current(self) -> None:
        """What the user looks at comes first; what was walked past is left to the others."""
        dropped = self._drop_urgent()
        self._inspect_looked_at()
        if dropped and not self._urgent_request:
            self._inspect_left_over()

    @Slot()
    def _follow_selection(self) -> None:
        """So does what is compared with it."""
        if self._compared_waiting():
            self._follow_current()

    def _drop_urgent(self) -> bool:
        """Ask no more for what the user looked at; False if that was not asked for."""
        if not self._urgent_request:
            return False
        self._engine.cancel(self._urgent_request)
        self._urgent_request, self._left_over = 0, frozenset()
        return True

    def _inspect_looked_at(self) -> None:
        item = self._state.current_item
        if not self._state.live:
            return
        wanted = self._compared_waiting()
        if item is not None and item.error is None:
            kept = self._state.inspection(item.key)
            if kept is None or not kept.seen.size:
                wanted = (item.picture, *wanted)
        if wanted:
            self._urgent_request = self._engine.inspect(wanted, urgent=True)

    def _compared_waiting(self) -> tuple[Picture, ...]:
        """The images beside the one on show, as many as are compared, that have no answer yet."""
        keys = [key for key in self._state.selected if key != self._state.current]
        items = [self._state.item(key) for key in keys[: MOST - 1]]
        return tuple(i.picture for i in items if i and i.answer is None and i.error is None)

    def _inspect_waiting(self) -> None:
        """Ask for every picture without an answer, as one long request."""
        if not self._state.live:
            return
        self._drop_many()
        waiting = tuple(
            item.picture
            for item in self._state.items
            if item.answer is None and item.error is None and item.key != self._state.current
        )
        if not self._urgent_request:
            self._inspect_looked_at()
        if not waiting:
            return
        self._many_total, self._many_done = len(waiting), 0
        self._many_started = time.monotonic()
        self._many_request = self._engine.inspect(waiting)
        self._tell_work()

    def cancel(self) -> None:
        """Stop inspecting the pictures that wait; the others stay."""
        self._stopped = True
        self._drop_many()

    def _drop_many(self) -> None:
        if self._many_request:
            self._engine.cancel(self._many_request)
            self._many_request = 0
            self.work_changed.emit(None)

    def resume(self) -> None:
        """Inspect what was left out by ``cancel``."""
        self._stopped, self._left_over = False, frozenset()
        self._inspect_waiting()

    @property
    def busy(self) -> bool:
        return bool(self._many_request or self._urgent_request)

    @Slot(object)
    def _model_loaded(self, answer: ModelLoaded) -> None:
        self._urgent_request = 0
        self._drop_many()
        self._stopped, self._left_over = False, frozenset()
        precision = self._networks.in_use.precision
        self._state.set_model(answer.card, answer.device, answer.profile, precision)
        self._inspect_waiting()

    @Slot(object)
    def _inspected(self, answer: Inspected) -> None:
        self._count(answer.id)
        self._state.store_inspection(answer.inspection)

    @Slot(object)
    def _image_failed(self, answer: ImageFailed) -> None:
        self._count(answer.id)
        self._state.store_error(answer.image.key, error_of(answer))

    def _count(self, request: int) -> None:
        if request and request == self._many_request:
            self._many_done += 1

    @Slot(object)
    def _progress(self, answer: Progress) -> None:
        if answer.id == self._many_request:
            self._tell_work()

    @Slot(object)
    def _finished(self, answer: Finished) -> None:
        if answer.id == self._urgent_request:
            self._urgent_request = 0
            self._inspect_left_over()
        if answer.id == self._many_request:
            self._many_request = 0
            self.work_changed.emit(None)
            self._inspect_left_over()

    def _inspect_left_over(self) -> None:
        """A picture that the user walked past before its answer came is not forgotten.

        Those that were asked for in vain are not asked for again by themselves.
        """
        if self._stopped or self._many_request or not self._state.live:
            return
        items = self._state.items
        waiting = frozenset(i.key for i in items if i.answer is None and i.error is None)
        if waiting and waiting != self._left_over:
            self._left_over = waiting
            self._inspect_waiting()

    @Slot(object)
    def _failed(self, answer: Failed) -> None:
        error = error_of(answer)
        if not self._networks.fail(answer.id, error):
            self._finished(Finished(answer.id))
            self.error.emit(error)

    @Slot(object)
    def _notice(self, answer: Notice) -> None:
        self.error.emit(ViewerError(answer.code, answer.sentence, answer.params))

    def _tell_work(self) -> None:
        seconds = max(1e-3, time.monotonic() - self._many_started)
        self.work_changed.emit(Work(self._many_done, self._many_total, self._many_done / seconds))


def _find(paths: Sequence[str]) -> tuple[FoundImages, dict[str, str]]:
    """The images among ``paths``, and what tells whether they changed; runs in a thread."""
    found = find_images(paths)
    return found, stamps_of(found.images)
