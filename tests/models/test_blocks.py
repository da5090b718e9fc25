"""SE blocks are found by structure, and named as in the paper."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import are_resnet_like, block_sizes, find_blocks
from senet_viewer.models.cards import card_of
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from tests.models import foreign, functional, lookalikes
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
        foreign.EffectiveSE(8),
        foreign.Wrapped(8),
    ],
    ids=["linear", "own hard sigmoid", "hard sigmoid", "norms, in place", "effective", "wrapped"],
)
def test_blocks_of_other_people_are_found(block: nn.Module) -> None:
    found = find_blocks(foreign.network(block, foreign.SELayer(8)))
    assert [b.channels for b in found] == [8, 8]
    assert all("sigmoid" in type(b.gate).__name__.lower() for b in found)
    # Whole blocks: they take a map and return it scaled.
    assert not any(b.scaling for b in found)


def test_of_a_wrapped_block_the_innermost_is_taken() -> None:
    (block,) = find_blocks(foreign.network(foreign.Wrapped(8)))
    assert isinstance(block.module, foreign.SELayer)
    assert block.path == "2.attention"


@pytest.mark.parametrize("lookalike", lookalikes.ALL)
def test_what_only_looks_like_an_se_block_is_not_taken(lookalike: type[nn.Module]) -> None:
    with pytest.raises(ViewerError) as error:
        find_blocks(foreign.network(lookalike(8)))
    assert error.value.code == "model.no_gates"
    (block,) = find_blocks(foreign.network(lookalike(8), foreign.SELayer(8)))
    assert block.path == "5"
    (block,) = find_blocks(functional.network(lookalike(8), functional.Spelled()))
    assert block.path == "5"


def test_elsewhere_a_stage_is_a_resolution_and_the_last_is_five() -> None:
    se = [foreign.SELayer(8) for _ in range(3)]
    plain = nn.Identity()
    assert names(foreign.network(*se)) == ["SE_3_1", "SE_4_1", "SE_5_1"]
    # A resolution without a block counts too.
    assert names(foreign.network(se[0], plain, se[1])) == ["SE_3_1", "SE_5_1"]
    assert names(foreign.network(se[0], se[1], plain)) == ["SE_3_1", "SE_4_1"]


def test_where_there_are_more_than_five_resolutions_the_first_stage_is_one() -> None:
    model = foreign.network(*(foreign.SELayer(8) for _ in range(7)))
    assert names(model) == [f"SE_{stage}_1" for stage in range(1, 8)]


class OutOfOrder(nn.Module):
    """Defines its second block first."""

    def __init__(self) -> None:
        super().__init__()
        self.second = foreign.SELayer(8)
        self.pool = nn.MaxPool2d(2)
        self.first = foreign.EffectiveSE(8)
        self.conv = nn.Conv2d(3, 8, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = self.second(self.pool(self.first(self.conv(x))))
        return scaled


def test_blocks_stand_in_the_order_in_which_they_run() -> None:
    found = [(block.name, block.path) for block in find_blocks(OutOfOrder())]
    assert found == [("SE_4_1", "first"), ("SE_5_1", "second")]


def test_the_size_is_that_of_the_map_that_is_scaled() -> None:
    model = foreign.network(foreign.SELayer(8), functional.Spelled())
    sizes = block_sizes(model, find_blocks(model), 48)
    assert sizes == {"SE_4_1": (24, 24), "SE_5_1": (12, 12)}
    assert block_sizes(model, find_blocks(model), 0) == {}


class TakesOneSize(nn.Module):
    """Runs on pictures of 32×32 only, as networks for CIFAR do."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = foreign.SELayer(8), foreign.SELayer(8)
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.linear = nn.Linear(8 * 16 * 16, 5)

    def forward(self, x: Tensor) -> Tensor:
        features = self.second(self.pool(self.first(self.conv(x))))
        logits: Tensor = self.linear(features.flatten(1))
        return logits


@pytest.mark.parametrize("pixels", [32, 224])
def test_names_do_not_depend_on_the_size_that_is_asked_for(pixels: int) -> None:
    blocks = find_blocks(TakesOneSize(), pixels)
    assert [block.name for block in blocks] == ["SE_4_1", "SE_5_1"]


def test_a_network_on_meta_has_the_same_blocks() -> None:
    model = functional.network(functional.Spelled(), foreign.SELayer(8), functional.Excited())
    expected = [(b.name, b.path, b.channels, b.scaling) for b in find_blocks(model)]
    on_meta = find_blocks(model.to("meta"))
    assert [(b.name, b.path, b.channels, b.scaling) for b in on_meta] == expected


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


