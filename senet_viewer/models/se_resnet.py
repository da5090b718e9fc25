"""The SE-ResNet family: any depth and width, three stems, and the forms that others gave it.

Parameter names are those of the widely read tutorial (``layer1.0.SE.conv1.weight``, ``linear``),
so that its state dicts load strictly.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from senet_viewer.models.se_resnet_settings import (
    BLOCKS_PER_STAGE,
    DEPTHS,
    FIRST_BOTTLENECK_DEPTH,
    FIRST_STAGE,
    STEMS,
    Form,
    SEResNetSettings,
    Stem,
)

__all__ = [
    "BLOCKS_PER_STAGE",
    "DEPTHS",
    "FIRST_BOTTLENECK_DEPTH",
    "FIRST_STAGE",
    "STEMS",
    "BasicBlock",
    "Bottleneck",
    "Form",
    "PreActivationBlock",
    "SEResNet",
    "SEResNetSettings",
    "SqueezeExcitation",
    "Stem",
]


class SqueezeExcitation(nn.Module):
    """Squeeze, excitation and scale (equations 2 to 4 of arXiv 1709.01507).

    Takes ``[N, C, H, W]`` and returns it scaled, not in place. The output of the submodule ``gate``
    is the gate, of shape ``[N, C, 1, 1]``, each value in 0..1. ``squeezed`` is the number of
    channels between the projections where ``reduction`` does not say it.
    """

    def __init__(
        self, channels: int, reduction: int = 16, *, squeezed: int = 0, bias: bool = True
    ) -> None:
        super().__init__()
        squeezed = squeezed or max(1, channels // reduction)
        self.conv1 = nn.Conv2d(channels, squeezed, kernel_size=1, bias=bias)
        self.conv2 = nn.Conv2d(squeezed, channels, kernel_size=1, bias=bias)
        self.gate = nn.Sigmoid()

    def forward(self, features: Tensor) -> Tensor:
        squeeze = features.mean((2, 3), keepdim=True)
        gate: Tensor = self.gate(self.conv2(torch.relu(self.conv1(squeeze))))
        return features * gate


class BasicBlock(nn.Module):
    """Two 3×3 convolutions, squeeze-and-excitation, shortcut (SE-ResNet-18 and 34)."""

    def __init__(
        self, in_channels: int, width: int, stride: int, squeezed: int, form: Form
    ) -> None:
        super().__init__()
        bias = form.conv_bias
        self.conv1 = nn.Conv2d(in_channels, width, 3, stride, padding=1, bias=bias)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=bias)
        self.bn2 = nn.BatchNorm2d(width)
        self.SE = SqueezeExcitation(width, squeezed=squeezed, bias=form.se_bias)
        self.relu = nn.ReLU(inplace=True)
        self.relu_before_se = form.relu_before_se
        self.shortcut = _shortcut(in_channels, width, stride, bias)

    def forward(self, x: Tensor) -> Tensor:
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.relu_before_se:
            out = self.relu(out)
        out = self.SE(out)
        out += self.shortcut(x)
        added: Tensor = self.relu(out)
        return added


class Bottleneck(nn.Module):
    """1×1, 3×3 and 1×1 convolutions, squeeze-and-excitation, shortcut.

    The stride is the 3×3 convolution's, or in some forms the first one's.
    """

    def __init__(
        self, in_channels: int, width: int, stride: int, squeezed: int, form: Form
    ) -> None:
        super().__init__()
        bias = form.conv_bias
        first, second = (stride, 1) if form.stride_in_first else (1, stride)
        out_channels = width * SEResNetSettings.EXPANSION
        self.conv1 = nn.Conv2d(in_channels, width, 1, first, bias=bias)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, second, padding=1, bias=bias)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, out_channels, 1, bias=bias)
        self.bn3 = nn.BatchNorm2d(out_channels)
        self.SE = SqueezeExcitation(out_channels, squeezed=squeezed, bias=form.se_bias)
        self.relu = nn.ReLU(inplace=True)
        self.relu_before_se = form.relu_before_se
        self.shortcut = _shortcut(in_channels, out_channels, stride, bias)

    def forward(self, x: Tensor) -> Tensor:
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.relu(self.bn2(self.conv2(out)))
        out = self.bn3(self.conv3(out))
        if self.relu_before_se:
            out = self.relu(out)
        out = self.SE(out)
        out += self.shortcut(x)
        added: Tensor = self.relu(out)
        return added


class PreActivationBlock(nn.Module):
    """Norm and ReLU before each of two 3×3 convolutions, then SE; nothing after the addition.

    The shortcut's convolution, which has no norm, reads the activated input (arXiv 1603.05027).
    """

    def __init__(
        self, in_channels: int, width: int, stride: int, squeezed: int, form: Form
    ) -> None:
        super().__init__()
        bias = form.conv_bias
        self.bn1 = nn.BatchNorm2d(in_channels)
        self.conv1 = nn.Conv2d(in_channels, width, 3, stride, padding=1, bias=bias)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=bias)
        self.SE = SqueezeExcitation(width, squeezed=squeezed, bias=form.se_bias)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut = _shortcut(in_channels, width, stride, bias)[:1]

    def forward(self, x: Tensor) -> Tensor:
        activated = self.relu(self.bn1(x))
        shortcut = self.shortcut(activated) if len(self.shortcut) else x
        out = self.conv2(self.relu(self.bn2(self.conv1(activated))))
        added: Tensor = self.SE(out) + shortcut
        return added


BLOCKS: dict[str, type[BasicBlock] | type[Bottleneck] | type[PreActivationBlock]] = {
    "basic": BasicBlock,
    "bottleneck": Bottleneck,
    "preactivation": PreActivationBlock,
}


def _shortcut(in_channels: int, out_channels: int, stride: int, bias: bool) -> nn.Sequential:
    if stride == 1 and in_channels == out_channels:
        return nn.Sequential()
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, 1, stride, bias=bias),
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
        form, width = settings.form, settings.width
        self.conv1, self.pool = _stem(settings.stem, width, form)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        block = BLOCKS[settings.kind]
        channels = width
        for stage, count in enumerate(settings.block_counts):
            blocks: list[nn.Module] = []
            for index in range(count):
                stride = 2 if stage > 0 and index == 0 else 1
                squeezed = settings.squeezed_channels(stage)
                blocks.append(block(channels, width * 2**stage, stride, squeezed, form))
                channels = settings.channels(stage)
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.linear = nn.Linear(channels, settings.classes, bias=form.head_bias)

    def stages(self) -> tuple[nn.Module, ...]:
        """``layer1`` and so on."""
        count = len(self.settings.block_counts)
        return tuple(self.get_submodule(f"layer{stage + 1}") for stage in range(count))

    def feature_size(self, stage: int, pixels: int) -> int:
        """Height and width of the feature maps in a stage (from 2) at a square input."""
        if self.settings.stem != "tutorial":
            pixels = (pixels + 1) // 2
        if self.settings.stem == "imagenet":
            pixels = (pixels + (not self.settings.form.unpadded_pool)) // 2
        for _ in range(stage - FIRST_STAGE):
            pixels = (pixels + 1) // 2
        return pixels

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.relu(self.bn1(self.conv1(x))))
        for stage in self.stages():
            x = stage(x)
        logits: Tensor = self.linear(x.mean((2, 3)))
        return logits


def _stem(stem: Stem, width: int, form: Form) -> tuple[nn.Conv2d, nn.Module]:
    bias = form.conv_bias
    if stem == "imagenet":
        pool: nn.Module = nn.MaxPool2d(3, stride=2, padding=1)
        if form.unpadded_pool:
            pool = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        return nn.Conv2d(3, width, 7, stride=2, padding=3, bias=bias), pool
    stride = 1 if stem == "tutorial" else 2
    return nn.Conv2d(3, width, 3, stride=stride, padding=1, bias=bias), nn.Identity()
