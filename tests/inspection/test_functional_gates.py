"""Gates that no module gives are captured, proved and left alone like all others."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import _get_current_dispatch_mode

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.capture import capture, capture_blocks
from senet_viewer.inspection.passes import run_pass
from senet_viewer.inspection.proof import Proof, prove
from senet_viewer.inspection.stopping import Stopped
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.sketching import LightMode
from tests.models import foreign, functional
from tests.models.functional import GATES, SCALES, SQUEEZES, Spelled, expected_gates
from tests.models.making import lively, pictures

Make = Callable[[], nn.Module]

FORMS: dict[str, Make] = {
    **{f"squeeze: {way}": partial(Spelled, SQUEEZES[way]) for way in SQUEEZES},
    **{f"gate: {way}": partial(Spelled, gate=GATES[way]) for way in GATES},
    **{f"scale: {way}": partial(Spelled, scale=SCALES[way]) for way in SCALES},
    "channels last": functional.ChannelsLast,
    "swish of its own": functional.InvertedResidual,
    "spatial gates beside": functional.SpatialBeside,
    "pre-activation": functional.PreActivated,
    "shared sigmoid": functional.SharedSigmoid,
    "multiplied outside": functional.MultipliedOutside,
    "excitation in the block": functional.Excited,
}


def network_of(form: str) -> nn.Sequential:
    """Two blocks of that form."""
    torch.manual_seed(1)
    model = functional.network(FORMS[form](), FORMS[form]())
    lively(model)
    return model


def left_behind(model: nn.Module) -> list[str]:
    """Whatever a capture may leave: hooks, changed methods, modes that are still on."""
    left = [path for path, m in model.named_modules() if m._forward_hooks or m._forward_pre_hooks]
    left += [path for path, module in model.named_modules() if "forward" in module.__dict__]
    mode = _get_current_dispatch_mode()
    return [*left, *([type(mode).__name__] if mode else [])]


@contextmanager
def leaving_nothing(model: nn.Module) -> Iterator[None]:
    yield
    assert not left_behind(model)


@pytest.mark.parametrize("layout", [torch.contiguous_format, torch.channels_last])
@pytest.mark.parametrize("form", FORMS)
def test_gates_equal_those_computed_by_hand_from_the_blocks_input(
    form: str, layout: torch.memory_format
) -> None:
    model = network_of(form).to(memory_format=layout)
    x = pictures(3, 32).contiguous(memory_format=layout)
    with torch.no_grad(), leaving_nothing(model), capture(model) as gates:
        model(x)
    with torch.no_grad():
        expected = expected_gates(model, x)
    assert len(gates) == len(expected)
    for values, by_hand in zip(gates.values(), expected, strict=True):
        assert values.shape == (3, functional.CHANNELS)
        assert values.std() > 0
        torch.testing.assert_close(values, by_hand, rtol=0, atol=1e-6)


@pytest.mark.parametrize("batch", [1, 2, 5])
@pytest.mark.parametrize("pixels", [2, 7, 32])
@pytest.mark.parametrize("form", ["pre-activation", "shared sigmoid", "multiplied outside"])
def test_any_batch_and_any_size_also_of_one_pixel(form: str, pixels: int, batch: int) -> None:
    model = network_of(form)
    x = pictures(batch, pixels)
    with torch.no_grad(), capture(model) as gates:
        model(x)
    with torch.no_grad():
        expected = expected_gates(model, x)
    for values, by_hand in zip(gates.values(), expected, strict=True):
        torch.testing.assert_close(values, by_hand, rtol=0, atol=1e-6)


def test_a_network_that_takes_one_size_of_pictures() -> None:
    model = functional.network(functional.FixedPool(112), functional.FixedPool(56))
    x = pictures(2, 224)
    with torch.no_grad(), leaving_nothing(model), capture(model) as gates:
        model(x)
    with torch.no_grad():
        expected = expected_gates(model, x)
    for values, by_hand in zip(gates.values(), expected, strict=True):
        torch.testing.assert_close(values, by_hand, rtol=0, atol=1e-6)


def test_several_gates_in_one_module_and_a_layer_that_runs_twice() -> None:
    model = functional.Flat().eval()
    x = pictures(3, 16)
    with torch.no_grad(), leaving_nothing(model), capture(model) as gates:
        model(x)
        model(x)
    u = model.conv(x)
    for index, values in zip((0, 1, 1), gates.values(), strict=True):
        expected = torch.sigmoid(u.mean((2, 3)) @ model.weights[index])
        torch.testing.assert_close(values, expected, rtol=0, atol=1e-6)
        u = u * expected[:, :, None, None]
        u = nn.functional.max_pool2d(u, 2) if values is gates["SE_4_1"] else u


@contextmanager
def plainly() -> Iterator[None]:
    yield


@pytest.mark.parametrize("around", [plainly, torch.no_grad, torch.inference_mode])
def test_with_gradients_and_without(around: Any) -> None:
    model = network_of("pre-activation")
    with around(), capture(model) as gates:
        logits = model(pictures(2, 32))
    assert len(gates) == 2
    assert not any(values.requires_grad for values in gates.values())
    if logits.requires_grad:
        logits.sum().backward()
        assert all(p.grad is not None for p in model.get_submodule("2.fc1").parameters())


def test_a_training_pass_and_other_number_types() -> None:
    model = network_of("pre-activation").train()
    with capture(model) as gates:
        model(pictures(2, 32)).sum().backward()
    assert len(gates) == 2
    with torch.no_grad(), capture(model.eval().double()) as gates:
        model(pictures(2, 32).double())
    assert {values.dtype for values in gates.values()} == {torch.float32}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16), capture(model.float()) as gates:
        model(pictures(2, 32))
    assert all(0 < float(values.min()) < float(values.max()) < 1 for values in gates.values())


def test_a_second_pass_replaces_the_first_and_captures_can_be_nested() -> None:
    model = network_of("pre-activation")
    with torch.no_grad(), capture(model) as outer:
        model(pictures(1, seed=1))
        first = dict(outer)
        with capture(model) as inner:
            model(pictures(2, seed=2))
        assert all(torch.equal(outer[name], inner[name]) for name in outer)
        assert all(len(values) == 1 for values in first.values())
        model(pictures(3, seed=3))
        assert all(len(values) == 3 for values in outer.values())
        assert all(len(values) == 2 for values in inner.values())
    assert not left_behind(model)


def test_captures_may_end_in_any_order() -> None:
    model = network_of("pre-activation")
    first, second = capture(model), capture(model)
    with torch.no_grad():
        gates = first.__enter__()
        second.__enter__()
        model(pictures(1, 32))
        first.__exit__(None, None, None)
        model(pictures(2, 32))
        second.__exit__(None, None, None)
    assert all(len(values) == 1 for values in gates.values())
    assert not left_behind(model)


class Interrupt(BaseException):
    """What ``except Exception`` does not catch, such as Ctrl+C."""


@pytest.mark.parametrize("error", [ZeroDivisionError, Interrupt])
@pytest.mark.parametrize("path", ["2.fc1", "2.fc2", "5.conv1"])
def test_nothing_remains_after_an_exception_within_a_block(
    path: str, error: type[BaseException]
) -> None:
    model = network_of("pre-activation")

    def fail(*_: object) -> None:
        raise error

    handle = model.get_submodule(path).register_forward_hook(fail)
    with pytest.raises(error), capture(model):
        model(pictures(1, 32))
    handle.remove()
    assert not left_behind(model)
    with torch.no_grad(), capture(model) as gates:
        model(pictures(1, 32))
    assert len(gates) == 2


def test_what_stands_in_the_place_of_forward_stays_there() -> None:
    model = network_of("pre-activation")
    calls: list[int] = []
    plain = model[2].forward

    def counted(x: Tensor) -> Tensor:
        calls.append(1)
        result: Tensor = plain(x)
        return result

    model[2].__dict__["forward"] = counted
    blocks = find_blocks(model)
    calls.clear()
    with torch.no_grad(), capture_blocks(model, blocks) as gates:
        model(pictures(1, 32))
    assert len(gates) == 2
    assert calls == [1]
    assert model[2].__dict__["forward"] is counted


def test_a_copy_made_during_a_capture_is_not_captured() -> None:
    model = network_of("pre-activation")
    with torch.no_grad(), capture(model) as gates:
        copied = copy.deepcopy(model)
        model(pictures(1, seed=1))
        before = dict(gates)
        copied(pictures(3, seed=2))
        assert all(values is before[name] for name, values in gates.items())
        torch.testing.assert_close(copied(pictures(1, seed=1)), model(pictures(1, seed=1)))


def test_an_ordinary_network_is_captured_by_hooks_alone() -> None:
    model = foreign.network(foreign.SELayer(8), foreign.EffectiveSE(8))
    blocks = find_blocks(model)
    with torch.no_grad(), capture_blocks(model, blocks) as gates, prove(blocks, gates):
        model(pictures(1, 32))
        assert not any("forward" in module.__dict__ for module in model.modules())
    # One whose gate is a module's output needs a mode only for its proof.
    model = network_of("excitation in the block")
    with torch.no_grad(), capture(model):
        model(pictures(1, 32))
        assert not any("forward" in module.__dict__ for module in model.modules())


class Sometimes(functional.PreActivated):
    """Leaves its gate out when it is told so."""

    gated = True

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x) if self.gated else self.maps(x)


def test_a_gate_that_stays_silent_is_an_error() -> None:
    first = Sometimes()
    model = functional.network(first, functional.PreActivated())
    blocks = find_blocks(model)
    first.gated = False
    with pytest.raises(ViewerError) as error, torch.no_grad(), capture_blocks(model, blocks):
        model(pictures(1, 32))
    assert error.value.code == "capture.silent"
    assert "(SE_4_1)" in error.value.sentence
    assert not left_behind(model)


def proof_of(model: nn.Module, x: Tensor) -> Proof:
    blocks = find_blocks(model)
    with torch.no_grad(), capture_blocks(model, blocks) as gates, prove(blocks, gates) as proof:
        model(x)
    return proof


def failing(proof: Proof, row: int = 0) -> list[str]:
    return [name for name, e in proof.errors.items() if not e[row] <= proof.tolerance(row)]


@pytest.mark.parametrize("form", FORMS)
def test_the_proof_compares_at_the_multiplication(form: str) -> None:
    model = network_of(form)
    proof = proof_of(model, pictures(3, 32))
    assert len(proof.errors) == len(find_blocks(model))
    assert all(errors.shape == (3,) and not errors.any() for errors in proof.errors.values())
    assert not left_behind(model)


class Tampering(LightMode):
    """Changes what is multiplied in place, in the second picture."""

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        if func is torch.ops.aten.mul_.Tensor:
            result[1] += 0.01
        return result


def test_a_product_that_is_tampered_with_fails() -> None:
    model = network_of("scale: in place")
    with Tampering():
        proof = proof_of(model, pictures(2, 32))
    assert failing(proof, 0) == []
    assert failing(proof, 1) == ["SE_4_1", "SE_5_1"]


def test_a_gate_that_changes_in_place_after_it_was_captured_fails() -> None:
    model = network_of("multiplied outside")

    def change(_module: nn.Module, _inputs: object, output: Tensor) -> None:
        output.mul_(0.99)

    blocks = find_blocks(model)
    with (
        torch.no_grad(),
        capture_blocks(model, blocks) as gates,
        prove(blocks, gates) as proof,
    ):
        handle = model.get_submodule("5.SE").register_forward_hook(change)
        model(pictures(1, 32))
        handle.remove()
    assert failing(proof) == ["SE_5_1"]


@pytest.mark.parametrize("form", list(FORMS)[-4:])
@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_fast_copy_has_the_same_blocks_and_gates(form: str, precision: str) -> None:
    model = network_of(form)
    fast = fast_copy(model, precision)
    paths = [(b.name, b.path, b.scaling) for b in find_blocks(model)]
    assert [(b.name, b.path, b.scaling) for b in find_blocks(fast)] == paths
    x = pictures(2, 32)
    with torch.inference_mode():
        plain = run_pass(model, find_blocks(model), x, verify=True)
        quick = run_pass(fast, find_blocks(fast), x, verify=True)
    assert plain.proof is not None
    assert quick.proof is not None
    assert not failing(plain.proof)
    assert not failing(quick.proof)
    tolerance = 1e-5 if precision == "float32" else 0.03
    for name, values in plain.gates.items():
        torch.testing.assert_close(quick.gates[name], values, rtol=0, atol=tolerance)


def test_a_pass_can_be_stopped_between_two_blocks() -> None:
    model = network_of("pre-activation")
    answers = iter([False, True])
    with pytest.raises(Stopped), torch.inference_mode():
        run_pass(model, find_blocks(model), pictures(1, 32), should_stop=lambda: next(answers))
    assert not left_behind(model)
