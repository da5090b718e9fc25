"""Gates that never move over the loaded pictures, and networks that look untrained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from senet_viewer.records import Inspection
from senet_viewer.statistics import looks_untrained, stuck_gates
from tests.export.making import inspection


def with_gates(*values: list[float]) -> Inspection:
    """An inspection of as many blocks as there are lists of gates."""
    one = inspection()
    blocks = zip(one.blocks, values, strict=False)
    return replace(
        one, blocks=tuple(replace(b, gates=np.array(gates, np.float32)) for b, gates in blocks)
    )


def test_a_gate_that_is_always_closed_is_dead_and_one_always_open_saturated() -> None:
    first = with_gates([0.01, 0.04, 0.99, 0.5], [0.02, 0.96])
    second = with_gates([0.04, 0.06, 0.96, 0.5], [0.03, 0.94])
    one, other = stuck_gates([first, second])
    assert (one.block, one.module) == ("SE_2_1", "layer1.0.SE")
    assert (one.dead, one.saturated) == ((0,), (2,))
    assert (other.block, other.dead, other.saturated) == ("SE_2_2", (0,), ())


@pytest.mark.parametrize("pictures", [0, 1])
def test_too_few_pictures_tell_nothing(pictures: int) -> None:
    assert stuck_gates([with_gates([0.0, 1.0])] * pictures) == ()


def test_pictures_are_read_one_by_one() -> None:
    read = []

    def coming() -> Iterator[Inspection]:
        for number in range(5):
            read.append(number)
            yield with_gates([0.01 * number, 0.5])

    (block,) = stuck_gates(coming())
    assert read == [0, 1, 2, 3, 4]
    assert block.dead == (0,)


def test_the_first_pictures_gates_are_left_as_they_are() -> None:
    first = with_gates([0.01, 0.99])
    before = first.blocks[0].gates.copy()
    stuck_gates([first, with_gates([0.9, 0.1])])
    assert np.array_equal(first.blocks[0].gates, before)


def test_all_gates_near_one_half_look_untrained() -> None:
    assert looks_untrained(with_gates([0.48, 0.51, 0.5], [0.52, 0.5]))
    assert not looks_untrained(with_gates([0.48, 0.51, 0.5], [0.9, 0.5]))
    assert not looks_untrained(inspection())
