"""What the right column says of compared images and networks: legend, lines, and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QCoreApplication

from senet_viewer.errors import printable
from senet_viewer.gui.compared import MOST, Compared
from senet_viewer.gui.plots import compared_wording, parting_wording
from senet_viewer.gui.plots.compared_legend import LegendEntry
from senet_viewer.gui.plots.similarity_lines import DifferenceLine, SimilarityLines
from senet_viewer.gui.plots.teaching import tip
from senet_viewer.gui.plots.view_content import OtherImage
from senet_viewer.records import BlockGates, Inspection, Noise
from senet_viewer.similarity import CLEAR_LEAST, block_noise, differences, parting


def translate(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("comparison", text)


@dataclass(frozen=True)
class ComparisonView:
    """The image on show beside the compared ones; ``noise`` is that of the image on show."""

    shown: Inspection
    compared: Compared
    noise: Noise | None = None

    def is_like(self, other: ComparisonView) -> bool:
        """Whether both show the same."""
        same = self.shown is other.shown and self.compared is other.compared
        return same and self.noise is other.noise

    @cached_property
    def others(self) -> tuple[OtherImage, ...]:
        """The images beside the one on show, as plots take them."""
        return tuple(
            OtherImage(one.letter, printable(one.name), one.gates) for one in self.compared.images
        )

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the images beside the one on show."""
        return tuple(one.letter for one in self.compared.images)

    @property
    def entries(self) -> tuple[LegendEntry, ...]:
        """The legend, the image on show first."""
        image = self.shown.image
        others = [(one.key, one.letter, one.name) for one in self.compared.images]
        every = [(image.key, compared_wording.SHOWN, image.name), *others]
        return tuple(LegendEntry(key, letter, printable(name)) for key, letter, name in every)

    @property
    def note(self) -> str:
        """What is said of selected images that are not compared; empty where there are none."""
        parts = []
        if self.compared.left_out:
            text = translate("{n} more left out: {most} at most")
            parts.append(text.format(n=f"{self.compared.left_out:,}", most=MOST))
        if self.compared.waiting:
            text = translate("{n} without gates yet")
            parts.append(text.format(n=f"{self.compared.waiting:,}"))
        return " · ".join(parts)

    @cached_property
    def lines(self) -> SimilarityLines:
        """Similarity over depth."""
        return SimilarityLines(
            tuple(
                DifferenceLine(one.letter, differences(self.shown.blocks, one.gates))
                for one in self.compared.images
            ),
            block_noise(self.shown.blocks, self.noise),
        )

    def sentence(self) -> str:
        """In which blocks the images are apart, at a glance."""
        lines, blocks = self.lines, self.shown.blocks
        if len(lines.lines) == 1:
            return _parting_of_two(blocks, lines.lines[0].differences, self.noise)
        values = [line.differences for line in lines.lines]
        partings = [parting(one, lines.noise) for one in values]
        names = [block.name for block in blocks]
        return parting_wording.partings_sentence(self.letters, names, values, partings)

    def caption(self, *, differences: bool) -> str:
        """What bars and marks are."""
        if differences:
            return compared_wording.differences_caption(self.letters)
        return compared_wording.overlay_caption(self.letters)


def networks_caption(
    name: str,
    blocks: Sequence[BlockGates],
    differences: Sequence[float],
    noise: Noise | None,
    *,
    other_pixels: bool = False,
    related: bool = True,
) -> str:
    """What the bars over depth are from, and in which blocks two networks are apart on one image.

    ``differences`` are the mean |gate − gate| from the network called ``name``, one a block.
    ``other_pixels`` says that it saw other pixels of the image, which is warned of first. Of
    networks that are not ``related`` nothing is said but that.
    """
    what = translate("difference from {name}.").format(name=name)
    if not related:
        return f"{what} {unrelated_networks()}"
    if other_pixels:
        warning = translate(
            "⚠ It sees other pixels of the image than the network in use: differences may come "
            "from that alone."
        )
        what = f"{what} {warning}"
    return f"{what} {_parting_of_two(blocks, differences, noise)}"


def _parting_of_two(
    blocks: Sequence[BlockGates], differences: Sequence[float], noise: Noise | None
) -> str:
    """In which blocks two images, or two networks on one image, are apart."""
    if max(differences) == 0:
        return parting_wording.same_sentence()
    names, alike = [block.name for block in blocks], [1 - value for value in differences]
    found = parting(differences, block_noise(blocks, noise))
    return parting_wording.parting_sentence(names, alike, found)


def unrelated_networks() -> str:
    """Why channels of two networks are not comparable, one of which has random weights."""
    return translate(
        "⚠ It tells nothing: without common training, a channel number has no common meaning."
    )


def networks_tip() -> str:
    """The rule by which networks are apart, whose noise it takes, and what that does not say."""
    return tip(
        translate(
            "One bar = the mean |gate difference| of a block on this image = 1 − similarity."
        ),
        translate(
            "Clearly apart: the difference is beyond the noise, at least half of the largest such "
            "difference, and {clear} or more. More alike: all other blocks."
        ).format(clear=CLEAR_LEAST),
        translate(
            "Noise: what a one-pixel shift or a flip of the image changes in the network in use; "
            "that of the other network is not measured. Hollow bars are no longer than it."
        ),
        translate(
            "This holds for networks that started from the same weights; in separately trained "
            "ones a channel's number means nothing, and so does the difference."
        ),
    )
