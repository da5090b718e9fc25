"""The tour's steps over all blocks: where a photo departs, and where two of them differ."""

from __future__ import annotations

from senet_viewer.errors import printable
from senet_viewer.gui.tour.scene import CAT, ESPRESSO, Scene, Target
from senet_viewer.gui.tour.step import Step, tr
from senet_viewer.gui.words import reference_phrase
from senet_viewer.statistics import Order


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
            "between this picture's gates and {reference}."
        )
        if not self.done():
            text += " " + tr("Click the tallest.")
        elif self._nothing_to_do:
            text += " " + tr("The tallest is in focus already, so there is nothing to click.")
        return text.format(reference=reference_phrase(self.state.reference))

    def keys(self) -> str:
        earlier, later = self.scene.key("earlier"), self.scene.key("later")
        if not (earlier and later):
            return ""
        return tr("{earlier} and {later}, from block to block").format(earlier=earlier, later=later)

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


class TwoPhotos(Step):
    """Cat and espresso side by side."""

    needs = (ESPRESSO, CAT)

    def begin(self) -> None:
        self.scene.show_row(ESPRESSO)
        self.scene.show_row(CAT)
        self.state.set_order(Order.CHANNEL)

    def _missing(self) -> str:
        """The one of the two that is not on the list; empty where both are."""
        return next((stem for stem in self.needs if self.scene.photo(stem) is None), "")

    def strayed(self) -> str:
        return self.not_listed(self._missing()) if self._missing() else super().strayed()

    def come_back(self) -> None:
        self.scene.bring(self._missing() or self.needs[0])

    def _other_stem(self) -> str:
        """The one of the two that is not on show."""
        cat = self.scene.photo(CAT)
        return ESPRESSO if cat is not None and cat.key == self.state.current else CAT

    def title(self) -> str:
        return tr("Where do the two differ?")

    def text(self) -> str:
        if self.done():
            return tr(
                "The line in the depth strip shows how alike the gates of both are, block by "
                "block: the lower, the further apart."
            )
        return tr("Hold Ctrl and click the other photo, {name}: both are compared.").format(
            name=f"{self._other_stem()}.jpg"
        )

    def keys(self) -> str:
        return tr("Shift+↑ or Shift+↓ in the list")

    def target(self) -> Target | None:
        if self.done():
            return self.scene.target(self.scene.app.gates.depth_strip, stacked=True)
        return self.scene.row(self._other_stem())

    def done(self) -> bool:
        keys = {item.key for stem in (CAT, ESPRESSO) if (item := self.scene.photo(stem))}
        compared = self.state.compared
        return keys == {compared.shown, *(one.key for one in compared.images)}

    def told(self) -> str:
        parting = self.scene.parting()
        return tr("{sentence}.").format(sentence=parting) if parting else ""

    def act(self) -> None:
        items = [self.scene.photo(stem) for stem in (CAT, ESPRESSO)]
        self.state.set_selected(item.key for item in items if item is not None)

    def waits(self) -> str:
        other = self.scene.photo(self._other_stem())
        if other is not None and other.answer is None and other.error is None:
            return tr("The gates of {name} are on their way …").format(name=printable(other.name))
        return super().waits()
