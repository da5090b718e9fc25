"""Which channels all bar plots point at: the marked one, the one on the card, the one asked for."""

from __future__ import annotations

from senet_viewer.gui.plots.gate_plot import GatePlot
from senet_viewer.gui.plots.plot_pool import PlotPool

BlockChannel = tuple[str, int]
"""A block's name and a channel of it."""


class Pointing:
    """Keeps what is pointed at until the block's plot is there, and beyond."""

    def __init__(self, pool: PlotPool) -> None:
        self._pool = pool
        self.forget()

    def forget(self) -> None:
        """Points at nothing; the plots are another network's next."""
        self._marked: BlockChannel | None = None
        self._carded: BlockChannel | None = None
        self._asked: BlockChannel | None = None

    def mark(self, block: str, channel: int | None) -> None:
        """Marks a channel of one block; None unmarks."""
        self._marked = None if channel is None else (block, channel)
        if block in self._pool.plots:
            self._pool.plots[block].mark_channel(channel)

    def pin(self, block: str, channel: int | None) -> None:
        """Points at the channel whose card is open; None at no one."""
        self._carded = None if channel is None else (block, channel)
        for name, plot in self._pool.plots.items():
            plot.pin_channel(_own(self._carded, name))

    def ask(self, block: str, channel: int) -> None:
        """Has a channel's bar brought into view and read out as soon as its plot shows it."""
        self._asked = (block, channel)

    def answer(self, plot: GatePlot) -> None:
        """Bring what was asked for into view, where it is a channel of this plot."""
        asked = _own(self._asked, plot.block_name)
        if asked is not None:
            self._asked = None
            plot.point_at(asked)

    def end(self) -> None:
        """Hides the read-out of what was asked for."""
        self._asked = None
        for plot in self._pool.plots.values():
            plot.end_pointing()

    def show_in(self, name: str, plot: GatePlot) -> None:
        """Point at a block's channels in a plot that shows it anew."""
        plot.mark_channel(_own(self._marked, name))
        plot.pin_channel(_own(self._carded, name))
        self.answer(plot)


def _own(channel: BlockChannel | None, block: str) -> int | None:
    """The channel, where it is one of that block."""
    return channel[1] if channel is not None and channel[0] == block else None
