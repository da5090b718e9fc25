"""Notes that a window runs, and finds those that ended without closing.

Each window has a marker and a lock in the log folder. Both go when it closes; after a crash the
marker stays while the system has freed the lock, so that a second window that runs is none.
"""

from __future__ import annotations

import dataclasses
import faulthandler
import json
import logging
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from senet_viewer.store.files import Hold

MARKER = "running-"
TIME = "%Y-%m-%d %H:%M:%S"
"""Local time, as the log has it: texts that sort as what they mean."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Crash:
    """A window that did not close: its process, its start, its version, where native code stood.

    ``trace`` is empty where the system killed the process without a word.
    """

    pid: int
    started: str
    version: str
    trace: str = ""


class CrashWatch:
    """The marker of this window, and the file that a native crash writes its traceback to."""

    def __init__(self, folder: Path, version: str) -> None:
        self._folder = folder
        self._crash = Crash(os.getpid(), time.strftime(TIME), version)
        name = f"{MARKER}{self._crash.pid}-{id(self):x}"
        self._marker, self._trace = folder / f"{name}.json", folder / f"{name}.txt"
        self._hold = Hold(_lock_of(self._marker))
        self._file: TextIO | None = None

    def start(self) -> None:
        """Leave the marker; where the folder takes no file a crash goes unnoticed."""
        try:
            if not self._hold.take():
                return
            content = dataclasses.asdict(self._crash)
            self._marker.write_text(json.dumps(content), encoding="utf-8")
            if not faulthandler.is_enabled():
                self._file = self._trace.open("w", encoding="utf-8")
                faulthandler.enable(self._file)
        except OSError as problem:
            log.warning("no marker of this window", exc_info=problem)

    def stop(self) -> None:
        """Take the marker away: the window closes."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
        _remove(self._marker, self._trace)
        self._hold.release()


def take_crashes(folder: Path) -> tuple[Crash, ...]:
    """The windows that ended without closing, the newest first; each is found once."""
    found: list[Crash] = []
    for marker in folder.glob(f"{MARKER}*.json"):
        hold = Hold(_lock_of(marker))
        try:
            if not hold.take():
                continue
        except OSError:
            continue
        trace = marker.with_suffix(".txt")
        crash = _read(marker, trace)
        if crash is not None:
            found.append(crash)
        _remove(marker, trace)
        hold.release()
    return tuple(sorted(found, key=lambda crash: crash.started, reverse=True))


def _read(marker: Path, trace: Path) -> Crash | None:
    """The crash behind a marker; None where another window has dealt with it, or it is damaged."""
    try:
        text = marker.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    try:
        content = json.loads(text)
        pid, started, version = content["pid"], content["started"], content["version"]
        crash = Crash(int(pid), str(started), str(version))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        # It died while it wrote its marker.
        crash = Crash(0, time.strftime(TIME, time.localtime(0)), "")
    try:
        return dataclasses.replace(crash, trace=trace.read_text("utf-8", errors="replace").strip())
    except OSError:
        return crash


def _lock_of(marker: Path) -> Path:
    return marker.with_suffix(".lock")


def _remove(*paths: Path) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            log.warning("%s stays", path, exc_info=problem)
