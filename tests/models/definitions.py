"""SE-ResNets as others define them: their names, their order of layers; written anew, plainly.

Facts of the public definitions that tests/models/test_dialects.py holds our own forms against.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from tests.models.definitions_se import (
    CadeneSE,
    Gated,
    KuangliuSE,
    MiraclewkfSE,
    MoskomuleSE,
    StickCuiSE,
    TutorialSE,
    WeiaicunzaiSE,
)


class Block(Gated):
    """Convolutions, norms, SE and a shortcut; subclasses say how the gate is made."""

    expansion = 1
    shortcut_name = "downsample"
    stride_in_first = False
    relu_before_se = False

    def __init__(self, channels: int, width: int, stride: int) -> None:
        super().__init__()
        out = width * self.expansion
        self.add_branch(channels, width, stride)
        self.add_se(out, width)
        path: nn.Module | None = None
        if stride != 1 or channels != out:
            path = self.make_shortcut(channels, out, stride)
        elif self.shortcut_name == "shortcut":
            path = nn.Sequential()
        setattr(self, self.shortcut_name, path)

    def make_shortcut(self, channels: int, out: int, stride: int) -> nn.Module:
        conv = nn.Conv2d(channels, out, 1, stride=stride, bias=False)
        return nn.Sequential(conv, nn.BatchNorm2d(out))

    def add_branch(self, channels: int, width: int, stride: int) -> None:
        raise NotImplementedError

    def branch(self, x: Tensor) -> Tensor:
        raise NotImplementedError

    def carried(self, x: Tensor) -> Tensor:
        path = getattr(self, self.shortcut_name)
        return x if path is None else path(x)

    def forward(self, x: Tensor) -> Tensor:
        u = self.branch(x)
        if self.relu_before_se:
            u = functional.relu(u)
        return functional.relu(self.scaled(u) + self.carried(x))


class Basic(Block):
    """Two 3×3 convolutions."""

    def add_branch(self, channels: int, width: int, stride: int) -> None:
        self.conv1 = nn.Conv2d(channels, width, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)

    def branch(self, x: Tensor) -> Tensor:
        u = functional.relu(self.bn1(self.conv1(x)))
        normed: Tensor = self.bn2(self.conv2(u))
        return normed


class Bottleneck(Block):
    """1×1, 3×3 and a four times wider 1×1 convolution."""

    expansion = 4

    def add_branch(self, channels: int, width: int, stride: int) -> None:
        first, second = (stride, 1) if self.stride_in_first else (1, stride)
        self.conv1 = nn.Conv2d(channels, width, 1, stride=first, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride=second, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)

    def branch(self, x: Tensor) -> Tensor:
        u = functional.relu(self.bn1(self.conv1(x)))
        u = functional.relu(self.bn2(self.conv2(u)))
        normed: Tensor = self.bn3(self.conv3(u))
        return normed


class TutorialBasic(TutorialSE, Basic):
    shortcut_name = "shortcut"


class TutorialBottleneck(TutorialSE, Bottleneck):
    shortcut_name = "shortcut"


class MoskomuleBasic(MoskomuleSE, Basic):
    pass


class MoskomuleBottleneck(MoskomuleSE, Bottleneck):
    pass


class StickCuiBottleneck(StickCuiSE, Bottleneck):
    pass


class MiraclewkfBasic(MiraclewkfSE, Basic):
    pass


class MiraclewkfBottleneck(MiraclewkfSE, Bottleneck):
    pass


class CadeneBottleneck(CadeneSE, Bottleneck):
    stride_in_first = True


class KuangliuBasic(KuangliuSE, Basic):
    shortcut_name = "shortcut"


class KuangliuPreActivation(KuangliuSE, Basic):
    """Norm and ReLU come first; the shortcut's convolution reads the activated input."""

    shortcut_name = "shortcut"

    def add_branch(self, channels: int, width: int, stride: int) -> None:
        super().add_branch(channels, width, stride)
        self.bn1 = nn.BatchNorm2d(channels)

    def make_shortcut(self, channels: int, out: int, stride: int) -> nn.Module:
        return nn.Sequential(nn.Conv2d(channels, out, 1, stride=stride, bias=False))

    def forward(self, x: Tensor) -> Tensor:
        activated = functional.relu(self.bn1(x))
        path: nn.Sequential = self.get_submodule(self.shortcut_name)  # type: ignore[assignment]
        carried: Tensor = path(activated) if len(path) else x
        u = self.conv2(functional.relu(self.bn2(self.conv1(activated))))
        return self.scaled(u) + carried


