"""SE-ResNet written the plain way, with the tutorial's names: what the fast one is held against."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

STAGES = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}


class PlainSE(nn.Module):
    """Gives the gate, ``[N, C, 1, 1]``; the block multiplies."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels // 16, kernel_size=1)
        self.conv2 = nn.Conv2d(channels // 16, channels, kernel_size=1)

    def forward(self, u: Tensor) -> Tensor:
        squeezed = functional.adaptive_avg_pool2d(u, (1, 1))
        return torch.sigmoid(self.conv2(functional.relu(self.conv1(squeezed))))


class PlainBlock(nn.Module):
    """A residual block of two 3×3 convolutions, or of 1×1, 3×3 and a four times wider 1×1."""

    def __init__(self, channels: int, width: int, stride: int, is_bottleneck: bool) -> None:
        super().__init__()
        out = 4 * width if is_bottleneck else width
        if is_bottleneck:
            self.conv1 = nn.Conv2d(channels, width, kernel_size=1, bias=False)
            self.conv2 = nn.Conv2d(width, width, 3, stride=stride, padding=1, bias=False)
            self.conv3 = nn.Conv2d(width, out, kernel_size=1, bias=False)
            self.bn3 = nn.BatchNorm2d(out)
        else:
            self.conv1 = nn.Conv2d(channels, width, 3, stride=stride, padding=1, bias=False)
            self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.bn2 = nn.BatchNorm2d(width)
        self.SE = PlainSE(out)
        self.shortcut = nn.Sequential()
        if stride != 1 or channels != out:
            self.shortcut = nn.Sequential(
                nn.Conv2d(channels, out, kernel_size=1, stride=stride, bias=False),
                nn.BatchNorm2d(out),
            )
        self.is_bottleneck = is_bottleneck

    def forward(self, x: Tensor) -> Tensor:
        u = functional.relu(self.bn1(self.conv1(x)))
        u = self.bn2(self.conv2(u))
        if self.is_bottleneck:
            u = self.bn3(self.conv3(functional.relu(u)))
        gate = self.SE(u)
        return functional.relu(u * gate + self.shortcut(x))


class PlainSEResNet(nn.Module):
    """The whole network; ``imagenet_stem`` has a 7×7 convolution and a max-pool in place of 3×3."""

    def __init__(self, depth: int, imagenet_stem: bool = False, classes: int = 1000) -> None:
        super().__init__()
        self.imagenet_stem = imagenet_stem
        if imagenet_stem:
            self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        else:
            self.conv1 = nn.Conv2d(3, 64, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        is_bottleneck = depth >= 50
        channels = 64
        stages = []
        for stage, count in enumerate(STAGES[depth]):
            blocks = []
            for block in range(count):
                width, stride = 64 << stage, 2 if stage and not block else 1
                blocks.append(PlainBlock(channels, width, stride, is_bottleneck))
                channels = 4 * width if is_bottleneck else width
            stages.append(nn.Sequential(*blocks))
        self.layer1, self.layer2, self.layer3, self.layer4 = stages
        self.linear = nn.Linear(channels, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu(self.bn1(self.conv1(x)))
        if self.imagenet_stem:
            x = functional.max_pool2d(x, 3, stride=2, padding=1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        x = functional.adaptive_avg_pool2d(x, (1, 1)).flatten(1)
        logits: Tensor = self.linear(x)
        return logits
