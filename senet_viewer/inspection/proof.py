"""Proves the captured gates: input × gate must equal the output of every SE block."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.linalg import vector_norm

from senet_viewer.inspection.hooks import removing
from senet_viewer.inspection.scalings import Gates, ScalingWatch, watching
from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.squeezed import Scaling

FLOOR = 1e-6
"""The tolerance of networks whose scaled features stay small."""


@dataclass
class Proof:
    """What the comparisons gave: by a block's name, float32 ``[N]``, one number an image.

    ``errors`` are the largest absolute differences between input × gate and what the block
    returned, infinite where a value is not a number. ``scales``, of blocks that differ, are the
    largest absolute values of input × gate; ``epsilon`` is the relative spacing of such numbers.
    """

    errors: dict[str, Tensor] = field(default_factory=dict)
    scales: dict[str, Tensor] = field(default_factory=dict)
    epsilon: float = torch.finfo(torch.float32).eps

    def compare(self, name: str, expected: Tensor, output: Tensor) -> None:
        """Note how ``output`` of a block differs from ``expected``, both ``[N, …]``."""
        # By far the quickest comparison, and all that an honest block needs.
        if expected.dtype == output.dtype and torch.equal(expected, output):
            self.errors[name] = torch.zeros(len(expected))
            return
        self.errors[name] = _largest(expected.float() - output.float())
        self.scales[name] = _largest(expected.float())
        self.epsilon = max(self.epsilon, torch.finfo(expected.dtype).eps)

    def tolerance(self, row: int) -> float:
        """The difference that one rounding can explain in the picture of that row."""
        # Any honest difference is one of rounding, and no larger than at the largest value.
        largest = max((float(scale[row]) for scale in self.scales.values()), default=0.0)
        return max(FLOOR, self.epsilon * largest)


@contextmanager
def prove(blocks: Sequence[SEBlock], gates: Gates) -> Iterator[Proof]:
    """Compare, at every pass, each block's input × captured gate with what the block returns.

    ``gates`` is what a surrounding ``capture_blocks`` yields: proved are the very numbers that are
    shown. The product is rounded as the network rounds (equation 4 of arXiv 1709.01507), so that
    an honest block differs by 0. Where a module does other things too than to scale, its map ×
    gate is compared at the multiplication.
    """
    proof = Proof()

    def comparing(own: Sequence[SEBlock], captured: Gates) -> _Comparing:
        return _Comparing(own, captured, proof)

    scaled_within = [block for block in blocks if block.scaling]
    with removing() as handles, watching(scaled_within, gates, comparing):
        for block in blocks:
            if block.gate is None or block.scaling:
                continue
            watch = _Watch(block, gates, proof)
            handles.append(block.module.register_forward_pre_hook(watch.before))
            handles.append(block.gate.register_forward_hook(watch.at_gate))
            handles.append(block.module.register_forward_hook(watch.after))
        yield proof


class _Comparing(ScalingWatch):
    """Compares at the multiplications."""

    def __init__(self, blocks: Sequence[SEBlock], gates: Gates, proof: Proof) -> None:
        super().__init__(blocks, gates)
        self._proof = proof

    def at_block(self, block: SEBlock, scaling: Scaling, multiply: Callable[[], Any]) -> Any:
        # Before the network multiplies, since it may do so in place.
        expected = scaling.features * scaling.fit(self.gates[block.name])
        output = multiply()
        self._proof.compare(block.name, expected, output)
        return output


class _Watch:
    """The hooks of one block, and what they hand to each other within one pass."""

    def __init__(self, block: SEBlock, gates: Mapping[str, Tensor], proof: Proof) -> None:
        self._block, self._gates, self._proof = block, gates, proof
        self._features: Tensor | None = None
        self._expected: Tensor | None = None

    def before(self, _module: nn.Module, inputs: tuple[Any, ...]) -> None:
        self._features = inputs[0].detach()

    def at_gate(self, _module: nn.Module, _inputs: tuple[Any, ...], output: Tensor) -> None:
        # Multiplied here, before the block does, since a block may scale its input in place.
        features, self._features = self._features, None
        if features is None:
            return
        gate = self._gates[self._block.name].to(output)[:, :, None, None]
        self._expected = features * gate

    def after(self, _module: nn.Module, _inputs: tuple[Any, ...], output: Tensor) -> None:
        expected, self._expected = self._expected, None
        if expected is not None:
            self._proof.compare(self._block.name, expected, output.detach())


def _largest(values: Tensor) -> Tensor:
    """The largest absolute value of each image."""
    return torch.nan_to_num(vector_norm(values.flatten(1), torch.inf, 1), nan=torch.inf).cpu()
