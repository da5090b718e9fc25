"""Gates are captured from any pass, equal those computed by hand, and leave no hook behind."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.capture import capture
from senet_viewer.inspection.passes import run_pass
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.se_resnet import SEResNet
from tests.models import foreign, lookalikes
from tests.models.making import lively, pictures


def hooks(model: nn.Module) -> int:
    """Hooks of every kind on all modules."""
    return sum(
        len(module._forward_hooks)
        + len(module._forward_pre_hooks)
        + len(module._forward_hooks_with_kwargs)
        + len(module._forward_pre_hooks_with_kwargs)
        + len(module._backward_hooks)
        for module in model.modules()
    )


def by_hand(block: nn.Module, features: Tensor) -> Tensor:
    """Equations 2 and 3 of arXiv 1709.01507, in float64."""
    state = {name: tensor.double() for name, tensor in block.state_dict().items()}
    z = features.double().mean((2, 3))
    hidden = (z @ state["conv1.weight"].flatten(1).T + state["conv1.bias"]).clamp(min=0)
    excitation = hidden @ state["conv2.weight"].flatten(1).T + state["conv2.bias"]
    gates: Tensor = 1 / (1 + (-excitation).exp())
    return gates


def test_gates_equal_those_computed_by_hand_from_the_blocks_input(model: SEResNet) -> None:
    inputs: dict[str, Tensor] = {}

    def keep(name: str) -> Any:
        def hook(_module: nn.Module, arguments: tuple[Tensor]) -> None:
            inputs[name] = arguments[0].clone()

        return hook

    blocks = find_blocks(model)
    for block in blocks:
        block.module.register_forward_pre_hook(keep(block.name))
    with torch.no_grad(), capture(model) as gates:
        model(pictures(3))
    for block in blocks:
        expected = by_hand(block.module, inputs[block.name])
        torch.testing.assert_close(gates[block.name].double(), expected, rtol=0, atol=1e-6)


def test_gates_are_float32_on_the_cpu_one_a_channel_in_0_to_1(model: SEResNet) -> None:
    with torch.no_grad(), capture(model.double()) as gates:
        model(pictures(3).double())
    assert list(gates) == [block.name for block in find_blocks(model)]
    for block in find_blocks(model):
        values = gates[block.name]
        assert values.shape == (3, block.channels)
        assert values.dtype == torch.float32
        assert values.device.type == "cpu"
        assert 0 <= values.min() <= values.max() <= 1


@pytest.mark.parametrize(
    "block",
    [
        foreign.SELayer(8),
        foreign.SELayer(8, foreign.HardSigmoid()),
        foreign.SELayer(8, nn.Hardsigmoid()),
        foreign.InPlaceSE(8).eval(),
    ],
    ids=["linear", "own hard sigmoid", "hard sigmoid", "in place"],
)
def test_gates_of_other_peoples_blocks(block: nn.Module) -> None:
    model = foreign.network(block)
    with torch.no_grad(), capture(model) as gates:
        model(pictures(2, 16))
        features = model[1](model[0](pictures(2, 16)))
        scaled = model[2](features.clone())
    torch.testing.assert_close(features * gates["SE_5_1"][:, :, None, None], scaled)


def test_a_second_pass_replaces_the_first(model: SEResNet) -> None:
    with torch.no_grad(), capture(model) as gates:
        model(pictures(1, seed=1))
        first = dict(gates)
        model(pictures(2, seed=2))
    with torch.no_grad(), capture(model) as alone:
        model(pictures(2, seed=2))
    assert all(torch.equal(gates[name], alone[name]) for name in alone)
    assert all(len(values) == 1 for values in first.values())


def test_what_was_captured_does_not_change_with_the_network(model: SEResNet) -> None:
    with capture(model) as gates:
        model(pictures(1))
    assert not any(values.requires_grad for values in gates.values())


def test_a_training_pass_can_be_captured_too(model: SEResNet) -> None:
    with capture(model.train()) as gates:
        model(pictures(2)).sum().backward()
    assert len(gates) == 8
    assert model.conv1.weight.grad is not None


def test_no_hook_remains_after_success(model: SEResNet) -> None:
    with capture(model):
        assert hooks(model) == 9
        model(pictures(1))
    assert hooks(model) == 0


def test_no_hook_remains_after_bad_arguments(model: SEResNet) -> None:
    with pytest.raises(RuntimeError), capture(model):
        model(torch.zeros(1, 5, 64, 64))
    assert hooks(model) == 0
    with pytest.raises(TypeError), capture(model):
        model()
    assert hooks(model) == 0


def test_no_hook_remains_after_a_raising_module(model: SEResNet) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    handle = model.layer3.register_forward_hook(fail)
    with pytest.raises(ZeroDivisionError), capture(model):
        model(pictures(1))
    handle.remove()
    assert hooks(model) == 0


def test_no_hook_remains_where_the_body_raises(model: SEResNet) -> None:
    with pytest.raises(KeyError), capture(model) as gates:
        gates["SE_9_9"]
    assert hooks(model) == 0


def test_hooks_of_others_stay(model: SEResNet) -> None:
    model.layer1.register_forward_hook(lambda *_: None)
    with capture(model):
        model(pictures(1))
    assert hooks(model) == 1


def test_captures_can_be_nested(model: SEResNet) -> None:
    with torch.no_grad(), capture(model) as outer, capture(model) as inner:
        model(pictures(1))
    assert all(torch.equal(outer[name], inner[name]) for name in outer)


def test_a_network_without_gates_is_an_error_at_once() -> None:
    model = foreign.network(lookalikes.SelectiveKernel(8))
    with pytest.raises(ViewerError) as error, capture(model):
        pytest.fail("the body must not run")
    assert error.value.code == "model.no_gates"
    assert hooks(model) == 0


class Skips(nn.Module):
    """Has two blocks and uses one."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.used = foreign.SELayer(8)
        self.unused = foreign.SELayer(8)

    def forward(self, x: Tensor) -> Tensor:
        scaled: Tensor = self.used(self.conv(x))
        return scaled


