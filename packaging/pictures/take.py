"""Takes the pictures of ``docs/`` from the running program: real windows, networks and photos.

    python packaging/pictures/take.py            all of them, in a minute
    python packaging/pictures/take.py NAME …     these alone, such as window-light

Needs no screen and no network. ``docs/tour.md`` shows each of them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from pictures.scenes import SCENES, Scene  # noqa: E402 - a checkout need not be installed

from tests.screenshots.stage import Stage, surroundings  # noqa: E402

DOCS = ROOT / "docs"
COLOURS = 256
ROUNDS = 5
"""A palette takes a third of the room; so many rounds of k-means keep thumbnails true in it."""


def take(stage: Stage, scene: Scene, folder: Path) -> Path:
    """Bring the window into the scene and write what it shows; returns the file."""
    stage.reset(scene.language)
    stage.viewer.window.resize(*scene.size)
    shown = scene.reach(stage) or stage.viewer.window
    stage.settle(shown.window())
    file = folder / f"{scene.name}.png"
    save(shown, file)
    return file


def save(shown: QWidget, file: Path) -> None:
    """Write the part of its window that ``shown`` takes, as a small PNG file."""
    window = shown.window()
    rect = shown.rect().translated(shown.mapTo(window, shown.rect().topLeft()))
    window.grab(rect).save(str(file))
    with Image.open(file) as picture:
        plain = picture.convert("RGB")
    small = plain.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=ROUNDS)
    small.save(file, optimize=True)


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; returns 1 where Qt had something to warn of."""
    parser = argparse.ArgumentParser(prog="take.py", description="Take the pictures of docs/.")
    names = [scene.name for scene in SCENES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--folder", type=Path, default=DOCS, help="where they go (docs/)")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(names))
    if unknown:
        parser.error(f"there is no picture {', '.join(unknown)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    with surroundings(), tempfile.TemporaryDirectory() as scratch:
        stage = Stage(Path(scratch))
        for scene in SCENES:
            if not options.names or scene.name in options.names:
                file = take(stage, scene, options.folder)
                print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB", flush=True)
        stage.close()
        for warning in stage.warnings:
            print(f"Qt: {warning}", file=sys.stderr)
    return 1 if stage.warnings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
