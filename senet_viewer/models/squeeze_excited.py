"""Squeeze-and-excitation behind any transform, as in networks without shortcuts."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from senet_viewer.models.se_resnet import SqueezeExcitation

NEARLY_OPEN = 0.998
"""Where gates start that are put behind a trained transform."""


class SqueezeExcited(nn.Module):
    """A transform with an SE block behind the whole of it (Hu et al., figure 2: SE-Inception).

    ``transform`` gives feature maps of shape ``[N, channels, H, W]``, which are scaled; there is no
    shortcut, so gate 0 shuts a channel off. ``SE.gate`` gives the gates, ``[N, channels, 1, 1]``.
    """

    def __init__(self, transform: nn.Module, channels: int, reduction: int = 16) -> None:
        super().__init__()
        self.transform = transform
        self.SE = SqueezeExcitation(channels, reduction)

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = self.SE(self.transform(x))
        return scaled


def open_gates(block: SqueezeExcitation, gate: float = NEARLY_OPEN) -> None:
    """Let every gate be ``gate`` (above 0, below 1) for every picture, until it is trained.

    The second projection becomes zero weights and one bias, σ⁻¹(gate), so that what stands before
    and behind the block works on as it was trained; with the usual random start the gates are near
    0.5, and every block halves its feature map. The first projection stays random, and a gate a
    little below 1 still has a slope, gate · (1 - gate), so that training can move it.
    """
    with torch.no_grad():
        block.conv2.weight.zero_()
        assert block.conv2.bias is not None
        block.conv2.bias.fill_(math.log(gate / (1 - gate)))
