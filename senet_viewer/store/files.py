"""Takes stores in: a project as a copy to work on, an autosave as it was left; and holds them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from senet_viewer.store import refusals, schema

SUFFIX = ".senet"
_CHUNK = 4 * 2**20


def copy_in(
    source: Path,
    target: Path,
    *,
    on_progress: Callable[[float], None] = lambda _share: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Copy the project ``source`` to the new store ``target``, checked and in today's form.

    The project itself is only read. False where ``should_stop`` asked for the end. Raises
    ``ViewerError`` with one of the codes of ``schema.check_header``, ``project.disk_full`` or
    ``project.not_written``; then, too, there is no ``target``.
    """
    schema.check_header(source)
    try:
        if not _copy(source, target, on_progress, should_stop):
            remove(target)
            return False
        _check(target, source)
    except BaseException:
        remove(target)
        raise
    return True


def _copy(
    source: Path,
    target: Path,
    on_progress: Callable[[float], None],
    should_stop: Callable[[], bool],
) -> bool:
    try:
        total = max(1, source.stat().st_size)
        file = source.open("rb")
    except OSError as error:
        raise refusals.unreadable(source, error) from error
    done = 0
    with file:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as copy:
                while chunk := file.read(_CHUNK):
                    if should_stop():
                        return False
                    copy.write(chunk)
                    done += len(chunk)
                    on_progress(done / total)
        except OSError as error:
            raise refusals.explained(error, target) from error
    return True


def check_left(path: Path) -> None:
    """Check a store that a killed process left, with its write-ahead log, and renew its form.

    Raises ``ViewerError`` with the code ``project.foreign``, ``.newer`` or ``.damaged``.
    """
    _check(path, path)


def _check(path: Path, told: Path) -> None:
    try:
        connection = schema.connect(path)
    except sqlite3.Error as error:
        raise refusals.damaged(told, str(error)) from error
    try:
        _check_mark(connection, told)
        schema.check_content(connection, told)
    finally:
        connection.close()


def _check_mark(connection: sqlite3.Connection, told: Path) -> None:
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        raise refusals.damaged(told, str(error)) from error
    if mark != schema.APPLICATION_ID:
        raise refusals.foreign(told)
    if version > schema.VERSION:
        raise refusals.newer(told, version)


def remove(path: Path) -> None:
    """Take a store away with its write-ahead log, if it is there."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def moved_path(path: str, project: str, now: Path) -> str:
    """Where a project's image is: as it was, or beside the project, if both were moved together.

    ``project`` is where the project was saved, ``now`` where it is. Gives ``path`` itself where
    the image is in neither place.
    """
    if not path or not project or Path(path).exists():
        return path
    try:
        relative = os.path.relpath(path, Path(project).parent)
    except ValueError:
        # Another drive.
        return path
    beside = os.path.normpath(now.parent / relative)
    return beside if Path(beside).exists() else path


class Hold:
    """A store's lock: held until ``release``, or until the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1

    @property
    def held(self) -> bool:
        return self._file >= 0

    def take(self) -> bool:
        """Take the lock if nobody has it. Raises ``OSError`` where no lock can be made."""
        if self.held:
            return True
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(file)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Give the lock up and take its file away."""
        if not self.held:
            return
        gone = _unlink(self.path)
        os.close(self._file)
        self._file = -1
        if not gone:
            # Windows takes away no file that is open.
            _unlink(self.path)


def _unlink(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
