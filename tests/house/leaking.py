"""Tests that leave one thing each behind; run by ``test_leftovers.py`` in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QFile, QObject, QProcess, QThread, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests import leftovers

# What is left here would not end in the usual time either.
leftovers.PATIENCE_SECONDS = 0.5

KEPT: list[object] = []
"""What nobody lets go of any longer."""
PYTHON = sys.executable
SLEEP = ["-c", "import time; time.sleep(60)"]
LONG_MS = 60_000


def test_leaves_a_thread() -> None:
    threading.Thread(target=threading.Event().wait, daemon=True).start()


def test_leaves_a_child_process() -> None:
    KEPT.append(subprocess.Popen([PYTHON, *SLEEP]))


def test_leaves_a_window(qapp: QApplication) -> None:
    KEPT.append(QWidget())


def test_leaves_a_timer_without_a_parent(qapp: QApplication) -> None:
    timer = QTimer()
    timer.start(LONG_MS)
    KEPT.append(timer)


def test_leaves_a_timer_of_the_application(qapp: QApplication) -> None:
    QTimer(qapp).start(LONG_MS)


def test_leaves_a_single_shot_to_come(qapp: QApplication) -> None:
    QTimer.singleShot(LONG_MS, lambda: None)


def test_leaves_a_running_qthread(qapp: QApplication) -> None:
    thread = QThread()
    thread.start()
    KEPT.append(thread)


def test_leaves_a_qprocess(qapp: QApplication) -> None:
    process = QProcess()
    process.start(PYTHON, SLEEP)
    assert process.waitForStarted()
    KEPT.append(process)


def test_leaves_an_object_with_a_timer_in_it(qapp: QApplication) -> None:
    owner = QObject()
    owner.setObjectName("watcher")
    QTimer(owner).start(LONG_MS)
    KEPT.append(owner)


def test_leaves_an_object_of_the_application(qapp: QApplication) -> None:
    QObject(QCoreApplication.instance())


@pytest.fixture
def kept_alive(qapp: QApplication) -> QObject:
    """A fixture that forgets what it made, though a circle holds it."""
    made = QObject()
    KEPT.append(made)
    return made


def test_leaves_what_its_fixture_made(kept_alive: QObject) -> None:
    assert kept_alive.parent() is None


def test_leaves_what_its_own_signal_holds(qapp: QApplication) -> None:
    made = QObject()
    made.objectNameChanged.connect(lambda: made.objectName())


def test_leaves_an_open_file(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "open.txt").write_text("still open")
    file = QFile(str(tmp_path / "open.txt"))
    assert file.open(QFile.OpenModeFlag.ReadOnly)
    # Not an open file alone: a QFile is a Qt object, too.
    KEPT.append(file)


def test_leaves_a_temporary_file() -> None:
    Path(tempfile.mkdtemp(prefix="forgotten-"))


def test_leaves_nothing(qapp: QApplication, tmp_path: Path) -> None:
    """All of the above, ended as it should be."""
    thread = threading.Thread(target=lambda: None)
    thread.start()
    subprocess.run([PYTHON, "-c", ""], check=True)
    window = QWidget()
    label = QLabel("text", window)
    QTimer(label).start(LONG_MS)
    window.deleteLater()
    owner = QObject()
    QTimer(owner).start(LONG_MS)
    QTimer.singleShot(LONG_MS, owner, lambda: None)
    owner.setProperty("self", owner)
    inside = QThread(owner)
    inside.start()
    inside.quit()
    assert inside.wait(LONG_MS)
    with tempfile.TemporaryFile() as file:
        file.write(b"gone")
    thread.join()


def test_leaves_a_circle_that_the_collector_takes(qapp: QApplication) -> None:
    one = QObject()
    one.circle = one  # type: ignore[attr-defined]


@pytest.fixture
def given(qapp: QApplication) -> QObject:
    """What a fixture gives ends with the test."""
    return QObject()


def test_uses_what_a_fixture_gives(given: QObject) -> None:
    assert given.parent() is None


def test_uses_what_a_fixture_of_the_module_gives(long_lived: QObject) -> None:
    QTimer(long_lived).start(LONG_MS)


@pytest.fixture(scope="module")
def long_lived(qapp: QApplication) -> QObject:
    """What serves several tests is left by none of them."""
    return QObject()


def test_fails_with_its_own_reason_alone(qapp: QApplication) -> None:
    held = QObject()
    raise LookupError(held.objectName() or "the reason")
