"""Inspections in memory: bounded where a store has them too, never lost where it has not."""

from __future__ import annotations

import numpy as np
import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.gui.results import KeptInspections, Results
from senet_viewer.records import ImageRef, Inspection, ModelCard
from tests.gui.making import card, inspection, picture


class Shelf:
    """A store in memory that counts what is read."""

    def __init__(self) -> None:
        self.kept: dict[str, Inspection] = {}
        self.read: list[str] = []
        self.damaged = False

    def inspection(self, image: ImageRef, card: ModelCard) -> Inspection | None:
        self.read.append(image.name)
        if self.damaged:
            raise ViewerError("project.damaged", "damaged")
        return self.kept.get(image.key)


def image(name: str) -> ImageRef:
    return picture(name).image


def filled(results: Results, count: int) -> list[Inspection]:
    answers = [inspection(f"{number}.jpg", number) for number in range(count)]
    for answer in answers:
        results.put(answer)
    return answers


def test_what_is_not_written_stays_whole_while_it_fits() -> None:
    results = Results(keep_bytes=10**6)
    answers = filled(results, 5)
    assert [results.get(answer.image) for answer in answers] == answers


def test_what_is_written_leaves_memory_and_is_read_when_it_is_looked_at() -> None:
    shelf, results = Shelf(), Results(keep_bytes=50_000)
    answers = filled(results, 10)
    shelf.kept = {answer.image.key: answer for answer in answers}
    results.read_from(shelf, card())
    results.mark_written(answers)
    assert results.bytes_in_memory <= 50_000
    assert results.get(image("0.jpg")) is answers[0]
    assert shelf.read == ["0.jpg"]
    assert results.get(image("0.jpg")) is answers[0]
    assert shelf.read == ["0.jpg"], "it is remembered now"
    assert results.bytes_in_memory <= 50_000


def test_many_are_read_without_pushing_out_what_is_looked_at() -> None:
    shelf, results = Shelf(), Results(keep_bytes=50_000)
    answers = filled(results, 10)
    shelf.kept = {answer.image.key: answer for answer in answers}
    results.read_from(shelf, card())
    results.mark_written(answers)
    results.get(image("3.jpg"))
    shelf.read.clear()
    kept = KeptInspections(results, [answer.image for answer in answers])
    assert list(kept) == answers
    assert list(kept[2:4]) == answers[2:4]
    shelf.read.clear()
    results.get(image("3.jpg"))
    assert shelf.read == []


def test_a_newer_answer_is_not_taken_for_the_written_one() -> None:
    results = Results(keep_bytes=1)
    old = inspection("a.jpg", 1)
    results.put(old)
    new = inspection("a.jpg", 2)
    results.put(new)
    results.mark_written([old])
    assert not results.is_newest(old)
    assert results.is_newest(new)
    found = results.get(image("a.jpg"))
    assert found is not None
    np.testing.assert_array_equal(found.blocks[0].gates, new.blocks[0].gates)


def test_gates_without_their_view_do_not_hold_on_to_it() -> None:
    """Gates from the engine are part of the same memory as the picture that it saw."""
    results = Results(keep_bytes=20_000)
    body = np.zeros(100_000, np.uint8)
    for number in range(3):
        answer = inspection(f"{number}.jpg", number)
        gates = body[:32].view(np.float32)
        object.__setattr__(answer.blocks[0], "gates", gates)
        results.put(answer)
    first = results.get(image("0.jpg"))
    assert first is not None
    assert first.seen.size == 0
    assert first.blocks[0].gates.base is None


def test_what_cannot_be_read_is_asked_for_again() -> None:
    shelf, results = Shelf(), Results()
    shelf.damaged = True
    results.read_from(shelf, card())
    assert results.get(image("a.jpg")) is None
    with pytest.raises(ViewerError) as caught:
        list(KeptInspections(results, [image("a.jpg")]))
    assert caught.value.code == "results.gone"


def test_another_network_forgets_all_and_its_source() -> None:
    shelf, results = Shelf(), Results()
    answers = filled(results, 2)
    shelf.kept = {answer.image.key: answer for answer in answers}
    results.read_from(shelf, card())
    before = results.generation
    results.clear()
    assert results.generation > before
    assert results.get(answers[0].image) is None
    assert (results.bytes_in_memory, shelf.read) == (0, [])
