"""The summary counts as torchinfo does, to its last digit."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.loading import load_model
from senet_viewer.models.summary import MEGABYTE, summarise
from tests.models.making import small_network


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
    inside = [layer.path for layer in summary.layers if layer.block == "SE_3_2"]
    assert inside == [f"layer2.1.SE.{name}" for name in ("conv1", "conv2", "gate")]


def test_rows_stand_in_the_order_in_which_the_layers_run() -> None:
    first, second, *_rest, last = summarise(small_network(), (2, 3, 64, 64)).layers
    assert (first.path, first.kind, first.output_shape) == ("conv1", "Conv2d", (2, 8, 32, 32))
    assert (first.parameters, first.multiply_adds) == (216, 2 * 32 * 32 * 216)
    assert second.path == "bn1"
    assert (last.path, last.output_shape, last.multiply_adds) == ("linear", (2, 7), 2 * 455)


def test_a_layer_that_runs_twice_is_counted_once() -> None:
    shared = nn.Linear(4, 4)
    summary = summarise(nn.Sequential(shared, nn.ReLU(), shared), (1, 4))
    assert summary.parameters == sum(layer.parameters for layer in summary.layers) == 20
    assert summary.multiply_adds == 40


def test_a_network_without_se_blocks_has_a_summary_too() -> None:
    summary = summarise(nn.Sequential(nn.Conv2d(3, 2, 1)), (1, 3, 4, 4))
    assert (summary.se_parameters, summary.blocks) == (0, ())
    assert summary.multiply_adds == 16 * 8


def test_the_network_is_left_as_it_was() -> None:
    model = small_network().train()
    summarise(model)
    assert model.training
    assert all(not module._forward_hooks for module in model.modules())
    assert {p.device for p in model.parameters()} == {torch.device("cpu")}


def test_a_size_that_the_network_refuses_is_named() -> None:
    with pytest.raises(ViewerError) as error:
        summarise(small_network(), (1, 5, 64, 64))
    assert error.value.code == "summary.size"
    assert "SEResNet does not run on an input of 1×5×64×64" in error.value.sentence
