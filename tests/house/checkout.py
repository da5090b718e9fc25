"""The files of this checkout, as the tests of the house read them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("senet_viewer", "packaging", "tests", "docs", "resources", ".ci")
TEXTS = {".py", ".md", ".toml", ".json", ".svg", ".ts", ".txt", ".yml", ".sh", ""}


def text_files() -> Iterator[Path]:
    """Every file of the project that people read or write."""
    yield from (file for file in ROOT.iterdir() if file.is_file() and file.suffix in TEXTS)
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix in TEXTS and "__pycache__" not in file.parts:
                yield file


def python_files(*folders: str) -> list[Path]:
    """The Python files below ``folders``."""
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def settings() -> dict[str, Any]:
    """``pyproject.toml``."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
