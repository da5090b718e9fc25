"""The tree of layers: sums of subtrees, order, stages, for known and for random networks."""

from __future__ import annotations

import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.models.loading import load_model
from senet_viewer.models.squeeze_excited import SqueezeExcited
from senet_viewer.models.summary import summarise
from senet_viewer.summaries import (
    Branch,
    Cost,
    Layer,
    Summary,
    compare_stages,
    stage_costs,
    total,
    tree,
)
from tests.models.making import small_network

CHANNELS = 4


def find(root: Branch, path: str) -> Branch:
    return next(branch for branch in root.walk() if branch.layer.path == path)


def test_a_container_has_the_sums_of_what_it_holds() -> None:
    summary = summarise(load_model("se_resnet50", device="meta"))
    root = tree(summary)
    assert root.cost.parameters == summary.parameters == 28_088_024
    stage = find(root, "layer1")
    assert stage.layer.output_shape == (1, 256, 56, 56)
    assert stage.layer.parameters == 0
    # As in ResNet-50, and three SE blocks.
    assert stage.cost.parameters == 215_808 + 25_392
    block = find(root, "layer1.0.SE")
    assert block.cost.parameters == 2 * 256 * 16 + 16 + 256
    assert [child.layer.name for child in block.children] == ["conv1", "conv2", "gate"]


def test_a_walk_stops_at_a_depth() -> None:
    root = tree(summarise(small_network(), (1, 3, 64, 64)))
    assert [branch.layer.path for branch in root.walk(0)] == [""]
    names = [branch.layer.path for branch in root.walk(1)]
    assert names == [
        "", "conv1", "bn1", "relu", "pool", "layer1", "layer2", "layer3", "layer4", "linear",
    ]  # fmt: skip
    assert [b.layer for b in root.walk()] == list(summarise(small_network(), (1, 3, 64, 64)).layers)


def test_stages_of_a_resnet_are_the_papers() -> None:
    summary = summarise(load_model("se_resnet18", device="meta"))
    stages = {layer.path: layer.stage for layer in summary.layers}
    assert [stages[p] for p in ("conv1", "layer1", "layer2.0.SE.conv1", "layer4.1.bn2")] == [
        1,
        2,
        3,
        5,
    ]
    assert (stages["linear"], stages[""]) == (0, 0)
    assert list(stage_costs(summary)) == [1, 2, 3, 4, 5, 0]


