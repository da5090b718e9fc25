"""A state with inspected pictures, and all that figures of it need, for the tests of figures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import FigureStyle
from senet_viewer.gui.background import Background
from senet_viewer.gui.exporting import Exporter
from senet_viewer.gui.figure_commands import FigureCommands
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.gui.theme import LIGHT
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef
from tests.gui.making import CPU, card, inspection, profile

PATIENCE_MS = 60_000
"""A drawing process starts in a second or two, on a busy machine in many."""

SMALL = FigureStyle(blocks=("SE_2_1",), captions=False, depth=False, width_mm=60, dpi=100)


class FigureDesk(QObject):
    """Pictures in a folder, inspected, the first one shown; figures go to another folder."""

    def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
        super().__init__()
        self.pictures, self.out = folder / "pictures", folder / "out"
        self.pictures.mkdir()
        self.out.mkdir()
        self.window = QWidget()
        self.state = State(self)
        self.background = Background(2, self)
        self.exporter = Exporter(self.state, self.background, self)
        self.settings = Settings(last_export_folder=str(self.out))
        self.commands = FigureCommands(
            self.state,
            self.exporter,
            self.background,
            self.settings,
            lambda: LIGHT,
            self.window,
        )
        self.said: list[str] = []
        self.commands.said.connect(self.said.append)
        self.errors: list[ViewerError] = []
        self.exporter.failed.connect(self.errors.append)
        self.state.set_model(card(), CPU, profile())
        self.keys = self._inspected(names)
        self.state.select(self.keys[0])

    def _inspected(self, names: tuple[str, ...]) -> list[str]:
        pictures = [self._picture(number, name) for number, name in enumerate(names)]
        self.state.add(pictures)
        for number, picture in enumerate(pictures):
            made = inspection(picture.image.name, seed=10 * number, best=number % 4)
            self.state.store_inspection(replace(made, image=picture.image))
        return [picture.image.key for picture in pictures]

    def _picture(self, seed: int, name: str) -> Picture:
        path = self.pictures / name
        pixels = np.random.default_rng(seed).integers(0, 256, (30, 40, 3), np.uint8)
        Image.fromarray(pixels).save(path)
        return Picture(ImageRef(str(path), name, str(path)))

    def written(self) -> list[str]:
        """The names of all files that figures were written to."""
        files = (path for path in self.out.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.out)) for path in files)


@contextmanager
def figure_desk(folder: Path, *names: str) -> Iterator[FigureDesk]:
    """A desk, put away again."""
    desk = FigureDesk(folder, names or ("a.png", "b.png", "c.png"))
    try:
        yield desk
    finally:
        desk.exporter.close()
        desk.background.close()
        desk.window.deleteLater()
        desk.deleteLater()
