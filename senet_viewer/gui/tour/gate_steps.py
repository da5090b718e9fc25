"""The tour's steps among the gates: a bar, its card, the next photo, depth, orders, two photos."""

from __future__ import annotations

from senet_viewer.errors import printable
from senet_viewer.gui.plots.wording import channel_standing, channel_values, number
from senet_viewer.gui.references import Compare
from senet_viewer.gui.tour.facts import height_rank, largest_difference, leaders, most_open
from senet_viewer.gui.tour.scene import CAT, ESPRESSO, Scene, Target
from senet_viewer.gui.tour.step import Step, tr
from senet_viewer.gui.words import reference_phrase, reference_word
from senet_viewer.records import BlockGates
from senet_viewer.statistics import Order


class BarStep(Step):
    """A step that reads the bars of the tour's block."""

    def begin(self) -> None:
        self.state.set_selected([self.state.current])
        if not self.state.reference.means or self.state.compare is not Compare.AVERAGE:
            self.state.compare_with(Compare.AVERAGE)
        self.scene.focus_tour_block()

    def channel(self) -> int | None:
        """The most unusually open channel, or without a reference the highest."""
        block = self.scene.block()
        if block is None:
            return None
        means = self.scene.means(block)
        found = None if means is None else most_open(block.gates, means)
        return int(block.gates.argmax()) if found is None else found.channel

    def reading_of(self, block: BlockGates, channel: int) -> str:
        """A channel's read-out as one sentence."""
        means, reference = self.scene.means(block), self.state.reference
        values = channel_values(block.gates, means, channel, reference_word(reference))
        place = channel_standing(block.gates, means, channel, reference_phrase(reference))
        return f"{values}: {place}"


class HoverABar(BarStep):
    """A bar is read by pointing at it."""

    needs = (CAT,)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._read: tuple[str, int] | None = None

    def begin(self) -> None:
        super().begin()
        self.scene.reading.close_card()
        self.state.set_order(Order.CHANNEL)
        self.state.set_marked(None)
        self._read = None

    def title(self) -> str:
        return tr("Point at a bar")

    def text(self) -> str:
        block = self.scene.block()
        if block is None:
            return tr("One bar is one channel's gate. Rest the mouse on one.")
        text = tr(
            "{block} has {n} channels and a bar for each: its gate, from 0 (the channel is shut "
            "off) to 1 (it passes unscaled). The tick is the average picture's. Rest the mouse on "
            "the outlined bar."
        )
        if self._has_shortcut():
            text = tr(
                "{block} has {n} channels and a bar for each: its gate, from 0 (the block adds "
                "nothing to the channel) to 1 (it passes unscaled). The tick is the average "
                "picture's. Rest the mouse on the outlined bar."
            )
        return text.format(block=block.name, n=block.channels)

    def _has_shortcut(self) -> bool:
        card = self.state.shown_card
        return card is None or card.shortcut

    def target(self) -> Target | None:
        return self.scene.bar(self.channel())

    def done(self) -> bool:
        # On its way to the button the mouse leaves the bar that it has read.
        if self.state.marked_channel is not None:
            self._read = (self.state.focus, self.state.marked_channel)
        return self._read is not None

    def told(self) -> str:
        block = self.scene.block()
        if block is None or self._read is None or self._read[0] != block.name:
            return ""
        return self.reading_of(block, self._read[1]) + "."

    def act(self) -> None:
        channel = self.channel()
        if channel is not None:
            self.state.set_marked(channel)
            self.scene.gates.point_at(self.state.focus, channel)


