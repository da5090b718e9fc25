"""What one bar plot shows and says: gates in an order, filtered, against reference and noise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.bars import Bars, Flags
from senet_viewer.records import BlockGates, Gates
from senet_viewer.statistics import ChannelFilter, Order, below_noise, shown_channels


@dataclass(frozen=True)
class GateContent:
    """One block's gates as a plot shows them; ``reference`` and ``noise`` are ``[C]`` too.

    ``reference_name`` is a phrase (``the average picture``), ``reference_short`` what stands before
    the reference's value (``average``).
    """

    block: BlockGates
    reference: Gates | None
    order: Order
    chosen: ChannelFilter | None = None
    noise: Gates | None = None
    reference_name: str = ""
    reference_short: str = ""

    @cached_property
    def channels(self) -> NDArray[np.intp]:
        """The channel of each bar."""
        return shown_channels(self.block.gates, self.reference, self.order, self.chosen)

    @property
    def filtered(self) -> bool:
        """Whether some channels are left out."""
        return len(self.channels) < self.block.channels

    @property
    def below(self) -> Flags | None:
        """Which channels ``[C]`` differ by no more than their noise; None where nobody knows."""
        if self.reference is None or self.noise is None:
            return None
        return below_noise(self.block.gates, self.reference, self.noise)

    def bar_of(self, channel: int) -> int | None:
        """The bar of a channel, None where it is filtered out."""
        found = np.flatnonzero(self.channels == channel)
        return int(found[0]) if len(found) else None

    def bars(self) -> Bars:
        """What is painted; bars below the noise are told apart where they stand by difference."""
        count, channels = len(self.channels), self.channels
        by_number = self.order is Order.CHANNEL and not self.filtered
        caption = wording.axis_caption(self.order)
        if by_number:
            return Bars(count, self.block.gates, self.reference, "0", str(count - 1), caption)
        ticks = None if self.reference is None else self.reference[channels]
        names = tuple(map(str, channels.tolist())) if self.filtered else ()
        pale = self._pale
        if pale is not None:
            caption = wording.axis_caption(self.order, pale=True)
        gates = self.block.gates[channels]
        return Bars(count, gates, ticks, "1", str(count), caption, names, pale)

    @cached_property
    def _pale(self) -> Flags | None:
        """Which bars are below the noise, where they stand by their difference."""
        below = self.below if self.order is Order.UNUSUAL else None
        if below is None or not below[self.channels].any():
            return None
        return below[self.channels]

    def note(self) -> str:
        """The remark at the right of the title: channel numbers leave no room for it below."""
        if self.filtered and self.chosen is not None:
            note = wording.filter_note(self.block.gates, self.reference, self.chosen)
            return note if self._pale is None else wording.pale_note(note)
        return wording.block_note(self.block.gates)

    def lines(self, bars: range) -> tuple[str, ...]:
        """The read-out of one bar, or of the bars that share a pixel column."""
        block = self.block
        if len(bars) == 1:
            return self._channel_lines(int(self.channels[bars[0]]))
        shown = block.gates[self.channels[bars.start : bars.stop]]
        if self.filtered:
            return wording.some_lines(shown)
        if self.order is Order.CHANNEL:
            return wording.neighbours_lines(block.gates, bars)
        return wording.places_lines(shown, bars, block.channels)

    def _channel_lines(self, channel: int) -> tuple[str, ...]:
        gates, reference = self.block.gates, self.reference
        name = self.reference_name or wording.average()
        lines = [
            wording.channel_values(gates, reference, channel, self.reference_short or name),
            wording.channel_standing(gates, reference, channel, name),
        ]
        below = self.below
        if below is not None and self.noise is not None and below[channel]:
            lines.append(wording.noise_line(float(self.noise[channel])))
        return tuple(lines)

    def description(self) -> str:
        """The block in words, for screen readers."""
        name = self.reference_name or wording.average()
        text = wording.block_description(self.block.gates, self.reference, name)
        return f"{self.note()}; {text}" if self.filtered else text
