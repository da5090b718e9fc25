"""What is told where a store cannot be opened or written: one sentence each."""

from __future__ import annotations

import errno
from pathlib import Path

from senet_viewer.errors import ViewerError, printable

_FULL = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name)
)
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM, errno.EROFS))


def missing(path: Path) -> ViewerError:
    name = printable(path.name)
    return ViewerError(
        "project.missing",
        f"The project “{name}” is not there any more; look for it in another folder.",
        {"file": name},
        detail=printable(str(path)),
    )


def unreadable(path: Path, error: OSError) -> ViewerError:
    name = printable(path.name)
    return ViewerError(
        "project.unreadable",
        f"The project “{name}” cannot be read; check that you may open it.",
        {"file": name},
        detail=printable(f"{path}: {error.strerror or error}"),
    )


def foreign(path: Path) -> ViewerError:
    name = printable(path.name)
    return ViewerError(
        "project.foreign",
        f"“{name}” is no project of senet-viewer; choose a file that was saved with Save project.",
        {"file": name},
        detail=printable(str(path)),
    )


def newer(path: Path, version: int) -> ViewerError:
    name = printable(path.name)
    return ViewerError(
        "project.newer",
        f"The project “{name}” comes from a newer senet-viewer; open it with that one "
        "(the file is unchanged).",
        {"file": name},
        detail=printable(f"{path}: version {version}"),
    )


def damaged(path: Path, reason: str) -> ViewerError:
    name = printable(path.name)
    return ViewerError(
        "project.damaged",
        f"The project “{name}” is damaged and cannot be opened; take an older copy of it "
        "(the file is unchanged).",
        {"file": name},
        detail=printable(f"{path}: {reason}"),
    )


def disk_full(path: Path) -> ViewerError:
    name = printable(str(path))
    return ViewerError(
        "project.disk_full",
        f"There is no space left to write “{name}”; free some or choose another folder "
        "(an older file of that name is unchanged).",
        {"file": name},
    )


def not_written(path: Path, reason: str) -> ViewerError:
    name = printable(str(path))
    return ViewerError(
        "project.not_written",
        f"“{name}” could not be written; choose another folder or name "
        "(an older file of that name is unchanged).",
        {"file": name},
        detail=printable(reason),
    )


def explained(error: OSError, path: Path) -> ViewerError:
    """What to tell of an operating system's refusal to write."""
    if error.errno in _FULL:
        return disk_full(path)
    name = printable(str(path))
    if error.errno in _FORBIDDEN:
        return ViewerError(
            "project.not_writable",
            f"“{name}” may not be written; choose another folder or name.",
            {"file": name},
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        folder = printable(str(path.parent))
        return ViewerError(
            "project.no_folder",
            f"There is no folder “{folder}” to write to; make it or choose another.",
            {"file": name, "folder": folder},
        )
    return not_written(path, str(error))
