"""What all bar plots of an image show together, handed to each plot when it comes into view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.records import BlockCard, BlockGates, Gates
from senet_viewer.statistics import ChannelFilter, Order


@dataclass(frozen=True)
class ViewContent:
    """Gates, reference and noise by block name, and how they are shown.

    ``reference_name`` is a phrase (``the average picture``); ``reference_short`` stands before the
    reference's value in a read-out (``average``).
    """

    blocks: Mapping[str, BlockGates] = field(default_factory=dict)
    reference: Mapping[str, Gates] | None = None
    reference_name: str = ""
    reference_short: str = ""
    order: Order = Order.CHANNEL
    chosen: ChannelFilter | None = None
    noise: Mapping[str, Gates] | None = None

    def show_in(self, plot: GatePlot, card: BlockCard) -> None:
        """Let a plot show the block of ``card``; only its axes where its gates are to come."""
        block = self.blocks.get(card.name)
        plot.set_reference_name(self.reference_name, self.reference_short)
        if block is None:
            plot.show_card(card)
            return
        reference = None if self.reference is None else self.reference.get(card.name)
        plot.show_block(block, reference, self.order, self.chosen, self.noise_in(card.name))

    def noise_in(self, block: str) -> Gates | None:
        """The noise of one block's gates."""
        return None if self.noise is None else self.noise.get(block)

    def bars(self, card: BlockCard) -> int:
        """How many bars a block has."""
        if self.chosen is None or card.name not in self.blocks:
            return card.channels
        return min(self.chosen.count, card.channels)
