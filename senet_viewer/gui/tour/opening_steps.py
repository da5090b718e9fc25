"""The tour's first steps, and its last: networks, photos, the answer, a photo of one's own."""

from __future__ import annotations

from senet_viewer.errors import printable
from senet_viewer.gui.class_model import shown_name
from senet_viewer.gui.networks import BUNDLED
from senet_viewer.gui.plots.wording import percent
from senet_viewer.gui.tour.aside import put_aside
from senet_viewer.gui.tour.scene import CAT, Scene, Target
from senet_viewer.gui.tour.step import Step, tr
from senet_viewer.gui.words import scientific


class ChooseNetwork(Step):
    """Only where another network is in use: nothing is switched without consent."""

    moves_on = True

    def title(self) -> str:
        return tr("Which network?")

    def text(self) -> str:
        card = self.state.card
        return tr(
            "The tour is made for the small network that comes with the program. {network} is in "
            "use. It can stay: the tour reads whatever network is there, as far as that has an "
            "average to compare with."
        ).format(network=printable(card.title) if card is not None else "")

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.toolbar.model, stacked=True)

    def done(self) -> bool:
        return not self.scene.other_network

    def act(self) -> None:
        self.scene.app.network_commands.choose(BUNDLED)

    def act_text(self) -> str:
        return tr("Switch to it")

    def own_choice(self) -> str:
        return tr("Keep mine")

    def waits(self) -> str:
        networks = self.scene.app.networks
        if networks.loading and networks.wanted.key == BUNDLED:
            return tr("The network is still loading; the tour waits for it.")
        return super().waits()


class ClickTheCat(Step):
    """The samples are added to the list; nothing is taken off it."""

    moves_on = True

    def begin(self) -> None:
        self.scene.show_row(CAT)

    def title(self) -> str:
        return tr("Click the cat")

    def text(self) -> str:
        if self.done():
            return tr("The cat is on show already, so there is nothing to click.")
        if self.state.items and self.scene.photo(CAT) is None:
            return tr(
                "The tour reads sample photos. They are added to your list, and nothing is taken "
                "off it. The cat comes first."
            )
        if self.state.items:
            return tr(
                "It is on your list. The network then says what it sees, and how far it opened "
                "each of its channels for it."
            )
        return tr(
            "It opens the sample photos, the cat in front. A network then says what it sees, and "
            "how far it opened each of its channels for it."
        )

    def target(self) -> Target | None:
        path, empty = self.scene.sample_path(CAT), self.scene.app.empty
        button = None if path is None else empty.sample_button(str(path))
        if not self.state.items and button is not None:
            return self.scene.target(button, stacked=True)
        return self.scene.row(CAT)

    def done(self) -> bool:
        return self.scene.is_shown(CAT)

    def act(self) -> None:
        self.scene.bring(CAT)

    def act_text(self) -> str:
        if self.state.items and self.scene.photo(CAT) is None:
            return tr("Add them")
        return super().act_text()

    def waits(self) -> str:
        item = self.scene.photo(CAT)
        if item is None or item.key != self.state.current:
            return ""
        if item.error is not None:
            return ""
        return super().waits() or (
            ""
            if item.answer is not None
            else tr("The gates of {name} are on their way …").format(name=printable(item.name))
        )


class ReadTheAnswer(Step):
    """The five best classes."""

    needs = (CAT,)

    def reveal(self) -> None:
        self.scene.scroll_to(self.scene.app.answer.classes)

    def title(self) -> str:
        return tr("What the network answers")

    def text(self) -> str:
        shown, card = self.state.shown, self.state.shown_card
        if shown is None or not shown.predictions:
            return tr("Here stand the five most probable classes.")
        best = shown.predictions[0]
        text = tr(
            "It says “{label}” with {share}: the most probable of its {n} classes. It may be "
            "wrong, and a thing outside its classes still gets one of their names."
        ).format(
            label=shown_name(best.label),
            share=percent(best.probability),
            n=f"{len(card.labels) if card is not None else 0:,}",
        )
        if shown.verified and shown.largest_error is not None:
            if shown.largest_error == 0:
                proof = tr("“Gates verified”: in every block, input × these gates is its output.")
            else:
                proof = tr(
                    "“Gates verified”: in every block, input × these gates gave its output "
                    "(largest error {error})."
                )
            text += " " + proof.format(error=scientific(shown.largest_error))
        return text

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.answer.bars)


