"""What one bar plot shows and says: gates in an order, filtered, against reference and noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from senet_viewer.gui.plots import compared_wording, wording
from senet_viewer.gui.plots.bars import Bars, Flags
from senet_viewer.gui.plots.compared_wording import OtherGates
from senet_viewer.gui.plots.joining import joined
from senet_viewer.records import BlockGates, Gates
from senet_viewer.statistics import ChannelFilter, Order, below_noise, shown_channels


@dataclass(frozen=True)
class GateContent:
    """One block's gates as a plot shows them; ``reference`` and ``noise`` are ``[C]`` too.

    ``reference_name`` is a phrase (``the average picture``), ``reference_short`` what stands before
    the reference's value (``average``). ``others`` are images beside the one on show; the first is
    the reference. With ``top`` bars are differences from the reference, on an axis to ±top.
    """

    block: BlockGates
    reference: Gates | None
    order: Order
    chosen: ChannelFilter | None = None
    noise: Gates | None = None
    reference_name: str = ""
    reference_short: str = ""
    others: tuple[OtherGates, ...] = ()
    top: float | None = None

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

    @property
    def shows_differences(self) -> bool:
        """Whether bars are differences from the reference."""
        return self.top is not None and self.reference is not None

    @property
    def values(self) -> Gates:
        """What the bars show of each channel ``[C]``: its gate, or its difference."""
        if self.shows_differences and self.reference is not None:
            return self.block.gates - self.reference
        return self.block.gates

    @property
    def shows_ticks(self) -> bool:
        """Whether bars that are wide enough have a tick each."""
        return self.reference is not None and not self.others and not self.shows_differences

    def counted(self, bars: Bars) -> Gates:
        """What the histogram counts: every channel's value as a share of the axis of ``bars``."""
        return bars.shares(self.values)

    def bar_of(self, channel: int) -> int | None:
        """The bar of a channel, None where it is filtered out."""
        found = np.flatnonzero(self.channels == channel)
        return int(found[0]) if len(found) else None

    def bars(self) -> Bars:
        """What is painted; bars below the noise are told apart where they show differences."""
        count, channels, values = len(self.channels), self.channels, self.values
        by_number = self.order is Order.CHANNEL and not self.filtered
        pale = self._pale
        caption = wording.axis_caption(self.order, pale=pale is not None)
        for_ranges = wording.axis_caption(self.order)
        marks, top = self._marks(), self.top if self.shows_differences else None
        ticks = self.reference if self.shows_ticks else None
        if by_number:
            ends = ("0", str(count - 1))
            return Bars(count, values, ticks, *ends, caption, (), pale, marks, top, for_ranges)
        ticks = None if ticks is None else ticks[channels]
        names = tuple(map(str, channels.tolist())) if self.filtered else ()
        marks = tuple((place, one[channels]) for place, one in marks)
        ends = ("1", str(count))
        shown = values[channels]
        return Bars(count, shown, ticks, *ends, caption, names, pale, marks, top, for_ranges)

    def _marks(self) -> tuple[tuple[int, Gates], ...]:
        """The images beside the one on show ``[C]``, but for the one whose difference bars are."""
        if not self.shows_differences:
            return tuple((place, one.gates) for place, one in enumerate(self.others))
        own = self.block.gates
        return tuple((place, own - one.gates) for place, one in enumerate(self.others) if place)

    @cached_property
    def _pale(self) -> Flags | None:
        """Which bars are below the noise, where they show differences or stand by them."""
        by_difference = self.order is Order.UNUSUAL or self.shows_differences
        below = self.below if by_difference else None
        if below is None or not below[self.channels].any():
            return None
        return below[self.channels]

    def note(self) -> str:
        """The remark at the right of the title: channel numbers leave no room for it below."""
        if self.filtered and self.chosen is not None:
            note = wording.filter_note(self.block.gates, self.reference, self.chosen)
            return note if self._pale is None else wording.pale_note(note)
        if self.others:
            return compared_wording.alike_note(self.block.gates, self.others)
        if self.shows_differences and self.reference is not None:
            return compared_wording.departure_note(self.block.gates, self.reference)
        return wording.block_note(self.block.gates)

    def lines(self, bars: range) -> tuple[str, ...]:
        """The read-out of one bar, or of the bars that share a pixel column."""
        block = self.block
        if len(bars) == 1:
            return self._channel_lines(int(self.channels[bars[0]]))
        channels = self.channels[bars.start : bars.stop]
        lines = self._range_lines(bars, block.gates[channels])
        if self.others:
            lines = compared_wording.range_lines(block.gates, self.others, channels.tolist())
        if self.shows_differences:
            lines += (compared_wording.range_difference_line(self.values[channels]),)
        return lines

    def _range_lines(self, bars: range, shown: Gates) -> tuple[str, ...]:
        if self.filtered:
            return wording.some_lines(shown)
        if self.order is Order.CHANNEL:
            return wording.neighbours_lines(self.block.gates, bars)
        return wording.places_lines(shown, bars, self.block.channels)

    def _channel_lines(self, channel: int) -> tuple[str, ...]:
        lines = self._compared_lines(channel) if self.others else self._own_lines(channel)
        if self.reference is not None and self.noise is not None:
            noise = float(self.noise[channel])
            # What differs by rounding alone is as open as the reference, and told so above.
            if abs(float(self.block.gates[channel] - self.reference[channel])) <= noise:
                lines.append(wording.noise_line(noise))
        return tuple(lines)

    def _own_lines(self, channel: int) -> list[str]:
        gates, reference = self.block.gates, self.reference
        name = self.reference_name or wording.average()
        lines = [
            wording.channel_values(gates, reference, channel, self.reference_short or name),
            wording.channel_standing(gates, reference, channel, name),
        ]
        if self.shows_differences and reference is not None:
            lines.insert(1, compared_wording.reference_difference(gates, reference, channel))
        return lines

    def _compared_lines(self, channel: int) -> list[str]:
        gates, others = self.block.gates, self.others
        lines = [
            compared_wording.values_line(gates, others, channel),
            compared_wording.difference_line(gates, others, channel),
        ]
        if len(others) > 1:
            lines.append(compared_wording.more_differences_line(gates, others, channel))
        return lines

    def bin_line(self, number: int, counts: Sequence[int]) -> str:
        """The read-out of one bin of the histogram, counted from below."""
        bins, count, channels = len(counts), counts[number], sum(counts)
        if self.top is None or not self.shows_differences:
            return wording.bin_line(number, bins, count, channels)
        low, high = ((2 * edge / bins - 1) * self.top for edge in (number, number + 1))
        return compared_wording.bin_line(low, high, count, channels)

    def description(self) -> str:
        """The block in words, for screen readers."""
        gates, reference = self.block.gates, self.reference
        name = self.reference_name or wording.average()
        text = wording.block_description(gates, None if self.others else reference, name)
        if self.others:
            text = joined((text, compared_wording.alike_words(gates, self.others)))
        if self.shows_differences and reference is not None:
            text = joined((text, compared_wording.difference_words(gates, reference, name)))
        return joined((self.note(), text)) if self.filtered else text
