"""The tour's steps among the orders of bars: who leads by height, and who by being unusual."""

from __future__ import annotations

from senet_viewer.gui.plots.wording import number
from senet_viewer.gui.tour.bar_steps import BarStep
from senet_viewer.gui.tour.facts import height_rank, leaders
from senet_viewer.gui.tour.scene import CAT, ESPRESSO, Target
from senet_viewer.gui.tour.step import tr
from senet_viewer.gui.words import reference_phrase
from senet_viewer.records import BlockGates
from senet_viewer.statistics import Order


class OrderStep(BarStep):
    """One of the orders of bars."""

    needs = (CAT, ESPRESSO)
    order = Order.HIGHEST

    def begin(self) -> None:
        super().begin()
        self.scene.reading.close_card()

    def keys(self) -> str:
        return self.scene.key(self.order.value)

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.toolbar.orders[self.order], stacked=True)

    def done(self) -> bool:
        return self.state.order is self.order

    def act(self) -> None:
        self.state.set_order(self.order)

    def _leaders(self, order: Order) -> list[int]:
        """Those that the plot of the focus block shows first in that order, with its filter."""
        block = self.scene.block()
        if block is None:
            return []
        return leaders(block.gates, self.scene.means(block), order, self.scene.reading.chosen)

    def _list(self, channels: list[int]) -> str:
        return ", ".join(map(str, channels))


class HighestFirst(OrderStep):
    """Who leads by height."""

    def title(self) -> str:
        return tr("Highest first")

    def text(self) -> str:
        if self.done():
            return ""
        return tr("Put the highest gate of each block first.")

    def told(self) -> str:
        now = self._leaders(Order.HIGHEST)
        told = tr("In {block} channels {leaders} lead.").format(
            block=self.state.focus, leaders=self._list(now)
        )
        cat = self.scene.photo(CAT)
        is_cat = cat is not None and cat.key == self.state.current
        block = self.scene.block()
        gates = None if block is None else self.scene.gates_of(ESPRESSO if is_cat else CAT, block)
        if gates is None:
            return told
        both = len(set(now) & set(leaders(gates, None, Order.HIGHEST, self.scene.reading.chosen)))
        if is_cat:
            more = tr("{both} of these {n} lead for the espresso too.")
        else:
            more = tr("{both} of these {n} lead for the cat too.")
        told += " " + more.format(both=both, n=len(now))
        if both:
            told += " " + tr("What is high here may be high for every picture.")
        return told


class UnusualFirst(OrderStep):
    """Who leads by being unusual."""

    order = Order.UNUSUAL

    def reveal(self) -> None:
        self.scene.scroll_to(self.scene.app.focus)

    def title(self) -> str:
        return tr("Most unusual first")

    def text(self) -> str:
        if self._impossible():
            return tr(
                "The third order puts first what differs most from the average. This network has "
                "none yet: with 20 pictures on the list there is one."
            )
        if self.done():
            return ""
        return tr("Now put first what differs most from {reference}.").format(
            reference=reference_phrase(self.state.reference)
        )

    def keys(self) -> str:
        return "" if self._impossible() else super().keys()

    def _impossible(self) -> bool:
        return not self.state.reference.means

    def done(self) -> bool:
        return super().done() or self._impossible()

    def told(self) -> str:
        if self._impossible():
            return ""
        now, high = self._leaders(Order.UNUSUAL), self._leaders(Order.HIGHEST)
        both = len(set(now) & set(high))
        return tr(
            "Now channels {leaders} lead; by height {both} of these {n} led too. They are what is "
            "particular to this picture. The middle column lists them: more open, more closed."
        ).format(leaders=self._list(now), both=both, n=len(now))


def rank_sentence(block: BlockGates, channel: int) -> str:
    """Whether a channel is also the highest of its block."""
    rank = height_rank(block.gates, channel)
    if rank == 1:
        return tr("Yes: it is also the highest of the {n}.").format(n=block.channels)
    highest = int(block.gates.argmax())
    return tr(
        "No: it is number {rank} of {n} by height. The highest is channel {highest}, with {gate}."
    ).format(
        rank=rank,
        n=block.channels,
        highest=highest,
        gate=number(float(block.gates[highest])),
    )
