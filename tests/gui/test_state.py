"""The window's state: images, what is shown, the reference, and when each changes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.references import Compare, RunningMean, other_network
from senet_viewer.gui.results import Results
from senet_viewer.gui.state import FEW_PICTURES, ImageItem, State
from senet_viewer.statistics import PICTURES_FOR_AN_AVERAGE, Order
from senet_viewer.store.contents import NetworkRecord, answer_of
from tests.gui.making import BLOCKS, CPU, card, inspection, picture, profile


@pytest.fixture
def state(qapp: object) -> State:
    state = State()
    state.set_model(card(), CPU, profile())
    state.add([picture("a.jpg"), picture("b.jpg")])
    return state


def key(name: str) -> str:
    return picture(name).image.key


def test_a_picture_that_is_added_twice_is_listed_once(state: State) -> None:
    assert state.add([picture("b.jpg"), picture("c.jpg")]) == [key("c.jpg")]
    assert [item.name for item in state.items] == ["a.jpg", "b.jpg", "c.jpg"]


def test_what_is_shown_stays_until_the_next_inspection_is_there(state: State) -> None:
    state.select(key("a.jpg"))
    state.store_inspection(inspection("a.jpg"))
    shown = state.shown
    assert shown is not None
    assert shown.image.name == "a.jpg"
    state.select(key("b.jpg"))
    assert state.shown is shown
    assert not state.up_to_date
    state.store_inspection(inspection("b.jpg", seed=5))
    assert state.shown is not shown
    assert state.up_to_date


def test_the_block_that_departs_most_is_in_focus_first(state: State) -> None:
    one = inspection("a.jpg")
    object.__setattr__(one.blocks[1], "gates", np.full(16, 0.95, np.float32))
    state.select(key("a.jpg"))
    state.store_inspection(one)
    assert state.focus == "SE_3_1"


def test_a_new_network_makes_every_answer_outdated_but_keeps_what_is_shown(
    state: State, qtbot: QtBot
) -> None:
    state.select(key("a.jpg"))
    state.store_inspection(inspection("a.jpg"))
    with qtbot.waitSignal(state.model_changed):
        state.set_model(card("other"), CPU, None)
    assert all(item.answer is None for item in state.items)
    assert state.shown is not None
    assert not state.up_to_date


def test_an_error_belongs_to_its_picture_and_goes_with_a_good_answer(state: State) -> None:
    state.store_error(key("b.jpg"), ViewerError("image.empty", "“b.jpg” is empty."))
    item = state.item(key("b.jpg"))
    assert item is not None
    assert item.error is not None
    state.store_inspection(inspection("b.jpg"))
    item = state.item(key("b.jpg"))
    assert item is not None
    assert item.error is None


def test_the_average_picture_is_the_networks_profile(state: State) -> None:
    assert state.reference.images == 10_000
    state.select(key("a.jpg"))
    state.store_inspection(inspection("a.jpg"))
    departures = state.departures()
    assert departures is not None
    expected = np.abs(inspection("a.jpg").blocks[0].gates - 0.5).mean()
    assert departures[0] == pytest.approx(float(expected))


def test_without_a_profile_the_average_waits_for_twenty_pictures(qapp: object) -> None:
    state = State()
    state.set_model(card(), CPU, None)
    names = [f"{number}.jpg" for number in range(PICTURES_FOR_AN_AVERAGE)]
    state.add([picture(name) for name in names])
    for seed, name in enumerate(names[:-1]):
        state.store_inspection(inspection(name, seed))
    assert not state.reference.means
    state.store_inspection(inspection(names[-1], len(names) - 1))
    expected = np.mean([inspection(n, s).blocks[1].gates for s, n in enumerate(names)], axis=0)
    np.testing.assert_allclose(state.reference.means["SE_3_1"], expected, atol=1e-6)
    assert state.reference.images == len(names)


def test_a_class_or_another_picture_can_be_the_reference(state: State) -> None:
    state.compare_with(Compare.CLASS, index=2)
    assert state.reference.subject == "alp"
    assert state.reference.means["SE_2_1"] == pytest.approx(0.3)
    state.store_inspection(inspection("b.jpg", seed=7))
    state.compare_with(Compare.IMAGE, image=key("b.jpg"))
    assert state.reference.subject == "b.jpg"
    np.testing.assert_array_equal(
        state.reference.means["SE_2_1"], inspection("b.jpg", seed=7).blocks[0].gates
    )


@pytest.mark.parametrize("looked_at", [("a.jpg",), ("b.jpg",), ("a.jpg", "b.jpg")])
def test_a_pinned_picture_is_the_reference_again_once_a_new_network_has_seen_it(
    state: State, looked_at: tuple[str, ...]
) -> None:
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        state.store_inspection(inspection(name, seed))
    state.select(key(looked_at[0]))
    state.set_selected([key(name) for name in looked_at])
    state.compare_with(Compare.IMAGE, image=key("b.jpg"))
    state.set_model(card("other"), CPU, None)
    assert not state.chosen_reference.means
    for seed, name in enumerate(("a.jpg", "b.jpg"), start=5):
        state.store_inspection(inspection(name, seed))
    new = inspection("b.jpg", 6).blocks[0]
    np.testing.assert_array_equal(state.chosen_reference.means[new.name], new.gates)
    state.set_selected([state.current])
    assert state.reference is state.chosen_reference


def test_a_pinned_picture_of_a_file_is_the_reference_once_it_is_seen(qapp: object) -> None:
    state = State()
    items = [dataclasses.replace(item, answer=None) for item in restored(state, "x.jpg", "y.jpg")]
    state.restore(items, NetworkRecord(card(), CPU, profile()))
    state.compare_with(Compare.IMAGE, image=key("y.jpg"))
    state.select(key("x.jpg"))
    state.set_model(card("other"), CPU, None)
    for name in ("x.jpg", "y.jpg"):
        state.store_inspection(inspection(name, 3))
    assert state.reference.subject == "y.jpg"
    assert state.departures() is not None


def test_a_pinned_picture_that_fails_has_no_gates_to_compare_with(state: State) -> None:
    state.store_inspection(inspection("b.jpg"))
    state.compare_with(Compare.IMAGE, image=key("b.jpg"))
    state.store_error(key("b.jpg"), ViewerError("engine.died", "The engine stopped."))
    assert not state.reference.means
    state.store_inspection(inspection("b.jpg"))
    assert state.reference.means


def test_the_order_by_the_unusual_needs_a_reference(state: State) -> None:
    state.set_order(Order.UNUSUAL)
    state.compare_with(Compare.NOTHING)
    assert state.order is Order.CHANNEL


def test_a_picture_that_is_taken_off_is_no_longer_shown(state: State) -> None:
    state.select(key("a.jpg"))
    state.store_inspection(inspection("a.jpg"))
    state.remove([key("a.jpg")])
    assert [item.name for item in state.items] == ["b.jpg"]
    assert state.shown is None
    assert state.current == ""


def test_memory_is_bounded_by_letting_go_of_what_the_network_saw(state: State) -> None:
    state.results = Results(keep_bytes=200_000)
    names = [f"{number}.png" for number in range(20)]
    state.add([picture(name) for name in names])
    for name in names:
        state.store_inspection(inspection(name))
    first, last = state.inspection(key(names[0])), state.inspection(key(names[-1]))
    assert first is not None
    assert first.seen.size == 0
    assert len(first.blocks) == len(BLOCKS)
    assert last is not None
    assert last.seen.size > 0
    assert state.results.bytes_in_memory <= 200_000


def test_gates_of_many_pictures_are_read_one_by_one(state: State) -> None:
    for seed, name in enumerate(("a.jpg", "b.jpg")):
        state.store_inspection(inspection(name, seed))
    state.add([picture("c.jpg")])
    kept = state.inspections()
    assert [one.image.name for one in kept] == ["a.jpg", "b.jpg"]
    assert len(kept) == 2
    chosen = state.inspections([key("b.jpg"), key("c.jpg"), key("a.jpg")])
    assert [one.image.name for one in chosen] == ["b.jpg", "a.jpg"]
    assert chosen[1] is state.inspection(key("a.jpg"))
    assert state.inspection(key("c.jpg")) is None


def test_a_picture_that_goes_counts_no_more_in_the_average(qapp: object) -> None:
    state = State()
    state.set_model(card(), CPU, None)
    names = [f"{number}.jpg" for number in range(PICTURES_FOR_AN_AVERAGE + 1)]
    state.add([picture(name) for name in names])
    for seed, name in enumerate(names):
        state.store_inspection(inspection(name, seed))
    state.remove([key(names[0])])
    expected = np.mean([inspection(n, s).blocks[0].gates for s, n in enumerate(names) if s], axis=0)
    np.testing.assert_allclose(state.reference.means["SE_2_1"], expected, atol=1e-6)
    assert state.reference.images == PICTURES_FOR_AN_AVERAGE


def test_many_pictures_that_go_have_the_average_counted_anew(qapp: object, qtbot: QtBot) -> None:
    state = State()
    state.set_model(card(), CPU, None)
    names = [f"{number}.jpg" for number in range(FEW_PICTURES + 30)]
    state.add([picture(name) for name in names])
    for seed, name in enumerate(names):
        state.store_inspection(inspection(name, seed))
    with qtbot.waitSignal(state.average_outdated):
        state.remove([key(name) for name in names[: FEW_PICTURES + 1]])
    average = RunningMean()
    for one in state.inspections():
        average.add(one)
    state.add([picture("late.jpg")])
    state.store_inspection(inspection("late.jpg", 99))
    state.set_average(average, set(average.keys))
    left = [*list(enumerate(names))[FEW_PICTURES + 1 :], (99, "late.jpg")]
    expected = np.mean([inspection(n, s).blocks[1].gates for s, n in left], axis=0)
    np.testing.assert_allclose(state.reference.means["SE_3_1"], expected, atol=1e-6)
    assert state.reference.images == len(left)


def restored(state: State, *names: str) -> list[ImageItem]:
    """Items as a project keeps them, their gates in the state's results."""
    for seed, name in enumerate(names):
        state.results.put(inspection(name, seed))
    return [
        ImageItem(picture(name), arrival, answer_of(inspection(name, arrival)))
        for arrival, name in enumerate(names)
    ]


