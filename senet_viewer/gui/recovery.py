"""What windows left that did not close properly: found at the start, brought back or discarded."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.background import Background
from senet_viewer.gui.file_marks import file_stamp
from senet_viewer.gui.working_store import lock_of
from senet_viewer.store import files
from senet_viewer.store.files import SUFFIX, Hold
from senet_viewer.store.reader import StoreReader

log = logging.getLogger(__name__)

DAMAGED = ".damaged"


@dataclass(frozen=True)
class Left:
    """A store that a crash left, locked by us, with the number of its images."""

    path: Path
    hold: Hold
    images: int


@dataclass(frozen=True)
class Search:
    """What was found, the newest first, and what could not be read."""

    left: tuple[Left, ...]
    problems: tuple[ViewerError, ...]


def find_left(folder: Path) -> Search:
    """The stores in ``folder`` that no window holds any more, with something to bring back.

    Those without images, or with nothing that their project's file lacks, are removed. A damaged
    one gets another ending and is left alone from then on.
    """
    left: list[Left] = []
    problems: list[ViewerError] = []
    for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True):
        hold = Hold(lock_of(path))
        if not _take(hold):
            continue
        try:
            count = _count(path)
        except ViewerError as problem:
            log.error("left behind: %s (%s)", problem.sentence, problem.detail)
            problems.append(set_aside(path, problem))
            count = 0
        if count:
            left.append(Left(path, hold, count))
        else:
            files.remove(path)
            hold.release()
    return Search(tuple(left), tuple(problems))


def _take(hold: Hold) -> bool:
    try:
        return hold.take()
    except OSError:
        return False


def _count(path: Path) -> int:
    if not path.exists():
        # Another window has dealt with it in this very moment.
        return 0
    files.check_left(path)
    reader = StoreReader(path)
    try:
        return 0 if _is_saved(reader.view()) else reader.count()
    finally:
        reader.close()


def _is_saved(view: Mapping[str, str]) -> bool:
    """Whether the project's file holds all of it, and is as it was written then."""
    project, saved = view.get("project", ""), view.get("saved", "")
    return bool(project and saved) and file_stamp(project) == saved


def set_aside(path: Path, problem: ViewerError) -> ViewerError:
    """Give a damaged store another ending, so that it is not asked about again; tells of it."""
    aside = path.with_name(path.name + DAMAGED)
    try:
        path.replace(aside)
    except OSError:
        aside = path
    return ViewerError(
        "autosave.damaged",
        "What was open at the last crash cannot be brought back; its file is kept as "
        f"“{printable(str(aside))}”.",
        {"file": printable(str(aside))},
        detail=f"{problem.sentence}\n{problem.detail}",
    )


class Recovery(QObject):
    """Asks once for each store that was left: ``asked`` brings it, or None when none is left."""

    asked = Signal(object)
    error = Signal(object)

    def __init__(self, folder: Path, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._background = folder, background
        self._left: list[Left] = []

    @property
    def current(self) -> Left | None:
        """What is asked about."""
        return self._left[0] if self._left else None

    def start(self) -> None:
        """Look for what was left, beside the event loop."""
        self._background.run(partial(find_left, self._folder), self._found, self.error.emit)

    def _found(self, search: Search) -> None:
        self._left = list(search.left)
        for problem in search.problems:
            self.error.emit(problem)
        if self._left:
            self.asked.emit(self.current)

    def take(self, use: Callable[[Path, Hold], None]) -> None:
        """Hand over what is asked about: it is ``use``'s from now on."""
        left = self._next()
        if left is not None:
            use(left.path, left.hold)

    @Slot()
    def discard(self) -> None:
        """Take away what is asked about."""
        left = self._next()
        if left is not None:
            files.remove(left.path)
            left.hold.release()

    def _next(self) -> Left | None:
        left = self._left.pop(0) if self._left else None
        self.asked.emit(self.current)
        return left

    @Slot()
    def close(self) -> None:
        """Leave what was not decided on for the next start."""
        for left in self._left:
            left.hold.release()
        self._left.clear()
