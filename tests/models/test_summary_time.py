"""How many times as long one network takes as another is measured in turns."""

from __future__ import annotations

import time

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.summary_time import FEWEST_PAIRS, time_ratio
from tests.models.making import one_thread, small_network

SIZE = (1, 3, 8, 8)
CALLS: list[str] = []


class Sleeper(nn.Module):
    """Takes a known time."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__()
        self.name = name
        self.seconds = seconds

    def forward(self, x: Tensor) -> Tensor:
        CALLS.append(self.name)
        time.sleep(self.seconds)
        return x


def test_the_ratio_is_that_of_the_times() -> None:
    ratio = time_ratio(Sleeper("a", 0.03), Sleeper("b", 0.01), SIZE, seconds=0)
    # A busy machine lets both sleep longer, never shorter.
    assert 1 < ratio.median < 3.5
    assert ratio.low <= ratio.median <= ratio.high
    assert ratio.pairs == FEWEST_PAIRS
    assert ratio.seconds >= 0.03
    assert ratio.other_seconds >= 0.01


def test_both_take_turns_at_going_first() -> None:
    CALLS.clear()
    time_ratio(Sleeper("a", 0), Sleeper("b", 0), SIZE, seconds=0)
    # Before that the fast copies were made.
    assert "".join(CALLS).endswith("aabb" + "abba" * (FEWEST_PAIRS // 2))


def test_the_networks_are_left_as_they_were() -> None:
    model = small_network().train()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    with one_thread():
        time_ratio(model, small_network(), (1, 3, 64, 64), seconds=0)
    assert model.training
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, before[name])


def test_a_size_that_a_network_refuses_is_named() -> None:
    with pytest.raises(ViewerError) as refusal:
        time_ratio(small_network(), small_network(), (1, 5, 8, 8), seconds=0)
    assert refusal.value.code == "summary.size"
