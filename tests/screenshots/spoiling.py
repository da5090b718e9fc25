"""Windows that are broken on purpose, and sound ones with other letters: they prove the judges.

``python -m tests.screenshots.spoiling FOLDER`` writes pictures as the camera does: ``sound``, one
for each way to spoil it, one for each way to letter it.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QGraphicsOpacityEffect, QLabel, QWidget

from senet_viewer.gui.app import Application
from senet_viewer.gui.theme import DARK, LIGHT
from tests.screenshots.camera import write
from tests.screenshots.stage import Stage, surroundings
from tests.screenshots.states import one_image

Spoil = Callable[[Application], AbstractContextManager[None]]
NO_LETTER = "\ue0ff"
"""From a private area, for which no font has a glyph."""
SHIFT = 100


@contextmanager
def hidden(widget: QWidget) -> Iterator[None]:
    widget.hide()
    yield
    widget.show()


@contextmanager
def unpainted(widget: QWidget) -> Iterator[None]:
    """It keeps its place, and paints nothing."""
    effect = QGraphicsOpacityEffect(widget)
    effect.setOpacity(0)
    widget.setGraphicsEffect(effect)
    yield
    widget.setGraphicsEffect(None)  # type: ignore[arg-type]


@contextmanager
def without_histograms(viewer: Application) -> Iterator[None]:
    viewer.parts.reading.set_histogram(False)
    yield
    viewer.parts.reading.set_histogram(True)


@contextmanager
def wrong_theme(viewer: Application) -> Iterator[None]:
    """The gates did not follow the theme."""
    viewer.gates.set_theme(DARK)
    yield
    viewer.gates.set_theme(LIGHT)


@contextmanager
def wrong_stage_colours(viewer: Application) -> Iterator[None]:
    stages = (*LIGHT.stages[1:], LIGHT.stages[0])
    viewer.gates.set_theme(dataclasses.replace(LIGHT, stages=stages))
    yield
    viewer.gates.set_theme(LIGHT)


@contextmanager
def shifted_column(viewer: Application) -> Iterator[None]:
    columns = viewer.window.columns
    before = columns.sizes()
    columns.setSizes([before[0] + SHIFT, before[1], before[2] - SHIFT])
    yield
    columns.setSizes(before)


@contextmanager
def moved(widget: QWidget, by: QPoint) -> Iterator[None]:
    before = widget.pos()
    widget.move(before + by)
    yield
    widget.move(before)


@contextmanager
def resized(label: QWidget, width: int, height: int) -> Iterator[None]:
    before = label.size()
    label.resize(width, height)
    yield
    label.resize(before)


def shrunk(label: QWidget, width: float, height: float) -> AbstractContextManager[None]:
    """These shares of its size are left to it."""
    return resized(label, round(label.width() * width), round(label.height() * height))


@contextmanager
def lettered(label: QLabel, text: str) -> Iterator[None]:
    before = label.text()
    label.setText(text)
    yield
    label.setText(before)


@contextmanager
def faded(label: QLabel) -> Iterator[None]:
    before = label.styleSheet()
    label.setStyleSheet(f"color: {LIGHT.line}")
    yield
    label.setStyleSheet(before)


@contextmanager
def without_bars(viewer: Application, *blocks: str) -> Iterator[None]:
    """Plots with axes and no bars; all of them where none is named."""
    plots = viewer.gates.gates.plots
    bars = [plots[block].view.bars for block in blocks or plots]
    for one in bars:
        one.set_opacity(0.0)
    yield
    for one in bars:
        one.set_opacity(1.0)


UNLIKE: dict[str, Spoil] = {
    "a panel is hidden": lambda v: hidden(v.focus),
    "a column is hidden": lambda v: hidden(v.images),
    "a plot is empty": lambda v: without_bars(v, "SE_2_1"),
    "all plots are empty": without_bars,
    "the photo is not painted": lambda v: unpainted(v.answer.photo),
    "the answer has no bars": lambda v: unpainted(v.answer.bars),
    "the depth strip is empty": lambda v: unpainted(v.gates.depth_strip),
    "the list is empty": lambda v: unpainted(v.images.list.viewport()),
    "the histograms are gone": without_histograms,
    "a column has the wrong theme": wrong_theme,
    "stages have the wrong colours": wrong_stage_colours,
    "a column is shifted": shifted_column,
}
"""What the comparison with the reference has to see."""

DISARRAYED: dict[str, tuple[Spoil, str]] = {
    "a label is clipped": (lambda v: shrunk(v.answer.title, 0.5, 1), "“Answer” is clipped: needs"),
    "a button is clipped": (lambda v: shrunk(v.toolbar.open, 0.5, 1), "“Open” is clipped: needs"),
    "a paragraph is cut off": (
        lambda v: shrunk(v.gates.gates_caption, 1, 0.5),
        r"“one bar = one channel.*” is clipped: needs \d+, is \d+ pixels high",
    ),
    "a paragraph is squeezed": (
        lambda v: resized(v.gates.gates_caption, 60, 300),
        r"“one bar = one channel.*” is clipped: it takes 1\d lines of 60 pixels",
    ),
    "widgets overlap": (
        lambda v: moved(v.answer.bars, QPoint(0, -60)),
        r"AnswerBars.* overlap",
    ),
    "a widget reaches beyond": (
        lambda v: moved(v.answer.bars, QPoint(150, 0)),
        "AnswerBars reaches beyond AnswerPanel",
    ),
    "a text is too faint": (
        lambda v: faded(v.answer.title),
        r"“Answer” cannot be read: its contrast is 1\.\d",
    ),
    "a letter is in no font": (
        lambda v: lettered(v.answer.title, f"Answer {NO_LETTER}"),
        "has letters that no font has",
    ),
}
"""What the look at the widgets has to see, with what it says."""


FAMILIES = ("WenQuanYi Micro Hei", "DejaVu Serif")
LETTERINGS = ("one point larger", "no hinting", "no antialiasing", *FAMILIES)
"""The same text in other letters: none of these is a breakage."""


def font_of(lettering: str) -> QFont | None:
    """The font of that name in ``LETTERINGS``; None where this machine does not have it."""
    font = QFont()
    if lettering == "one point larger":
        font.setPointSizeF(font.pointSizeF() + 1)
    elif lettering == "no hinting":
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    elif lettering == "no antialiasing":
        font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    elif lettering in QFontDatabase.families():
        font.setFamily(lettering)
    else:
        return None
    return font


def spoil(stage: Stage, folder: Path) -> None:
    """Write the window as it is, spoiled in each way, and mended."""
    viewer = stage.viewer
    write(stage, "sound", viewer.window, folder)
    for name, breakage in {**UNLIKE, **{k: v[0] for k, v in DISARRAYED.items()}}.items():
        with breakage(viewer):
            QCoreApplication.processEvents()
            write(stage, name, viewer.window, folder)
        stage.settle()
    write(stage, "sound again", viewer.window, folder)


def main(arguments: list[str]) -> int:
    """Write all pictures into the folder."""
    folder = Path(arguments[0])
    with surroundings():
        stage = Stage(folder)
        fonts = {name: font_of(name) for name in LETTERINGS}
        show(stage)
        spoil(stage, folder)
        for name, font in fonts.items():
            if font is not None:
                stage.begin_again(font)
                show(stage)
                write(stage, name, stage.viewer.window, folder)
        stage.close()
    return 0


def show(stage: Stage) -> None:
    """One photo with its gates, at rest."""
    stage.reset()
    one_image(stage)
    stage.settle()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
