"""Blocks that look like squeeze-and-excitation to somebody, and are none."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional


class SelectiveKernel(nn.Module):
    """Chooses between two paths with a softmax: no gate in 0..1 a channel of one map."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc_reduce = nn.Conv2d(channels, channels // 4, 1)
        self.fc_select = nn.Conv2d(channels // 4, 2 * channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        squeezed = torch.relu(self.fc_reduce(x.mean((2, 3), keepdim=True)))
        choice = self.fc_select(squeezed).unflatten(1, (2, -1)).softmax(1)
        chosen: Tensor = (choice * torch.stack((x, -x), 1)).sum(1)
        return chosen


class SoftmaxOverChannels(nn.Module):
    """Lets the channels compete: numbers in 0..1, but no gates."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(channels, channels // 4)
        self.fc2 = nn.Linear(channels // 4, channels)

    def forward(self, x: Tensor) -> Tensor:
        share = torch.softmax(self.fc2(torch.relu(self.fc1(x.mean((2, 3))))), 1)
        return x * share[:, :, None, None]


class CardinalGroups(nn.Module):
    """Projects every group of channels alone, as ResNeSt does."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, channels, 1, groups=2)
        self.fc2 = nn.Conv2d(channels, channels, 1, groups=2)

    def forward(self, x: Tensor) -> Tensor:
        gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(x.mean((2, 3), keepdim=True)))))
        return x * gate


class EfficientChannelAttention(nn.Module):
    """One convolution over the channels, no projection."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(1, 1, 3, padding=1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        gate = self.sigmoid(self.conv(x.mean((2, 3))[:, None]))
        scaled: Tensor = x * gate[:, 0, :, None, None]
        return scaled


class GlobalContext(nn.Module):
    """Adds what it squeezed; the sigmoid it holds stays unused."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv_attn = nn.Conv2d(channels, 1, 1)
        self.fc1 = nn.Conv2d(channels, channels // 4, 1)
        self.fc2 = nn.Conv2d(channels // 4, channels, 1)
        self.gate = nn.Sigmoid()

    def context(self, x: Tensor) -> Tensor:
        where = torch.softmax(self.conv_attn(x).flatten(2), -1)
        return (x.flatten(2) * where).sum(-1)[:, :, None, None]

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.fc2(torch.relu(self.fc1(self.context(x))))
        return added


class MultipliedContext(GlobalContext):
    """Multiplies, but its squeeze is no mean: every pixel has a weight of its own."""

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = x * self.gate(self.fc2(torch.relu(self.fc1(self.context(x)))))
        return scaled


class MeanAndLargest(nn.Module):
    """The channel attention of CBAM: the largest value goes in as well as the mean."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, channels // 4, 1)
        self.fc2 = nn.Conv2d(channels // 4, channels, 1)
        self.gate = nn.Sigmoid()

    def excite(self, squeezed: Tensor) -> Tensor:
        excited: Tensor = self.fc2(torch.relu(self.fc1(squeezed)))
        return excited

    def forward(self, x: Tensor) -> Tensor:
        excited = self.excite(x.mean((2, 3), keepdim=True)) + self.excite(x.amax((2, 3), True))
        scaled: Tensor = x * self.gate(excited)
        return scaled


class MeanOrLargest(MeanAndLargest):
    """The same, pooled before it is projected, with a window."""

    def forward(self, x: Tensor) -> Tensor:
        largest = functional.adaptive_max_pool2d(x, 1)
        squeezed = 0.5 * functional.adaptive_avg_pool2d(x, 1) + 0.5 * largest
        scaled: Tensor = x * torch.sigmoid(self.excite(squeezed))
        return scaled


class SpatialAttention(nn.Module):
    """A gate for every pixel, from the mean over the channels."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(2, 1, 7, padding=3)

    def forward(self, x: Tensor) -> Tensor:
        where = torch.cat((x.mean(1, keepdim=True), x.amax(1, keepdim=True)), 1)
        return x * torch.sigmoid(self.conv(where))


class EveryPixel(nn.Module):
    """The parts of an SE block, but a gate for every pixel of every channel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.fc1 = nn.Conv2d(channels, channels // 4, 1)
        self.fc2 = nn.Conv2d(channels // 4, channels, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = x * self.sigmoid(self.fc2(torch.relu(self.fc1(x))))
        return scaled


class CoordinateAttention(EveryPixel):
    """Means over rows and over columns, each with its gates."""

    def forward(self, x: Tensor) -> Tensor:
        rows = self.fc2(torch.relu(self.fc1(x.mean(3, keepdim=True))))
        columns = self.fc2(torch.relu(self.fc1(x.mean(2, keepdim=True))))
        scaled: Tensor = x * self.sigmoid(rows) * self.sigmoid(columns)
        return scaled


class Swish(nn.Module):
    """x · σ(x), written out."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        features = self.conv(x)
        swished: Tensor = features * torch.sigmoid(features)
        return swished


class GatedLinearUnit(nn.Module):
    """Half of the channels gate the other half, pixel by pixel."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, 2 * channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        values, gates = self.conv(x).chunk(2, 1)
        gated: Tensor = values * torch.sigmoid(gates)
        return gated


class Recurrent(nn.Module):
    """An LSTM over the rows: its gates are sigmoids, too."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(channels, channels, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        rows, _state = self.lstm(x.mean(3).transpose(1, 2))
        added: Tensor = x + rows.transpose(1, 2)[:, :, :, None]
        return added


class GatedAttention(nn.Module):
    """Attention between pixels with a sigmoid gate on its output."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.qkv = nn.Linear(channels, 3 * channels)
        self.gate = nn.Linear(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        tokens = x.flatten(2).transpose(1, 2)
        q, k, v = self.qkv(tokens).chunk(3, -1)
        attended = functional.scaled_dot_product_attention(q, k, v)
        gated = attended * torch.sigmoid(self.gate(tokens))
        return gated.transpose(1, 2).reshape(x.shape)


class OtherMap(nn.Module):
    """Gates one map with what it squeezed of another."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.fc1 = nn.Linear(channels, channels // 4)
        self.fc2 = nn.Linear(channels // 4, channels)

    def forward(self, x: Tensor) -> Tensor:
        gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(x.mean((2, 3))))))
        gated: Tensor = self.conv(x) * gate[:, :, None, None]
        return gated


