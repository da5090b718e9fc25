"""The summary counts as torchinfo does, to its last digit."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.loading import load_model
from senet_viewer.models.summary import summarise
from senet_viewer.summaries import MEGABYTE, Layer, Summary
from tests.models.making import small_network


def layer(summary: Summary, path: str) -> Layer:
    (found,) = [layer for layer in summary.layers if layer.path == path]
    return found


@pytest.mark.parametrize(
    ("name", "parameters", "giga", "megabytes"),
    [
        # torchinfo 1.8.0 printed these: input, forward/backward pass, parameters, total.
        ("se_resnet50@tutorial", 28_080_344, "63.60", ("0.60", "2691.18", "112.32", "2804.10")),
        ("se_resnet50@imagenet", 28_088_024, "4.09", ("0.60", "177.96", "112.35", "290.91")),
    ],
)
def test_totals_of_se_resnet_50(
    name: str, parameters: int, giga: str, megabytes: tuple[str, ...]
) -> None:
    summary = summarise(load_model(name, device="meta"))
    assert summary.parameters == summary.trainable_parameters == parameters
    assert f"{summary.multiply_adds / 1e9:.2f}" == giga
    sizes = (
        summary.input_bytes,
        summary.output_bytes,
        summary.parameter_bytes,
        summary.total_bytes,
    )
    assert tuple(f"{size / MEGABYTE:.2f}" for size in sizes) == megabytes


def test_se_blocks_are_marked_and_their_share_is_known() -> None:
    summary = summarise(load_model("se_resnet50", device="meta"))
    assert len(summary.blocks) == 16
    assert summary.blocks[0] == "SE_2_1"
    assert summary.se_parameters == 2_530_992
    # A squeezed map has one pixel: a multiply-add a parameter.
    assert summary.se_multiply_adds == 2_530_992
    # Values that are averaged and scaled: channels × side² × blocks, stage by stage.
    values = 256 * 56**2 * 3 + 512 * 28**2 * 4 + 1024 * 14**2 * 6 + 2048 * 7**2 * 3
    assert summary.scaled_values == values
    inside = [layer.path for layer in summary.layers if layer.block == "SE_3_2"]
    assert inside == [f"layer2.1.SE{name}" for name in ("", ".conv1", ".conv2", ".gate")]


def test_layers_stand_in_the_order_in_which_they_run() -> None:
    network, first, second, *_rest, last = summarise(small_network(), (2, 3, 64, 64)).layers
    assert (network.path, network.depth, network.name) == ("", 0, "SEResNet")
    assert network.output_shape == (2, 7)
    assert (first.path, first.kind, first.output_shape) == ("conv1", "Conv2d", (2, 8, 32, 32))
    assert (first.parameters, first.multiply_adds) == (216, 2 * 32 * 32 * 216)
    assert (second.path, second.depth) == ("bn1", 1)
    assert (last.path, last.output_shape, last.multiply_adds) == ("linear", (2, 7), 2 * 455)


class Backwards(nn.Module):
    """Defines its layers in another order than it runs them, and one that it never runs."""

    def __init__(self) -> None:
        super().__init__()
        self.last = nn.Linear(4, 2)
        self.unused = nn.Sequential(nn.Linear(4, 3))
        self.first = nn.Linear(5, 4)

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        return {"logits": self.last(self.first(x))}


def test_what_never_runs_stands_last_and_its_parameters_count() -> None:
    summary = summarise(Backwards(), (1, 5))
    assert [layer.path for layer in summary.layers] == ["", "first", "last", "unused", "unused.0"]
    unused = summary.layers[-1]
    assert (unused.runs, unused.output_shape, unused.multiply_adds) == (0, (), 0)
    assert summary.parameters == sum(p.numel() for p in Backwards().parameters())
    assert summary.layers[0].output_shape == (1, 2)


def test_a_layer_that_runs_twice_is_counted_once() -> None:
    shared = nn.Linear(4, 4)
    summary = summarise(nn.Sequential(shared, nn.ReLU(), shared), (1, 4))
    assert summary.parameters == 20
    assert summary.multiply_adds == 40
    assert [(layer.path, layer.runs) for layer in summary.layers[1:]] == [("0", 2), ("1", 1)]


def test_a_layer_shared_by_two_parts_stands_in_both_and_its_parameters_count_once() -> None:
    shared = nn.Linear(4, 4)
    summary = summarise(nn.Sequential(nn.Sequential(shared), nn.Sequential(shared)), (1, 4))
    assert [(layer.path, layer.parameters) for layer in summary.layers] == [
        ("", 0), ("0", 0), ("0.0", 20), ("1", 0), ("1.0", 0),
    ]  # fmt: skip
    assert layer(summary, "1.0").multiply_adds == 20


def test_tied_parameters_count_once() -> None:
    one, other = nn.Linear(4, 4, bias=False), nn.Linear(4, 4, bias=False)
    other.weight = one.weight
    summary = summarise(nn.Sequential(one, other), (1, 4))
    assert (summary.parameters, summary.multiply_adds) == (16, 32)
    assert summary.parameter_bytes == 64


def test_a_linear_layer_counts_once_for_each_vector() -> None:
    assert summarise(nn.Sequential(nn.Linear(4, 3)), (2, 7, 4)).multiply_adds == 2 * 7 * 15


class Attention(nn.Module):
    """A projection, and products of what it gave."""

    def __init__(self) -> None:
        super().__init__()
        self.project = nn.Linear(8, 8, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        projected = self.project(x)
        weights = (projected @ projected.transpose(1, 2)).softmax(-1)
        attended: Tensor = weights @ projected
        return attended


class SelfAttention(nn.Module):
    """The library's attention, of a sequence to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        attended: Tensor = self.attention(x, x, x)[0]
        return attended


def test_products_outside_of_layers_are_told_and_not_counted() -> None:
    summary = summarise(Attention(), (1, 5, 8))
    assert summary.multiply_adds == 5 * 64
    assert summary.uncounted_multiply_adds == 2 * 5 * 5 * 8
    # Its four projections are products of functions too: parameters that no layer of its own has.
    projections, products = 4 * 5 * 64, 2 * 5 * 5 * 8
    heads = summarise(SelfAttention(), (1, 5, 8))
    assert heads.uncounted_multiply_adds == projections + products


def test_a_network_without_se_blocks_has_a_summary_too() -> None:
    summary = summarise(nn.Sequential(nn.Conv2d(3, 2, 1)), (1, 3, 4, 4))
    assert (summary.se_parameters, summary.blocks, summary.scaled_values) == (0, (), 0)
    assert summary.multiply_adds == 16 * 8


def test_the_network_is_left_as_it_was() -> None:
    model = small_network().train()
    summarise(model)
    assert model.training
    assert all(not module._forward_hooks for module in model.modules())
    assert all(not module._forward_pre_hooks for module in model.modules())
    assert {p.device for p in model.parameters()} == {torch.device("cpu")}


def test_a_size_that_the_network_refuses_is_named() -> None:
    with pytest.raises(ViewerError) as error:
        summarise(small_network(), (1, 5, 64, 64))
    assert error.value.code == "summary.size"
    assert "SEResNet does not run on an input of 1×5×64×64" in error.value.sentence
