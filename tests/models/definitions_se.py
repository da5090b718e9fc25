"""How the blocks of other people's SE-ResNets make their gates: names, layers, biases."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class Gated(nn.Module):
    """A block that remembers the gate of its last pass."""

    last_gate: Tensor

    def add_se(self, channels: int, width: int) -> None:
        raise NotImplementedError

    def gate(self, u: Tensor) -> Tensor:
        """The gate, ``[N, C, 1, 1]``, of features ``[N, C, H, W]``."""
        raise NotImplementedError

    def scaled(self, u: Tensor) -> Tensor:
        self.last_gate = self.gate(u)
        return u * self.last_gate


class Projections(nn.Module):
    """Two 1×1 convolutions with biases, named as given."""

    def __init__(self, channels: int, names: tuple[str, str]) -> None:
        super().__init__()
        self.names = names
        setattr(self, names[0], nn.Conv2d(channels, channels // 16, 1))
        setattr(self, names[1], nn.Conv2d(channels // 16, channels, 1))

    def forward(self, u: Tensor) -> Tensor:
        first, second = (getattr(self, name) for name in self.names)
        squeezed = functional.adaptive_avg_pool2d(u, 1)
        return torch.sigmoid(second(functional.relu(first(squeezed))))


class TutorialSE(Gated):
    def add_se(self, channels: int, width: int) -> None:
        self.SE = Projections(channels, ("conv1", "conv2"))

    def gate(self, u: Tensor) -> Tensor:
        gate: Tensor = self.SE(u)
        return gate


class CadeneSE(Gated):
    def add_se(self, channels: int, width: int) -> None:
        self.se_module = Projections(channels, ("fc1", "fc2"))

    def gate(self, u: Tensor) -> Tensor:
        gate: Tensor = self.se_module(u)
        return gate


class SELayer(nn.Module):
    """Linear layers without biases in a Sequential."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc = nn.Sequential(
            nn.Linear(channels, channels // 16, bias=False),
            nn.ReLU(),
            nn.Linear(channels // 16, channels, bias=False),
            nn.Sigmoid(),
        )


class MoskomuleSE(Gated):
    def add_se(self, channels: int, width: int) -> None:
        self.se = SELayer(channels)

    def gate(self, u: Tensor) -> Tensor:
        gate: Tensor = self.se.fc(u.mean((2, 3)))[:, :, None, None]
        return gate


class StickCuiSE(Gated):
    """The projections, 1×1 convolutions without biases, stand on the block itself."""

    def add_se(self, channels: int, width: int) -> None:
        self.conv_down = nn.Conv2d(channels, width // 4, 1, bias=False)
        self.conv_up = nn.Conv2d(width // 4, channels, 1, bias=False)

    def gate(self, u: Tensor) -> Tensor:
        squeezed = functional.relu(self.conv_down(functional.adaptive_avg_pool2d(u, 1)))
        return torch.sigmoid(self.conv_up(squeezed))


class MiraclewkfSE(Gated):
    """Linear layers on the block itself; pooled is a square of fixed size, right for 224×224."""

    def add_se(self, channels: int, width: int) -> None:
        self.fc1 = nn.Linear(channels, round(channels / 16))
        self.fc2 = nn.Linear(round(channels / 16), channels)

    def gate(self, u: Tensor) -> Tensor:
        side = u.shape[-1]
        squeezed = functional.avg_pool2d(u, side, stride=1).flatten(1)
        gate = torch.sigmoid(self.fc2(functional.relu(self.fc1(squeezed))))
        return gate[:, :, None, None]


class KuangliuSE(Gated):
    """1×1 convolutions with biases on the block itself; nothing but functions makes the gate."""

    def add_se(self, channels: int, width: int) -> None:
        self.fc1 = nn.Conv2d(channels, channels // 16, 1)
        self.fc2 = nn.Conv2d(channels // 16, channels, 1)

    def gate(self, u: Tensor) -> Tensor:
        squeezed = functional.avg_pool2d(u, u.size(2))
        return torch.sigmoid(self.fc2(functional.relu(self.fc1(squeezed))))


class WeiaicunzaiSE(Gated):
    def add_se(self, channels: int, width: int) -> None:
        self.excitation = nn.Sequential(
            nn.Linear(channels, channels // 16),
            nn.ReLU(),
            nn.Linear(channels // 16, channels),
            nn.Sigmoid(),
        )

    def gate(self, u: Tensor) -> Tensor:
        gate: Tensor = self.excitation(u.mean((2, 3)))[:, :, None, None]
        return gate
