"""Each process loads only what it needs: nothing heavy for the package, no torch for the window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "torchvision", "timm", "PySide6", "matplotlib")
NOT_IN_THE_WINDOW = (
    "torch",
    "torchvision",
    "timm",
    "matplotlib",
    "senet_viewer.models",
    "senet_viewer.inspection",
    "senet_viewer.engine",
)


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The names of the modules that are loaded after ``code`` ran in a process of its own."""
    report = "import sys, atexit; atexit.register(lambda: print('\\n', *sys.modules))\n"
    command = [sys.executable, "-c", report + code, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import senet_viewer").isdisjoint({*HEAVY, "numpy", "PIL"})


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_neither_torch_nor_qt(option: str) -> None:
    loaded = loaded_by("from senet_viewer.__main__ import main; sys.exit(main())", option)
    assert loaded.isdisjoint(HEAVY)


def test_the_engine_is_started_without_qt() -> None:
    loaded = loaded_by("import senet_viewer.engine.worker")
    assert loaded.isdisjoint({"PySide6", "torchvision", "timm", "matplotlib"})


def test_the_window_loads_neither_torch_nor_matplotlib() -> None:
    folder = Path(__file__).resolve().parents[2] / "senet_viewer/gui"
    modules = [
        ".".join(("senet_viewer", "gui", *file.relative_to(folder).with_suffix("").parts))
        for file in sorted(folder.rglob("*.py"))
        if file.name != "__init__.py"
    ]
    loaded = loaded_by("\n".join(f"import {module}" for module in modules))
    assert loaded.isdisjoint(NOT_IN_THE_WINDOW)
