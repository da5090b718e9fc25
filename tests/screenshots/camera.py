"""Brings the window into states and writes what it looks like: a process of its own.

``python -m tests.screenshots.camera FOLDER SCALE NAME…`` writes ``NAME.png``, the picture, and
``NAME.json``: the parts it consists of, and what is wrong with the layout.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from tests.screenshots.layout import complaints
from tests.screenshots.parts import parts_of
from tests.screenshots.stage import Stage, surroundings
from tests.screenshots.states import BY_NAME, ScreenState


def write(stage: Stage, name: str, window: QWidget, folder: Path) -> None:
    """Write what ``window`` looks like now, and what there is to say of it."""
    image = window.grab().toImage()
    image.save(str(folder / f"{name}.png"))
    said = {
        "scale": window.devicePixelRatioF(),
        "parts": [dataclasses.asdict(part) for part in parts_of(window)],
        "complaints": complaints(window, image),
        "warnings": list(stage.warnings),
    }
    (folder / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")
    stage.warnings.clear()


def take(stage: Stage, state: ScreenState, folder: Path) -> None:
    """Bring the window into ``state`` and write it, unless no font here can letter it."""
    if not QFontDatabase.families(state.writing):
        said = {"skipped": f"no font here has {state.writing.name}"}
        (folder / f"{state.name}.json").write_text(json.dumps(said), encoding="utf-8")
        return
    stage.reset(state.language)
    window = state.reach(stage) or stage.viewer.window
    stage.settle(window)
    write(stage, state.name, window, folder)


def main(arguments: list[str]) -> int:
    """Take all that is asked for, up to a state that cannot be reached."""
    folder, scale, names = Path(arguments[0]), float(arguments[1]), arguments[2:]
    with surroundings(scale):
        stage = Stage(folder)
        for name in names:
            take(stage, BY_NAME[name], folder)
        stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
