"""The wheel alone is enough: installed where no checkout is, it inspects a photo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.house.checkout import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that holds the wheel and sees its dependencies."""
    folder = tmp_path_factory.mktemp("clean")
    run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(programs / "python")
    options = ("--quiet", "--no-deps", "--no-index")
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, str(wheel))
    (site_packages,) = folder.rglob("site-packages")
    # Lines of a .pth file add folders, but not what the .pth files there (this checkout) add.
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return programs


def run(*command: str, cwd: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, check=False, capture_output=True, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_it_holds_package_and_resources_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"senet_viewer", f"senet_viewer-{wheel.name.split('-')[1]}.dist-info"}
    resources = {
        file.relative_to(ROOT / "resources").as_posix()
        for file in (ROOT / "resources").rglob("*")
        if file.is_file()
    }
    prefix = "senet_viewer/_resources/"
    assert {name.removeprefix(prefix) for name in names if name.startswith(prefix)} == resources
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_installed_package_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    code = "import senet_viewer; print(senet_viewer.__file__)"
    place = run(str(installed / "python"), "-c", code, cwd=tmp_path)
    assert Path(place.strip()).is_relative_to(installed.parent)


def test_the_installed_command_inspects_a_photo(
    installed: Path, tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    program = str(installed / "senet-viewer")
    output = run(program, "inspect", str(samples[0]), "--format", "json", cwd=tmp_path)
    (seen,) = json.loads(output)
    assert seen["predictions"][0]["label"]
    assert all(0 <= gate <= 1 for block in seen["blocks"] for gate in block["gates"])
    assert list(tmp_path.iterdir()) == []
