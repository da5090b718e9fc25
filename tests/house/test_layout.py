"""The checkout keeps its shape: few things at the top, small files, one job each."""

from __future__ import annotations

import re
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, python_files, settings, text_files

TOP = {
    "senet_viewer", "resources", "packaging", "tests", "docs", ".ci", "pyproject.toml",
    "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", ".gitignore",
}  # fmt: skip
IGNORED = {".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text().split())}
LONGEST = 500

# The command line and the package itself are the only ones that may import every room.
FREE_ROOMS = {"cli", "__main__", "__init__"}

# Where a broad "except Exception" may stand, because anything may be raised there.
BORDERS = re.compile(r"^senet_viewer/(engine|images|gui|cli|__main__)\b")


def test_the_top_of_the_checkout_is_fixed() -> None:
    found = {entry.name for entry in ROOT.iterdir()} - IGNORED
    assert found <= TOP


@pytest.mark.parametrize("file", python_files("senet_viewer", "packaging", "tests"), ids=str)
def test_files_stay_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_packaging_is_no_package_and_shadows_no_library() -> None:
    assert not (ROOT / "packaging/__init__.py").exists()
    own = {ROOT, ROOT / "packaging", *(file.parent for file in python_files("packaging"))}
    elsewhere = [folder for folder in sys.path if Path(folder).resolve() not in own]
    for script in python_files("packaging"):
        assert script.stem not in sys.stdlib_module_names
        found = PathFinder.find_spec(script.stem, elsewhere)
        assert found is None, f"{script.name} is named like the library {found.origin}"


def test_every_room_has_an_import_rule() -> None:
    rooms = {
        path.stem
        for path in (ROOT / "senet_viewer").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    ruled = {
        module.removeprefix("senet_viewer.").split(".")[0]
        for contract in settings()["tool"]["importlinter"]["contracts"]
        for module in contract.get("source_modules", ())
    }
    assert rooms - FREE_ROOMS == ruled


def test_every_room_stands_on_the_map() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in (ROOT / "senet_viewer").iterdir():
        if path.suffix == ".py" or (path / "__init__.py").exists():
            assert f"{path.name}" in guide, f"CONTRIBUTING.md does not name {path.name}"


def test_broad_excepts_stand_at_borders_only() -> None:
    broad = re.compile(r"^\s*except( Base)?( Exception)?\b\s*(as \w+)?:", re.MULTILINE)
    for file in python_files("senet_viewer"):
        name = file.relative_to(ROOT).as_posix()
        found = broad.search(file.read_text(encoding="utf-8"))
        assert found is None or BORDERS.match(name), f"{name} catches everything"


def test_the_texts_speak_of_the_project_alone() -> None:
    # Spelled apart, so that this file does not find itself.
    forbidden = [
        "TO" + "DO", "FIX" + "ME", "pypi" + ".org", "pythonhosted" + ".org", "debian" + ".org/",
        "/ro" + "ot/", "/wo" + "rk/", "/opt/" + "pypi",
    ]  # fmt: skip
    for file in text_files():
        text = file.read_text(encoding="utf-8")
        for word in forbidden:
            assert word not in text, f"{file.relative_to(ROOT)} says {word}"
