"""Gates that functions compute are found by what is computed, however it is written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import ClassVar

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.models.blocks import find_blocks
from tests.models import functional
from tests.models.functional import GATES, SCALES, SQUEEZES, Spelled


@pytest.mark.parametrize("way", SQUEEZES)
def test_the_mean_of_every_channel_however_it_is_taken(way: str) -> None:
    (block,) = find_blocks(functional.network(Spelled(SQUEEZES[way])))
    assert (block.path, block.channels, block.scaling) == ("2", 8, 1)


@pytest.mark.parametrize("way", GATES)
def test_every_sigmoid_and_hard_sigmoid(way: str) -> None:
    (block,) = find_blocks(functional.network(Spelled(gate=GATES[way])))
    assert block.gate is None
    assert block.layers == ("2.fc1", "2.fc2")


@pytest.mark.parametrize("way", SCALES)
def test_every_way_to_multiply(way: str) -> None:
    (block,) = find_blocks(functional.network(Spelled(scale=SCALES[way])))
    assert block.scaling == 1


@pytest.mark.parametrize(
    ("gate", "why"),
    [
        (lambda z: 2 * torch.sigmoid(z), "up to 2"),
        (lambda z: torch.sigmoid(z) - 0.5, "below 0"),
        (lambda z: torch.tanh(z), "below 0"),
        (lambda z: nn.functional.relu6(z + 3) / 3, "up to 2"),
        (lambda z: z.softmax(1), "shares"),
        (lambda z: torch.relu(z), "unlimited"),
        (lambda z: torch.sigmoid(z).round(), "rounded"),
    ],
    ids=["twice", "less a half", "tanh", "relu6 by 3", "softmax", "relu", "rounded"],
)
def test_what_leaves_0_to_1_or_is_no_gate(gate: functional.Function, why: str) -> None:
    blocks = functional.network(Spelled(gate=gate), Spelled())
    assert [block.path for block in find_blocks(blocks)] == ["5"], why


def test_a_sigmoid_module_of_its_own_is_the_gate() -> None:
    (block,) = find_blocks(functional.network(functional.Excited()))
    assert isinstance(block.gate, nn.Sigmoid)
    assert (block.path, block.scaling) == ("2", 1)


def test_a_module_that_returns_the_gate_is_the_gate() -> None:
    model = functional.network(functional.MultipliedOutside())
    (block,) = find_blocks(model)
    assert block.gate is model.get_submodule("2.SE")


def test_a_sigmoid_module_of_several_blocks_is_no_gate() -> None:
    blocks = find_blocks(functional.network(functional.SharedSigmoid(), functional.SharedSigmoid()))
    assert [block.gate for block in blocks] == [None, None]


def test_a_network_for_pictures_of_224_pixels_only() -> None:
    model = functional.network(functional.FixedPool(112), functional.FixedPool(56))
    assert [block.name for block in find_blocks(model, 64)] == ["SE_4_1", "SE_5_1"]


def test_several_scalings_in_one_module_are_counted() -> None:
    found = [(block.name, block.path, block.scaling) for block in find_blocks(functional.Flat())]
    assert found == [("SE_4_1", "", 1), ("SE_5_1", "", 2), ("SE_5_2", "", 3)]


def test_layers_are_modules_of_the_gate_alone() -> None:
    assert {block.layers for block in find_blocks(functional.Flat())} == {()}
    (block,) = find_blocks(functional.network(functional.Spelled()))
    assert block.layers == ("2.fc1", "2.fc2")
    (block,) = find_blocks(functional.network(functional.MultipliedOutside()))
    assert block.layers == ("2.SE.conv1", "2.SE.conv2")


def scale(u: Tensor, weight: Tensor) -> Tensor:
    gate = torch.sigmoid(torch.mm(u.mean([2, 3]), weight))
    return u * gate.unsqueeze(2).unsqueeze(3)


class Scripted(functional.Flat):
    """Lets torch's own interpreter compute the gate."""

    script: ClassVar[Callable[..., Tensor]]

    def scale(self, u: Tensor, index: int) -> Tensor:
        return type(self).script(u, self.weights[index])


@pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated")
def test_operations_of_scripts_are_seen() -> None:
    Scripted.script = staticmethod(torch.jit.script(scale))
    assert len(find_blocks(Scripted())) == 3


class Accumulates(nn.Module):
    """Half of what it does is done in place, on memory that held other things before."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.fc = nn.Linear(8, 8)

    def forward(self, x: Tensor) -> Tensor:
        u = self.conv(x)
        gate = self.fc(u.mean((2, 3)))
        gate.sigmoid_()
        u.mul_(gate[:, :, None, None])
        u.add_(1).relu_()
        # The same memory once more: another map, whose mean nobody multiplies.
        return torch.sigmoid(self.fc(u.mean((2, 3))))


def test_memory_that_is_used_again_is_not_mistaken() -> None:
    (block,) = find_blocks(Accumulates())
    # Not the whole block, though what it scaled lies in the memory that it goes on with.
    assert (block.path, block.scaling) == ("", 1)
    assert block.gate is None


def test_watching_does_not_import_torchs_compiler() -> None:
    code = (
        "import sys\n"
        "from senet_viewer.models.blocks import find_blocks\n"
        "from tests.models import functional\n"
        "assert find_blocks(functional.network(functional.Spelled()))\n"
        "assert not {'torch._dynamo', 'torch._inductor', 'sympy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
