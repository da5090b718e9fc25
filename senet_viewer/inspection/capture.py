"""Captures the gates of every SE block, with hooks and modes that are always removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.hooks import removing
from senet_viewer.inspection.scalings import Gates, ScalingWatch, watching
from senet_viewer.models.blocks import SEBlock, find_blocks
from senet_viewer.models.squeezed import Scaling


@contextmanager
def capture(model: nn.Module) -> Iterator[dict[str, Tensor]]:
    """Capture the gates of any forward pass of ``model``, of any batch.

    Yields a dictionary that each pass fills: a block's name to its gates, float32 ``[N, C]`` on
    the CPU, each in 0..1; a second pass replaces the first. Raises ``ViewerError`` where the
    network has no SE blocks, where a gate has another shape, and on leaving, where a block stayed
    silent in the last pass. The network is left without hooks, also after an exception.
    """
    with capture_blocks(model, find_blocks(model)) as gates:
        yield gates


@contextmanager
def capture_blocks(model: nn.Module, blocks: Sequence[SEBlock]) -> Iterator[Gates]:
    """``capture`` for the ``blocks`` of ``model`` that are known already.

    Gates that are the output of a module are read by a hook on it; those that a function computes
    where they multiply the map, by a mode that sees the operations of the block.
    """
    gates = Gates()
    computed = [block for block in blocks if block.gate is None]
    with removing() as handles, watching(computed, gates, _Reading):
        handles.append(model.register_forward_pre_hook(_forget(gates)))
        handles.extend(
            block.gate.register_forward_hook(_keep(gates, block))
            for block in blocks
            if block.gate is not None
        )
        yield gates
        _require_all(gates, blocks)


def _forget(gates: Gates) -> Callable[[nn.Module, tuple[Any, ...]], None]:
    def hook(_module: nn.Module, _inputs: tuple[Any, ...]) -> None:
        gates.begin_pass()

    return hook


def _keep(
    gates: dict[str, Tensor], block: SEBlock
) -> Callable[[nn.Module, tuple[Any, ...], Any], None]:
    def hook(_module: nn.Module, _inputs: tuple[Any, ...], output: Any) -> None:
        gates[block.name] = gate_values(block, output)

    return hook


class _Reading(ScalingWatch):
    """Keeps the gates that multiply the maps of its blocks."""

    def at_block(self, block: SEBlock, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        self.gates[block.name] = gate_values(block, scaling.gates())
        return multiply()


def gate_values(block: SEBlock, output: Any) -> Tensor:
    """The gates in a gate module's output: a float32 copy ``[N, C]`` on the CPU."""
    if not isinstance(output, Tensor) or output.shape[1:].numel() != block.channels:
        shape = list(output.shape) if isinstance(output, Tensor) else type(output).__name__
        raise ViewerError(
            "capture.shape",
            f"The gate of {block.name} ({block.path}) is no single number a channel, "
            "so the network cannot be shown.",
            {"block": block.name, "module": block.path},
            detail=f"expected [N, {block.channels}, 1, 1], got {shape}",
        )
    values = output.detach().reshape(-1, block.channels)
    return values.to(device="cpu", dtype=torch.float32, copy=True)


def _require_all(gates: Mapping[str, Tensor], blocks: Sequence[SEBlock]) -> None:
    silent = [block for block in blocks if block.name not in gates]
    if not silent:
        return
    names = ", ".join(block.name for block in silent)
    raise ViewerError(
        "capture.silent",
        f"{len(silent)} of {len(blocks)} SE blocks gave no gates in the last forward pass "
        f"({names}); run the whole network once inside the capture.",
        {"silent": str(len(silent)), "blocks": str(len(blocks)), "names": names},
        detail=", ".join(block.path for block in silent),
    )
