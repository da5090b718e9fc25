"""What a test may leave behind: threads, child processes, windows, Qt objects, files."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

PATIENCE_SECONDS = 5.0
"""Threads and child processes have so long to end by themselves."""
KILLED_SECONDS = 5.0
NAP_SECONDS = 0.02
OPEN_FILES = Path("/proc/self/fd")


@dataclass(frozen=True)
class Standing:
    """What there is before a test, so that only what is new is laid to its charge."""

    threads: frozenset[threading.Thread]
    children: frozenset[psutil.Process]
    windows: frozenset[Any]
    objects: weakref.WeakSet[Any]
    files: Counter[str]


def standing(base: Path) -> Standing:
    """What there is now; ``base`` is the folder below which tests make their files."""
    return Standing(
        frozenset(threading.enumerate()),
        frozenset(_children()),
        frozenset(_windows()),
        weakref.WeakSet(_objects()),
        _files(base),
    )


def leftovers(
    before: Standing, base: Path, temporary: Path, *, with_objects: bool = True
) -> list[str]:
    """What is left since ``before``, in words; ``temporary`` is for files that go by themselves.

    The traceback of a test that failed holds objects: with them, its own reason would drown.
    Threads and child processes have some seconds to end. Child processes that stay are killed.
    """
    _delete_what_waits_for_it()
    _clear_the_clipboard()
    left = [f"window {window}" for window in _windows() - before.windows]
    left += _still_there(lambda: set(threading.enumerate()) - before.threads)
    left += _still_there(lambda: _children() - before.children)
    left += _left_objects(before) if with_objects else []
    left += [f"open file {name}" for name in _files(base) - before.files]
    left += [f"temporary file {entry.name}" for entry in temporary.iterdir()]
    for child in _children() - before.children:
        child.kill()
        child.wait(KILLED_SECONDS)
    return left


def _children() -> set[psutil.Process]:
    alive = set()
    for child in psutil.Process().children():
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                alive.add(child)
        except psutil.NoSuchProcess:
            continue
    return alive


def _windows() -> set[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return set(widgets.QApplication.topLevelWidgets())


def _objects() -> Iterator[Any]:
    """Qt objects made here that no other one will delete, apart from windows.

    They have no parent, or the application itself is theirs; what hangs below them lives and ends
    with them. What was handed over to Qt is none of ours, such as what lies on the clipboard.
    """
    core, shiboken = sys.modules.get("PySide6.QtCore"), sys.modules.get("shiboken6")
    if core is None or shiboken is None or core.QCoreApplication.instance() is None:
        return
    app = core.QCoreApplication.instance()
    for found in shiboken.getAllValidWrappers():
        if not isinstance(found, core.QObject) or found is app or found.isWidgetType():
            continue
        if shiboken.ownedByPython(found) or _is_left_to_the_application(found, app):
            yield found


def _is_left_to_the_application(found: Any, app: Any) -> bool:
    core, shiboken = sys.modules["PySide6.QtCore"], sys.modules["shiboken6"]
    if found.parent() is app:
        return bool(shiboken.createdByPython(found))
    if found.parent() is not None or not isinstance(found, core.QTimer):
        return False
    # A ``singleShot``. One receiver is itself, to delete itself; the other one may be gone.
    return bool(found.receivers(core.SIGNAL("timeout()")) > 1)


def _left_objects(before: Standing) -> list[str]:
    def new() -> list[Any]:
        return [found for found in _objects() if found not in before.objects]

    # Objects in circles go with the next collection, which is too slow to be made for each test.
    if new():
        gc.collect()
    return [_described(found) for found in new()]


def _described(found: Any) -> str:
    core = sys.modules["PySide6.QtCore"]
    name = found.objectName() or f"{type(found).__module__}.{type(found).__qualname__}"
    if isinstance(found, core.QTimer) and found.isActive():
        return f"running timer {name}, every {found.interval()} ms"
    if isinstance(found, core.QThread) and found.isRunning():
        return f"running thread {name}"
    running = [timer for timer in found.findChildren(core.QTimer) if timer.isActive()]
    return f"Qt object {name}" + (f" with {len(running)} running timers" if running else "")


def _files(base: Path) -> Counter[str]:
    """Open files below ``base``, where the system lists them: libraries keep others open."""
    if not OPEN_FILES.is_dir():
        return Counter()
    names = []
    for number in OPEN_FILES.iterdir():
        try:
            name = str(number.readlink())
        except OSError:
            # It was the handle of the listing itself.
            continue
        if name.startswith(f"{base}/"):
            names.append(name)
    return Counter(names)


def _delete_what_waits_for_it() -> None:
    """Closed widgets are deleted by the event loop, which has ended by now."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return
    core.QThreadPool.globalInstance().waitForDone(int(PATIENCE_SECONDS * 1000))
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def _clear_the_clipboard() -> None:
    """What Python made and Qt still holds when the process ends would crash it."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def _still_there(find: Any) -> list[str]:
    """What ``find`` still finds after some patience, in words."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := find()) and time.monotonic() < deadline:
        time.sleep(NAP_SECONDS)
    return [str(item) for item in found]
