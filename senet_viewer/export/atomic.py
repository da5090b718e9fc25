"""Writes a file completely or not at all: temporary name, fsync, rename."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from senet_viewer.errors import ViewerError, printable

_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))


def write_atomically(path: str | os.PathLike[str], write: Callable[[BinaryIO], None]) -> None:
    """Let ``write`` fill the file at ``path``; an older file survives unless all went well.

    Raises ``ViewerError`` with the code ``export.disk_full``, ``export.not_writable``,
    ``export.no_folder``, ``export.is_folder`` or ``export.failed``.
    """
    with atomic_file(path) as handle:
        write(handle)


@contextmanager
def atomic_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A binary file that takes the name ``path`` when the block ends without an exception.

    A symbolic link is followed, and the mode of an older file is kept. Devices and pipes
    (``/dev/stdout``) are written directly. Raises as ``write_atomically``.
    """
    target = Path(os.path.realpath(path))
    given = Path(path)
    try:
        if given.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if given.exists() and not given.is_file():
            with given.open("wb") as handle:
                yield handle
            return
        with _replacement(target) as handle:
            yield handle
    except OSError as error:
        raise _explained(error, given) from error


def make_folder_of(path: str | os.PathLike[str]) -> None:
    """Make the folder that ``path`` is to stand in; raises as ``write_atomically``."""
    folder = Path(path).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise _explained(NotADirectoryError(errno.ENOTDIR, str(error)), Path(path)) from error
    except OSError as error:
        raise _explained(error, Path(path)) from error


@contextmanager
def _replacement(target: Path) -> Iterator[BinaryIO]:
    # A short name of its own: the target's may already be as long as the file system allows.
    temporary = target.parent / f".senet-viewer-{secrets.token_hex(6)}.part"
    try:
        with temporary.open("xb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        with suppress(OSError):
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _explained(error: OSError, path: Path) -> ViewerError:
    name, folder = printable(str(path)), printable(str(path.parent))
    code, sentence = _reason(error, name, folder)
    return ViewerError(code, sentence, {"file": name, "folder": folder}, detail=str(error))


def _reason(error: OSError, name: str, folder: str) -> tuple[str, str]:
    if error.errno in _FULL:
        return "export.disk_full", (
            f"There is no space left to write “{name}”; free some or choose another folder "
            "(an older file of that name is unchanged)."
        )
    if error.errno in _FORBIDDEN:
        return "export.not_writable", (
            f"“{name}” may not be written; choose another folder or name."
        )
    if error.errno == errno.EISDIR:
        return "export.is_folder", f"“{name}” is a folder; give the name of a file to write."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "export.no_folder", (
            f"There is no folder “{folder}” to write to; make it or choose another."
        )
    reason = error.strerror or type(error).__name__
    return "export.failed", f"“{name}” could not be written ({reason}); choose another place."
