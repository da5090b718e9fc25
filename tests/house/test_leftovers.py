"""A test that leaves something behind fails, and says what; one that cleans up passes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

LEAKING = Path(__file__).with_name("leaking.py")
WORDS = {
    "leaves_a_thread": r"<Thread\(",
    "leaves_a_child_process": r"psutil\.Process\(.*name='python",
    "leaves_a_window": r"window <PySide6\.QtWidgets\.QWidget",
    "leaves_a_timer_without_a_parent": r"running timer PySide6\.QtCore\.QTimer, every 60000 ms",
    "leaves_a_timer_of_the_application": r"running timer PySide6\.QtCore\.QTimer, every 60000 ms",
    "leaves_a_single_shot_to_come": r"running timer PySide6\.QtCore\.QTimer, every 60000 ms",
    "leaves_a_running_qthread": r"running thread PySide6\.QtCore\.QThread",
    "leaves_a_qprocess": r"psutil\.Process\(.*Qt object PySide6\.QtCore\.QProcess",
    "leaves_an_object_with_a_timer_in_it": r"Qt object watcher with 1 running timer",
    "leaves_an_object_of_the_application": r"Qt object PySide6\.QtCore\.QObject",
    "leaves_what_its_fixture_made": r"Qt object PySide6\.QtCore\.QObject",
    "leaves_what_its_own_signal_holds": r"Qt object PySide6\.QtCore\.QObject",
    "leaves_an_open_file": r"open file \S+open\.txt",
    "leaves_a_temporary_file": r"temporary file forgotten-",
}
CLEAN = {
    "leaves_nothing",
    "leaves_a_circle_that_the_collector_takes",
    "uses_what_a_fixture_gives",
    "uses_what_a_fixture_of_the_module_gives",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of ``leaking.py``, with what holds for the whole suite."""
    folder = tmp_path_factory.mktemp("leaking")
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-rA", "--tb=line", "-p", "no:cacheprovider"),
        *("--basetemp", str(folder / "base"), str(LEAKING)),
    ]
    environment = {**os.environ, "COLUMNS": "2000", "TMPDIR": str(folder)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=120
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", WORDS)
def test_what_a_test_leaves_fails_it_and_is_named(report: str, name: str) -> None:
    if name == "leaves_an_open_file" and not Path("/proc/self/fd").is_dir():
        pytest.skip("the system does not list open files")
    (line,) = re.findall(rf"^ERROR \S+::test_{name} - .*left behind: (.*)$", report, re.MULTILINE)
    assert re.search(WORDS[name], line), line


@pytest.mark.parametrize("name", CLEAN)
def test_who_cleans_up_passes(report: str, name: str) -> None:
    assert re.search(rf"^PASSED \S+::test_{name}$", report, re.MULTILINE), report
    assert not re.search(rf"^(ERROR|FAILED) \S+::test_{name}\b", report, re.MULTILINE)


def test_what_a_traceback_holds_does_not_drown_the_reason_of_a_failure(report: str) -> None:
    found = re.findall(r"^(?:ERROR|FAILED) \S+::test_fails_with_\w+ - (.*)$", report, re.MULTILINE)
    assert found == ["LookupError: the reason"]


def test_nothing_leaks_but_what_should(report: str) -> None:
    found = re.findall(r"^ERROR \S+::test_(\w+)", report, re.MULTILINE)
    assert set(found) == set(WORDS)
