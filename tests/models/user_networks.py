"""Networks of users, as ``--architecture module:callable`` builds them; written anew, small.

An attention layer in a network of one's own (no. 7 of the public dialects that were read), a
MobileNetV3 with hard sigmoids (no. 8), a face network whose SE has norms (no. 9).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class SEAttention(nn.Module):
    """The layer alone: linear, without biases."""

    def __init__(self, channel: int = 512, reduction: int = 16) -> None:
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channel, channel // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channel // reduction, channel, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        gate = self.fc(self.avg_pool(x).flatten(1))
        scaled: Tensor = x * gate[:, :, None, None]
        return scaled


class WithAttention(nn.Module):
    """Two convolutions with the layer behind each."""

    def __init__(self, num_classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, 3, stride=2, padding=1)
        self.attention1 = SEAttention(32, 8)
        self.conv2 = nn.Conv2d(32, 64, 3, stride=2, padding=1)
        self.attention2 = SEAttention(64, 8)
        self.fc = nn.Linear(64, num_classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.attention1(torch.relu(self.conv1(x)))
        x = self.attention2(torch.relu(self.conv2(x)))
        logits: Tensor = self.fc(x.mean((2, 3)))
        return logits


class HSigmoid(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.relu = nn.ReLU6(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        clipped: Tensor = self.relu(x + 3)
        return clipped / 6


class MobileSE(nn.Module):
    """Linear layers with biases and a hard sigmoid."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc = nn.Sequential(
            nn.Linear(channels, channels // 2),
            nn.ReLU(inplace=True),
            nn.Linear(channels // 2, channels),
            HSigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = x * self.fc(x.mean((2, 3)))[:, :, None, None]
        return scaled


class MobileNetV3(nn.Module):
    """A stem, one inverted residual block, a classifier of four layers."""

    def __init__(self, num_classes: int = 1000) -> None:
        super().__init__()
        stem = nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1, bias=False), nn.BatchNorm2d(16))
        self.features = nn.Sequential(stem, InvertedResidual(16))
        self.classifier = nn.Sequential(
            nn.Linear(16, 24), nn.Hardswish(), nn.Dropout(0.2), nn.Linear(24, num_classes)
        )

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.classifier(self.features(x).mean((2, 3)))
        return logits


class InvertedResidual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 2, 1, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(inplace=True),
            MobileSE(channels),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        projected: Tensor = self.conv(x)
        return projected


class FaceSE(nn.Module):
    """1×1 convolutions without biases, each with a norm."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, channels // 4, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels // 4)
        self.relu = nn.ReLU(inplace=True)
        self.fc2 = nn.Conv2d(channels // 4, channels, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        squeezed = x.mean((2, 3), keepdim=True)
        gate = self.sigmoid(self.bn2(self.fc2(self.relu(self.bn1(self.fc1(squeezed))))))
        scaled: Tensor = x * gate
        return scaled


class FaceNetwork(nn.Module):
    """For 80×80 pictures alone: its last convolution covers the whole map."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 2, 1, bias=False)
        self.bn = nn.BatchNorm2d(16)
        self.prelu = nn.PReLU(16)
        self.se_module = FaceSE(16)
        self.whole = nn.Conv2d(16, 16, 40, groups=16)
        self.prob = nn.Linear(16, 3, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        x = self.se_module(self.prelu(self.bn(self.conv1(x))))
        logits: Tensor = self.prob(self.whole(x).flatten(1))
        return logits


class Compiled(nn.Module):
    """Keeps its network one level down, as people's own classes do."""

    def __init__(self) -> None:
        super().__init__()
        self.model = WithAttention(4)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.model(x)
        return logits


READY = WithAttention(5)
ANSWER = 42


def needs_more(depth: int, width: int) -> nn.Module:
    """Cannot be called without arguments."""
    return nn.Conv2d(depth, width, 1)


def breaks() -> nn.Module:
    """Has an error of its own."""
    return nn.Linear(3, {"known": 1}["no such key"])


def no_network() -> str:
    """Returns something else."""
    return "network"
