"""SE blocks are found by structure, and named as in the paper."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import find_blocks, is_resnet_like
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from tests.models import foreign
from tests.models.making import small_network


def names(model: nn.Module) -> list[str]:
    return [block.name for block in find_blocks(model)]


def test_stages_of_the_own_networks_are_the_papers() -> None:
    with torch.device("meta"):
        model = SEResNet(SEResNetSettings(50))
    expected = [f"SE_{s}_{i + 1}" for s, n in ((2, 3), (3, 4), (4, 6), (5, 3)) for i in range(n)]
    assert names(model) == expected
    last = find_blocks(model)[-1]
    assert (last.stage, last.index, last.path, last.channels) == (5, 3, "layer4.2.SE", 2048)
    assert last.gate is last.module.get_submodule("gate")


@pytest.mark.parametrize(
    "block",
    [
        foreign.SELayer(8),
        foreign.SELayer(8, foreign.HardSigmoid()),
        foreign.SELayer(8, nn.Hardsigmoid()),
        foreign.InPlaceSE(8),
        foreign.Wrapped(8),
    ],
    ids=["linear", "own hard sigmoid", "hard sigmoid", "in place with norms", "wrapped"],
)
def test_blocks_of_other_people_are_found(block: nn.Module) -> None:
    found = find_blocks(foreign.network(block, foreign.SELayer(8)))
    assert [b.channels for b in found] == [8, 8]
    assert all("sigmoid" in type(b.gate).__name__.lower() for b in found)


def test_of_a_wrapped_block_the_innermost_is_taken() -> None:
    (block,) = find_blocks(foreign.network(foreign.Wrapped(8)))
    assert isinstance(block.module, foreign.SELayer)
    assert block.path == "2.attention"


@pytest.mark.parametrize(
    "lookalike",
    [
        foreign.SelectiveKernel(8),
        foreign.EfficientChannelAttention(8),
        foreign.EffectiveSE(8),
        foreign.GlobalContext(8),
    ],
    ids=["selective kernel", "ECA", "effective SE", "global context"],
)
def test_what_only_looks_like_an_se_block_is_not_taken(lookalike: nn.Module) -> None:
    assert len(find_blocks(foreign.network(lookalike, foreign.SELayer(8)))) == 1


def test_elsewhere_a_stage_is_a_resolution_and_the_last_is_five() -> None:
    se = [foreign.SELayer(8) for _ in range(3)]
    plain = nn.Identity()
    assert names(foreign.network(*se)) == ["SE_3_1", "SE_4_1", "SE_5_1"]
    # A resolution without a block counts too.
    assert names(foreign.network(se[0], plain, se[1])) == ["SE_3_1", "SE_5_1"]


class ReadsValues(nn.Module):
    """Decides by a value, which no tracer can follow."""

    def __init__(self) -> None:
        super().__init__()
        self.se = foreign.SELayer(8)
        self.conv = nn.Conv2d(3, 8, 3)

    def forward(self, x: Tensor) -> Tensor:
        features = self.conv(x)
        scaled: Tensor = self.se(features) if features.sum() >= 0 else features
        return scaled


class WantsSequences(ReadsValues):
    """Takes no single pictures."""

    def forward(self, x: Tensor) -> Tensor:
        assert x.ndim == 5
        return super().forward(x.flatten(0, 1))


@pytest.mark.parametrize("model", [ReadsValues(), WantsSequences()])
def test_what_decides_by_values_or_takes_other_input_has_names_too(model: nn.Module) -> None:
    assert names(model) == ["SE_5_1"]


def test_finding_leaves_the_network_as_it_was() -> None:
    model = foreign.network(foreign.SELayer(8)).train()
    calls: list[int] = []
    model[0].register_forward_hook(lambda *_: calls.append(1))
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    find_blocks(model)
    assert model.training
    assert not calls
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


def test_a_network_without_gates_is_named_and_told_what_was_looked_for() -> None:
    with pytest.raises(ViewerError) as error:
        find_blocks(foreign.network(foreign.EffectiveSE(8)))
    assert error.value.code == "model.no_gates"
    assert "Sequential has no squeeze-and-excitation gates" in error.value.sentence
    assert "two 1×1 convolutions" in error.value.detail


def test_only_networks_with_resnet_stages_are_taken_for_such() -> None:
    assert is_resnet_like(small_network())
    assert not is_resnet_like(foreign.network(foreign.SELayer(8)))
