"""Networks without their weights: plain ones, those of the libraries, and ones without blocks."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.loading import load_model
from senet_viewer.models.outlines import compared, outline, outline_of, summary_of, without_blocks
from senet_viewer.records import BuildOptions
from tests.models.making import one_thread, pictures, small_network


def devices(model: nn.Module) -> set[str]:
    return {tensor.device.type for tensor in model.state_dict().values()}


@pytest.mark.parametrize(
    ("name", "title", "parameters"),
    [
        ("resnet18", "ResNet-18", 11_689_512),
        ("ResNet-50@tutorial", "ResNet-50, tutorial stem", 25_549_352),
        ("torchvision:resnet50", "torchvision:resnet50", 25_557_032),
        ("timm:resnet18", "timm:resnet18", 11_689_512),
        # Without the heads that are for training alone.
        ("torchvision:googlenet", "torchvision:googlenet", 6_624_904),
        ("se_googlenet", "SE-GoogLeNet", 7_105_007),
        # The library may be left out where only one is meant; no weights are looked for.
        ("seresnet50", "timm:seresnet50", 28_088_024),
        ("se_resnet50", "SE-ResNet-50", 28_088_024),
    ],
)
def test_networks_are_built_without_memory(name: str, title: str, parameters: int) -> None:
    found = outline(name)
    assert found.title == title
    assert sum(p.numel() for p in found.model.parameters()) == parameters
    assert devices(found.model) == {"meta"}
    assert not found.model.training


def test_a_network_in_other_code_is_built_with_random_weights_and_without_download() -> None:
    own = BuildOptions(implementation="own")
    for device in ("meta", "cpu"):
        found = outline("timm:legacy_seresnet18", own, device)
        assert devices(found.model) == {device}
        assert summary_of(found).parameters == 11_778_592
    with one_thread(), torch.inference_mode():
        assert found.model(pictures(1, 32)).isfinite().all()


def test_a_network_without_its_blocks_is_a_copy_of_its_own() -> None:
    found = outline_of(load_model("bundled", "cpu"))
    plain = compared(found, "plain")
    assert plain.title == "SE-ResNet-18 without its SE blocks"
    assert plain.pixels == found.pixels == 64
    assert len(find_blocks(found.model)) == 8
    assert summary_of(plain).blocks == ()


def test_a_network_without_its_blocks_computes_what_is_left() -> None:
    model = small_network()
    plain = without_blocks(outline_of(model)).model
    # With all gates open, the network with its blocks does the same.
    for block in find_blocks(model):
        last = block.module.get_submodule("conv2")
        assert isinstance(last, nn.Conv2d)
        nn.init.zeros_(last.weight)
        assert last.bias is not None
        nn.init.constant_(last.bias, 20.0)
    x = pictures(2)
    with one_thread(), torch.inference_mode():
        torch.testing.assert_close(plain(x), model(x), rtol=1e-4, atol=1e-4)


class Mixed(nn.Module):
    """A convolution whose output the same module scales by gates."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.down = nn.Linear(8, 2)
        self.up = nn.Linear(2, 8)

    def forward(self, x: Tensor) -> Tensor:
        features = self.conv(x)
        gate = torch.sigmoid(self.up(torch.relu(self.down(features.mean((2, 3))))))
        scaled: Tensor = features * gate[:, :, None, None]
        return scaled


def test_blocks_inside_modules_that_do_other_things_are_counted_and_stay() -> None:
    model = nn.Sequential(Mixed(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4)).eval()
    summary = summary_of(outline_of(model), 32)
    assert summary.blocks == ("SE_5_1",)
    assert {layer.path for layer in summary.layers if layer.block} == {"0.down", "0.up"}
    assert summary.se_parameters == 18 + 24
    assert summary.scaled_values == 8 * 32 * 32
    with pytest.raises(ViewerError) as refusal:
        without_blocks(outline_of(model))
    assert refusal.value.code == "summary.blocks_inside"
    assert "“0” does other things too" in refusal.value.sentence


def test_what_has_no_blocks_cannot_lose_them() -> None:
    with pytest.raises(ViewerError) as refusal:
        compared(outline("resnet18"), "plain")
    assert refusal.value.code == "model.no_gates"
