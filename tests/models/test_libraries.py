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
from senet_viewer.models.probe import shadow
from tests.models import foreign
from tests.models.making import lively, one_thread, pictures
from tests.models.recomputing import recompute

SLOW = pytest.mark.slow
PIXELS = (64, 96, 128, 160)
SMALL = 12_000_000
# 2.8 GB; and twice 1.6 GB where a fast copy is made in float64.
LARGEST = 700_000_000
LARGEST_TWICE = 200_000_000
SAMPLE = 5

MEAN_CONTEXT = {"use_attn": False}
ADDED = {"fuse_scale": False, "fuse_add": True}
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
        if not watch_pass(bare, torch.zeros(1, 3, pixels, pixels)).failure:
            return pictures(2, pixels)
    raise AssertionError(f"runs on none of {PIXELS} and {crop} pixels")


def calibrate(model: nn.Module, x: Tensor) -> None:
    """Let every norm fit ``x``, so that no map grows or fades from block to block."""
    for name, parameter in model.named_parameters():
        if name.endswith("gain") and not parameter.any():
            nn.init.ones_(parameter)
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = 1.0
    with torch.no_grad():
        model.train()(x)
    model.eval()
    for norm in norms:
        assert norm.running_var is not None
        # Channels that hardly vary would be blown up.
        norm.running_var.clamp_(min=float(norm.running_var.mean()))


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
    """Captured gates equal those recomputed."""
    for block in blocks:
        expected = recompute(block.module, means[block.name])
        torch.testing.assert_close(
            seen.gates[block.name].double(), expected, rtol=0, atol=2e-6, msg=block.path
        )


def check_fast_copy(model: nn.Module, found: Architecture, x: Tensor) -> None:
    """The fast copy has the same blocks, gates and logits.

    In float64, since in deep random networks the smallest rounding grows from block to block.
    """
    model, x = model.double(), x.double()
    blocks = find_blocks(model, found.preprocessing.crop)
    plain = run_pass(model, blocks, x)
    fast = fast_copy(model)
    again = find_blocks(fast, found.preprocessing.crop)
    assert [(b.name, b.path) for b in again] == [(b.name, b.path) for b in blocks]
    quick = run_pass(fast, again, x.contiguous(memory_format=torch.channels_last), verify=True)
    torch.testing.assert_close(quick.logits, plain.logits, rtol=1e-4, atol=1e-4)
    for name, values in plain.gates.items():
        torch.testing.assert_close(quick.gates[name], values, rtol=0, atol=1e-5, msg=name)
    check_proof(quick)


def check_proof(seen: Pass) -> None:
    assert seen.proof is not None
    for errors in seen.proof.errors.values():
        assert all(float(errors[row]) <= seen.proof.tolerance(row) for row in range(2))


def check(found: Architecture) -> None:
    model = build(found)
    x = smallest_input(model, found.preprocessing.crop)
    calibrate(model, x)
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
        check_proof(seen)
        assert all(values.std() > 1e-4 for values in seen.gates.values())
        if found.parameters <= LARGEST_TWICE:
            check_fast_copy(model, found, x)


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
    ("layer", "settings", "is_se"),
    [
        ("squeeze_excite.SEModule", {}, True),
        ("squeeze_excite.SEModule", {"add_maxpool": True}, False),  # the largest value goes in, too
        ("squeeze_excite.SEModule", {"rd_channels": 16}, True),  # squeezes to as many channels
        ("squeeze_excite.EffectiveSEModule", {}, True),
        ("squeeze_excite.EffectiveSEModule", {"add_maxpool": True}, False),
        ("global_context.GlobalContext", {}, False),  # every pixel has a weight of its own
        ("global_context.GlobalContext", MEAN_CONTEXT, True),  # all have the same
        ("global_context.GlobalContext", {**MEAN_CONTEXT, **ADDED}, False),
        ("cbam.CbamModule", {}, False),
        ("cbam.LightCbamModule", {}, False),
        ("eca.EcaModule", {}, False),
        ("eca.CecaModule", {}, False),
        ("coord_attn.CoordAttn", {}, False),
        ("split_attn.SplitAttn", {"radix": 1}, True),  # SE behind a convolution
        ("split_attn.SplitAttn", {"radix": 1, "groups": 2}, False),  # of its group alone
        ("split_attn.SplitAttn", {"radix": 2}, False),
        ("selective_kernel.SelectiveKernel", {}, False),
        ("non_local_attn.NonLocalAttn", {}, False),
    ],
)
def test_near_cases_among_timms_layers(layer: str, settings: dict[str, Any], is_se: bool) -> None:
    module, _, name = layer.partition(".")
    layers = pytest.importorskip(f"timm.layers.{module}")
    model = foreign.network(getattr(layers, name)(16, **settings), channels=16)
    try:
        found = len(find_blocks(model)) == 1
    except ViewerError:
        found = False
    assert found is is_se


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