@pytest.mark.filterwarnings("ignore:.*weight_norm. is deprecated")
def test_layers_that_compute_their_weights_are_found_too() -> None:
    block = foreign.EffectiveSE(8)
    nn.utils.weight_norm(block.fc)
    assert names(foreign.network(block)) == ["SE_5_1"]


def test_a_network_without_gates_is_named_and_told_what_was_looked_for() -> None:
    with pytest.raises(ViewerError) as error:
        find_blocks(foreign.network(nn.Identity()))
    assert error.value.code == "model.no_gates"
    assert "Sequential has no squeeze-and-excitation gates" in error.value.sentence
    assert "two 1×1 convolutions" in error.value.detail
    assert "in a pass on an empty picture" in error.value.detail


def test_a_network_that_could_not_be_watched_is_refused_with_the_reason() -> None:
    class WantsFrames(nn.Linear):
        def forward(self, x: Tensor) -> Tensor:
            raise ValueError("expected five dimensions")

    with pytest.raises(ViewerError) as error:
        find_blocks(WantsFrames(3, 3))
    assert "not possible (expected five dimensions)" in error.value.detail


def test_only_networks_with_resnet_stages_are_taken_for_such() -> None:
    assert are_resnet_like(find_blocks(small_network()))
    assert are_resnet_like(find_blocks(Staged()))
    assert not are_resnet_like(find_blocks(foreign.network(foreign.SELayer(8))))


class Staged(nn.Module):
    """``layer1`` and ``layer2``, each with a block that is a module and one that is written out."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.layer1 = nn.Sequential(functional.PreActivated(), foreign.Wrapped(8))
        self.layer2 = nn.Sequential(functional.Spelled(), foreign.Wrapped(8), nn.MaxPool2d(2))

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layer2(self.layer1(self.conv1(x)))
        return features


def test_blocks_of_both_kinds_are_numbered_together() -> None:
    found = [(b.name, b.path, b.scaling) for b in find_blocks(Staged())]
    assert found == [
        ("SE_2_1", "layer1.0", 1),
        ("SE_2_2", "layer1.1.attention", 0),
        ("SE_3_1", "layer2.0", 1),
        ("SE_3_2", "layer2.1.attention", 0),
    ]


@pytest.mark.parametrize("block", [foreign.SELayer(8), foreign.InPlaceSE(8), functional.Spelled()])
def test_a_block_that_runs_twice_is_two_blocks(block: nn.Module) -> None:
    called = find_blocks(foreign.Tied(block))
    assert [(b.name, b.path, b.scaling) for b in called] == [
        ("SE_4_1", "block", 1),
        ("SE_5_1", "block", 2),
    ]
    assert all(b.gate is None for b in called)
    # The same as where the module stands in two places.
    listed = find_blocks(foreign.network(block, block))
    assert [(b.name, b.scaling) for b in listed] == [(b.name, b.scaling) for b in called]


class TiedStage(nn.Module):
    """``layer1`` runs twice."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.layer1 = nn.Sequential(foreign.Wrapped(8), foreign.Wrapped(8))

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.layer1(self.layer1(self.conv1(x)))
        return features


def test_a_stage_that_runs_twice_has_its_blocks_twice_in_the_order_of_the_pass() -> None:
    found = [(b.name, b.path, b.scaling) for b in find_blocks(TiedStage())]
    assert found == [
        ("SE_2_1", "layer1.0.attention", 1),
        ("SE_2_2", "layer1.1.attention", 1),
        ("SE_2_3", "layer1.0.attention", 2),
        ("SE_2_4", "layer1.1.attention", 2),
    ]


class Counted(foreign.Tied):
    """Counts its passes; copies count with it."""

    def __init__(self, passes: list[int]) -> None:
        super().__init__()
        self.count = passes.append

    def forward(self, x: Tensor) -> Tensor:
        self.count(1)
        return super().forward(x)


def test_one_pass_shows_the_blocks_and_the_sizes_of_their_maps() -> None:
    passes: list[int] = []
    model = Counted(passes)
    card = card_of(model)
    assert [(b.height, b.width) for b in card.blocks] == [(112, 112), (56, 56)]
    assert len(passes) == 1
    assert block_sizes(model, find_blocks(model, 64), 32) == {"SE_4_1": (16, 16), "SE_5_1": (8, 8)}
