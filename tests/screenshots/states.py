"""The main states of the program, and how to get there. A new state is a row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from senet_viewer.resources import sample_images
from tests.screenshots.stage import Stage


@dataclass(frozen=True)
class ScreenState:
    """``reach`` brings a fresh window into the state; it may return another window than the main.

    ``scale`` is that of the screen.
    """

    name: str
    reach: Callable[[Stage], QWidget | None]
    scale: float = 1.0


def empty(_stage: Stage) -> None:
    """Nothing is open: the samples, and a place to drop pictures."""


def one_image(stage: Stage) -> None:
    """A photo, its answer, and the gates of the bundled network."""
    stage.open(sample_images()[:1])


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


def dark(stage: Stage) -> None:
    """The four samples in the dark theme."""
    stage.open()
    stage.viewer.appearance.choose("dark")


STATES = (
    ScreenState("empty", empty),
    ScreenState("one_image", one_image),
    ScreenState("one_image_200_percent", one_image, scale=2.0),
    ScreenState("fifty_blocks", fifty_blocks),
    ScreenState("error", error),
    ScreenState("dark", dark),
)
BY_NAME = {state.name: state for state in STATES}


def scales() -> tuple[float, ...]:
    """Every scale that a state asks for; one process can draw at one scale only."""
    return tuple(sorted({state.scale for state in STATES}))


REFERENCES = Path(__file__).with_name("references")


def reference_file(state: ScreenState) -> Path:
    """The small picture that ``state`` is held to."""
    return REFERENCES / f"{state.name}.png"