class ClickABar(BarStep):
    """The card shows how the gate comes about."""

    needs = (CAT,)

    def begin(self) -> None:
        super().begin()
        self.scene.gates.end_pointing()

    def title(self) -> str:
        return tr("Click it")

    def text(self) -> str:
        return tr(
            "Its card opens: the squeeze (the mean of the channel's map), the gate that the block "
            "made of all squeezes, and the map before and after it."
        )

    def target(self) -> Target | None:
        if self.done():
            return self.scene.target(self.scene.app.parts.card)
        return self.scene.bar(self.channel())

    def done(self) -> bool:
        return self.scene.reading.card is not None

    def told(self) -> str:
        look = self.scene.app.parts.look
        if look.error is not None:
            return tr("The map is not there; the card says why.")
        if not look.up_to_date or look.shown is None:
            return tr("The engine looks into the channel …")
        maps = look.shown.maps
        return tr(
            "Squeeze {squeeze}, gate {gate}: every cell of the map is multiplied by {gate}. A gate "
            "says how much, never where."
        ).format(squeeze=number(maps.squeeze), gate=number(maps.gate))

    def act(self) -> None:
        channel = self.channel()
        if channel is not None:
            self.state.set_marked(channel)
            self.scene.reading.open_card(self.state.focus, channel)


class NextPhoto(Step):
    """The same bars for another photo."""

    needs = (ESPRESSO, CAT)

    def begin(self) -> None:
        self.scene.show_row(ESPRESSO)

    def title(self) -> str:
        return tr("The same bars, another photo")

    def text(self) -> str:
        return tr(
            "Press → until the espresso is there, or click it. The bars keep their places: watch "
            "one channel, that is the comparison that means something."
        )

    def target(self) -> Target | None:
        if self.done():
            card = self.scene.reading.card
            return self.scene.bar(card.number if card is not None else None)
        return self.scene.row(ESPRESSO)

    def strayed(self) -> str:
        """On the way from the cat to the espresso other photos may come."""
        return super().strayed() if self.scene.photo(ESPRESSO) is None else ""

    def done(self) -> bool:
        return self.scene.is_shown(ESPRESSO)

    def told(self) -> str:
        card, cat = self.scene.reading.card, self.scene.photo(CAT)
        before = None if cat is None else self.state.inspection(cat.key)
        block = self.scene.block()
        if card is None or before is None or block is None or card.block != block.name:
            return tr("Every gate is another one now.")
        was = before.block(card.block).gates[card.number]
        return tr("Channel {n}: gate {now} for the espresso, {was} for the cat.").format(
            n=card.number, now=number(float(block.gates[card.number])), was=number(float(was))
        )

    def act(self) -> None:
        self.scene.bring(ESPRESSO)


class ReadTheDepth(Step):
    """Where in the network a photo departs from the average."""

    needs = (ESPRESSO, CAT)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._nothing_to_do = False

    def begin(self) -> None:
        self.scene.reading.close_card()
        self.state.set_selected([self.state.current])
        self.scene.gates.fill(None)
        self._nothing_to_do = self.done()

    def title(self) -> str:
        return tr("Where it departs")

    def text(self) -> str:
        if self._tallest() is None:
            return tr(
                "The depth strip: one bar a block, early to late. With an average to compare with "
                "it shows where a picture departs from that; without one, the mean gates."
            )
        text = tr(
            "The depth strip: one bar a block, early to late. Its height is the mean difference "
            "between this picture's gates and {reference}. Click the tallest."
        )
        if self._nothing_to_do and self.done():
            text = tr(
                "The depth strip: one bar a block, early to late. Its height is the mean "
                "difference between this picture's gates and {reference}. The tallest is in focus "
                "already, so there is nothing to click."
            )
        return text.format(reference=reference_phrase(self.state.reference))

    def _tallest(self) -> tuple[str, float] | None:
        shown, values = self.state.shown, self.state.departures()
        if shown is None or not values:
            return None
        at = values.index(max(values))
        return shown.blocks[at].name, values[at]

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.gates.depth_strip, stacked=True)

    def done(self) -> bool:
        tallest = self._tallest()
        return tallest is None or self.state.focus == tallest[0]

    def told(self) -> str:
        tallest = self._tallest()
        if tallest is None:
            return ""
        return tr(
            "{block}, with {value}. That says that gates differ there, not that the block matters "
            "more for the answer."
        ).format(block=tallest[0], value=f"{tallest[1]:.3f}")

    def act(self) -> None:
        tallest = self._tallest()
        if tallest is not None:
            self.state.set_focus(tallest[0])


