"""Writes the list and its answers to a store as they come, so that a crash loses nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.background import Background
from senet_viewer.gui.file_marks import file_stamp
from senet_viewer.gui.image_item import PASSING
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.results import Results
from senet_viewer.gui.state import ImageItem, State
from senet_viewer.gui.weights_file import with_content
from senet_viewer.gui.working_store import WorkingStore
from senet_viewer.records import Inspection, ModelCard
from senet_viewer.store.contents import NetworkRecord, StoredImage
from senet_viewer.store.writer import Change, StoreWriter

log = logging.getLogger(__name__)

WRITE_AFTER_MS = 400
RETRY_AFTER_MS = 20_000
BATCH = 64
"""Inspections in one transaction: short enough that nothing waits long for its end."""


class Autosave(QObject):
    """Follows the state; ``changed`` tells that there is something that no project has yet.

    The results' memory is freed as the store takes them over. What cannot be written stays in
    memory, is told once by ``failed``, and is tried again.
    """

    changed = Signal()
    failed = Signal(object)
    recovered = Signal()

    def __init__(
        self, state: State, networks: Networks, folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._networks, self._folder = state, networks, folder
        self._background = Background(1, self)
        self._store = WorkingStore(folder)
        self._former: list[WorkingStore] = []
        self._changes: list[Change] = []
        self._answers: dict[str, Inspection] = {}
        self._known: set[str] = set()
        self._noted: dict[str, str] = {}
        self._view: dict[str, str] = {}
        self._generation = state.results.generation
        self._running: Future[Any] | None = None
        self._saving: Future[Any] | None = None
        self._failing = self._ending = False
        self.view: Callable[[], Mapping[str, str]] = dict
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        state.images_added.connect(self._added)
        state.images_reset.connect(self._reset)
        state.inspected.connect(self._inspected)
        state.image_changed.connect(self._image_changed)
        state.model_changed.connect(self._model_changed)
        state.current_changed.connect(self._soon)

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def pending(self) -> bool:
        """Whether something still has to be written."""
        return bool(self._changes or self._answers or self._running)

    def thumbnail(self, key: str) -> bytes | None:
        """The thumbnail kept of an image, encoded; any thread may ask."""
        reader = self._store.reader
        return None if reader is None else reader.thumbnail(key)

    def put_thumbnail(self, key: str, picture: bytes) -> None:
        """Keep an encoded thumbnail; no project is changed by it."""
        if key in self._known:
            self._changes.append(lambda store: store.put_thumbnail(key, picture))
            self._soon()

    @property
    def _needed(self) -> bool:
        """An empty window makes no file."""
        return bool(self._known) or self._store.path is not None

    def _note(self, change: Change) -> None:
        self._changes.append(change)
        self._soon()
        self.changed.emit()

    def note_view(self) -> None:
        """What the window shows is another one."""
        self._soon()

    @Slot()
    def _soon(self) -> None:
        if self._ending:
            return
        if not self._timer.isActive() and not self._failing and self._needed:
            self._timer.start(WRITE_AFTER_MS)

    @Slot(int, int)
    def _added(self, first: int, last: int) -> None:
        items = [item for item in self._state.items[first : last + 1] if not item.passing]
        if items:
            self._put(items)

    def _put(self, items: list[ImageItem]) -> None:
        images = [stored(item) for item in items]
        self._known.update(item.key for item in items)
        self._note(lambda store: store.put_images(images))

    @Slot()
    def _reset(self) -> None:
        """Images went, or came back."""
        now = {item.key for item in self._state.items if not item.passing}
        gone, back = self._known - now, now - self._known
        if gone:
            self._known -= gone
            self._note(lambda store: store.set_removed(gone, removed=True))
        if back:
            self._put([item for item in self._state.items if item.key in back])

    @Slot(object)
    def _inspected(self, inspection: Inspection) -> None:
        if inspection.image.key.startswith(PASSING):
            return
        self._answers[inspection.image.key] = inspection
        self._soon()
        self.changed.emit()

    @Slot(str)
    def _image_changed(self, key: str) -> None:
        item = self._state.item(key)
        if item is None:
            return
        error, first = item.error, item.same_as
        if error is not None:
            self._answers.pop(key, None)
            self._note(lambda store: store.put_error(key, error))
        if first != self._noted.get(key, ""):
            self._noted[key] = first
            self._note(lambda store: store.put_same_as({key: first}))

    @Slot()
    def _model_changed(self) -> None:
        network = self._network()
        if network is None:
            return
        if self._generation != self._state.results.generation:
            self._generation = self._state.results.generation
            self._answers.clear()
            self._changes.append(lambda store: store.put_network(with_content(network)))
            if self._known:
                self.changed.emit()
        else:
            self._changes.append(lambda store: store.describe_network(with_content(network)))
        self._soon()

    def _network(self) -> NetworkRecord | None:
        state, choice = self._state, self._networks.in_use
        if state.card is None or state.device is None or not state.live:
            return None
        return NetworkRecord(
            state.card,
            state.device,
            state.profile,
            choice.device,
            choice.precision,
            choice.options,
            file_stamp(state.card.key),
        )

    @Slot()
    def _write(self) -> None:
        """Write a batch, and another one after it where more is there."""
        if self._running is not None or not self._needed or self._ending:
            return
        answers = [self._answers.pop(key) for key in list(self._answers)[:BATCH]]
        changes = self._take_changes()
        if not changes and not answers:
            return
        written = [*changes, *(_put_inspection(one) for one in answers)]
        store, results = self._store, self._state.results
        generation = results.generation
        self._running = self._background.run(
            partial(store.write, written),
            lambda _: self._written(store, results, generation, answers),
            partial(self._not_written, store, changes, answers),
        )

    def _take_changes(self) -> list[Change]:
        """What is to be written but answers; the view among it where it is another one."""
        changes, self._changes = self._changes, []
        view = dict(self.view())
        if view != self._view:
            self._view = view
            changes.append(lambda store: store.put_view(view))
        return changes

    def _written(
        self,
        store: WorkingStore,
        results: Results,
        generation: int,
        answers: list[Inspection],
    ) -> None:
        if store is not self._store:
            return
        self._running = None
        if self._failing:
            self._failing = False
            self.recovered.emit()
        if results.generation == generation:
            results.read_from(store.reader, self._state.card)
            results.mark_written(answers)
        if self._changes or self._answers:
            self._write()

    def _not_written(
        self,
        store: WorkingStore,
        changes: list[Change],
        answers: list[Inspection],
        error: ViewerError,
    ) -> None:
        if store is not self._store:
            return
        self._running = None
        self._changes[:0] = changes
        for one in answers:
            if self._state.results.is_newest(one):
                self._answers.setdefault(one.image.key, one)
        log.error("autosave: %s (%s)", error.sentence, error.detail)
        if not self._failing:
            self._failing = True
            self.failed.emit(_explained(error, self._folder))
        self._timer.start(RETRY_AFTER_MS)

    def save_project(
        self,
        target: Path,
        on_done: Callable[[str], None],
        on_error: Callable[[ViewerError], None],
        expected: str | None = None,
    ) -> None:
        """Write what is pending, then all as the project ``target``, in the writer's thread.

        ``on_done`` gets what tells the state of the project's file. Where the store's disk is
        full, that of the project may have room. A file in another state than ``expected`` (empty: a
        file at all) is not replaced, but ends in an error with the code ``project.overtaken``.
        """
        store, changes, answers = self._store, self._changes, list(self._answers.values())
        self._changes, self._answers = [], {}
        view = dict(self.view())
        written = [*changes, *(_put_inspection(one) for one in answers)]
        written.append(lambda writer: writer.put_view(view))
        results, generation = self._state.results, self._generation

        def work() -> tuple[ViewerError | None, ViewerError | str]:
            problem = None
            try:
                store.write(written)
            except ViewerError as error:
                problem = error
            if expected is not None and file_stamp(str(target)) not in ("", expected):
                return problem, _overtaken(target)
            try:
                store.save_copy(target, written if problem else ())
            except ViewerError as error:
                return problem, error
            return problem, file_stamp(str(target))

        def saved(outcome: tuple[ViewerError | None, ViewerError | str]) -> None:
            problem, done = outcome
            self._saving = None
            if problem is None:
                self._written(store, results, generation, answers)
            else:
                self._not_written(store, changes, answers, problem)
            if isinstance(done, str):
                on_done(done)
                self._soon()
            else:
                on_error(done)

        def failed(error: ViewerError) -> None:
            self._saving = None
            self._not_written(store, changes, answers, error)
            on_error(error)

        self._saving = self._running = self._background.run(work, saved, failed)

    def take_over(
        self, store: WorkingStore, items: Sequence[ImageItem], card: ModelCard | None
    ) -> None:
        """Work on another store from now on, which holds ``items``; the former one goes."""
        old, self._store = self._store, store
        self._timer.stop()
        self._changes, self._answers, self._running = [], {}, None
        self._known = {item.key for item in items}
        self._noted = {item.key: item.same_as for item in items if item.same_as}
        self._view, self._failing = {}, False
        self._former.append(old)
        self._background.run(old.close, lambda _: self._former.remove(old), self.failed.emit)
        results = self._state.results
        results.clear()
        results.read_from(store.reader, card)
        self._generation = results.generation

    def rename(self, items: Sequence[ImageItem]) -> None:
        """Write these images anew: their files have moved."""
        if items:
            images = [stored(item) for item in items]
            self._changes.append(lambda store: store.put_images(images))
            self._soon()

    def finish(self) -> None:
        """The process ends, and the file stays: write the rest before this returns."""
        self._timer.stop()
        self._ending = True
        # A project that is being saved is waited for, too.
        self._background.finish()
        if not self._needed:
            return
        answers, self._answers = list(self._answers.values()), {}
        written = [*self._take_changes(), *(_put_inspection(one) for one in answers)]
        try:
            self._store.write(written)
        except ViewerError as error:
            log.error("autosave: %s (%s)", error.sentence, error.detail)

    @Slot()
    def close(self) -> None:
        """End cleanly: wait for a project that is being saved, and take the autosave away."""
        self._timer.stop()
        if self._saving is not None:
            self._saving.exception()
        self._background.close()
        self._state.results.read_from(None, None)
        # Those whose turn had not come yet; closing twice does no harm.
        for store in (*self._former, self._store):
            store.close()


def _overtaken(target: Path) -> ViewerError:
    name = printable(target.name)
    return ViewerError(
        "project.overtaken",
        f"“{name}” is not saved: the file is another one than this window opened or saved.",
        {"file": name},
    )


def stored(item: ImageItem) -> StoredImage:
    """An item as a store keeps it, without its answer."""
    picture = item.picture
    return StoredImage(picture.image, item.arrival, picture.data, item.same_as, None, item.error)


def _put_inspection(inspection: Inspection) -> Change:
    def put(store: StoreWriter) -> None:
        store.put_inspection(inspection)

    return put


def _explained(error: ViewerError, folder: Path) -> ViewerError:
    return ViewerError(
        "autosave.failed",
        f"What you open cannot be saved on the way in “{folder}”: it stays in memory, and a crash "
        "would lose it; make room there, then it is saved again.",
        {"folder": str(folder)},
        detail=f"{error.sentence}\n{error.detail}",
    )
