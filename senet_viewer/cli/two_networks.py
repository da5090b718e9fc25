"""A second network of the same shape beside the one in use, on the same images."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from senet_viewer.cli.arguments import build_options
from senet_viewer.cli.images import inspect_images, load_inspector
from senet_viewer.cli.output import say_error
from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.tables import Result
from senet_viewer.records import BuildOptions, ImageRef, shape_misfit

if TYPE_CHECKING:
    from senet_viewer.inspection.inspector import Inspector


@dataclass(frozen=True)
class TwoNetworks:
    """The network in use and another one, with what they are called, and told apart by."""

    own: Inspector
    other: Inspector
    own_name: str
    other_name: str

    @property
    def sees_other_pixels(self) -> bool:
        """Whether the other network sees other pixels of an image than the one in use."""
        own, other = self.own.card.preprocessing, self.other.card.preprocessing
        return not own.same_pixels(other)

    @property
    def pixels_warning(self) -> str:
        """One sentence about that."""
        return (
            f"“{self.other_name}” sees other pixels of each image than the network in use: "
            "differences may come from that alone."
        )

    def inspect(
        self,
        images: Sequence[ImageRef],
        *,
        verify: bool,
        top: int = 5,
        warn: Callable[[ViewerError], None] = say_error,
    ) -> Iterator[tuple[Result, Result]]:
        """What both say of each image, in order; ``warn`` is told once of what cannot be opened."""
        own = inspect_images(self.own, images, verify=verify, top=top, warn=warn)
        other = inspect_images(self.other, images, verify=verify, top=top, warn=lambda _: None)
        return zip(own, other, strict=True)


def load_beside(arguments: argparse.Namespace, name: str, own: Inspector) -> TwoNetworks:
    """Load the network ``name`` beside the one in use, on the same device and with the same code.

    Raises ``ViewerError`` where it cannot be had, or has other SE blocks.
    """
    options = build_options(arguments) if Path(name).is_file() else BuildOptions()
    other, _ = load_inspector(name, arguments.device, arguments.precision, options, like=own.card)
    own_name, other_name = names_of(arguments.model, name)
    if misfit := shape_misfit(own.card.blocks, other.card.blocks, other_name):
        raise misfit
    return TwoNetworks(own, other, own_name, other_name)


def names_of(model: str, other: str) -> tuple[str, str]:
    """What two networks are called: their files' names, with folders where these are the same."""
    paths = PurePath(model), PurePath(other)
    if paths[0].name != paths[1].name or model == other:
        return printable(paths[0].name), printable(paths[1].name)
    return printable(model), printable(other)
