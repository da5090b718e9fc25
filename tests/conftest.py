"""What every test stands on: no network, no screen, a home of its own, and nothing left behind."""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.leftovers import leftovers, standing

ROOT = Path(__file__).resolve().parent.parent
FAILED = pytest.StashKey[bool]()

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["MPLBACKEND"] = "Agg"
os.environ["HF_HUB_OFFLINE"] = "1"
# Windows in child processes speak the system's language, which is English here.
os.environ["LANGUAGE"] = "en"
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session", autouse=True)
def _matplotlib_cache() -> Iterator[None]:
    """One font cache for all tests and their children, since making one takes seconds."""
    yield from _folder_named_by("MPLCONFIGDIR")


@pytest.fixture(scope="session", autouse=True)
def _torch_cache() -> Iterator[None]:
    """Torch makes a folder beside the temporary files as soon as it is asked about its compiler."""
    yield from _folder_named_by("TORCHINDUCTOR_CACHE_DIR")


def _folder_named_by(variable: str) -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ[variable] = folder
        yield
        del os.environ[variable]


@pytest.fixture
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own")


@pytest.fixture(autouse=True)
def home(_own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: settings, caches and data of the user stay untouched."""
    folder = _own_folder / "home"
    folder.mkdir()
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
def _temporary_files(_own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the temporary files of this test and its child processes alone."""
    folder = _own_folder / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _nothing_left(
    _seed: None,
    _temporary_files: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    """Fail a test that leaves threads, child processes, windows, Qt objects or files behind."""
    base = tmp_path_factory.getbasetemp()
    before = standing(base)
    yield
    # What fixtures gave to the test has ended with them, yet pytest holds it a little longer.
    request.node.funcargs.clear()
    failed = request.node.stash.get(FAILED, False)
    left = leftovers(before, base, _temporary_files, with_objects=not failed)
    assert not left, f"left behind: {', '.join(left)}"


@pytest.fixture
def samples() -> tuple[Path, ...]:
    """The sample photographs: tabby, espresso, alp, dragonfly."""
    from senet_viewer.resources import sample_images

    return sample_images()
