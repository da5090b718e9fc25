"""What all bar plots of an image show together, handed to each plot when it comes into view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from senet_viewer.gui.plots.compared_wording import OtherGates
from senet_viewer.gui.plots.depth_layout import nice_ceiling
from senet_viewer.gui.plots.gate_content import GateContent
from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.records import BlockCard, BlockGates, Gates
from senet_viewer.statistics import ChannelFilter, Order


@dataclass(frozen=True)
class OtherImage:
    """An image beside the one on show: its letter, its name, its gates by block name."""

    letter: str
    name: str
    gates: Mapping[str, Gates]


@dataclass(frozen=True)
class ViewContent:
    """Gates, reference and noise by block name, and how they are shown.

    ``reference_name`` is a phrase (``the average picture``); ``reference_short`` stands before the
    reference's value in a read-out (``average``). ``others`` are images beside the one on show, the
    first of them the reference. ``differences`` are shown where there is a reference.
    """

    blocks: Mapping[str, BlockGates] = field(default_factory=dict)
    reference: Mapping[str, Gates] | None = None
    reference_name: str = ""
    reference_short: str = ""
    order: Order = Order.CHANNEL
    chosen: ChannelFilter | None = None
    noise: Mapping[str, Gates] | None = None
    others: tuple[OtherImage, ...] = ()
    differences: bool = False

    def show_in(self, plot: GatePlot, card: BlockCard) -> None:
        """Let a plot show the block of ``card``; only its axes where its gates are to come."""
        block = self.blocks.get(card.name)
        if block is None:
            plot.show_card(card)
            return
        reference = None if self.reference is None else self.reference.get(card.name)
        plot.show_content(
            GateContent(
                block,
                reference,
                self.order,
                self.chosen,
                self.noise_in(card.name),
                self.reference_name,
                self.reference_short,
                self._others_in(card.name),
                self.top,
            )
        )

    def noise_in(self, block: str) -> Gates | None:
        """The noise of one block's gates."""
        return None if self.noise is None else self.noise.get(block)

    def _others_in(self, block: str) -> tuple[OtherGates, ...]:
        return tuple(
            OtherGates(one.letter, one.name, one.gates[block])
            for one in self.others
            if block in one.gates
        )

    @cached_property
    def top(self) -> float | None:
        """The end of the axis that differences of all blocks share; None where gates are shown."""
        if not self.differences or self.reference is None:
            return None
        compared = [one.gates for one in self.others] or [self.reference]
        largest = max(
            (
                float(np.abs(block.gates - gates[name]).max())
                for gates in compared
                for name, block in self.blocks.items()
                if name in gates
            ),
            default=1.0,
        )
        return min(1.0, nice_ceiling(largest))