def test_a_gate_that_stays_silent_is_an_error() -> None:
    model = Skips()
    with pytest.raises(ViewerError) as error, capture(model):
        model(pictures(1, 8))
    assert error.value.code == "capture.silent"
    assert "1 of 2 SE blocks gave no gates" in error.value.sentence
    assert error.value.detail == "unused"
    assert hooks(model) == 0


def test_no_pass_at_all_is_an_error(model: SEResNet) -> None:
    with pytest.raises(ViewerError) as error, capture(model):
        pass
    assert error.value.code == "capture.silent"


def test_silence_does_not_hide_the_error_that_caused_it(model: SEResNet) -> None:
    with pytest.raises(ZeroDivisionError), capture(model):
        raise ZeroDivisionError


def test_a_failed_second_pass_leaves_nothing_of_the_first(model: SEResNet) -> None:
    batches = (pictures(1), torch.zeros(1, 5, 64, 64))
    with pytest.raises(RuntimeError), capture(model) as gates:
        list(map(model, batches))
    assert gates == {}


class Changes(foreign.SELayer):
    """Gives a gate for every pixel where the pictures are of another size."""

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[2] != 5:
            return super().forward(x)
        scaled: Tensor = x * self.fc(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        return scaled


def test_a_gate_of_another_shape_is_an_error() -> None:
    model = foreign.network(Changes(8))
    with pytest.raises(ViewerError) as error, capture(model):
        model(pictures(1, 10))
    assert error.value.code == "capture.shape"
    assert "SE_5_1" in error.value.sentence
    assert "[1, 5, 5, 8]" in error.value.detail
    assert hooks(model) == 0


def test_each_run_of_one_block_gives_its_own_gates_and_another_pass_replaces_them() -> None:
    torch.manual_seed(2)
    model, block = foreign.Tied(), foreign.SELayer(8)
    model.block = block
    lively(model)
    inputs: list[Tensor] = []
    handle = block.register_forward_pre_hook(lambda _m, given: inputs.append(given[0]))
    with torch.no_grad(), capture(model) as gates:
        model(pictures(2, seed=1))
        inputs.clear()
        model(pictures(3, seed=2))
    handle.remove()
    assert list(gates) == ["SE_4_1", "SE_5_1"]
    with torch.no_grad():
        for values, features in zip(gates.values(), inputs, strict=True):
            expected = block.fc(features.mean((2, 3)))
            torch.testing.assert_close(values, expected, rtol=0, atol=1e-6)
    assert not torch.equal(gates["SE_4_1"], gates["SE_5_1"])
    assert hooks(model) == 0


def test_the_gates_of_each_run_are_proved() -> None:
    torch.manual_seed(3)
    model = lively(foreign.Tied(foreign.InPlaceSE(8)))
    done = run_pass(model, find_blocks(model), pictures(2), verify=True)
    assert done.proof is not None
    assert sorted(done.proof.errors) == ["SE_4_1", "SE_5_1"]
    assert not any(errors.any() for errors in done.proof.errors.values())