def test_a_list_from_a_file_is_shown_without_its_network(qapp: object) -> None:
    state = State()
    state.restore(restored(state, "x.jpg", "y.jpg"), NetworkRecord(card(), CPU, profile()))
    assert not state.live
    state.select(key("y.jpg"))
    assert state.up_to_date
    assert state.shown is not None
    np.testing.assert_array_equal(
        state.shown.blocks[0].gates, inspection("y.jpg", 1).blocks[0].gates
    )
    assert state.departures() is not None
    assert state.add([picture("z.jpg")]) == [key("z.jpg")]
    assert [item.arrival for item in state.items] == [0, 1, 2]


def test_the_same_network_keeps_the_answers_of_a_file_and_another_one_does_not(
    qapp: object,
) -> None:
    state = State()
    state.restore(restored(state, "x.jpg"), NetworkRecord(card(), CPU, profile()))
    state.set_model(card(), CPU, profile())
    assert state.live
    assert state.items[0].answer is not None
    for other, precision in ((card("other"), "float32"), (card(), "bfloat16")):
        state.restore(restored(state, "x.jpg"), NetworkRecord(card(), CPU, profile()))
        state.set_model(other, CPU, None, precision)
        assert state.live
        assert state.items[0].answer is None
        assert state.inspection(key("x.jpg")) is None


