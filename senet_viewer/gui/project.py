"""The project: saved to a file by name, opened from one, brought back after a crash."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.autosave import Autosave
from senet_viewer.gui.background import Background
from senet_viewer.gui.file_marks import file_stamp
from senet_viewer.gui.project_network import ProjectNetwork
from senet_viewer.gui.recovery import set_aside
from senet_viewer.gui.references import Compare
from senet_viewer.gui.session import Session
from senet_viewer.gui.state import ImageItem, State
from senet_viewer.gui.weights_file import Weights, found_again
from senet_viewer.gui.working_store import WorkingStore
from senet_viewer.protocol import Picture
from senet_viewer.statistics import Order
from senet_viewer.store.contents import Contents, NetworkRecord, StoredImage
from senet_viewer.store.files import Hold, moved_path

WRITE_CODES = tuple(
    f"project.{what}" for what in ("disk_full", "not_written", "not_writable", "no_folder")
)
"""Errors of a project that could not be written; they are over once one is."""
MOST_SELECTED = 50
"""More selected images are not kept: nobody compares them all."""
Kind = TypeVar("Kind", bound=Enum)


@dataclass(frozen=True)
class Brought:
    """A store that is ready to be worked on, and what it holds; ``moved`` items have new paths.

    ``network`` is that of ``contents`` with its file where it is now, ``weights`` what has become
    of the file. ``stamp`` tells the state of the project file that it was taken from.
    """

    store: WorkingStore
    contents: Contents
    items: tuple[ImageItem, ...]
    moved: tuple[ImageItem, ...]
    network: NetworkRecord | None
    weights: Weights
    stamp: str = ""

    @property
    def missing(self) -> tuple[ImageItem, ...]:
        """The images whose files are not there."""
        return tuple(item for item in self.items if item.missing)


class Project(QObject):
    """What is open has a name once it was saved; ``changed`` tells of name and unsaved changes.

    ``saved`` and ``opened`` bring a path; as a Qt text it would lose what no text can hold.
    ``overtaken`` brings that of a file which is another one than was opened or saved, so that it
    was not replaced.
    """

    changed = Signal()
    error = Signal(object)
    saved = Signal(object)
    opened = Signal(object)
    overtaken = Signal(object)
    restoring = Signal()
    restored = Signal()
    progress = Signal(float)
    busy_changed = Signal(bool)

    def __init__(
        self,
        state: State,
        session: Session,
        network: ProjectNetwork,
        autosave: Autosave,
        background: Background,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._session, self.network = state, session, network
        self._autosave, self._background = autosave, background
        self.path = ""
        self.modified = False
        self.saving = False
        self._opening = 0
        self._changes = 0
        self._stamp = ""
        self._stop = Event()
        autosave.view = self._view
        autosave.changed.connect(self._note_change)
        network.located.connect(self._note_change)
        network.failed.connect(self.error)

    @property
    def name(self) -> str:
        """The project's name without folder and ending; empty before it was saved."""
        return printable(Path(self.path).stem) if self.path else ""

    @property
    def opening(self) -> bool:
        """Whether a project is being opened."""
        return self._opening > 0

    @Slot()
    def _note_change(self) -> None:
        self._changes += 1
        self._set(self.path, modified=True)

    def _set(self, path: str, *, modified: bool) -> None:
        if (path, modified) != (self.path, self.modified):
            self.path, self.modified = path, modified
            self.changed.emit()

    def _view(self) -> Mapping[str, str]:
        """What is shown; ``saved`` tells the state of the project file that holds all of it."""
        state = self._state
        return {
            "current": state.current,
            "selected": json.dumps(state.selected) if len(state.selected) <= MOST_SELECTED else "",
            "focus": state.focus,
            "order": state.order.value,
            "compare": state.compare.value,
            "compare_class": str(state.compare_class),
            "compare_image": state.compare_image,
            "project": self.path,
            "saved": "" if self.modified else self._stamp,
        }

    def save(self, path: str, *, replace: bool = True) -> None:
        """Save all as the project file ``path``; an older file survives unless all goes well.

        Without ``replace`` only the file that was opened or saved last is written over.
        """
        known = self._stamp if path == self.path else ""
        # What a crash left does not know the state of its project's file.
        expected = None if replace or (path == self.path and not known) else known
        changes = self._changes
        self.saving = True
        self.busy_changed.emit(True)
        self._autosave.save_project(
            Path(path),
            partial(self._saved, path, changes),
            partial(self._not_saved, path),
            expected,
        )

    def _saved(self, path: str, changes: int, stamp: str) -> None:
        self._end_saving()
        self._stamp = stamp
        self._set(path, modified=self._changes != changes)
        self.saved.emit(path)

    def _not_saved(self, path: str, error: ViewerError) -> None:
        self._end_saving()
        if error.code == "project.overtaken":
            self.overtaken.emit(path)
        else:
            self.error.emit(error)

    def _end_saving(self) -> None:
        self.saving = False
        self.busy_changed.emit(self.opening)

    def open(self, path: str, then: Callable[[], None] = lambda: None) -> None:
        """Open a project file in place of what is open; ``then`` follows where that went well."""
        self._begin_opening()
        self._background.run(
            partial(_bring_in, Path(path), self._autosave.folder, self.progress.emit, self._stop),
            partial(self._opened, path, then),
            self._not_opened,
        )

    def bring_back(self, path: Path, hold: Hold) -> None:
        """Go on with what a crash left at ``path``, whose lock is ``hold``."""
        self._begin_opening()
        self._background.run(partial(_take_up, path, hold), self._brought_back, self._not_opened)

    @Slot()
    def stop_opening(self) -> None:
        """Keep what is open: no project takes its place."""
        self._stop.set()

    def _begin_opening(self) -> None:
        self._opening += 1
        self._stop = Event()
        self.busy_changed.emit(True)

    def _end_opening(self) -> None:
        self._opening -= 1
        self.busy_changed.emit(self.opening or self.saving)

    def _not_opened(self, error: ViewerError) -> None:
        self._end_opening()
        if error.code != "project.stopped":
            self.error.emit(error)

    def _opened(self, path: str, then: Callable[[], None], brought: Brought) -> None:
        self._end_opening()
        self._show(brought)
        self._stamp = brought.stamp
        self._set(path, modified=False)
        self._autosave.note_view()
        self.opened.emit(path)
        then()

    def _brought_back(self, brought: Brought) -> None:
        """What was opened meanwhile stays too, and is inspected again."""
        self._end_opening()
        opened = [item.picture for item in self._state.items]
        self._show(brought)
        self._set(brought.contents.view.get("project", ""), modified=True)
        self._session.add(opened)

    def _show(self, brought: Brought) -> None:
        network, same = brought.network, brought.weights is not Weights.CHANGED
        self.network.forget()
        self._session.drop_requests()
        self.restoring.emit()
        card = self._state.card if network is None else network.card
        self._autosave.take_over(brought.store, brought.items, card)
        self._state.restore(brought.items, network, same_weights=same)
        self._autosave.rename(brought.moved)
        self._apply_view(brought.contents.view)
        self._tell_missing(brought.missing)
        self.restored.emit()
        if self._state.live or network is None:
            self._session.resume()
        else:
            self.network.ask(network, brought.weights)

    def _apply_view(self, view: Mapping[str, str]) -> None:
        """Show what was shown; what does not fit any more is passed over."""
        state = self._state
        compare = _member(Compare, view.get("compare", "")) or Compare.AVERAGE
        index = int(view["compare_class"]) if view.get("compare_class", "").isdecimal() else -1
        classes = len(state.card.labels) if state.card else 0
        if compare is Compare.CLASS and (state.profile is None or not 0 <= index < classes):
            compare = Compare.AVERAGE
        if compare is Compare.NETWORK:
            # The other network is not kept.
            compare = Compare.AVERAGE
        state.compare_with(compare, index, view.get("compare_image", ""))
        first = state.items[0].key if state.items else ""
        current = view.get("current", "")
        current = current if state.item(current) is not None else first
        state.choose(_keys(view.get("selected", "")), current)
        names = [block.name for block in state.card.blocks] if state.card else []
        if view.get("focus") in names:
            state.set_focus(view["focus"])
        order = _member(Order, view.get("order", ""))
        if order is not None and (order is not Order.UNUSUAL or state.reference.means):
            state.set_order(order)

    def _tell_missing(self, missing: Sequence[ImageItem]) -> None:
        if not missing:
            return
        count, first = len(missing), printable(missing[0].picture.image.path)
        what = f"“{first}” is" if count == 1 else f"{count} files, “{first}” among them, are"
        self.error.emit(
            ViewerError(
                "project.missing_images",
                f"{what} not there any more; what was computed of them is shown from the project.",
                {"count": str(count), "file": first},
                detail="\n".join(printable(item.picture.image.path) for item in missing),
            )
        )


