"""The main states of the program, and how to get there. A new state is a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.language import ENGLISH
from senet_viewer.resources import sample_images
from tests.screenshots.stage import Stage

Writing = QFontDatabase.WritingSystem
CHANNEL = 137
SMALL = (800, 560)
MEDIUM = (1120, 700)


@dataclass(frozen=True)
class ScreenState:
    """``reach`` brings a fresh window into the state; it may return another window than the main.

    ``scale`` is that of the screen. ``writing`` needs a font that has it.
    """

    name: str
    reach: Callable[[Stage], QWidget | None]
    scale: float = 1.0
    language: str = ENGLISH
    writing: Writing = Writing.Latin


def empty(_stage: Stage) -> None:
    """Nothing is open: the samples, and a place to drop pictures."""


def one_image(stage: Stage) -> None:
    """A photo, its answer, and the gates of the bundled network."""
    stage.open(sample_images()[:1])


def comparison(stage: Stage) -> None:
    """A photo compared with another one, which is pinned."""
    stage.open(sample_images()[:2])
    shown, pinned = (item.key for item in stage.viewer.state.items)
    stage.show_image(pinned)
    stage.trigger("pin")
    stage.show_image(shown)


def differences(stage: Stage) -> None:
    """The same, as differences."""
    comparison(stage)
    stage.trigger("differences")


def selected_images(stage: Stage) -> None:
    """Three photos that are selected together."""
    stage.open(sample_images()[:3])
    stage.viewer.images.list.selectAll()
    stage.answered()


def fifty_blocks(stage: Stage) -> None:
    """SE-ResNet-152, untrained: more blocks than there is room for."""
    stage.network("se_resnet152")
    stage.open()


def error(stage: Stage) -> None:
    """A picture that cannot be decoded, and a checkpoint that is none."""
    broken, checkpoint = stage.folder / "broken.jpg", stage.folder / "weights.pth"
    broken.write_bytes(b"no photo")
    checkpoint.write_bytes(b"no weights")
    stage.open([broken, *sample_images()[:2]])
    stage.viewer.state.select(stage.viewer.state.items[0].key)
    stage.viewer.networks.choose(str(checkpoint))
    stage.wait("the checkpoint is refused", stage.viewer.notices.isVisible)


def samples(stage: Stage) -> None:
    """The four samples, the first of them on show."""
    stage.open()


def dark(stage: Stage) -> None:
    """The four samples in the dark theme."""
    samples(stage)
    stage.viewer.appearance.choose("dark")


def high_contrast(stage: Stage) -> None:
    """One photo in black on white."""
    one_image(stage)
    stage.viewer.appearance.choose("contrast-light")


def channel_card(stage: Stage) -> None:
    """A channel's squeeze value, its gate, and its map before and after it."""
    one_image(stage)
    reading, look = stage.viewer.parts.reading, stage.viewer.parts.look
    reading.open_card(stage.viewer.state.focus, CHANNEL)
    stage.wait("the maps are there", lambda: look.up_to_date)


def large_card(stage: Stage) -> None:
    """The same, lettered half as large again."""
    stage.viewer.appearance.set_text_size(150)
    channel_card(stage)


def tour(stage: Stage) -> None:
    """A step of the guided tour, with its bubble."""
    stage.tour(2)


def commands(stage: Stage) -> None:
    """The palette of commands over a photo."""
    one_image(stage)
    stage.trigger("commands")


def classes(stage: Stage) -> QWidget:
    """The list of classes."""
    return stage.dialog("classes")


def settings(stage: Stage) -> QWidget:
    """The settings dialog."""
    return stage.dialog("settings")


def networks(stage: Stage) -> QWidget:
    """The catalogue, with the bundled network in use."""
    return stage.dialog("networks")


def statistics(stage: Stage) -> QWidget:
    """The table of a photo's blocks."""
    one_image(stage)
    return stage.dialog("statistics")


def figure(stage: Stage) -> QWidget:
    """The figure dialog with its preview."""
    one_image(stage)
    return stage.figure_dialog()


def small_window(stage: Stage) -> None:
    """One photo in the smallest window."""
    one_image(stage)
    stage.viewer.window.resize(*SMALL)


def medium_window(stage: Stage) -> None:
    """One photo in a window for a laptop's screen."""
    one_image(stage)
    stage.viewer.window.resize(*MEDIUM)


def large_text(stage: Stage) -> None:
    """One photo, lettered half as large again."""
    one_image(stage)
    stage.viewer.appearance.set_text_size(150)


STATES = (
    ScreenState("empty", empty),
    ScreenState("one_image", one_image),
    ScreenState("one_image_200_percent", one_image, scale=2.0),
    ScreenState("small_window", small_window),
    ScreenState("medium_window", medium_window),
    ScreenState("large_text", large_text),
    ScreenState("comparison", comparison),
    ScreenState("differences", differences),
    ScreenState("selected_images", selected_images),
    ScreenState("channel_card", channel_card),
    ScreenState("large_card", large_card),
    ScreenState("fifty_blocks", fifty_blocks),
    ScreenState("error", error),
    ScreenState("dark", dark),
    ScreenState("high_contrast", high_contrast),
    ScreenState("tour", tour),
    ScreenState("commands", commands),
    ScreenState("classes", classes),
    ScreenState("settings", settings),
    ScreenState("networks", networks),
    ScreenState("statistics", statistics),
    ScreenState("figure", figure),
    ScreenState("chinese", samples, language="zh_CN", writing=Writing.SimplifiedChinese),
)
BY_NAME = {state.name: state for state in STATES}


def scales() -> tuple[float, ...]:
    """Every scale that a state asks for; one process can draw at one scale only."""
    return tuple(sorted({state.scale for state in STATES}))


REFERENCES = Path(__file__).with_name("references")


def reference_file(state: ScreenState) -> Path:
    """The small picture that ``state`` is held to."""
    return REFERENCES / f"{state.name}.png"