def test_what_a_file_shows_is_of_the_engines_network_once_that_is_there(qapp: object) -> None:
    state = State()
    state.restore(restored(state, "x.jpg"), NetworkRecord(card(), CPU, profile()))
    state.select(key("x.jpg"))
    state.set_model(card(), CPU, profile())
    assert state.up_to_date
    assert state.shown_card is state.card, "maps and noise are asked for of that one alone"


def test_a_list_from_a_file_is_live_at_once_where_the_engine_has_its_network(state: State) -> None:
    network = NetworkRecord(card(), CPU, profile())
    state.restore(restored(state, "x.jpg"), network)
    assert state.live
    state.restore(restored(state, "x.jpg"), network, same_weights=False)
    assert not state.live


def test_what_was_taken_off_comes_back_to_its_place(state: State) -> None:
    state.store_inspection(inspection("a.jpg"))
    gone = [item for item in state.items if item.name == "a.jpg"]
    state.remove([key("a.jpg")])
    state.bring_back(gone)
    assert [item.name for item in state.items] == ["a.jpg", "b.jpg"]
    assert state.inspection(key("a.jpg")) is not None


def test_the_mark_goes_when_another_block_is_focused(state: State) -> None:
    state.set_focus("SE_2_1")
    state.set_marked(3)
    state.set_focus("SE_3_1")
    assert state.marked_channel is None


def test_another_networks_gates_are_the_reference_for_the_image_they_belong_to(
    state: State,
) -> None:
    answers = {name: inspection(name, seed) for seed, name in enumerate(("a.jpg", "b.jpg"))}
    for answer in answers.values():
        state.store_inspection(answer)
    state.select(key("a.jpg"))
    theirs = inspection("a.jpg", seed=7)
    state.compare_with_network(key("a.jpg"), other_network(theirs, "epoch_3.pth"))
    assert state.reference.subject == "epoch_3.pth"
    expected = [
        float(np.abs(one.gates - other.gates).mean())
        for one, other in zip(answers["a.jpg"].blocks, theirs.blocks, strict=True)
    ]
    assert state.departures() == pytest.approx(expected)
    assert state.reference_for([key("a.jpg")]).means
    assert not state.reference_for([key("a.jpg"), key("b.jpg")]).means, "each image has its own"


def test_the_next_image_is_shown_once_both_networks_have_seen_it(state: State) -> None:
    for name in ("a.jpg", "b.jpg"):
        state.store_inspection(inspection(name))
    state.select(key("a.jpg"))
    state.compare_with_network(
        key("a.jpg"), other_network(inspection("a.jpg", seed=7), "epoch_3.pth")
    )
    state.set_order(Order.UNUSUAL)
    state.select(key("b.jpg"))
    assert state.shown is not None
    assert state.shown.image.name == "a.jpg", "gates of two images never meet"
    assert not state.up_to_date
    state.compare_with_network(key("b.jpg"), other_network(inspection("b.jpg", 8), "epoch_3.pth"))
    assert state.shown.image.name == "b.jpg"
    assert state.up_to_date
    assert state.order is Order.UNUSUAL


def test_what_waits_for_the_other_network_is_shown_when_the_comparison_ends(state: State) -> None:
    for name in ("a.jpg", "b.jpg"):
        state.store_inspection(inspection(name))
    state.select(key("a.jpg"))
    state.compare_with_network(key("a.jpg"), other_network(inspection("a.jpg", seed=7), "e"))
    state.select(key("b.jpg"))
    state.compare_with(Compare.AVERAGE)
    assert state.up_to_date
    assert state.reference.images == profile().images
