"""What each picture of ``docs/`` shows, and how a user gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from senet_viewer.gui.language import ENGLISH
from senet_viewer.gui.sorting import SortBy, Sorting
from senet_viewer.resources import sample_images
from tests.screenshots.stage import Stage

Key = Qt.Key
LARGE = (1440, 900)
SMALLER = (1120, 700)
CUTS = 5
CUT_SIDE = 180


@dataclass(frozen=True)
class Scene:
    """A picture by the name of its file; ``reach`` returns the part of a window that it shows."""

    name: str
    reach: Callable[[Stage], QWidget | None]
    size: tuple[int, int] = LARGE
    language: str = ENGLISH


def press(stage: Stage, key: Qt.Key) -> None:
    """A key, for whatever has the keyboard."""
    QTest.keyClick(QApplication.focusWidget() or stage.viewer.window, key)


def most_open(stage: Stage) -> tuple[str, int]:
    """The focus block, and its channel that is most above the reference."""
    state = stage.viewer.state
    assert state.shown is not None
    gates = state.shown.block(state.focus).gates
    return state.focus, int((gates - state.reference.means[state.focus]).argmax())


def start(_stage: Stage) -> None:
    """Nothing is open."""


def window(stage: Stage) -> None:
    """The samples, the cat on show."""
    stage.open()


def guided(stage: Stage) -> None:
    """A step of the guided tour."""
    stage.tour(4)


def bar(stage: Stage) -> QWidget:
    """The focus block fills the panel, and its most unusual bar is read out."""
    stage.open()
    viewer = stage.viewer
    block, channel = most_open(stage)
    press(stage, Key.Key_F)
    stage.wait("the block fills the panel", lambda: viewer.gates.gates.filled_block == block)
    viewer.gates.gates.take_keys(block)
    viewer.gates.gates.point_at(block, channel)
    return viewer.gates


def card(stage: Stage) -> QWidget:
    """The card of that bar's channel."""
    stage.open()
    block, channel = most_open(stage)
    stage.viewer.parts.reading.open_card(block, channel)
    look = stage.viewer.parts.look
    stage.wait("the maps are there", lambda: look.up_to_date)
    return stage.viewer.parts.card


def together(stage: Stage) -> None:
    """Two photos, selected together."""
    stage.open(sample_images()[:2])
    stage.viewer.images.list.selectAll()
    stage.answered()


def differences(stage: Stage) -> QWidget:
    """One photo as differences from another one, which is pinned."""
    stage.open(sample_images()[:2])
    shown, pinned = (item.key for item in stage.viewer.state.items)
    stage.show_image(pinned)
    press(stage, Key.Key_P)
    stage.show_image(shown)
    press(stage, Key.Key_D)
    return stage.viewer.gates


def many(stage: Stage) -> None:
    """A folder, in the order of a block's gates."""
    stage.open(cut_up(stage.folder / "pictures"))
    block = stage.viewer.state.focus
    stage.viewer.images.set_sorting(Sorting(SortBy.MEAN_GATE, block=block))


def cut_up(folder: Path) -> list[Path]:
    """Pieces of the sample photos, as files in ``folder``."""
    folder.mkdir(exist_ok=True)
    files = []
    for path in sample_images():
        with Image.open(path) as photo:
            side = min(CUT_SIDE, *photo.size)
            for number in range(CUTS):
                left = round((photo.width - side) * number / (CUTS - 1))
                top = round((photo.height - side) * (number % 2))
                file = folder / f"{path.stem} {number + 1}.jpg"
                photo.crop((left, top, left + side, top + side)).save(file, quality=92)
                files.append(file)
    return files


def statistics(stage: Stage) -> QWidget:
    """The table of all blocks."""
    stage.open()
    return stage.dialog("statistics")


def networks(stage: Stage) -> QWidget:
    """The networks there are."""
    return stage.dialog("networks")


def blocks(stage: Stage) -> None:
    """A network of fifty blocks."""
    stage.network("se_resnet152")
    stage.open()


def figure(stage: Stage) -> QWidget:
    """The figure dialog and its preview."""
    stage.open()
    return stage.figure_dialog()


def dark(stage: Stage) -> None:
    """The samples in the dark."""
    stage.open()
    stage.viewer.appearance.choose("dark")


SCENES = (
    Scene("start", start, SMALLER),
    Scene("guided", guided, SMALLER),
    Scene("window-light", window),
    Scene("bar", bar),
    Scene("card", card),
    Scene("together", together),
    Scene("differences", differences, SMALLER),
    Scene("many", many, SMALLER),
    Scene("statistics", statistics),
    Scene("networks", networks),
    Scene("blocks", blocks, SMALLER),
    Scene("figure", figure),
    Scene("window-dark", dark),
    Scene("chinese", window, SMALLER, language="zh_CN"),
)
"""In the order of the page."""
