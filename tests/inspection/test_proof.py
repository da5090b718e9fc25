"""The proof holds for honest networks and fails for every kind of tampering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.inspection.capture import capture_blocks
from senet_viewer.inspection.proof import Proof, prove
from senet_viewer.models.blocks import SEBlock, find_blocks
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.se_resnet import SEResNet
from tests.models import foreign
from tests.models.making import pictures


def proof_of(model: nn.Module, x: Tensor) -> Proof:
    blocks = find_blocks(model)
    with (
        torch.no_grad(),
        capture_blocks(model, blocks) as gates,
        prove(blocks, gates) as proof,
    ):
        model(x)
    return proof


def fails(proof: Proof, row: int = 0) -> set[str]:
    """Names of the blocks whose error is beyond the tolerance."""
    return {name for name, e in proof.errors.items() if not e[row] <= proof.tolerance(row)}


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_honest_blocks_differ_by_nothing(model: SEResNet, precision: str) -> None:
    fast = fast_copy(model, precision)
    x = pictures(3).to(next(fast.parameters()).dtype)
    proof = proof_of(fast, x)
    assert len(proof.errors) == 8
    for errors in proof.errors.values():
        assert errors.shape == (3,)
        assert not errors.any()
    assert not fails(proof)


@pytest.mark.parametrize(
    "block",
    [
        foreign.SELayer(8),
        foreign.SELayer(8, nn.Hardsigmoid()),
        foreign.InPlaceSE(8).eval(),
        foreign.EffectiveSE(8),
    ],
    ids=["linear", "hard sigmoid", "in place", "effective"],
)
def test_it_holds_for_other_peoples_blocks_too(block: nn.Module) -> None:
    assert not fails(proof_of(foreign.network(block), pictures(2, 16)))


def test_the_tolerance_is_one_rounding_of_the_largest_value() -> None:
    proof = Proof(scales={"a": torch.tensor([0.1, 100.0]), "b": torch.tensor([0.2, 3.0])})
    assert proof.tolerance(0) == 1e-6
    assert proof.tolerance(1) == pytest.approx(100 * 2**-23)


def scaling(factor: float) -> Callable[[nn.Module, object, Tensor], Tensor]:
    """A hook that scales a block's output."""
    return lambda _module, _inputs, output: output * factor


def test_in_bfloat16_a_difference_of_one_rounding_is_forgiven_and_no_more(
    model: SEResNet,
) -> None:
    fast = fast_copy(model, "bfloat16")
    block = find_blocks(fast)[0]
    cases: tuple[tuple[float, set[str]], ...] = ((1 + 2**-7, set()), (1.1, {"SE_2_1"}))
    for factor, failing in cases:
        handle = block.module.register_forward_hook(scaling(factor))
        proof = proof_of(fast, pictures(1).bfloat16())
        handle.remove()
        assert proof.errors["SE_2_1"][0] > 0
        assert fails(proof) == failing


def test_a_network_of_another_precision_than_the_gates_is_forgiven_its_rounding(
    model: SEResNet,
) -> None:
    proof = proof_of(model.double(), pictures(1).double())
    assert max(float(errors[0]) for errors in proof.errors.values()) < 1e-5
    assert not fails(proof)


class _Late:
    """Registers its hook when the pass begins, and so behind ours."""

    def __init__(self, model: nn.Module, block: SEBlock) -> None:
        self._block = block
        self._handles = [model.register_forward_pre_hook(self._begin)]

    def _begin(self, *_: object) -> None:
        assert self._block.gate is not None
        self._handles.append(self._block.gate.register_forward_hook(self._change))

    @staticmethod
    def _change(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        output.mul_(0.99)

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        for handle in self._handles:
            handle.remove()


def test_a_block_whose_output_is_tampered_with_fails(model: SEResNet) -> None:
    block = find_blocks(model)[4]
    # First in line, so that it changes the output before it is compared.
    handle = block.module.register_forward_hook(scaling(1.001))
    proof = proof_of(model, pictures(2))
    handle.remove()
    assert fails(proof, 0) == fails(proof, 1) == {"SE_4_1"}
    assert not fails(proof_of(model, pictures(2)))


def test_a_gate_that_changes_in_place_after_it_was_captured_fails(model: SEResNet) -> None:
    block = find_blocks(model)[2]
    with _Late(model, block):
        proof = proof_of(model, pictures(1))
    assert fails(proof) == {"SE_3_1"}


class Halves(foreign.SELayer):
    """Scales half of the picture only where it is wide."""

    def forward(self, x: Tensor) -> Tensor:
        scaled = super().forward(x)
        return torch.cat((scaled[..., :8], x[..., 8:]), -1) if x.shape[-1] == 16 else scaled


def test_a_block_that_uses_its_gate_otherwise_fails() -> None:
    proof = proof_of(foreign.network(Halves(8)), pictures(1, 32))
    assert fails(proof) == {"SE_5_1"}
    assert not fails(proof_of(foreign.network(Halves(8)), pictures(1, 16)))


def test_only_the_picture_that_was_tampered_with_fails(model: SEResNet) -> None:
    block = find_blocks(model)[0]

    def change(_module: nn.Module, _inputs: object, output: Tensor) -> Tensor:
        return torch.cat((output[:1], output[1:] + 0.01))

    handle = block.module.register_forward_hook(change)
    proof = proof_of(model, pictures(2))
    handle.remove()
    assert fails(proof, 0) == set()
    assert fails(proof, 1) == {"SE_2_1"}


def test_what_is_not_a_number_fails(model: SEResNet) -> None:
    block = find_blocks(model)[7]
    handle = block.module.register_forward_hook(scaling(float("nan")))
    proof = proof_of(model, pictures(1))
    handle.remove()
    assert proof.errors["SE_5_2"].tolist() == [float("inf")]
    assert fails(proof) == {"SE_5_2"}