class Halving(nn.Module):
    """Convolutions that halve the map three times, an SE block on the smallest but one."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.middle = SqueezeExcited(nn.Conv2d(8, 8, 3, stride=2, padding=1), 8, reduction=4)
        self.last = nn.Sequential(nn.Conv2d(8, 8, 3, stride=2, padding=1), nn.BatchNorm2d(8))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Conv2d(8, 5, 1)

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.head(self.pool(self.last(self.middle(self.stem(x)))))
        return scores.flatten(1)


def test_stages_of_other_networks_are_sizes_of_the_map() -> None:
    summary = summarise(Halving(), (1, 3, 64, 64))
    stages = {layer.path: layer.stage for layer in summary.layers}
    # The last stage is that of the map which the network answers from.
    assert summary.blocks == ("SE_4_1",)
    assert (stages["stem"], stages["middle"], stages["middle.SE.conv1"]) == (3, 4, 4)
    assert (stages["last.0"], stages["last.1"]) == (5, 5)
    assert (stages["pool"], stages["head"]) == (0, 0)


def test_stages_without_blocks_are_sizes_of_the_map_too() -> None:
    plain = Halving()
    plain.middle.SE = nn.Identity()  # type: ignore[assignment]  # in place of the block
    stages = {layer.path: layer.stage for layer in summarise(plain, (1, 3, 64, 64)).layers}
    assert [stages[p] for p in ("stem", "middle.transform", "last.0", "head")] == [3, 4, 5, 0]


def test_stages_of_two_networks_are_set_side_by_side() -> None:
    one, other = (
        Summary(title, (1,), layers, 0, 0)
        for title, layers in (
            ("A", (layer(1, 10), layer(0, 5), layer(2, 7))),
            ("B", (layer(3, 1), layer(1, 2), layer(1, 3))),
        )
    )
    found = [(s, a.parameters, b.parameters) for s, a, b in compare_stages(one, other)]
    assert found == [(1, 10, 5), (2, 7, 0), (3, 0, 1), (0, 5, 0)]


def layer(stage: int, parameters: int) -> Layer:
    return Layer("a", "Linear", 1, (1,), Cost(parameters), stage=stage)


class Scattered(nn.Module):
    """Runs its parts in a random order, some of them not at all, and some twice."""

    def __init__(self, parts: list[nn.Module], order: list[int]) -> None:
        super().__init__()
        self.parts = nn.ModuleList(parts)
        self.order = order

    def forward(self, x: Tensor) -> Tensor:
        for place in self.order:
            x = self.parts[place](x)
        return x


def random_network(dice: random.Random, depth: int, shared: list[nn.Module]) -> nn.Module:
    """Convolutions, norms, SE blocks and containers; a part may stand in several places."""
    kind = dice.choice(("conv", "norm", "se", "shared", "tied", "nest", "nest", "scatter"))
    made: nn.Module
    if depth == 0 or kind == "conv":
        made = nn.Conv2d(CHANNELS, CHANNELS, dice.choice((1, 3)), padding="same")
    elif kind == "norm":
        made = nn.BatchNorm2d(CHANNELS)
    elif kind == "se":
        made = SqueezeExcited(nn.Identity(), CHANNELS, reduction=2)
    elif kind == "shared" and shared:
        return dice.choice(shared)
    elif kind == "tied":
        made = nn.Conv2d(CHANNELS, CHANNELS, 1)
        twins: list[Any] = [part for part in shared if type(part) is nn.Conv2d]
        fitting = [twin for twin in twins if twin.kernel_size == (1, 1)]
        if fitting:
            made.weight = fitting[0].weight
    else:
        parts = [random_network(dice, depth - 1, shared) for _ in range(dice.randint(1, 4))]
        if kind == "scatter":
            order = [dice.randrange(len(parts)) for _ in range(len(parts) + 1)]
            made = Scattered(parts, order)
        else:
            made = nn.Sequential(*parts)
    shared.append(made)
    return made


@pytest.mark.parametrize("seed", range(40))
def test_sums_hold_for_random_networks(seed: int) -> None:
    torch.manual_seed(seed)
    dice = random.Random(seed)
    shared: list[nn.Module] = []
    model = nn.Sequential(*(random_network(dice, 3, shared) for _ in range(3)))
    summary = summarise(model, (1, CHANNELS, 6, 6))
    root = tree(summary)
    # Every parameter counts once, whatever shares it.
    assert root.cost.parameters == summary.parameters == sum(p.numel() for p in model.parameters())
    assert root.cost == total(summary.layers) == summary.cost
    assert sum(stage_costs(summary).values(), Cost()) == summary.cost
    for branch in root.walk():
        children = sum((child.cost for child in branch.children), branch.layer.own)
        assert branch.cost == children
        assert all(child.layer.depth == branch.layer.depth + 1 for child in branch.children)
    paths = [layer.path for layer in summary.layers]
    assert len(set(paths)) == len(paths)
    assert set(dict(model.named_modules())) <= set(paths)
    assert runs_of_layers(summary) == runs_by_hand(model)
    assert summary.uncounted_multiply_adds == 0


def runs_of_layers(summary: Summary) -> int:
    """How often convolutions ran, wherever they stand."""
    return sum(layer.runs for layer in summary.layers if layer.kind == "Conv2d")


def runs_by_hand(model: nn.Module) -> int:
    counts = []
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            part.register_forward_hook(lambda *_: counts.append(1))
    with torch.inference_mode():
        model.eval()(torch.zeros(1, CHANNELS, 6, 6))
    return len(counts)
