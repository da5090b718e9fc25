"""Runs one forward pass with the gates captured, and proved where asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError, printable
from senet_viewer.inspection.capture import capture_blocks
from senet_viewer.inspection.proof import Proof, prove
from senet_viewer.inspection.stopping import never, stopping
from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.cards import name_of

WEIGHTS_NAMED = 5


@dataclass(frozen=True)
class Pass:
    """What one forward pass of ``N`` pictures gave, on the CPU.

    ``logits`` is float32 ``[N, classes]``; ``gates`` maps a block's name to float32 ``[N, C]``;
    ``proof`` is there where it was asked for.
    """

    logits: Tensor
    gates: Mapping[str, Tensor]
    proof: Proof | None
    milliseconds: float


def run_pass(
    network: nn.Module,
    blocks: Sequence[SEBlock],
    batch: Tensor,
    *,
    verify: bool = False,
    should_stop: Callable[[], bool] = never,
) -> Pass:
    """One pass of ``batch`` (``[N, 3, H, W]``), which is brought to the network's number type.

    The caller decides on evaluation mode and gradients. Raises ``Stopped`` where ``should_stop``
    says so, and ``ViewerError`` where the network returns no logits, or such that are not finite.
    """
    started = time.perf_counter()
    with ExitStack() as stack:
        stack.enter_context(stopping(blocks, should_stop))
        gates = stack.enter_context(capture_blocks(network, blocks))
        proof = stack.enter_context(prove(blocks, gates)) if verify else None
        output = network(batch.to(number_type(network)))
    if not isinstance(output, Tensor) or output.ndim != 2 or len(output) != len(batch):
        name = name_of(network)
        shape = list(output.shape) if isinstance(output, Tensor) else type(output).__name__
        raise ViewerError(
            "inspection.no_logits",
            f"“{name}” returns no logits, one number a class; choose a network that classifies.",
            {"name": name},
            detail=f"expected [{len(batch)}, classes], got {shape}",
        )
    # Brought to the CPU before the clock is read: another device may still be computing.
    logits = output.detach().to(device="cpu", dtype=torch.float32)
    milliseconds = (time.perf_counter() - started) * 1000
    if not logits.isfinite().all():
        raise _not_finite(network)
    return Pass(logits, gates, proof, milliseconds)


def _not_finite(network: nn.Module) -> ViewerError:
    """The error for answers that are no numbers: it tells weights that are none from the rest."""
    name, weights = name_of(network), {**dict(network.named_parameters()), **network.state_dict()}
    floats = {path: one for path, one in weights.items() if one.is_floating_point()}
    broken = [path for path, one in floats.items() if not one.isfinite().all()]
    if broken:
        return ViewerError(
            "inspection.broken_weights",
            f"The weights of “{name}” hold values that are not finite, so that it cannot answer; "
            "save it again, or choose an earlier checkpoint of its training run.",
            {"name": name},
            detail=", ".join(map(printable, broken[:WEIGHTS_NAMED])),
        )
    if any(one.dtype != torch.float32 for one in floats.values()):
        return ViewerError(
            "inspection.overflow",
            f"“{name}” answers with values that are not finite where it rounds; choose float32.",
            {"name": name},
        )
    return ViewerError(
        "inspection.not_finite",
        f"“{name}” answers with values that are not finite, though its weights are; "
        "choose another checkpoint of its training run.",
        {"name": name},
    )


@contextmanager
def full_float32(device: torch.device) -> Iterator[None]:
    """Let CUDA's convolutions keep all bits of float32; by default they round to 10 (TF32)."""
    if device.type != "cuda":
        yield
        return
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):
        yield


def number_type(network: nn.Module) -> torch.dtype:
    """The type of the network's first floating-point parameter; float32 where there is none."""
    types = (p.dtype for p in network.parameters() if p.is_floating_point())
    return next(types, torch.float32)


@contextmanager
def evaluating(network: nn.Module) -> Iterator[None]:
    """Evaluation mode without gradients; each module's training flag is put back at the end."""
    flags = [(module, module.training) for module in network.modules()]
    try:
        network.eval()
        with torch.no_grad():
            yield
    finally:
        for module, flag in flags:
            module.training = flag