class WeiaicunzaiBlock(WeiaicunzaiSE, Block):
    """One Sequential, of convolutions with biases, that ends in a ReLU."""

    shortcut_name = "shortcut"

    def add_branch(self, channels: int, width: int, stride: int) -> None:
        if self.expansion == 1:
            shapes = [(channels, width, 3, stride), (width, width, 3, 1)]
        else:
            shapes = [(channels, width, 1, 1), (width, width, 3, stride), (width, 4 * width, 1, 1)]
        parts: list[nn.Module] = []
        for before, after, kernel, step in shapes:
            conv = nn.Conv2d(before, after, kernel, stride=step, padding=kernel // 2)
            parts += [conv, nn.BatchNorm2d(after), nn.ReLU()]
        self.residual = nn.Sequential(*parts)

    def make_shortcut(self, channels: int, out: int, stride: int) -> nn.Module:
        return nn.Sequential(nn.Conv2d(channels, out, 1, stride=stride), nn.BatchNorm2d(out))

    def branch(self, x: Tensor) -> Tensor:
        ended: Tensor = self.residual(x)
        return ended


class WeiaicunzaiBottleneck(WeiaicunzaiBlock):
    expansion = 4


class Network(nn.Module):
    """Stem, stages and classifier, in torchvision's arrangement.

    ``stem`` is ``imagenet`` (7×7, stride 2, max-pool), ``cadene`` (the same under ``layer0``, its
    pooling unpadded) or ``cifar`` (3×3); ``weiaicunzai`` is that under ``pre`` with a bias.
    """

    def __init__(
        self,
        block: type[Block],
        counts: Sequence[int],
        *,
        stem: str = "imagenet",
        head: str = "fc",
        width: int = 64,
        classes: int = 10,
    ) -> None:
        super().__init__()
        self.stem, self.head, self.counts = stem, head, counts
        self.stage = "stage" if stem == "weiaicunzai" else "layer"
        if stem == "cadene":
            self.layer0 = nn.Sequential()
            self.layer0.add_module("conv1", nn.Conv2d(3, width, 7, stride=2, padding=3, bias=False))
            self.layer0.add_module("bn1", nn.BatchNorm2d(width))
            self.layer0.add_module("relu1", nn.ReLU())
            self.layer0.add_module("pool", nn.MaxPool2d(3, stride=2, ceil_mode=True))
        elif stem == "weiaicunzai":
            conv = nn.Conv2d(3, width, 3, padding=1)
            self.pre = nn.Sequential(conv, nn.BatchNorm2d(width), nn.ReLU())
        elif stem == "imagenet":
            self.conv1 = nn.Conv2d(3, width, 7, stride=2, padding=3, bias=False)
            self.bn1 = nn.BatchNorm2d(width)
        else:
            self.conv1 = nn.Conv2d(3, width, 3, padding=1, bias=False)
            self.bn1 = nn.BatchNorm2d(width)
        channels = width
        for stage, count in enumerate(counts):
            blocks = []
            for index in range(count):
                stride = 2 if stage and not index else 1
                blocks.append(block(channels, width << stage, stride))
                channels = (width << stage) * block.expansion
            setattr(self, f"{self.stage}{stage + 1}", nn.Sequential(*blocks))
        setattr(self, head, nn.Linear(channels, classes))

    def forward(self, x: Tensor) -> Tensor:
        if self.stem == "cadene":
            x = self.layer0(x)
        elif self.stem == "weiaicunzai":
            x = self.pre(x)
        else:
            x = functional.relu(self.bn1(self.conv1(x)))
        if self.stem == "imagenet":
            x = functional.max_pool2d(x, 3, stride=2, padding=1)
        for stage in range(len(self.counts)):
            x = getattr(self, f"{self.stage}{stage + 1}")(x)
        logits: Tensor = getattr(self, self.head)(functional.adaptive_avg_pool2d(x, 1).flatten(1))
        return logits

    def gates(self) -> list[Tensor]:
        """The gates of every block in the last pass, each ``[N, C]``."""
        blocks = (part for part in self.modules() if isinstance(part, Block))
        return [torch.flatten(block.last_gate, 1) for block in blocks]
