"""The window's objects without its widgets: what keeps the list, and answers as if inspected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from senet_viewer.gui.background import Background
from senet_viewer.gui.documents import Documents
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.session import Session
from senet_viewer.gui.settings import Settings
from senet_viewer.gui.state import State
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef, Inspection
from tests.gui.making import CPU, card, inspection, picture, profile

PATIENCE_MS = 10_000


class Desk(QObject):
    """One window's objects; its engine is not started, so requests wait."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.state = State(self)
        self.engine = EngineClient(self)
        self.networks = Networks(self.engine, self)
        self.background = Background(2, self)
        self.session = Session(self.state, self.engine, self.networks, self.background, self)
        self.settings = Settings()
        self.documents = Documents(
            self.state,
            self.session,
            self.networks,
            self.background,
            self.settings,
            folder,
            self,
        )
        self.autosave, self.project = self.documents.autosave, self.documents.project
        self.errors: list[str] = []
        for source in (self.project, self.documents.recovery):
            source.error.connect(lambda error: self.errors.append(error.code))
        self.project.network.lost.connect(lambda error: self.errors.append(error.code))
        self.autosave.failed.connect(lambda error: self.errors.append(error.code))

    def load_network(self, key: str = "bundled", *, with_profile: bool = True) -> None:
        """As if the engine had a network ready."""
        self.state.set_model(card(key), CPU, profile() if with_profile else None)

    def open(self, names: Sequence[str], folder: Path | None = None) -> list[Inspection]:
        """As if these pictures were opened and inspected; returns the answers."""
        pictures = [picture(name) if folder is None else real(folder / name) for name in names]
        self.state.add(pictures)
        answers = []
        for seed, one in enumerate(pictures):
            answer = seen(inspection(one.image.name, seed), seed)
            object.__setattr__(answer, "image", one.image)
            self.state.store_inspection(answer)
            answers.append(answer)
        return answers

    def settle(self, qtbot: QtBot) -> None:
        """Wait until all is written."""
        qtbot.waitUntil(lambda: not self.autosave.pending, timeout=PATIENCE_MS)

    def save(self, path: Path, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.project.saved, timeout=PATIENCE_MS):
            self.project.save(str(path))

    def open_project(self, path: Path, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.project.opened, timeout=PATIENCE_MS):
            self.project.open(str(path))

    def stores(self) -> list[Path]:
        """The autosaves of all windows."""
        return sorted(self.folder.glob("*.senet"))

    def close(self) -> None:
        """As a window that is closed."""
        self.documents.close()
        self.background.close()
        self.engine.stop()

    def crash(self) -> None:
        """As a process that is killed: what is open stays, its locks go."""
        self.autosave._timer.stop()
        self.autosave._background.close()
        store = self.autosave._store
        hold, store._hold = store._hold, None
        store.close(keep=True)
        if hold is not None:
            hold.release()
        self.documents.recovery.close()
        self.documents.statistics.close()
        self.documents.duplicates.close()
        self.documents.recent.menu.deleteLater()
        self.background.close()
        self.engine.stop()
        self.deleteLater()


def real(path: Path) -> Picture:
    """A picture by a path that may exist."""
    return Picture(ImageRef(str(path), path.name, str(path)))


def seen(answer: Inspection, seed: int) -> Inspection:
    """``answer`` with pixels of its own."""
    pixels = np.random.default_rng(seed).integers(0, 256, (64, 64, 3), np.uint8)
    object.__setattr__(answer, "seen", pixels)
    return answer


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """A desk that is closed at the end, and taken apart with the objects on it."""
    made = Desk(folder)
    try:
        yield made
    finally:
        made.close()
        made.deleteLater()
