"""SE blocks of timm and torchvision: found, captured, proved, and the same in a fast copy."""

from __future__ import annotations

import gc
import random
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.passes import Pass, run_pass
from senet_viewer.models.architectures import Architecture, shipped
from senet_viewer.models.blocks import SEBlock, find_blocks
from senet_viewer.models.fast import fast_copy
from senet_viewer.models.gate_probe import watch_pass
from senet_viewer.models.probe import blank_picture, shadow
from tests.models.making import lively, one_thread, pictures
from tests.models.recomputing import recompute

SLOW = pytest.mark.slow
PIXELS = (64, 96, 128, 160)
SMALL = 12_000_000
# In float32 1.2 GB, and as much again for the fast copy.
LARGEST = 300_000_000
SAMPLE = 5

EVERY = sorted(shipped().architectures, key=lambda found: found.key)


def sample_of(library: str, count: int) -> list[Architecture]:
    """Some small architectures, always the same of one version of the library."""
    small = [a for a in EVERY if a.library == library and a.parameters < SMALL]
    return random.Random(0).sample(small, min(count, len(small)))


def build(found: Architecture) -> nn.Module:
    """The architecture with random weights, always the same, all of which do something."""
    model: nn.Module
    torch.manual_seed(zlib.crc32(found.key.encode()))
    if found.library == "timm":
        model = pytest.importorskip("timm").create_model(found.name)
    else:
        torchvision = pytest.importorskip("torchvision")
        model = torchvision.models.get_model(found.name, weights=None)
    return lively(model)


def smallest_input(model: nn.Module, crop: int) -> Tensor:
    """Two random pictures, as small as the network takes."""
    bare = shadow(model)
    for pixels in (*PIXELS, crop):
        if not watch_pass(bare, blank_picture(model, pixels)).failure:
            return pictures(2, pixels)
    raise AssertionError(f"runs on none of {PIXELS} and {crop} pixels")


def means_into(blocks: tuple[SEBlock, ...]) -> tuple[dict[str, Tensor], Callable[[], None]]:
    """The mean of every channel of what goes into each block, filled by the next pass."""
    means: dict[str, Tensor] = {}

    def keep(name: str) -> Callable[[nn.Module, tuple[Any, ...]], None]:
        def hook(_module: nn.Module, inputs: tuple[Any, ...]) -> None:
            means[name] = inputs[0].double().mean((2, 3))

        return hook

    handles = [block.module.register_forward_pre_hook(keep(block.name)) for block in blocks]

    def remove() -> None:
        for handle in handles:
            handle.remove()

    return means, remove


def check_gates(blocks: tuple[SEBlock, ...], seen: Pass, means: dict[str, Tensor]) -> None:
    """Captured gates equal those recomputed, and the proof holds."""
    assert seen.proof is not None
    for block in blocks:
        expected = recompute(block.module, means[block.name])
        torch.testing.assert_close(
            seen.gates[block.name].double(), expected, rtol=0, atol=1e-5, msg=block.path
        )
        for row in range(2):
            assert seen.proof.errors[block.name][row] <= seen.proof.tolerance(row)


def check_fast_copy(model: nn.Module, blocks: tuple[SEBlock, ...], x: Tensor, seen: Pass) -> None:
    """The fast copy has the same blocks, the same gates and the same logits."""
    fast = fast_copy(model)
    names = [(block.name, block.path) for block in blocks]
    quick = find_blocks(fast, x.shape[-1])
    assert [(block.name, block.path) for block in quick] == names
    again = run_pass(fast, quick, x.contiguous(memory_format=torch.channels_last), verify=True)
    scale = float(seen.logits.abs().max())
    assert float((again.logits - seen.logits).abs().max()) <= 1e-4 * max(scale, 1.0)
    for name, values in seen.gates.items():
        torch.testing.assert_close(again.gates[name], values, rtol=0, atol=1e-4, msg=name)
    assert again.proof is not None
    assert all(
        float(errors[row]) <= again.proof.tolerance(row)
        for errors in again.proof.errors.values()
        for row in range(2)
    )


