"""Makes the private copy of a network that runs at inference: same blocks, less work."""

from __future__ import annotations

import copy
from typing import Literal, get_args

import torch
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.models.cards import name_of
from senet_viewer.models.folding import fold, foldable_pairs
from senet_viewer.models.probe import CANNOT_RUN

Precision = Literal["float32", "bfloat16"]
PRECISIONS: tuple[Precision, ...] = get_args(Precision)


def fast_copy(model: nn.Module, precision: str = "float32") -> nn.Module:
    """A copy of ``model`` for inference, in evaluation mode; ``model`` itself stays as it is.

    Batch norms are folded into the convolutions before them, and convolutions run on
    ``channels_last`` memory. Paths of the SE blocks and their gates are those of ``model``; the
    logits agree within 1e-5 of their scale.

    With ``precision="bfloat16"`` weights and activations are bfloat16 (so the caller's input must
    be), on CPUs that have it two to three times faster. Measured: logits deviate by 4 to 6·10⁻³
    of their scale, gates by 0.001 on average and up to 0.01, the bundled network's probabilities
    by up to 0.005. Raises ``ViewerError`` for another precision, and for a network that holds what
    cannot be copied.
    """
    if precision not in PRECISIONS:
        choices = ", ".join(PRECISIONS)
        raise ViewerError(
            "precision.unknown",
            f"There is no precision “{precision}”; choose one of {choices}.",
            {"name": precision, "choices": choices},
        )
    try:
        copied = copy.deepcopy(model).eval().requires_grad_(False)
    except CANNOT_RUN as error:
        name = name_of(model)
        raise ViewerError(
            "model.uncopyable",
            f"“{name}” holds what cannot be copied, so it cannot be prepared for inspection; "
            "remove scripted functions and tensors with gradients from its attributes.",
            {"name": name},
            detail=str(error),
        ) from error
    fold(copied, foldable_pairs(model))
    if precision == "bfloat16":
        copied.to(torch.bfloat16)
    return copied.to(memory_format=torch.channels_last)
