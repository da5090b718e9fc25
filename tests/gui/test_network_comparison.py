"""Comparing with another network: what is asked of the engine, when, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui import network_comparison
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.network_comparison import NetworkComparison
from senet_viewer.gui.networks import Networks
from senet_viewer.gui.references import Compare
from senet_viewer.gui.state import State
from senet_viewer.protocol import (
    Downloading,
    Failed,
    InspectOther,
    LoadModel,
    ModelLoaded,
    OtherInspected,
)
from senet_viewer.records import BlockCard, ModelCard, Preprocessing, Transfer
from senet_viewer.statistics import Order
from tests.gui.making import CPU, card, inspection, picture, profile

EPOCH = "/runs/epoch_3.pth"


@dataclass
class Bench:
    """The comparison between a state and an engine that is not started, so that requests wait."""

    state: State
    networks: Networks
    engine: EngineClient
    comparison: NetworkComparison
    errors: list[ViewerError] = field(default_factory=list)

    @property
    def load(self) -> LoadModel:
        """The load that waits for the engine."""
        (request,) = self.engine._book.loads
        return request

    @property
    def questions(self) -> list[InspectOther]:
        """What waits to be asked of the other network."""
        asked = self.engine._book.questions
        return [one for one in asked if isinstance(one, InspectOther)]

    def loaded(self, key: str = EPOCH) -> None:
        """As if the engine had the other network ready."""
        request = self.load
        self.engine._receive(ModelLoaded(request.id, card(key), CPU))

    def answer(self, name: str, seed: int = 7) -> None:
        """As if the other network had seen a picture."""
        (question,) = self.questions
        assert question.picture.image.name == name
        self.engine._receive(OtherInspected(question.id, inspection(name, seed)))

    def compare(self, name: str = "a.jpg") -> None:
        """From the choice to the first answer."""
        self.comparison.choose(EPOCH)
        self.loaded()
        self.answer(name)


@pytest.fixture
def empty(qtbot: QtBot) -> Iterator[Bench]:
    """A bench without network and pictures."""
    owner = QObject()
    state, engine = State(owner), EngineClient(owner)
    networks = Networks(engine, owner)
    made = Bench(state, networks, engine, NetworkComparison(state, networks, engine, owner))
    made.comparison.failed.connect(made.errors.append)
    yield made
    engine.stop()
    owner.deleteLater()


@pytest.fixture
def bench(empty: Bench) -> Bench:
    """A network in use and two pictures that it has seen."""
    state = empty.state
    state.set_model(card(), CPU, profile())
    state.add([picture(name) for name in ("a.jpg", "b.jpg")])
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        state.store_inspection(inspection(name, seed))
    state.select(picture("a.jpg").image.key)
    return empty


def select(bench: Bench, name: str) -> None:
    bench.state.select(picture(name).image.key)


def other_shape() -> ModelCard:
    block = BlockCard("SE_2_1", 2, 1, "layer1.0.SE", 8)
    return replace(card("se_resnet50"), blocks=(block,))


def test_the_other_network_must_have_the_blocks_of_the_one_in_use(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    assert bench.load.beside
    assert bench.load.model == EPOCH
    assert bench.load.like == card().blocks
    assert (bench.load.preprocessing, bench.load.labels) == (card().preprocessing, card().labels)
    assert bench.comparison.loading


def test_the_former_reference_stays_until_the_other_network_has_answered(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    assert bench.state.compare is Compare.AVERAGE
    bench.loaded()
    assert bench.state.compare is Compare.AVERAGE
    bench.answer("a.jpg", seed=7)
    state = bench.state
    assert state.compare is Compare.NETWORK
    assert state.reference.subject == "epoch_3.pth"
    theirs = inspection("a.jpg", 7)
    for block in theirs.blocks:
        np.testing.assert_array_equal(state.reference.means[block.name], block.gates)
    answer = bench.comparison.answer
    assert answer is not None
    assert answer.predictions == theirs.predictions
    assert not answer.seen.size, "its picture is not kept"


def test_the_next_image_waits_for_both_networks_and_an_image_seen_before_does_not(
    bench: Bench,
) -> None:
    bench.compare()
    bench.state.set_order(Order.UNUSUAL)
    select(bench, "b.jpg")
    assert not bench.state.up_to_date
    bench.answer("b.jpg", seed=8)
    assert bench.state.up_to_date
    select(bench, "a.jpg")
    assert bench.state.up_to_date
    assert not bench.questions
    theirs = inspection("a.jpg", 7).blocks[0]
    np.testing.assert_array_equal(bench.state.reference.means[theirs.name], theirs.gates)
    assert bench.state.order is Order.UNUSUAL


def test_the_network_in_use_answers_first(bench: Bench) -> None:
    bench.compare()
    bench.state.add([picture("c.jpg")])
    select(bench, "c.jpg")
    assert not bench.questions
    bench.state.store_inspection(inspection("c.jpg"))
    assert [one.picture.image.name for one in bench.questions] == ["c.jpg"]
    select(bench, "b.jpg")
    assert [one.picture.image.name for one in bench.questions] == ["b.jpg"], "the newest alone"


def test_answers_of_many_images_do_not_pile_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_comparison, "KEEP", 1)
    bench.compare()
    select(bench, "b.jpg")
    bench.answer("b.jpg")
    select(bench, "a.jpg")
    assert [one.picture.image.name for one in bench.questions] == ["a.jpg"]


def test_without_a_picture_the_comparison_waits_for_the_first(bench: Bench) -> None:
    select(bench, "")
    bench.comparison.choose(EPOCH)
    bench.loaded()
    assert bench.state.compare is Compare.NETWORK
    select(bench, "b.jpg")
    bench.answer("b.jpg")
    assert bench.state.up_to_date


def test_a_picture_that_fails_is_shown_without_the_other_network(bench: Bench) -> None:
    bench.compare()
    select(bench, "b.jpg")
    (question,) = bench.questions
    bench.engine._receive(Failed(question.id, "image.missing", "“b.jpg” is gone.", {}))
    assert bench.state.up_to_date
    assert not bench.state.reference.means
    assert bench.state.reference.subject == "epoch_3.pth"
    error = bench.comparison.error
    assert error is not None
    assert error.code == "image.missing"
    assert not bench.errors, "told where the answer would stand"


@pytest.mark.parametrize("compare", [Compare.AVERAGE, Compare.NOTHING])
def test_another_choice_of_reference_lets_the_other_network_go(
    bench: Bench, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.comparison.choose(EPOCH)
    load = bench.load.id
    bench.loaded()
    bench.answer("a.jpg")
    dropped: list[int] = []
    monkeypatch.setattr(bench.engine, "drop_other", dropped.append)
    bench.state.compare_with(compare)
    assert dropped == [load]
    assert not bench.comparison.active
    select(bench, "b.jpg")
    assert not bench.questions


def test_another_choice_while_it_is_loaded_takes_its_place(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    bench.state.set_focus("SE_2_1")
    assert bench.comparison.loading
    bench.state.compare_with(Compare.NOTHING)
    assert not bench.comparison.loading
    assert not bench.engine._book.loads


def test_loading_can_be_stopped_and_what_is_compared_stays(bench: Bench) -> None:
    bench.compare()
    bench.comparison.choose("/runs/epoch_9.pth")
    bench.engine._receive(Downloading(bench.load.id, Transfer("w.bin", 3, 9, 1.0)))
    assert bench.comparison.transfer is not None
    bench.comparison.cancel()
    assert not bench.comparison.loading
    assert bench.comparison.transfer is None
    assert bench.state.reference.subject == "epoch_3.pth"
    select(bench, "b.jpg")
    bench.answer("b.jpg")
    assert bench.state.up_to_date


def test_what_cannot_be_loaded_is_told_and_the_reference_stays(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    bench.engine._receive(Failed(bench.load.id, "compare.blocks", "Other blocks.", {}))
    assert [error.code for error in bench.errors] == ["compare.blocks"]
    assert bench.state.compare is Compare.AVERAGE
    assert not bench.comparison.loading


def test_a_network_in_use_of_another_shape_ends_the_comparison_with_the_reason(
    bench: Bench,
) -> None:
    bench.compare()
    bench.state.set_model(other_shape(), CPU, None)
    assert bench.state.compare is Compare.AVERAGE
    assert not bench.comparison.active
    (error,) = bench.errors
    assert error.sentence.startswith(
        "“epoch_3.pth” has 2 SE blocks and the network in use has 1, so that their gates cannot"
    )


def test_another_network_in_use_of_the_same_shape_keeps_the_comparison(bench: Bench) -> None:
    bench.compare()
    bench.state.set_model(card("/runs/epoch_1.pth"), CPU, None)
    assert bench.state.compare is Compare.NETWORK
    bench.state.store_inspection(inspection("a.jpg", 3))
    assert bench.state.up_to_date
    assert not bench.questions, "what the other one said is still true"
    assert not bench.errors


def test_the_network_in_use_may_change_its_shape_while_the_other_one_is_loaded(
    bench: Bench,
) -> None:
    bench.comparison.choose(EPOCH)
    bench.state.set_model(other_shape(), CPU, None)
    bench.loaded()
    assert [error.code for error in bench.errors] == ["compare.blocks"]
    assert bench.state.compare is Compare.AVERAGE


def test_the_network_in_use_may_change_its_shape_before_the_other_ones_first_answer(
    bench: Bench,
) -> None:
    bench.comparison.choose(EPOCH)
    bench.loaded()
    (question,) = bench.questions
    bench.state.set_model(other_shape(), CPU, None)
    assert [error.code for error in bench.errors] == ["compare.blocks"]
    bench.engine.other_inspected.emit(OtherInspected(question.id, inspection("a.jpg", 7)))
    bench.state.store_inspection(inspection("a.jpg"))
    assert bench.state.compare is Compare.AVERAGE
    assert not bench.comparison.active
    assert not bench.questions


def test_both_networks_run_on_the_device_in_use(bench: Bench) -> None:
    bench.compare()
    bench.networks.in_use = replace(bench.networks.in_use, device="cuda:0", precision="bfloat16")
    bench.networks.loaded.emit(ModelLoaded(99, card(), CPU))
    assert (bench.load.device, bench.load.precision) == ("cuda:0", "bfloat16")
    assert bench.load.model == EPOCH
    assert bench.state.compare is Compare.NETWORK


def test_an_engine_that_ends_with_the_other_network_ends_the_comparison(bench: Bench) -> None:
    bench.compare()
    select(bench, "b.jpg")
    (question,) = bench.questions
    bench.engine._receive(Failed(question.id, "engine.died", "It stopped; try again.", {}))
    assert [error.code for error in bench.errors] == ["compare.died"]
    assert bench.state.compare is Compare.AVERAGE
    assert bench.state.up_to_date


def test_the_same_network_loaded_again_after_an_engines_end_changes_nothing(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    request = bench.load
    bench.loaded()
    bench.answer("a.jpg")
    reference = bench.state.reference
    bench.engine.other_loaded.emit(ModelLoaded(request.id, card(EPOCH), CPU))
    assert bench.state.reference is reference


def test_before_there_is_a_network_nothing_can_be_compared(empty: Bench) -> None:
    empty.comparison.choose(EPOCH)
    assert [error.code for error in empty.errors] == ["compare.no_network"]


def test_a_namesake_of_the_network_in_use_is_told_apart_by_its_folder(bench: Bench) -> None:
    bench.networks.in_use = replace(bench.networks.in_use, key="/runs/1/model.pth")
    bench.comparison.choose("/runs/2/model.pth")
    assert bench.comparison.title(bench.comparison.wanted) == "2/model.pth"


def test_a_network_that_only_guesses_its_pixels_follows_another_one_in_use(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    guessed = replace(card().preprocessing, guessed=True)
    other = replace(card(EPOCH), preprocessing=guessed)
    bench.engine._receive(ModelLoaded(bench.load.id, other, CPU))
    in_use = replace(card("se_resnet18"), preprocessing=Preprocessing(96, 96))
    bench.state.set_model(in_use, CPU, None)
    assert bench.load.model == EPOCH
    assert bench.load.preprocessing == Preprocessing(96, 96)


def test_a_network_that_states_its_pixels_stays_beside_another_one_in_use(bench: Bench) -> None:
    bench.comparison.choose(EPOCH)
    bench.loaded()
    in_use = replace(card("se_resnet18"), preprocessing=Preprocessing(96, 96))
    bench.state.set_model(in_use, CPU, None)
    assert not bench.comparison.loading