def _member(kind: type[Kind], value: str) -> Kind | None:
    return next((one for one in kind if one.value == value), None)


def _keys(text: str) -> list[str]:
    """The keys of images in a view; what is none is passed over."""
    try:
        keys = json.loads(text)
    except (ValueError, RecursionError):
        return []
    known = keys if isinstance(keys, list) else []
    return list(dict.fromkeys(key for key in known if isinstance(key, str)))


def _bring_in(
    source: Path, folder: Path, on_progress: Callable[[float], None], stop: Event
) -> Brought:
    """Copy a project and read the copy; runs in a thread."""
    stamp = file_stamp(str(source))
    try:
        store = WorkingStore.copied(source, folder, on_progress, stop.is_set)
    except ViewerError as error:
        if error.code in WRITE_CODES:
            raise _not_copied(source, folder, error) from error
        raise
    try:
        return dataclasses.replace(_read(store, source), stamp=stamp)
    except BaseException:
        store.close()
        raise


def _not_copied(source: Path, folder: Path, error: ViewerError) -> ViewerError:
    name, place = printable(source.name), printable(str(folder))
    return ViewerError(
        "project.not_copied",
        f"“{name}” is not opened: the copy to work on cannot be written to “{place}”; make room "
        "there, then open it again.",
        {"file": name, "folder": place},
        detail=f"{error.sentence}\n{error.detail}",
    )


