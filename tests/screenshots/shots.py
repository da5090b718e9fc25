"""What the camera took: pictures with their parts and complaints, and how they are judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from tests.screenshots.likeness import CELL, Difference, Look, differences, load_look, look_of
from tests.screenshots.parts import Part
from tests.screenshots.states import STATES, ScreenState, reference_file, scales

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 150.0


@dataclass(frozen=True)
class Shot:
    """A picture of a window; ``complaints`` are what its widgets gave cause for."""

    file: Path
    look: Look
    complaints: tuple[str, ...]
    warnings: tuple[str, ...]


def take(folder: Path, states: Sequence[ScreenState] = STATES) -> str:
    """Have the camera take ``states`` into ``folder``; returns what it said of failures."""
    said = ""
    for scale in scales():
        names = [state.name for state in states if state.scale == scale]
        if names:
            said += run("tests.screenshots.camera", str(folder), str(scale), *names)
    return said


def run(module: str, *arguments: str) -> str:
    """Run a program of this folder in a process of its own; returns its standard error."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=dict(os.environ),
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    return done.stderr if done.returncode else ""


def read(folder: Path, name: str) -> Shot | str:
    """The shot ``name`` in ``folder``, or the reason why the camera skipped it.

    Raises ``FileNotFoundError`` where it did not come so far.
    """
    said = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    if "skipped" in said:
        return str(said["skipped"])
    parts = tuple(Part(**part) for part in said["parts"])
    file = folder / f"{name}.png"
    with Image.open(file) as picture:
        look = look_of(picture, said["scale"], parts)
    return Shot(file, look, tuple(said["complaints"]), tuple(said["warnings"]))


def compare(state: ScreenState, shot: Shot, folder: Path) -> str:
    """How ``shot`` differs from the reference, in words; empty where it does not.

    Where it does, ``folder`` gets the reference, and what differs, as pictures to look at.
    """
    renew = f"python -m tests.screenshots --renew {state.name}"
    if not reference_file(state).exists():
        return f"It has no reference yet; look at {shot.file}, then: {renew}"
    expected = load_look(reference_file(state))
    found = differences(expected, shot.look)
    if not found:
        return ""
    lines = [str(difference) for difference in found]
    shown = show(state, expected, shot, found, folder)
    return "\n".join([*lines, f"Look at: {shown}", f"If it is meant so: {renew}"])


def show(
    state: ScreenState, expected: Look, shot: Shot, found: Sequence[Difference], folder: Path
) -> str:
    """Write reference, picture and difference side by side; returns the file's path."""
    height, width = shot.look.cells.shape[:2]
    size = (width * CELL, height * CELL)
    with Image.open(shot.file) as picture:
        seen = picture.convert("RGB").resize(size)
    wanted = Image.fromarray(expected.cells).resize(size, Image.Resampling.NEAREST)
    small = Image.fromarray(shot.look.cells)
    unlike = ImageChops.difference(Image.fromarray(expected.cells).resize(small.size), small)
    sheet = Image.new("RGB", (3 * size[0], size[1]))
    for number, one in enumerate((wanted, seen, unlike.resize(size, Image.Resampling.NEAREST))):
        sheet.paste(one, (number * size[0], 0))
    file = folder / f"{state.name}-expected-seen-difference.png"
    sheet.save(file)
    return str(file)
