"""The seven questions that can be answered after the tour, with answers of this moment."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.class_model import shown_name
from senet_viewer.gui.class_search import ClassSearch
from senet_viewer.gui.plots.wording import number, signed
from senet_viewer.gui.references import Reference, average_of_profile
from senet_viewer.gui.tour.facts import (
    COUNTED,
    block_for_tour,
    block_to_count,
    most_open,
)
from senet_viewer.gui.tour.order_steps import rank_sentence
from senet_viewer.gui.tour.scene import CAT, ESPRESSO, Scene
from senet_viewer.records import BlockGates, Inspection
from senet_viewer.statistics import WIDE_OPEN, ChannelDifference, describe

ANIMAL = "giraffe"


def tr(text: str) -> str:
    """``text`` in the user's language."""
    return QCoreApplication.translate("questions", text)


@dataclass(frozen=True)
class Question:
    """A question, its answer now, and where the window says so."""

    text: str
    answer: str
    where: str


class Answers:
    """Reads the answers from the state; what is not there is said to be missing."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._state = scene, scene.state

    def all(self) -> list[Question]:
        """The seven questions, in the order of the tour."""
        return [
            self._one_bar(),
            self._how_many(),
            self._most_open(),
            self._also_highest(),
            self._differ_most(),
            self._wide_open(),
            self._giraffe(),
        ]

    @property
    def _average(self) -> Reference | None:
        """The average picture: of the network's profile, or of what is loaded."""
        profile = self._state.profile
        if profile is not None:
            return average_of_profile(profile)
        chosen = self._state.chosen_reference
        return chosen if chosen.means and not chosen.subject else None

    def _seen(self, stem: str) -> Inspection | None:
        return self._scene.inspection(stem)

    def _block(self) -> BlockGates | None:
        """The tour's block of the cat."""
        cat, card = self._seen(CAT), self._state.card
        if cat is None or card is None:
            return None
        name = block_for_tour(card.blocks)
        return next((block for block in cat.blocks if block.name == name), None)

    def _unusual(self, block: BlockGates) -> ChannelDifference | None:
        """The most unusually open channel; None without an average to compare with."""
        average = self._average
        means = None if average is None else average.means.get(block.name)
        if means is None or len(means) != block.channels:
            return None
        return most_open(block.gates, means)

    def _block_name(self) -> str:
        card = self._state.card
        return block_for_tour(card.blocks) if card is not None else ""

    @staticmethod
    def _missing(stem: str) -> str:
        return tr(
            "{name} is not on the list, or has no gates yet: the tour (help menu) adds it."
        ).format(name=f"{stem}.jpg")

    def _one_bar(self) -> Question:
        card, block = self._state.card, self._block()
        answer = tr(
            "The gate (excitation weight) of one channel for one picture: the number from 0 to 1 "
            "that the block multiplies the channel's map by."
        )
        if card is not None and card.shortcut:
            answer += " " + tr("At 0 the block adds nothing; the shortcut still carries it.")
        if block is not None:
            example = tr("Channel 0 of {block} for the cat: {gate}.")
            answer += " " + example.format(block=block.name, gate=number(float(block.gates[0])))
        return Question(
            tr("What is one bar?"),
            answer,
            tr("The caption beside “Gates”, and the read-out of each bar."),
        )

    def _how_many(self) -> Question:
        card = self._state.card
        if card is None or not card.blocks:
            return Question(
                tr("Why does a block have so many bars?"), tr("No network is loaded yet."), ""
            )
        named = next(block for block in card.blocks if block.name == self._block_name())
        last = card.blocks[-1]
        text = tr("Why {n} bars in {block}, and {m} in a block of stage {stage}?").format(
            n=named.channels, block=named.name, m=last.channels, stage=last.stage
        )
        answer = tr(
            "A bar for each channel: {block} has {n} channels, a gate each, and the last block, "
            "{last}, has {m}. How many is the network's design: later stages have smaller maps "
            "and usually more channels."
        ).format(block=named.name, n=named.channels, last=last.name, m=last.channels)
        if named.height and last.height:
            maps = tr("Here a map has {a}×{b} cells in {block} and {c}×{d} in {last}.").format(
                a=named.height,
                b=named.width,
                block=named.name,
                c=last.height,
                d=last.width,
                last=last.name,
            )
            answer += " " + maps
        return Question(
            text, answer, tr("The line beside each stage's heading: “… channels, a gate each”.")
        )

    def _most_open(self) -> Question:
        block = self._block()
        text = tr("Which channel of {block} is most unusually open for the cat, by how much?")
        text = text.format(block=self._block_name())
        where = tr(
            "Click the cat, and {block} in the depth strip: the first line below “more open” in "
            "the middle column."
        ).format(block=self._block_name())
        if block is None:
            return Question(text, self._missing(CAT), where)
        found = self._unusual(block)
        if found is None:
            return Question(text, tr("There is no average picture to compare with yet."), where)
        answer = tr("Channel {n}: gate {gate}, average {average}, so {difference}.").format(
            n=found.channel,
            gate=number(found.gate),
            average=number(found.reference),
            difference=signed(found.difference),
        )
        return Question(text, answer, where)

    def _also_highest(self) -> Question:
        block = self._block()
        text = tr("Is it also the highest?")
        where = tr(
            "“Highest first” ({order}), and point at the first bar; the table of all channels "
            "({table}) has the rank by height."
        ).format(order=self._scene.key("highest"), table=self._scene.key("channels"))
        if block is None:
            return Question(text, self._missing(CAT), where)
        found = self._unusual(block)
        if found is None:
            return Question(text, tr("There is no average picture to compare with yet."), where)
        return Question(text, rank_sentence(block, found.channel), where)

    def _differ_most(self) -> Question:
        text = tr("Where do the cat and the espresso differ most?")
        where = tr(
            "Select both (Ctrl+click): the sentence beside “Depth”, the lowest point of the line "
            "below it, and the last columns of the table ({key})."
        ).format(key=self._scene.key("statistics"))
        cat, espresso = self._seen(CAT), self._seen(ESPRESSO)
        if cat is None or espresso is None:
            return Question(text, self._missing(CAT if cat is None else ESPRESSO), where)
        parting = self._scene.parting()
        if not parting:
            return Question(text, tr("Their gates cannot be compared."), where)
        return Question(text, tr("{sentence}.").format(sentence=parting), where)

    def _wide_open(self) -> Question:
        cat = self._seen(CAT)
        block = None if cat is None else block_to_count(cat)
        name = block.name if block is not None else COUNTED
        text = tr("How many gates of {block} exceed {limit} for the cat?").format(
            block=name, limit=WIDE_OPEN
        )
        where = tr("Click the cat: the table of statistics ({key}), column “above 0.9”.").format(
            key=self._scene.key("statistics")
        )
        if block is None:
            return Question(text, self._missing(CAT), where)
        numbers = describe(block.gates)
        answer = tr(
            "{n} of {total} in this picture. One picture alone does not say that they always do."
        )
        return Question(text, answer.format(n=numbers.wide_open, total=numbers.channels), where)

    def _giraffe(self) -> Question:
        card = self._state.card
        text = tr("Can the network answer “{name}”?").format(name=ANIMAL)
        where = tr("The list of classes ({key}): type {name}.").format(
            key=self._scene.key("classes"), name=ANIMAL
        )
        if card is None:
            return Question(text, tr("No network is loaded yet."), where)
        if not card.labels:
            return Question(text, tr("The names of its classes are not known."), where)
        found = ClassSearch(card.labels).find(ANIMAL)
        if found:
            names = ", ".join(shown_name(card.labels[at]) for at in found[:3])
            return Question(text, tr("Yes: {names}.").format(names=names), where)
        answer = tr(
            "No. It has {n} names, and whatever a picture shows, it gets one of those."
        ).format(n=f"{len(card.labels):,}")
        return Question(text, answer, where)