def _take_up(path: Path, hold: Hold) -> Brought:
    """Read what a crash left, or set it aside where it is damaged; runs in a thread."""
    store = WorkingStore.taken(path, hold)
    try:
        return _read(store, None)
    except ViewerError as error:
        store.close(keep=True)
        raise set_aside(path, error) from error
    except BaseException:
        store.close(keep=True)
        raise


def _read(store: WorkingStore, project: Path | None) -> Brought:
    reader = store.reader
    assert reader is not None
    contents = reader.contents()
    items = tuple(_item(one, contents.project, project) for one in contents.images)
    before = {one.image.key: one.image.path for one in contents.images}
    moved = tuple(item for item in items if item.picture.image.path != before[item.key])
    network, weights = contents.network, Weights.SAME
    if network is not None:
        network, weights = found_again(network, contents.project, project)
    return Brought(store, contents, items, moved, network, weights)


def _item(one: StoredImage, saved_as: str, project: Path | None) -> ImageItem:
    path = one.image.path
    if project is not None:
        path = moved_path(path, saved_as, project)
    return ImageItem(
        Picture(dataclasses.replace(one.image, path=path), one.data),
        one.arrival,
        one.answer,
        one.error,
        one.same_as,
        missing=bool(path) and not Path(path).exists(),
    )
