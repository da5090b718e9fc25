"""The SE-ResNet family: depths 18 to 152, three stems, any number of classes, any reduction.

Parameter names are those of the widely read tutorial (``layer1.0.SE.conv1.weight``, ``linear``),
so that its state dicts load strictly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError

Stem = Literal["tutorial", "imagenet", "small"]
STEMS: tuple[Stem, ...] = get_args(Stem)

BLOCKS_PER_STAGE: dict[int, tuple[int, int, int, int]] = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}
FIRST_STAGE = 2
HALVINGS_IN_STEM: dict[Stem, int] = {"tutorial": 0, "small": 1, "imagenet": 2}
DEPTHS: tuple[int, ...] = tuple(BLOCKS_PER_STAGE)
FIRST_BOTTLENECK_DEPTH = 50


@dataclass(frozen=True)
class SEResNetSettings:
    """What determines the tensors of an SE-ResNet.

    ``stem`` is ``"tutorial"`` (3×3, stride 1, no pooling), ``"imagenet"`` (7×7, stride 2, then a
    3×3 max-pool of stride 2) or ``"small"`` (3×3, stride 2, no pooling: for 64×64 pictures).
    ``width`` is the channel count of the first stage before the bottleneck's expansion.
    """

    depth: int = 50
    stem: Stem = "imagenet"
    classes: int = 1000
    reduction: int = 16
    width: int = 64

    def __post_init__(self) -> None:
        if self.depth not in BLOCKS_PER_STAGE:
            known = ", ".join(map(str, DEPTHS))
            raise ViewerError(
                "model.unknown",
                f"There is no SE-ResNet-{self.depth}; choose one of {known}.",
                {"name": f"SE-ResNet-{self.depth}", "choices": known},
            )
        if self.stem not in STEMS:
            known = ", ".join(STEMS)
            raise ViewerError(
                "model.unknown",
                f"There is no stem named “{self.stem}”; choose one of {known}.",
                {"name": self.stem, "choices": known},
            )
        if min(self.classes, self.reduction) < 1 or self.reduction > self.width:
            raise ViewerError(
                "model.unknown",
                f"A network needs at least one class and a reduction from 1 to {self.width}.",
                {"name": f"SE-ResNet-{self.depth}", "choices": f"1 to {self.width}"},
            )


class SqueezeExcitation(nn.Module):
    """Squeeze-and-excitation of a feature map (Hu et al., arXiv 1709.01507, equations 2 to 4).

    Takes and returns a feature map of shape ``[N, C, H, W]``. The output of the submodule
    ``gate`` is the gate, of shape ``[N, C, 1, 1]``, each value in 0..1.
    """

    def __init__(self, channels: int, reduction: int) -> None:
        super().__init__()
        squeezed = max(1, channels // reduction)
        self.conv1 = nn.Conv2d(channels, squeezed, kernel_size=1)
        self.conv2 = nn.Conv2d(squeezed, channels, kernel_size=1)
        self.gate = nn.Sigmoid()

    def forward(self, features: Tensor) -> Tensor:
        squeeze = features.mean((2, 3), keepdim=True)
        gate: Tensor = self.gate(self.conv2(torch.relu(self.conv1(squeeze))))
        return features * gate


class BasicBlock(nn.Module):
    """Two 3×3 convolutions, squeeze-and-excitation, shortcut (SE-ResNet-18 and 34)."""

    expansion = 1

    def __init__(self, in_channels: int, width: int, stride: int, reduction: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, width, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.SE = SqueezeExcitation(width, reduction)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = _shortcut(in_channels, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.SE(self.bn2(self.conv2(out)))
        out += self.shortcut(x)
        added: Tensor = self.relu(out)
        return added


class Bottleneck(nn.Module):
    """1×1, 3×3 (with the stride) and 1×1 convolutions, squeeze-and-excitation, shortcut."""

    expansion = 4

    def __init__(self, in_channels: int, width: int, stride: int, reduction: int) -> None:
        super().__init__()
        out_channels = width * self.expansion
        self.conv1 = nn.Conv2d(in_channels, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, out_channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(out_channels)
        self.SE = SqueezeExcitation(out_channels, reduction)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = _shortcut(in_channels, out_channels, stride)

    def forward(self, x: Tensor) -> Tensor:
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.relu(self.bn2(self.conv2(out)))
        out = self.SE(self.bn3(self.conv3(out)))
        out += self.shortcut(x)
        added: Tensor = self.relu(out)
        return added


def _shortcut(in_channels: int, out_channels: int, stride: int) -> nn.Sequential:
    if stride == 1 and in_channels == out_channels:
        return nn.Sequential()
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
        nn.BatchNorm2d(out_channels),
    )


class SEResNet(nn.Module):
    """An SE-ResNet; takes ``[N, 3, H, W]`` and returns logits of shape ``[N, classes]``."""

    layer1: nn.Sequential
    layer2: nn.Sequential
    layer3: nn.Sequential
    layer4: nn.Sequential

    def __init__(self, settings: SEResNetSettings) -> None:
        super().__init__()
        self.settings = settings
        width = settings.width
        self.conv1, self.pool = _stem(settings.stem, width)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        block = Bottleneck if settings.depth >= FIRST_BOTTLENECK_DEPTH else BasicBlock
        channels = width
        for stage, count in enumerate(BLOCKS_PER_STAGE[settings.depth]):
            stage_width = width * 2**stage
            blocks: list[nn.Module] = []
            for index in range(count):
                stride = 2 if stage > 0 and index == 0 else 1
                blocks.append(block(channels, stage_width, stride, settings.reduction))
                channels = stage_width * block.expansion
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.linear = nn.Linear(channels, settings.classes)

    def feature_size(self, stage: int, pixels: int) -> int:
        """Height and width of the feature maps in a stage (2 to 5) at a square input."""
        halvings = HALVINGS_IN_STEM[self.settings.stem] + stage - FIRST_STAGE
        for _ in range(halvings):
            pixels = (pixels + 1) // 2
        return pixels

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.relu(self.bn1(self.conv1(x))))
        for stage in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = stage(x)
        logits: Tensor = self.linear(x.mean((2, 3)))
        return logits


def _stem(stem: Stem, width: int) -> tuple[nn.Conv2d, nn.Module]:
    if stem == "imagenet":
        pool: nn.Module = nn.MaxPool2d(3, stride=2, padding=1)
        return nn.Conv2d(3, width, 7, stride=2, padding=3, bias=False), pool
    stride = 1 if stem == "tutorial" else 2
    return nn.Conv2d(3, width, 3, stride=stride, padding=1, bias=False), nn.Identity()
