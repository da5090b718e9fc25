"""``packaging/dev.py``: one command to run, one to test, and what is done is skipped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import dev
import pytest

from tests.house.checkout import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands on shell scripts")

TOOLS = ("ruff", "mypy", "lint-imports", "pytest", "senet-viewer")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone that is set up already; its programs only tell how they were called."""
    root = tmp_path / "clone"
    shutil.copytree(ROOT / "packaging", root / "packaging")
    shutil.copy(ROOT / "pyproject.toml", root)
    programs = root / ".venv/bin"
    programs.mkdir(parents=True)
    for name in TOOLS:
        write_program(programs / name, f'echo "{name} got: $*"')
    code = "import sys; sys.path.insert(0, 'packaging'); import dev; print(dev._fingerprint())"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True
    )
    stamp = {"fingerprint": answer.stdout.strip(), "root": str(root), "modes": ["run", "test"]}
    (root / ".venv/senet-viewer.json").write_text(json.dumps(stamp))
    return root


def write_program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def run_dev(clone: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, "packaging/dev.py", *arguments],
        cwd=clone,
        env={**kept, **environment},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_run_hands_its_images_to_the_program(clone: Path) -> None:
    done = run_dev(clone, "run", "a b.jpg", "folder", QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stdout) == (0, "senet-viewer got: a b.jpg folder\n")


def test_run_returns_the_exit_status_of_the_program(clone: Path) -> None:
    write_program(clone / ".venv/bin/senet-viewer", "exit 3")
    assert run_dev(clone, "run", QT_QPA_PLATFORM="offscreen").returncode == 3


def test_a_program_that_a_signal_ended_has_the_shells_exit_status(clone: Path) -> None:
    write_program(clone / ".venv/bin/senet-viewer", "kill -TERM $$")
    assert run_dev(clone, "run", QT_QPA_PLATFORM="offscreen").returncode == 128 + 15


def test_without_a_screen_run_says_so_and_names_what_needs_none(clone: Path) -> None:
    done = run_dev(clone, "run", "photo.jpg")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no screen here")
    for command in ("inspect", "figure", "summary", "--screenshot"):
        assert f".venv/bin/senet-viewer {command}" in done.stderr
    assert "Traceback" not in done.stderr


def test_test_runs_every_check_and_gives_its_arguments_to_pytest(clone: Path) -> None:
    done = run_dev(clone, "test", "-k", "gates")
    assert done.returncode == 0
    lines = [line for line in done.stdout.splitlines() if " got: " in line]
    assert [line.split()[0] for line in lines] == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]
    assert lines[-1] == "pytest got: -k gates"
    assert done.stdout.endswith("All 5 checks passed.\n")


def test_a_check_that_fails_is_named_at_the_end_and_the_others_still_run(clone: Path) -> None:
    write_program(clone / ".venv/bin/mypy", "echo wrong; exit 1")
    done = run_dev(clone, "test")
    assert done.returncode == 1
    assert "pytest got:" in done.stdout
    assert done.stdout.endswith("Failed: Types (mypy).\n")


def test_an_older_python_is_told_so_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    assert dev.main(["run"]) == 1
    assert capsys.readouterr().err.startswith("senet-viewer needs Python 99.0 or newer, and this")


def test_an_unknown_command_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        dev.main(["fly"])
    assert stopped.value.code == 2


def test_the_oldest_python_is_the_one_the_package_names() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'requires-python = ">={".".join(map(str, dev.OLDEST_PYTHON))}"' in pyproject
