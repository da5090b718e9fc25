"""Starts the excitation layers anew, so that their gates tell pictures apart.

Trained from PyTorch's small default weights under weight decay, they stay near a constant: every
gate near 0.5 whatever the picture. Scaled by the data, as in Mishkin and Matas, "All you need is a
good init" (arXiv 1511.06422), each gate's logit varies by ``gain`` over the pictures.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from senet_viewer.models.se_resnet import SqueezeExcitation


def excitation_parameters(model: nn.Module) -> list[nn.Parameter]:
    """The parameters of all SE blocks; they are trained without weight decay."""
    blocks = [module for module in model.modules() if isinstance(module, SqueezeExcitation)]
    return [parameter for block in blocks for parameter in block.parameters()]


@torch.no_grad()
def renew_excitation(model: nn.Module, images: Tensor, gain: float) -> None:
    """Draw the excitation layers of all blocks anew, in order, scaled by what ``images`` give.

    ``images`` are normalised pictures ``[N, 3, H, W]``. The mean logit of each gate over them
    stays what its bias was; its standard deviation is about ``gain`` on average.
    """
    was_training = model.training
    model.eval()
    for block in [m for m in model.modules() if isinstance(m, SqueezeExcitation)]:
        _renew(block, _squeeze(model, block, images), gain)
    model.train(was_training)


def _squeeze(model: nn.Module, block: SqueezeExcitation, images: Tensor) -> Tensor:
    """The block's squeeze values ``[N, C, 1, 1]`` as the network stands now."""
    seen: list[Tensor] = []
    hook = block.register_forward_pre_hook(
        lambda _module, inputs: seen.append(inputs[0].mean((2, 3), keepdim=True))
    )
    try:
        model(images)
    finally:
        hook.remove()
    return seen[0]


def _renew(block: SqueezeExcitation, squeeze: Tensor, gain: float) -> None:
    first, second = block.conv1, block.conv2
    assert first.bias is not None
    assert second.bias is not None
    nn.init.kaiming_normal_(first.weight, nonlinearity="relu")
    first.bias.zero_()
    first.weight.div_(first(squeeze).std(0).mean().clamp_min(1e-6))
    first.bias.sub_(first(squeeze).mean((0, 2, 3)))
    hidden = torch.relu(first(squeeze))
    nn.init.kaiming_normal_(second.weight, nonlinearity="linear")
    mean_logit = second.bias.clone()
    second.bias.zero_()
    second.weight.mul_(gain / second(hidden).std(0).mean().clamp_min(1e-6))
    second.bias.copy_(mean_logit - second(hidden).mean((0, 2, 3)))
