"""The tour's steps at one channel: its bar, its card, and the same bar for another photo."""

from __future__ import annotations

from senet_viewer.gui.plots.wording import (
    UNUSUAL_DIFFERENCE,
    channel_standing,
    channel_values,
    number,
)
from senet_viewer.gui.references import Compare
from senet_viewer.gui.tour.scene import CAT, ESPRESSO, Scene, Target
from senet_viewer.gui.tour.step import Step, tr
from senet_viewer.gui.words import reference_phrase, reference_word
from senet_viewer.records import BlockGates, Gates
from senet_viewer.statistics import Order


class BarStep(Step):
    """A step that reads the bars of the tour's block; ``fills``: the block fills the panel."""

    fills = False

    def begin(self) -> None:
        self.state.set_selected([self.state.current])
        if not self.state.reference.means or self.state.compare is not Compare.AVERAGE:
            self.state.compare_with(Compare.AVERAGE)
        self.scene.focus_tour_block(filled=self.fills)

    def reading_of(self, block: BlockGates, channel: int) -> str:
        """A channel's read-out as one sentence."""
        means, reference = self.scene.means(block), self.state.reference
        values = channel_values(block.gates, means, channel, reference_word(reference))
        place = channel_standing(block.gates, means, channel, reference_phrase(reference))
        begun = f"{values[:1].upper()}{values[1:]}"
        return tr("{values}: {place}.").format(values=begun, place=place)


class HoverABar(BarStep):
    """A bar is read by pointing at it."""

    needs = (CAT,)
    fills = True

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._read: tuple[str, int] | None = None
        self._right = False

    def begin(self) -> None:
        super().begin()
        self.scene.reading.close_card()
        self.state.set_order(Order.CHANNEL)
        self.state.set_marked(None)
        self._read, self._right = None, False

    def title(self) -> str:
        return tr("Point at a bar")

    def text(self) -> str:
        block = self.scene.block()
        if block is None:
            return tr("One bar is one channel's gate. Rest the mouse on one.")
        text = tr(
            "{block} has {n} channels, and a bar for each: its gate, from 0 (the channel is shut "
            "off) to 1 (it passes unscaled)."
        )
        if self._has_shortcut():
            text = tr(
                "{block} has {n} channels, and a bar for each: its gate, from 0 (the block adds "
                "nothing to the channel) to 1 (it passes unscaled)."
            )
        parts = [text.format(block=block.name, n=block.channels)]
        if self._has_ticks():
            tick = tr("The tick is that of {reference}.")
            parts.append(tick.format(reference=reference_phrase(self.state.reference)))
        if not self.done():
            parts.append(tr("Rest the mouse on the outlined bar."))
        return " ".join(parts)

    def _has_shortcut(self) -> bool:
        card = self.state.shown_card
        return card is None or card.shortcut

    def _has_ticks(self) -> bool:
        plot, block = self.scene.gates.plots.get(self.state.focus), self.scene.block()
        if plot is None or block is None or self.scene.means(block) is None:
            return False
        return not plot.lacks_ticks

    def keys(self) -> str:
        find, channel = self.scene.key("find"), self.scene.telling_channel()
        if not find or channel is None:
            return ""
        return tr("{key}, then {channel}").format(key=find, channel=channel)

    def target(self) -> Target | None:
        return self.scene.bar(self.scene.telling_channel())

    def done(self) -> bool:
        marked, focus = self.state.marked_channel, self.state.focus
        if marked is not None:
            # On its way to the button the mouse crosses other bars.
            right = self.scene.is_outlined(marked, self.scene.telling_channel())
            if right or not self._right:
                self._read, self._right = (focus, marked), right
        return self._right

    def told(self) -> str:
        block = self.scene.block()
        if block is None or self._read is None or self._read[0] != block.name:
            return ""
        return self.reading_of(block, self._read[1])

    def hint(self) -> str:
        """Another bar is read out too."""
        wanted, told = self.scene.telling_channel(), self.told()
        if not told or wanted is None:
            return ""
        return " ".join((told, tr("The outlined one is channel {n}.").format(n=wanted)))

    def act(self) -> None:
        channel = self.scene.telling_channel()
        if channel is not None:
            self.state.set_marked(channel)
            self.scene.gates.point_at(self.state.focus, channel)


class ClickABar(BarStep):
    """The card shows how the gate comes about."""

    needs = (CAT,)
    fills = True

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

    def keys(self) -> str:
        # Without a marked channel its key has nothing to open.
        key = "card" if self.state.marked_channel is not None else "find"
        found, channel = self.scene.key(key), self.scene.telling_channel()
        if not found or channel is None:
            return ""
        if key == "card":
            return found
        return tr("{key}, then {channel} and Enter").format(key=found, channel=channel)

    def target(self) -> Target | None:
        if self.done():
            return self.scene.target(self.scene.app.parts.card)
        return self.scene.bar(self.scene.telling_channel())

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
        channel = self.scene.telling_channel()
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
        if self.done():
            return tr("The bars kept their places; their heights are another picture's.")
        return tr(
            "Click the espresso, and watch the bar of channel {n}: one channel across pictures is "
            "the comparison that means something."
        ).format(n=self._channel())

    def keys(self) -> str:
        # In a plot that the keyboard walks, plain arrows go from bar to bar.
        return self.scene.key("next", every=True)

    def _channel(self) -> int:
        """The channel on the card, or the one that differs."""
        card = self.scene.reading.card
        if card is not None and card.block == self.state.focus:
            return card.number
        return self.scene.telling_channel() or 0

    def target(self) -> Target | None:
        return self.scene.bar(self._channel()) if self.done() else self.scene.row(ESPRESSO)

    def strayed(self) -> str:
        """On the way from the cat to the espresso other photos may come."""
        return super().strayed() if self.scene.photo(ESPRESSO) is None else ""

    def done(self) -> bool:
        return self.scene.is_shown(ESPRESSO)

    def told(self) -> str:
        channel, other = self._channel(), self.scene.telling_channel()
        told = self._change(channel)
        if not told or other is None:
            return tr("Every gate is another one now.")
        if self._difference(channel) < UNUSUAL_DIFFERENCE <= self._difference(other):
            told = " ".join((told, tr("Others differ more."), self._change(other)))
        return told

    def _both(self) -> tuple[Gates, Gates] | None:
        """The block's gates ``[C]`` for the cat and for the espresso, where both are known."""
        block = self.scene.block()
        if block is None:
            return None
        was, now = self.scene.gates_of(CAT, block), self.scene.gates_of(ESPRESSO, block)
        return None if was is None or now is None else (was, now)

    def _difference(self, channel: int) -> float:
        """|gate for the cat − gate for the espresso|, 0 where one of them is not known."""
        both = self._both()
        return 0.0 if both is None else abs(float(both[0][channel] - both[1][channel]))

    def _change(self, channel: int) -> str:
        """A channel's gate for both photos, and on average; empty where one is not known."""
        both, block = self._both(), self.scene.block()
        if both is None or block is None or channel >= block.channels:
            return ""
        means = self.scene.means(block) if self.state.compare is Compare.AVERAGE else None
        text = tr("Channel {n}: gate {was} for the cat, {now} for the espresso.")
        if means is not None:
            text = tr(
                "Channel {n}: gate {was} for the cat, {now} for the espresso, {mean} on average."
            )
        was, now = (number(float(one[channel])) for one in both)
        mean = "" if means is None else number(float(means[channel]))
        return text.format(n=channel, was=was, now=now, mean=mean)

    def act(self) -> None:
        self.scene.bring(ESPRESSO)
