"""SE blocks of timm and torchvision, which the program itself does not import for this."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from senet_viewer.errors import ViewerError
from senet_viewer.models.blocks import find_blocks

pytestmark = pytest.mark.slow

TIMM = [
    # name, class of the block, of the gate, number of blocks, first and last name
    ("seresnet50", "SEModule", "Sigmoid", 16, "SE_2_1", "SE_5_3"),
    ("legacy_seresnet18", "SEModule", "Sigmoid", 8, "SE_2_1", "SE_5_2"),
    ("mobilenetv3_small_050", "SqueezeExcite", "Hardsigmoid", 9, "SE_2_1", "SE_5_3"),
    ("efficientnet_b0", "SqueezeExcite", "Sigmoid", 16, "SE_1_1", "SE_5_5"),
    ("regnety_002", "SEModule", "Sigmoid", 13, "SE_2_1", "SE_5_7"),
    ("rexnet_100", "SEModule", "Sigmoid", 13, "SE_3_1", "SE_5_5"),
    ("seresnet33ts", "SEModule", "Sigmoid", 10, "SE_2_1", "SE_5_2"),
]
TORCHVISION = [
    ("mobilenet_v3_small", "SqueezeExcitation", "Hardsigmoid", 9),
    ("efficientnet_b0", "SqueezeExcitation", "Sigmoid", 16),
    ("regnet_y_400mf", "SqueezeExcitation", "Sigmoid", 16),
]


@pytest.mark.parametrize(("name", "block", "gate", "count", "first", "last"), TIMM)
def test_blocks_of_timm(
    name: str, block: str, gate: str, count: int, first: str, last: str
) -> None:
    timm = pytest.importorskip("timm")
    model: Any
    with torch.device("meta"):
        model = timm.create_model(name)
    blocks = find_blocks(model)
    assert len(blocks) == count
    assert (blocks[0].name, blocks[-1].name) == (first, last)
    assert {type(b.module).__name__ for b in blocks} == {block}
    assert {type(b.gate).__name__ for b in blocks} == {gate}


@pytest.mark.parametrize(
    "name", ["skresnet18", "resnest14d", "ese_vovnet19b_dw", "gcresnet33ts", "eca_resnet33ts"]
)
def test_what_is_no_se_in_timm(name: str) -> None:
    timm = pytest.importorskip("timm")
    with torch.device("meta"):
        model = timm.create_model(name)
    with pytest.raises(ViewerError):
        find_blocks(model)


@pytest.mark.parametrize(("name", "block", "gate", "count"), TORCHVISION)
def test_blocks_of_torchvision(name: str, block: str, gate: str, count: int) -> None:
    torchvision = pytest.importorskip("torchvision")
    blocks = find_blocks(getattr(torchvision.models, name)())
    assert len(blocks) == count
    assert {type(b.module).__name__ for b in blocks} == {block}
    assert {type(b.gate).__name__ for b in blocks} == {gate}
