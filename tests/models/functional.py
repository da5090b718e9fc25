"""Networks whose gates functions compute, in the ways that other people write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

Function = Callable[[Tensor], Tensor]
Scale = Callable[[Tensor, Tensor], Tensor]

CHANNELS = 8

SQUEEZES: dict[str, Function] = {
    "mean": lambda u: u.mean((2, 3)),
    "mean, kept": lambda u: u.mean((2, 3), keepdim=True).flatten(1),
    "rows, then columns": lambda u: u.mean(3).mean(2),
    "flattened": lambda u: u.flatten(2).mean(-1),
    "viewed": lambda u: u.contiguous().view(u.size(0), u.size(1), -1).mean(2),
    "sum": lambda u: u.sum((2, 3)) / (u.shape[2] * u.shape[3]),
    "adaptive pool": lambda u: functional.adaptive_avg_pool2d(u, 1).flatten(1),
    "pool of its size": lambda u: functional.avg_pool2d(u, u.shape[2:]).flatten(1),
    "in double": lambda u: u.double().mean((2, 3)).to(u),
    "channels last": lambda u: u.permute(0, 2, 3, 1).mean((1, 2)),
}

GATES: dict[str, Function] = {
    "torch.sigmoid": torch.sigmoid,
    "method": Tensor.sigmoid,
    "in place": lambda z: z.clone().sigmoid_(),
    "by exp": lambda z: 1 / (1 + torch.exp(-z)),
    "by tanh": lambda z: 0.5 * (torch.tanh(z / 2) + 1),
    "hard sigmoid": functional.hardsigmoid,
    "relu6": lambda z: functional.relu6(z + 3) / 6,
    "relu6, in place": lambda z: functional.relu6(z + 3, inplace=True).div_(6),
    "clamp": lambda z: (0.2 * z + 0.5).clamp(0, 1),
    "clamp, multiplied": lambda z: (z + 3).clamp(min=0).clamp(max=6) * 0.16667,
    "hardtanh": lambda z: functional.hardtanh(z / 6 + 0.5, 0, 1),
}

SCALES: dict[str, Scale] = {
    "broadcast": lambda u, gate: u * gate[:, :, None, None],
    "gate first": lambda u, gate: gate.view(u.size(0), -1, 1, 1) * u,
    "expanded": lambda u, gate: u * gate[:, :, None, None].expand_as(u),
    "in place": lambda u, gate: u.clone().mul_(gate[:, :, None, None]),
    "flattened": lambda u, gate: (u.flatten(2) * gate[:, :, None]).view_as(u),
    "einsum": lambda u, gate: torch.einsum("nchw,nc->nchw", u, gate),
    "channels last": lambda u, gate: (u.permute(0, 2, 3, 1) * gate[:, None, None, :]).permute(
        0, 3, 1, 2
    ),
}


class Spelled(nn.Module):
    """A convolution, then SE written out in ``forward``: no module holds the gate."""

    def __init__(
        self,
        squeeze: Function = SQUEEZES["mean"],
        gate: Function = torch.sigmoid,
        scale: Scale = SCALES["broadcast"],
        channels: int = CHANNELS,
    ) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.fc1 = nn.Linear(channels, channels // 4)
        self.fc2 = nn.Linear(channels // 4, channels)
        self.squeeze, self.gate, self.scale = squeeze, gate, scale

    def maps(self, x: Tensor) -> Tensor:
        """What is squeezed and scaled."""
        maps: Tensor = self.conv(x)
        return maps

    def gates(self, maps: Tensor) -> Tensor:
        """The gates of the maps, ``[N, C]``, computed without them being watched."""
        gates: Tensor = self.gate(self.fc2(functional.relu(self.fc1(maps.mean((2, 3))))))
        return gates

    def forward(self, x: Tensor) -> Tensor:
        u = self.maps(x)
        gate = self.gate(self.fc2(functional.relu(self.fc1(self.squeeze(u)))))
        return self.scale(u, gate) + x


class PreActivated(nn.Module):
    """Norm before the convolution; 1×1 convolutions on the block itself, all else functions."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__()
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.fc1 = nn.Conv2d(channels, channels // 4, kernel_size=1)
        self.fc2 = nn.Conv2d(channels // 4, channels, kernel_size=1)

    def maps(self, x: Tensor) -> Tensor:
        maps: Tensor = self.conv1(functional.relu(self.bn1(x)))
        return maps

    def gates(self, maps: Tensor) -> Tensor:
        hidden = functional.relu(self.fc1(maps.mean((2, 3), keepdim=True)))
        return torch.sigmoid(self.fc2(hidden)).flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        out = self.maps(x)
        w = functional.avg_pool2d(out, out.size(2))
        w = functional.sigmoid(self.fc2(functional.relu(self.fc1(w))))
        out = out * w
        out += x
        return out


class SharedSigmoid(PreActivated):
    """The sigmoid is a module, but the same for all blocks, and for other things."""

    SIGMOID = nn.Sigmoid()

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__(channels)
        self.sig = self.SIGMOID

    def forward(self, x: Tensor) -> Tensor:
        out = self.maps(x)
        w = self.sig(self.fc2(functional.relu(self.fc1(out.mean((2, 3), keepdim=True)))))
        scaled: Tensor = w * out + x
        return scaled


class GateModule(nn.Module):
    """Returns the gate and leaves the product to others."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels // 4, kernel_size=1)
        self.conv2 = nn.Conv2d(channels // 4, channels, kernel_size=1)

    def forward(self, x: Tensor) -> Tensor:
        squeezed = functional.adaptive_avg_pool2d(x, (1, 1))
        return torch.sigmoid(self.conv2(functional.relu(self.conv1(squeezed))))


class MultipliedOutside(nn.Module):
    """Its SE module gives the gate, and the block multiplies."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.SE = GateModule(channels)

    def maps(self, x: Tensor) -> Tensor:
        maps: Tensor = self.conv(x)
        return maps

    def gates(self, maps: Tensor) -> Tensor:
        gates: Tensor = self.SE(maps)
        return gates.flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        u = self.maps(x)
        scaled: Tensor = u * self.SE(u)
        return torch.relu(scaled + x)


class Excited(nn.Module):
    """Squeeze and excitation are modules of the block, which multiplies; a ReLU ends the branch."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__()
        self.residual = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU()
        )
        self.squeeze = nn.AdaptiveAvgPool2d(1)
        self.excitation = nn.Sequential(
            nn.Linear(channels, channels // 4),
            nn.ReLU(),
            nn.Linear(channels // 4, channels),
            nn.Sigmoid(),
        )

    def maps(self, x: Tensor) -> Tensor:
        maps: Tensor = self.residual(x)
        return maps

    def gates(self, maps: Tensor) -> Tensor:
        gates: Tensor = self.excitation(maps.mean((2, 3)))
        return gates

    def forward(self, x: Tensor) -> Tensor:
        residual = self.maps(x)
        squeezed = self.squeeze(residual).view(residual.size(0), -1)
        excitation = self.excitation(squeezed).view(residual.size(0), -1, 1, 1)
        return functional.relu(residual * excitation.expand_as(residual) + x)


class FixedPool(nn.Module):
    """Pools with a window of a fixed size, so that it takes one size of pictures only."""

    def __init__(self, side: int, channels: int = CHANNELS) -> None:
        super().__init__()
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.globalAvgPool = nn.AvgPool2d(side, stride=1)
        self.fc1 = nn.Linear(channels, channels // 4)
        self.fc2 = nn.Linear(channels // 4, channels)
        self.sigmoid = nn.Sigmoid()

    def maps(self, x: Tensor) -> Tensor:
        maps: Tensor = self.conv2(x)
        return maps

    def gates(self, maps: Tensor) -> Tensor:
        gates: Tensor = self.sigmoid(self.fc2(functional.relu(self.fc1(maps.mean((2, 3))))))
        return gates

    def forward(self, x: Tensor) -> Tensor:
        original = out = self.maps(x)
        out = self.globalAvgPool(out)
        out = out.view(out.size(0), -1)
        out = self.sigmoid(self.fc2(functional.relu(self.fc1(out))))
        out = out.view(out.size(0), out.size(1), 1, 1)
        scaled: Tensor = out * original
        scaled += x
        return scaled


class LastChannels(nn.Module):
    """A module that is an SE block, for maps of ``[N, H, W, C]``."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, channels // 4)
        self.fc2 = nn.Linear(channels // 4, channels)
        self.gate = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        squeezed = x.mean((1, 2), keepdim=True)
        scaled: Tensor = x * self.gate(self.fc2(functional.relu(self.fc1(squeezed))))
        return scaled


class ChannelsLast(PreActivated):
    """Turns its maps around for a block that takes the channels last."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__(channels)
        self.se = LastChannels(channels)

    def gates(self, maps: Tensor) -> Tensor:
        hidden = functional.relu(self.se.fc1(maps.mean((2, 3))))
        return torch.sigmoid(self.se.fc2(hidden))

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = self.se(self.maps(x).permute(0, 2, 3, 1))
        return scaled.permute(0, 3, 1, 2) + x


class MemoryEfficientSwish(torch.autograd.Function):
    """x · σ(x) with a backward pass of its own."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        (x,) = ctx.saved_tensors
        gate = torch.sigmoid(x)
        slope: Tensor = gate * (1 + x * (1 - gate))
        return gradients[0] * slope


class InvertedResidual(PreActivated):
    """As in EfficientNets: a swish with a sigmoid of its own between the projections."""

    def gates(self, maps: Tensor) -> Tensor:
        hidden = functional.silu(self.fc1(maps.mean((2, 3), keepdim=True)))
        return torch.sigmoid(self.fc2(hidden)).flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        u = self.maps(x)
        squeezed = functional.pad(functional.adaptive_avg_pool2d(u, 1), (0, 0, 0, 0))
        squeezed = self.fc2(MemoryEfficientSwish.apply(self.fc1(squeezed)))
        scaled: Tensor = torch.sigmoid(squeezed) * u + x
        return scaled


class SpatialBeside(PreActivated):
    """Gates for the channels, and beside them some for the pixels (scSE)."""

    def __init__(self, channels: int = CHANNELS) -> None:
        super().__init__(channels)
        self.where = nn.Conv2d(channels, 1, 1)

    def forward(self, x: Tensor) -> Tensor:
        u = self.maps(x)
        excited = self.fc2(functional.relu(self.fc1(u.mean((2, 3), keepdim=True))))
        added: Tensor = u * torch.sigmoid(excited) + u * torch.sigmoid(self.where(u))
        return added


class Flat(nn.Module):
    """Three blocks, all written out in the network's own ``forward``; the second runs twice."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.weights = nn.ParameterList(nn.Parameter(torch.randn(8, 8)) for _ in range(2))

    def scale(self, u: Tensor, index: int) -> Tensor:
        weight = self.weights[index]
        return u * torch.sigmoid(u.mean((2, 3)) @ weight)[:, :, None, None]

    def forward(self, x: Tensor) -> Tensor:
        u = self.scale(self.conv(x), 0)
        u = functional.max_pool2d(u, 2)
        return self.scale(self.scale(u, 1), 1)


Block = Spelled | PreActivated | SharedSigmoid | MultipliedOutside | Excited | FixedPool


def network(*blocks: nn.Module, stride: int = 2, classes: int = 5) -> nn.Sequential:
    """A convolution of that stride before each block, then a classifier."""
    layers: list[nn.Module] = []
    width = 3
    for block in blocks:
        layers += [nn.Conv2d(width, CHANNELS, 3, stride=stride, padding=1), nn.ReLU(), block]
        width = CHANNELS
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(CHANNELS, classes)]
    return nn.Sequential(*layers).eval()


def expected_gates(model: nn.Sequential, x: Tensor) -> list[Tensor]:
    """The gates of every block of a ``network``, computed by hand from the blocks' inputs."""
    gates = []
    for layer in model:
        if isinstance(layer, Block):
            gates.append(layer.gates(layer.maps(x)))
        x = layer(x)
    return gates