class Amplifier(OtherMap):
    """Multiplies by numbers in 0..2."""

    def forward(self, x: Tensor) -> Tensor:
        gain = 2 * torch.sigmoid(self.fc2(torch.relu(self.fc1(x.mean((2, 3))))))
        return x * gain[:, :, None, None]


class Unlimited(OtherMap):
    """Multiplies by whatever comes out."""

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = x * self.fc2(torch.relu(self.fc1(x.mean((2, 3)))))[:, :, None, None]
        return scaled


class TwiceScaled(OtherMap):
    """Multiplies by its gate twice, so that the scale is its square."""

    def forward(self, x: Tensor) -> Tensor:
        gate = torch.sigmoid(self.fc2(torch.relu(self.fc1(x.mean((2, 3))))))[:, :, None, None]
        scaled: Tensor = x * gate * gate
        return scaled


class LayerScale(nn.Module):
    """A learnt number a channel, the same for all pictures."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.ones(1, channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.gamma)


class Unprojected(nn.Module):
    """A sigmoid of the mean itself, without a layer to learn."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        features = self.norm(x)
        scaled: Tensor = features * torch.sigmoid(features.mean((2, 3), keepdim=True))
        return scaled


ALL: tuple[type[nn.Module], ...] = (
    SelectiveKernel, SoftmaxOverChannels, CardinalGroups, EfficientChannelAttention,
    GlobalContext, MultipliedContext, MeanAndLargest, MeanOrLargest, SpatialAttention, EveryPixel,
    CoordinateAttention, Swish, GatedLinearUnit, Recurrent, GatedAttention, OtherMap, Amplifier,
    Unlimited, TwiceScaled, LayerScale, Unprojected,
)  # fmt: skip