class OrderStep(BarStep):
    """One of the orders of bars."""

    needs = (CAT, ESPRESSO)
    order = Order.HIGHEST

    def begin(self) -> None:
        super().begin()
        self.scene.reading.close_card()

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.toolbar.orders[self.order], stacked=True)

    def done(self) -> bool:
        return self.state.order is self.order

    def act(self) -> None:
        self.state.set_order(self.order)

    def _leaders(self, order: Order) -> list[int]:
        block = self.scene.block()
        return [] if block is None else leaders(block.gates, self.scene.means(block), order)

    def _list(self, channels: list[int]) -> str:
        return ", ".join(map(str, channels))


class HighestFirst(OrderStep):
    """Who leads by height."""

    def title(self) -> str:
        return tr("Highest first")

    def text(self) -> str:
        return tr("Put the highest gate of each block first, here or with the key 2.")

    def told(self) -> str:
        return tr(
            "In {block} channels {leaders} lead. High gates are often high for every picture."
        ).format(block=self.state.focus, leaders=self._list(self._leaders(Order.HIGHEST)))


class UnusualFirst(OrderStep):
    """Who leads by being unusual."""

    order = Order.UNUSUAL

    def title(self) -> str:
        return tr("Most unusual first")

    def text(self) -> str:
        if self._impossible():
            return tr(
                "The third order puts first what differs most from the average. This network has "
                "none yet: with 20 pictures on the list there is one."
            )
        return tr("Now put first what differs most from the average: here or with the key 3.")

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
            "Now channels {leaders} lead; by height {both} of these {n} led too. This is what is "
            "particular to this picture."
        ).format(leaders=self._list(now), both=both, n=len(now))


class TwoPhotos(Step):
    """Cat and espresso side by side."""

    needs = (ESPRESSO, CAT)

    def begin(self) -> None:
        self.scene.show_row(ESPRESSO)
        self.scene.show_row(CAT)
        self.state.set_order(Order.CHANNEL)

    def _other_stem(self) -> str:
        """The one of the two that is not on show."""
        cat = self.scene.photo(CAT)
        return ESPRESSO if cat is not None and cat.key == self.state.current else CAT

    def title(self) -> str:
        return tr("Where do the two differ?")

    def text(self) -> str:
        return tr(
            "Hold Ctrl and click the other photo, {name}. Lines in the depth strip then show how "
            "alike the gates of both are, block by block."
        ).format(name=f"{self._other_stem()}.jpg")

    def target(self) -> Target | None:
        if self.done():
            return self.scene.target(self.scene.app.gates.depth_strip, stacked=True)
        return self.scene.row(self._other_stem())

    def done(self) -> bool:
        keys = {item.key for stem in (CAT, ESPRESSO) if (item := self.scene.photo(stem))}
        compared = self.state.compared
        return keys == {compared.shown, *(one.key for one in compared.images)}

    def told(self) -> str:
        items = [self.scene.photo(stem) for stem in (CAT, ESPRESSO)]
        seen = [self.state.inspection(item.key) for item in items if item is not None]
        found = None
        if len(seen) == 2 and seen[0] is not None and seen[1] is not None:
            found = largest_difference(seen[0], seen[1])
        if found is None:
            return ""
        return tr("They differ most in {block}: by {value} in the mean.").format(
            block=found.block, value=f"{found.value:.3f}"
        )

    def act(self) -> None:
        items = [self.scene.photo(stem) for stem in (CAT, ESPRESSO)]
        self.state.set_selected(item.key for item in items if item is not None)

    def waits(self) -> str:
        other = self.scene.photo(self._other_stem())
        if other is not None and other.answer is None and other.error is None:
            return tr("The gates of {name} are on their way …").format(name=printable(other.name))
        return super().waits()


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
