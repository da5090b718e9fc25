"""The own SE-ResNets: counts to the digit, the tutorial's names, the paper's equations."""

from __future__ import annotations

import pytest
import torch

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.probe import feature_sizes
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings, SqueezeExcitation, Stem
from tests.models.making import lively, pictures
from tests.models.plain_se_resnet import PlainSEResNet

COUNTS = [
    # depth, tutorial stem, ImageNet stem, in SE, blocks, gates, keys
    (18, 11_770_912, 11_778_592, 89_080, 8, 1_920, 154),
    (34, 21_951_188, 21_958_868, 161_196, 16, 3_776, 282),
    (50, 28_080_344, 28_088_024, 2_530_992, 16, 15_104, 384),
    (101, 49_319_192, 49_326_872, 4_777_712, 33, 32_512, 758),
    (152, 66_814_168, 66_821_848, 6_629_040, 50, 47_872, 1_132),
]


def on_meta(depth: int, stem: Stem) -> SEResNet:
    with torch.device("meta"):
        return SEResNet(SEResNetSettings(depth, stem))


@pytest.mark.parametrize(
    ("depth", "tutorial", "imagenet", "in_se", "blocks", "gates", "keys"), COUNTS
)
def test_counts_are_the_published_ones(
    depth: int, tutorial: int, imagenet: int, in_se: int, blocks: int, gates: int, keys: int
) -> None:
    for stem, parameters in (("tutorial", tutorial), ("imagenet", imagenet)):
        model = on_meta(depth, "tutorial" if stem == "tutorial" else "imagenet")
        assert sum(p.numel() for p in model.parameters()) == parameters
        assert len(model.state_dict()) == keys
        found = find_blocks(model)
        assert len(found) == blocks
        assert sum(block.channels for block in found) == gates
        assert sum(p.numel() for b in found for p in b.module.parameters()) == in_se


@pytest.mark.parametrize("depth", [18, 34, 50, 101, 152])
@pytest.mark.parametrize("imagenet_stem", [False, True])
def test_a_state_dict_with_the_tutorials_names_loads_strictly(
    depth: int, imagenet_stem: bool
) -> None:
    with torch.device("meta"):
        plain = PlainSEResNet(depth, imagenet_stem)
    model = on_meta(depth, "imagenet" if imagenet_stem else "tutorial")
    model.load_state_dict(plain.state_dict(), strict=True, assign=True)
    assert set(model.state_dict()) == set(plain.state_dict())


@pytest.mark.parametrize("depth", [18, 50])
@pytest.mark.parametrize("imagenet_stem", [False, True])
def test_the_network_computes_what_the_plain_one_computes(depth: int, imagenet_stem: bool) -> None:
    torch.manual_seed(0)
    plain = PlainSEResNet(depth, imagenet_stem, classes=10)
    lively(plain)
    settings = SEResNetSettings(depth, "imagenet" if imagenet_stem else "tutorial", classes=10)
    model = SEResNet(settings)
    model.load_state_dict(plain.state_dict(), strict=True)
    x = pictures(2, 32)
    with torch.inference_mode():
        expected, got = plain(x), model.eval()(x)
    assert (got - expected).abs().max() <= 1e-5 * expected.abs().max()


def test_any_number_of_classes_and_any_reduction() -> None:
    model = SEResNet(SEResNetSettings(18, "small", classes=3, reduction=8, width=16))
    assert model(pictures(2, 32)).shape == (2, 3)
    assert model.get_submodule("layer1.0.SE.conv1").weight.shape == (2, 16, 1, 1)


@pytest.mark.parametrize("stem", ["tutorial", "imagenet", "small"])
@pytest.mark.parametrize("pixels", [64, 75])
def test_the_sizes_of_feature_maps_are_known_beforehand(stem: Stem, pixels: int) -> None:
    model = SEResNet(SEResNetSettings(18, stem, classes=2, width=8, reduction=4)).eval()
    paths = [block.path for block in find_blocks(model)]
    measured = feature_sizes(model, paths, pixels)
    for block in find_blocks(model):
        side = model.feature_size(block.stage, pixels)
        assert measured[block.path] == (side, side)
    with torch.inference_mode():
        deepest = model.layer4(model.layer3(model.layer2(model.layer1(
            model.pool(model.conv1(pictures(1, pixels)))
        ))))  # fmt: skip
    assert measured[paths[-1]] == deepest.shape[2:]


@pytest.mark.parametrize(
    "wrong",
    [{"depth": 19}, {"stem": "large"}, {"classes": 0}, {"reduction": 0}, {"reduction": 65}],
)
def test_settings_that_make_no_network_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ViewerError) as error:
        SEResNetSettings(**wrong)  # type: ignore[arg-type]  # wrong on purpose
    assert error.value.code == "model.unknown"


def test_the_block_does_what_the_papers_equations_say() -> None:
    torch.manual_seed(0)
    block = SqueezeExcitation(channels=6, reduction=2)
    u = torch.randn(2, 6, 5, 4)
    z = u.sum((2, 3)) / 20  # equation 2
    w1, b1 = block.conv1.weight[:, :, 0, 0], block.conv1.bias
    w2, b2 = block.conv2.weight[:, :, 0, 0], block.conv2.bias
    assert b1 is not None
    assert b2 is not None
    s = 1 / (1 + (-((z @ w1.T + b1).clamp(min=0) @ w2.T + b2)).exp())  # equation 3
    torch.testing.assert_close(block(u), s[:, :, None, None] * u)  # equation 4


def test_the_block_leaves_its_input_alone() -> None:
    block = SqueezeExcitation(channels=6, reduction=2)
    u = torch.randn(2, 6, 5, 4)
    before = u.clone()
    block(u)
    assert torch.equal(u, before)
