"""SE blocks as other people write them: modules that take a map and return it scaled."""

from __future__ import annotations

from torch import Tensor, nn


class HardSigmoid(nn.Module):
    """A hand-written hard sigmoid that holds a library's activation."""

    def __init__(self) -> None:
        super().__init__()
        self.relu = nn.ReLU6()

    def forward(self, x: Tensor) -> Tensor:
        clipped: Tensor = self.relu(x + 3)
        return clipped / 6


class SELayer(nn.Module):
    """Linear layers without bias in a Sequential; the gate is ``[N, C]``."""

    def __init__(self, channels: int, sigmoid: nn.Module | None = None) -> None:
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channels, channels // 4, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channels // 4, channels, bias=False),
            sigmoid or nn.Sigmoid(),
        )

    def forward(self, x: Tensor) -> Tensor:
        gate = self.fc(self.avg_pool(x).flatten(1))
        scaled: Tensor = x * gate[:, :, None, None].expand_as(x)
        return scaled


class InPlaceSE(nn.Module):
    """Convolutions with batch norms, and a product that overwrites the input."""

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
        gate: Tensor = self.sigmoid(self.bn2(self.fc2(self.relu(self.bn1(self.fc1(squeezed))))))
        return x.mul_(gate)


class Wrapped(nn.Module):
    """A module that holds nothing but an SE block."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.attention = SELayer(channels)

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = self.attention(x)
        return scaled


class EffectiveSE(nn.Module):
    """Effective SE: one projection, no squeeze to fewer channels, a hard sigmoid."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc = nn.Conv2d(channels, channels, 1)
        self.gate = nn.Hardsigmoid()

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = x * self.gate(self.fc(x.mean((2, 3), keepdim=True)))
        return scaled


def network(*blocks: nn.Module, channels: int = 8, classes: int = 5) -> nn.Sequential:
    """Convolutions of stride 2 with a block behind each, then a classifier."""
    layers: list[nn.Module] = []
    width = 3
    for block in blocks:
        layers += [nn.Conv2d(width, channels, 3, stride=2, padding=1), nn.ReLU(), block]
        width = channels
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]
    return nn.Sequential(*layers).eval()


class Tied(nn.Module):
    """A network that runs one and the same SE block behind each of its two convolutions."""

    def __init__(self, block: nn.Module | None = None, classes: int = 5) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.block = block or SELayer(8)
        self.conv = nn.Conv2d(8, 8, 3, stride=2, padding=1)
        self.linear = nn.Linear(8, classes)

    def forward(self, x: Tensor) -> Tensor:
        features = self.block(self.stem(x))
        logits: Tensor = self.linear(self.block(self.conv(features)).mean((2, 3)))
        return logits