def check(found: Architecture) -> None:
    model = build(found)
    x = smallest_input(model, found.preprocessing.crop)
    blocks = find_blocks(model, found.preprocessing.crop)
    assert len(blocks) == found.blocks
    assert sum(block.channels for block in blocks) == found.gates
    # Modules that take a map and return it scaled, with a module that gives the gate.
    assert all(block.gate is not None and not block.scaling for block in blocks)
    means, remove = means_into(blocks)
    with torch.inference_mode():
        seen = run_pass(model, blocks, x, verify=True)
        remove()
        check_gates(blocks, seen, means)
        assert any(values.std() > 1e-3 for values in seen.gates.values())
        check_fast_copy(model, blocks, x, seen)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    with one_thread():
        yield


@pytest.mark.parametrize(
    "found",
    [*sample_of("timm", SAMPLE), *sample_of("torchvision", 1)],
    ids=lambda found: found.key,
)
def test_gates_of_a_sample_equal_those_recomputed(found: Architecture) -> None:
    check(found)


@SLOW
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("found", EVERY, ids=lambda found: found.key)
def test_gates_of_every_architecture_equal_those_recomputed(found: Architecture) -> None:
    if found.parameters > LARGEST:
        pytest.skip(f"{found.parameters / 1e6:.0f} M parameters")
    check(found)
    # Networks of a gigabyte hold themselves in cycles.
    gc.collect()


@SLOW
@pytest.mark.parametrize(
    "name",
    [
        "skresnet18",  # a softmax over two paths
        "resnest14d",  # a softmax over splits
        "resnest50d_1s4x24d",  # a gate for each cardinal group alone
        "gcresnet33ts",  # adds its context
        "gc_efficientnetv2_rw_t",  # multiplies by it, but its squeeze is no mean
        "eca_resnet33ts",  # a convolution over the channels
        "bat_resnext26ts",  # bilinear attention
        "ghostnetv2_100",  # a gate for every pixel, beside its SE blocks
        "convnext_atto",
        "mobilevitv2_050",
        "efficientformer_l1",
        "vit_tiny_patch16_224",
        "gmlp_s16_224",
    ],
)
def test_what_is_no_se_in_timm(name: str) -> None:
    timm = pytest.importorskip("timm")
    with torch.device("meta"):
        model = timm.create_model(name).eval()
    if name.startswith("ghostnetv2"):
        assert {type(block.module).__name__ for block in find_blocks(model)} == {"SqueezeExcite"}
        return
    with pytest.raises(ViewerError) as error:
        find_blocks(model)
    assert error.value.code == "model.no_gates"


@SLOW
@pytest.mark.parametrize(
    ("name", "first", "last", "count"),
    [
        ("seresnet50", "SE_2_1", "SE_5_3", 16),
        ("legacy_senet154", "SE_2_1", "SE_5_3", 50),
        ("efficientnet_b0", "SE_1_1", "SE_5_5", 16),
        ("mobilenetv3_large_100", "SE_3_1", "SE_5_3", 8),
        ("regnety_008", "SE_2_1", "SE_5_2", 14),
        ("ghostnet_100", "SE_3_1", "SE_5_3", 7),
        ("rexnet_100", "SE_3_1", "SE_5_5", 13),
        ("ese_vovnet19b_dw", "SE_2_1", "SE_5_1", 4),
        ("dm_nfnet_f0", "SE_2_1", "SE_5_3", 12),
    ],
)
def test_names_in_timm(name: str, first: str, last: str, count: int) -> None:
    timm = pytest.importorskip("timm")
    with torch.device("meta"):
        model = timm.create_model(name).eval()
    names = [block.name for block in find_blocks(model)]
    assert (names[0], names[-1], len(names)) == (first, last, count)
