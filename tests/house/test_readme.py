"""What the README tells people to type is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def program(*arguments: str) -> str:
    """What ``senet-viewer`` prints with ``arguments``."""
    command = [sys.executable, "-m", "senet_viewer", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands() -> dict[str, set[str]]:
    """Each command of ``senet-viewer`` in the README, with the options it is shown with."""
    found: dict[str, set[str]] = {}
    for line in re.findall(r"^senet-viewer .+$", README, re.MULTILINE):
        # What is typed ends where two blanks begin the explanation.
        typed = line.split("  ")[0].split()
        name = next((word for word in typed[1:2] if re.fullmatch(r"[a-z]+", word)), "")
        options = {word for word in typed if re.fullmatch(r"-{1,2}[a-z]+", word)}
        found.setdefault(name, set()).update(options)
    return found


@pytest.mark.parametrize("name", commands())
def test_commands_and_their_options_exist(name: str) -> None:
    assert name or commands()[""], "the README names no command at all"
    text = program(*filter(None, [name]), "--help")
    for option in commands()[name]:
        assert re.search(rf"{re.escape(option)}\b", text), f"{name} has no {option}"


def test_the_python_example_runs(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    found = re.search(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert found is not None
    for photo in samples:
        shutil.copy(photo, tmp_path)
    # The example leaves open which batch it is about, and pandas is no dependency.
    lines = [line for line in found[1].splitlines() if "pandas" not in line]
    code = "\n".join(["import torch", "x = torch.rand(2, 3, 64, 64)", *lines])
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "espresso.svg").stat().st_size > 0


@pytest.mark.parametrize("guide", GUIDES)
def test_links_to_files_lead_somewhere(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (ROOT / target).exists(), f"{guide} links to {target}"