class ReadTheInset(Step):
    """The very pixels that the network sees."""

    needs = (CAT,)

    def reveal(self) -> None:
        self.scene.scroll_to(self.scene.app.answer.photo)

    def title(self) -> str:
        return tr("What the network sees")

    def text(self) -> str:
        shown = self.state.shown
        if shown is None or not shown.seen.size:
            return tr("The inset shows the very pixels that the network sees.")
        height, width = shown.seen.shape[:2]
        return tr(
            "The inset: the very {width}×{height} pixels that the network sees, cut from the "
            "photo of {wide}×{high}. Whatever it gets wrong, it judged from these."
        ).format(width=width, height=height, wide=shown.width, high=shown.height)

    def target(self) -> Target | None:
        photo = self.scene.app.answer.photo
        place = photo.inset_place.toAlignedRect()
        return self.scene.target(photo, place if not place.isEmpty() else None, photo.rect())


class AskForGiraffe(Step):
    """The list of classes."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._opened = False

    def reveal(self) -> None:
        self.scene.scroll_to(self.scene.app.answer.classes)

    def title(self) -> str:
        return tr("Can it answer “giraffe”?")

    def text(self) -> str:
        if self.done():
            return ""
        return tr("A network knows a fixed list of names. Open it here and type: giraffe.")

    def keys(self) -> str:
        return self.scene.key("classes")

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.answer.classes)

    def make_room(self) -> None:
        """The list opens over the middle: it goes aside, so that the bubble fits beside it."""
        dialog, window = self.scene.app.guide.classes.dialog, self.scene.app.window
        if dialog is None or self._opened:
            return
        put_aside(dialog, window)

    def done(self) -> bool:
        # Once it was open, it may be closed again.
        self._opened = self._opened or self.scene.app.guide.classes.dialog is not None
        return self._opened

    def told(self) -> str:
        card = self.state.card
        if card is None:
            return ""
        if not card.labels:
            return tr("The names of this network's classes are not known.")
        return tr(
            "{n} names in all; the search says whether yours is among them. Whatever a picture "
            "shows, the answer is one of these."
        ).format(n=f"{len(card.labels):,}")

    def act(self) -> None:
        classes = self.scene.app.guide.classes
        classes.show()
        if classes.dialog is not None:
            classes.dialog.search.setText("giraffe")


class OwnPhoto(Step):
    """The last step: any photo."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._before: frozenset[str] = frozenset()

    def begin(self) -> None:
        self._before = frozenset(item.key for item in self.state.items)

    def title(self) -> str:
        return tr("Now a photo of your own")

    def text(self) -> str:
        return tr(
            "Drop one anywhere on the window, paste one, or open one here. Whatever it shows, the "
            "network gives it one of its names."
        )

    def keys(self) -> str:
        paste, found = self.scene.key("paste"), self.scene.key("open")
        if not (paste and found):
            return paste or found
        return tr("{open} opens, {paste} pastes").format(open=found, paste=paste)

    def target(self) -> Target | None:
        return self.scene.target(self.scene.app.toolbar.open, stacked=True)

    def told(self) -> str:
        item, shown = self.state.current_item, self.state.shown
        if item is None or item.key in self._before or shown is None:
            return ""
        if not self.state.up_to_date or not shown.predictions:
            return ""
        best = shown.predictions[0]
        return tr("{name}: “{label}”, {share}.").format(
            name=printable(item.name), label=shown_name(best.label), share=percent(best.probability)
        )
