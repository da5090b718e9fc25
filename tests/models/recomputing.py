"""Gates of the libraries' SE blocks by plain algebra, in float64, from what goes into the block.

Equations 2 and 3 of arXiv 1709.01507, with the names that each family gives its parameters.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

Function = Callable[[Tensor], Tensor]


def sigmoid(z: Tensor) -> Tensor:
    return 1 / (1 + (-z).exp())


def hard_sigmoid(z: Tensor) -> Tensor:
    return (z / 6 + 0.5).clamp(0, 1)


ACTIVATIONS: dict[str, Function] = {
    "ReLU": lambda z: z.clamp(min=0),
    "ReLU6": lambda z: z.clamp(0, 6),
    "SiLU": lambda z: z * sigmoid(z),
    "Swish": lambda z: z * sigmoid(z),
    "GELU": lambda z: z * (1 + torch.erf(z / math.sqrt(2))) / 2,
    "GELUTanh": lambda z: z * (1 + torch.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))) / 2,
    "Hardswish": lambda z: z * hard_sigmoid(z),
    "HardSwish": lambda z: z * hard_sigmoid(z),
    "LeakyReLU": lambda z: torch.where(z > 0, z, 0.01 * z),
    "Identity": lambda z: z,
}
GATES: dict[str, Function] = {
    "Sigmoid": sigmoid,
    "Hardsigmoid": hard_sigmoid,
    "HardSigmoid": hard_sigmoid,
}


@dataclass(frozen=True)
class Family:
    """Names of the submodules of a family's block, in the order in which they compute."""

    first: str
    gate: str
    norm: str = ""
    activation: str = ""
    second: str = ""


FAMILIES = {
    "timm.layers.squeeze_excite.SEModule": Family("fc1", "gate", "bn", "act", "fc2"),
    "timm.layers.squeeze_excite.EffectiveSEModule": Family("fc", "gate"),
    "timm.models._efficientnet_blocks.SqueezeExcite": Family(
        "conv_reduce", "gate", "", "act1", "conv_expand"
    ),
    "timm.models.senet.SEModule": Family("fc1", "sigmoid", "", "relu", "fc2"),
    "timm.models.hgnet.EseModule": Family("conv", "sigmoid"),
    "torchvision.ops.misc.SqueezeExcitation": Family(
        "fc1", "scale_activation", "", "activation", "fc2"
    ),
    "torchvision.models.efficientnet.SqueezeExcitation": Family(
        "fc1", "scale_activation", "", "activation", "fc2"
    ),
}


def family_of(block: nn.Module) -> Family:
    """The names in a block; a family that is not listed is an error."""
    return FAMILIES[f"{type(block).__module__}.{type(block).__qualname__}"]


def recompute(block: nn.Module, squeezed: Tensor) -> Tensor:
    """The gates, ``[N, C]``, from the means of every channel, ``[N, C]``."""
    family = family_of(block)
    z = _project(block.get_submodule(family.first), squeezed.double())
    if family.norm:
        z = _normalise(block.get_submodule(family.norm), z)
    if family.second:
        z = ACTIVATIONS[type(block.get_submodule(family.activation)).__name__](z)
        z = _project(block.get_submodule(family.second), z)
    return GATES[type(block.get_submodule(family.gate)).__name__](z)


def _project(layer: nn.Module, z: Tensor) -> Tensor:
    state: dict[str, Tensor] = {n: tensor.double() for n, tensor in layer.state_dict().items()}
    projected: Tensor = z @ state["weight"].flatten(1).T
    return projected + state.get("bias", torch.zeros(()))


def _normalise(norm: nn.Module, z: Tensor) -> Tensor:
    if isinstance(norm, nn.Identity):
        return z
    assert isinstance(norm, nn.BatchNorm2d)
    state: dict[str, Tensor] = {n: tensor.double() for n, tensor in norm.state_dict().items()}
    spread = (state["running_var"] + norm.eps).sqrt()
    normalised: Tensor = (z - state["running_mean"]) / spread
    return normalised * state["weight"] + state["bias"]
