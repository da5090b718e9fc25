"""What every test stands on: no network, no screen, a home of its own, and nothing left behind."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 5.0

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["MPLBACKEND"] = "Agg"
os.environ["HF_HUB_OFFLINE"] = "1"
# Child processes find this checkout from any folder.
_FOLDERS = (str(ROOT), os.environ.get("PYTHONPATH"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, _FOLDERS))


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: only this machine may be spoken to, by whatever library."""
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if name not in {None, "", "localhost", "::1", "0.0.0.0"} and not name.startswith("127."):
        raise PermissionError(f"Tests may not use the network, but this one asked for {name}.")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_network)


@pytest.fixture(scope="session", autouse=True)
def _matplotlib_cache() -> Iterator[None]:
    """One font cache for all tests and their children, since making one takes seconds."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MPLCONFIGDIR"] = folder
        yield
        del os.environ["MPLCONFIGDIR"]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: settings, caches and data of the user stay untouched."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


@pytest.fixture(autouse=True)
def _seed() -> None:
    """The same random numbers at each run, from whichever library the test uses."""
    random.seed(0)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(0)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


@pytest.fixture(autouse=True)
def _nothing_left(_seed: None) -> Iterator[None]:
    """Fail a test that leaves threads, child processes or windows behind."""
    threads, children, windows = set(threading.enumerate()), _children(), _windows()
    yield
    _delete_closed_windows()
    left = [f"window {window}" for window in _windows() - windows]
    left += _still_there(lambda: set(threading.enumerate()) - threads)
    left += _still_there(lambda: _children() - children)
    for child in _children() - children:
        child.kill()
        child.wait(PATIENCE_SECONDS)
    assert not left, f"left behind: {', '.join(left)}"


@pytest.fixture
def samples() -> tuple[Path, ...]:
    """The sample photographs: tabby, espresso, alp, dragonfly."""
    from senet_viewer.resources import sample_images

    return sample_images()


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


def _delete_closed_windows() -> None:
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return
    core.QThreadPool.globalInstance().waitForDone(int(PATIENCE_SECONDS * 1000))
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def _still_there(find: Callable[[], set[Any]]) -> list[str]:
    """What ``find`` still finds after some patience, in words."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := find()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [str(item) for item in found]
