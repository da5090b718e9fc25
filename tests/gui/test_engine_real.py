"""The client with the real engine: photos, kills, hangs, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_watch import Patience
from tests.gui.engine_records import Record, photos

LONG = 120_000
MODEL = "bundled"
NEEDS_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="a process has no signals there")


@pytest.fixture
def client(qtbot: QtBot) -> Iterator[EngineClient]:
    """A client of the real engine, told soon where that hangs."""
    engine = EngineClient(patience=Patience(tick=0.05, ping_every=0.1, ping_limit=5.0))
    yield engine
    engine.stop()
    engine.deleteLater()


@pytest.fixture
def many(samples: tuple[Path, ...], tmp_path: Path) -> tuple[Path, ...]:
    """Three hundred photos."""
    paths = tuple(tmp_path / f"{number}.jpg" for number in range(300))
    for path in paths:
        path.symlink_to(samples[0])
    return paths


def test_photos_are_inspected_and_a_broken_one_is_named(
    client: EngineClient, qtbot: QtBot, samples: tuple[Path, ...], tmp_path: Path
) -> None:
    record = Record(client)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    client.start()
    client.load_model(MODEL)
    request = client.inspect(photos(samples[0], broken, *samples[1:]))
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert record.inspected(request) == [path.name for path in samples]
    (failure,) = record.all("image_failed")
    assert failure.image.name == "broken.jpg"
    assert all(answer.inspection.verified for answer in record.all("inspected"))
    (hello,) = record.all("ready")
    assert hello.catalogue[0].key == MODEL
    (loaded,) = record.all("model_loaded")
    assert loaded.profile is not None


@NEEDS_SIGNALS
def test_a_killed_engine_is_replaced_and_the_folder_goes_on(
    client: EngineClient, qtbot: QtBot, many: tuple[Path, ...], samples: tuple[Path, ...]
) -> None:
    record = Record(client)
    client.start()
    client.load_model(MODEL)
    folder = client.inspect(photos(*many))
    qtbot.waitUntil(lambda: record.has("inspected", folder), timeout=LONG)
    first = client.pid
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: record.has("died"), timeout=LONG)
    urgent = client.inspect(photos(samples[1]), urgent=True)
    qtbot.waitUntil(lambda: record.has("finished", urgent), timeout=LONG)
    assert not record.has("finished", folder)
    qtbot.waitUntil(lambda: record.has("finished", folder), timeout=LONG)
    assert client.pid not in (0, first)
    failed = [answer.image.name for answer in record.all("image_failed")]
    answered = [*record.inspected(folder), *failed]
    assert sorted(answered) == sorted(path.name for path in many)
    # A batch of one picture is to blame, if that was what ran.
    assert len(failed) <= 1
    assert record.names.count("model_loaded") == 1
    assert record.names.count("died") == 1


@NEEDS_SIGNALS
def test_an_engine_that_is_held_up_is_told_and_forgiven(
    client: EngineClient, qtbot: QtBot, samples: tuple[Path, ...]
) -> None:
    record = Record(client)
    client.start()
    client.load_model(MODEL)
    qtbot.waitUntil(lambda: record.has("model_loaded"), timeout=LONG)
    os.kill(client.pid, signal.SIGSTOP)
    request = client.inspect(photos(samples[0]))
    qtbot.waitUntil(lambda: record.has("stalled"), timeout=LONG)
    os.kill(client.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: record.has("finished", request), timeout=LONG)
    assert record.has("recovered")
    assert record.inspected(request) == [samples[0].name]


@NEEDS_SIGNALS
def test_an_engine_that_is_held_up_does_not_keep_the_window_from_closing(
    client: EngineClient, qtbot: QtBot, many: tuple[Path, ...]
) -> None:
    record = Record(client)
    client.start()
    client.load_model(MODEL)
    folder = client.inspect(photos(*many))
    qtbot.waitUntil(lambda: record.has("inspected", folder), timeout=LONG)
    process = psutil.Process(client.pid)
    process.suspend()
    client.stop()
    assert not process.is_running()


def test_closing_while_torch_loads_leaves_no_process(client: EngineClient, qtbot: QtBot) -> None:
    record = Record(client)
    client.start()
    qtbot.waitUntil(lambda: record.has("started"), timeout=LONG)
    process = psutil.Process(client.pid)
    client.stop()
    assert not process.is_running()


WINDOW = """
import sys
from PySide6.QtCore import QCoreApplication
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef
app = QCoreApplication([])
client = EngineClient()
client.start()
client.load_model("bundled")
path = sys.argv[1]
client.inspect([Picture(ImageRef(str(n), "photo", path)) for n in range(100_000)])
client.inspected.connect(lambda _: print(client.pid, flush=True))
app.exec()
"""


@NEEDS_SIGNALS
def test_the_engine_ends_when_the_process_of_the_window_is_killed(
    samples: tuple[Path, ...],
) -> None:
    window = subprocess.Popen(
        (sys.executable, "-c", WINDOW, str(samples[0])), stdout=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    with window, window.stdout:
        engine = psutil.Process(int(window.stdout.readline()))
        assert engine.is_running()
        window.kill()
    gone, alive = psutil.wait_procs([engine], timeout=30)
    assert gone
    assert not alive


def test_the_client_brings_neither_torch_nor_the_network_into_the_window() -> None:
    script = "import sys; import senet_viewer.gui.engine_client\n"
    script += "heavy = {'torch', 'torchvision', 'timm', 'PIL', 'senet_viewer.engine'}\n"
    script += "print(heavy & sys.modules.keys())"
    done = subprocess.run((sys.executable, "-c", script), capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
