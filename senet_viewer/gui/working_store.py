"""The store that one window works on: made when first needed, held while the window lives."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from senet_viewer.errors import ViewerError
from senet_viewer.store import files
from senet_viewer.store.files import SUFFIX, Hold
from senet_viewer.store.reader import StoreReader
from senet_viewer.store.writer import Change, StoreWriter


class WorkingStore:
    """One file in the autosave folder, with its lock; written by one thread at a time.

    Where that folder takes no file, the store stands in a temporary one, and a crash loses it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._temporary: Path | None = None
        self._hold: Hold | None = None
        self._writer: StoreWriter | None = None
        self.path: Path | None = None
        self.reader: StoreReader | None = None

    @classmethod
    def taken(cls, path: Path, hold: Hold) -> WorkingStore:
        """The store at ``path``, which ``hold`` locks and which was checked."""
        store = cls(path.parent)
        store.path, store._hold = path, hold
        store.reader = StoreReader(path)
        return store

    @classmethod
    def copied(
        cls,
        project: Path,
        folder: Path,
        on_progress: Callable[[float], None],
        should_stop: Callable[[], bool],
    ) -> WorkingStore:
        """A new store in ``folder`` with what ``project`` holds.

        Raises ``ViewerError`` as ``files.copy_in``, with the code ``project.stopped`` where
        ``should_stop`` asked for that, and where no folder takes a file.
        """
        store = cls(folder)
        try:
            store.path, store._hold = store._place()
            if not files.copy_in(
                project, store.path, on_progress=on_progress, should_stop=should_stop
            ):
                raise ViewerError("project.stopped", "Opening the project was stopped.")
            store.reader = StoreReader(store.path)
        except BaseException:
            store.close()
            raise
        return store

    def _place(self) -> tuple[Path, Hold]:
        """A new file's path, locked. Raises ``ViewerError`` where no folder takes one."""
        try:
            return _place_in(self._folder)
        except OSError:
            if self._temporary is None:
                self._temporary = Path(tempfile.mkdtemp(prefix="senet-viewer-"))
            try:
                return _place_in(self._temporary)
            except OSError as error:
                raise _no_place(self._folder) from error

    def write(self, changes: Iterable[Change]) -> None:
        """Make all changes, or none; raises ``ViewerError`` as ``StoreWriter.apply``."""
        self._open().apply(changes)
        if self.reader is None and self.path is not None:
            self.reader = StoreReader(self.path)

    def save_copy(self, target: Path, late: Sequence[Change] = ()) -> None:
        """Save all as a project; raises ``ViewerError`` as ``StoreWriter.save_copy``."""
        try:
            writer = self._open()
        except ViewerError:
            if not late or not target.parent.is_dir():
                raise
            self._save_apart(target, late)
        else:
            writer.save_copy(target, late)

    def _save_apart(self, target: Path, late: Sequence[Change]) -> None:
        """Where the store itself cannot be written, the disk of the project may have room."""
        if self.path is not None:
            with closing(StoreWriter(self.path, new=False, shared=False)) as writer:
                writer.save_copy(target, late)
            return
        apart = target.with_name(f".senet-viewer-{secrets.token_hex(6)}.part")
        try:
            with closing(StoreWriter(apart, new=True, told=target)) as writer:
                writer.apply(late)
                writer.save_copy(target)
        finally:
            files.remove(apart)

    def _open(self) -> StoreWriter:
        if self._writer is None:
            if self.path is None:
                self._make()
            else:
                self._writer = StoreWriter(self.path, new=False)
        assert self._writer is not None
        return self._writer

    def _make(self) -> None:
        """A new file; what a full disk took of it goes again, so that it can be tried anew."""
        path, hold = self._place()
        try:
            self._writer = StoreWriter(path, new=True)
        except BaseException:
            files.remove(path)
            hold.release()
            raise
        self.path, self._hold = path, hold

    def close(self, *, keep: bool = False) -> None:
        """Close the file and take it away, unless it is to be kept."""
        if self.reader is not None:
            self.reader.close()
        if self._writer is not None:
            self._writer.close()
        if self.path is not None and not keep:
            files.remove(self.path)
        if self._hold is not None:
            self._hold.release()
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
        self.path = self.reader = self._writer = self._hold = self._temporary = None


def _place_in(folder: Path) -> tuple[Path, Hold]:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    path = folder / f"{stamp}-{secrets.token_hex(4)}{SUFFIX}"
    hold = Hold(lock_of(path))
    if not hold.take():
        raise FileExistsError(path)
    return path, hold


def lock_of(path: Path) -> Path:
    """The lock's file of the store at ``path``."""
    return path.with_suffix(".lock")


def _no_place(folder: Path) -> ViewerError:
    return ViewerError(
        "autosave.no_folder",
        f"Nothing can be written to “{folder}”, so what you open is not saved on the way; "
        "make room there, or make it writable.",
        {"folder": str(folder)},
    )
