"""Checkpoints of other people's SE-ResNets open as our own network in that dialect's form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from torch import nn

from senet_viewer.inspection.capture import capture
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.cards import card_of
from senet_viewer.models.loading import load_model
from senet_viewer.models.se_resnet import SEResNet
from tests.models import definitions as others
from tests.models.definitions import Block, Network
from tests.models.making import lively, pictures

BASIC_18, BASIC_34 = (2, 2, 2, 2), (3, 4, 6, 3)
SLOW = pytest.mark.slow


@dataclass(frozen=True)
class Definition:
    """One public definition: ``entries`` is the number of tensors of the real one."""

    dialect: str
    title: str
    block: type[Block]
    counts: tuple[int, ...]
    stem: str
    head: str
    entries: int
    first: tuple[str, tuple[int, ...]]
    pixels: int = 64
    width: int = 64

    def __str__(self) -> str:
        return f"{self.dialect} {self.title}"

    def build(self, width: int = 0, classes: int = 10) -> Network:
        return Network(
            self.block,
            self.counts,
            stem=self.stem,
            head=self.head,
            width=width or self.width,
            classes=classes,
        )


MOSKOMULE, KUANGLIU = "moskomule/senet.pytorch", "kuangliu/pytorch-cifar"
WEIAICUNZAI, STICKCUI = "weiaicunzai/pytorch-cifar100", "StickCui/PyTorch-SE-ResNet"
MIRACLEWKF, CADENE = "miraclewkf/SENet-PyTorch", "Cadene/pretrained-models.pytorch"
TUTORIAL = "the tutorial"

# Entries and first keys as the public code has them.
DEFINITIONS = [
    Definition(
        TUTORIAL, "SE-ResNet-18", others.TutorialBasic, BASIC_18, "cifar", "linear",
        154, ("layer1.0.SE.conv1.weight", (4, 64, 1, 1)), 32,
    ),
    Definition(
        TUTORIAL, "SE-ResNet-50", others.TutorialBottleneck, BASIC_34, "imagenet", "linear",
        384, ("layer1.0.SE.conv1.weight", (16, 256, 1, 1)),
    ),
    Definition(
        MOSKOMULE, "SE-ResNet-18", others.MoskomuleBasic, BASIC_18, "imagenet", "fc",
        138, ("layer1.0.se.fc.0.weight", (4, 64)),
    ),
    Definition(
        MOSKOMULE, "SE-ResNet-50", others.MoskomuleBottleneck, BASIC_34, "imagenet", "fc",
        352, ("layer1.0.se.fc.0.weight", (16, 256)),
    ),
    Definition(
        MOSKOMULE, "SE-ResNet-20", others.MoskomuleBasic, (3, 3, 3), "cifar", "fc",
        146, ("layer1.0.se.fc.0.weight", (1, 16)), 32, 16,
    ),
    Definition(
        MOSKOMULE, "SE-ResNet-32", others.MoskomuleBasic, (5, 5, 5), "cifar", "fc",
        230, ("layer1.0.se.fc.0.weight", (1, 16)), 32, 16,
    ),
    Definition(
        MOSKOMULE, "SE-ResNet-56", others.MoskomuleBasic, (9, 9, 9), "cifar", "fc",
        398, ("layer1.0.se.fc.0.weight", (1, 16)), 32, 16,
    ),
    Definition(
        KUANGLIU, "SE-ResNet-18 with pre-activation", others.KuangliuPreActivation, BASIC_18,
        "cifar", "linear", 139, ("layer1.0.fc1.weight", (4, 64, 1, 1)), 32,
    ),
    Definition(
        KUANGLIU, "SE-ResNet-18", others.KuangliuBasic, BASIC_18, "cifar", "linear",
        154, ("layer1.0.fc1.weight", (4, 64, 1, 1)), 32,
    ),
    Definition(
        WEIAICUNZAI, "SE-ResNet-18", others.WeiaicunzaiBlock, BASIC_18, "weiaicunzai", "linear",
        174, ("stage1.0.excitation.0.weight", (4, 64)), 32,
    ),
    Definition(
        WEIAICUNZAI, "SE-ResNet-50", others.WeiaicunzaiBottleneck, BASIC_34, "weiaicunzai",
        "linear", 437, ("stage1.0.excitation.0.weight", (16, 256)), 32,
    ),
    Definition(
        CADENE, "SE-ResNet-50", others.CadeneBottleneck, BASIC_34, "cadene", "last_linear",
        384, ("layer1.0.se_module.fc1.weight", (16, 256, 1, 1)), 75,
    ),
    Definition(
        STICKCUI, "SE-ResNet-50", others.StickCuiBottleneck, BASIC_34, "imagenet", "fc",
        352, ("layer1.0.conv_down.weight", (16, 256, 1, 1)),
    ),
    Definition(
        MIRACLEWKF, "SE-ResNet-18", others.MiraclewkfBasic, BASIC_18, "imagenet", "fc",
        154, ("layer1.0.fc1.weight", (4, 64)),
    ),
    Definition(
        MIRACLEWKF, "SE-ResNet-50", others.MiraclewkfBottleneck, BASIC_34, "imagenet", "fc",
        384, ("layer1.0.fc1.weight", (16, 256)),
    ),
]  # fmt: skip
each = pytest.mark.parametrize("definition", DEFINITIONS, ids=str)


@dataclass(frozen=True)
class Comparison:
    """An original and what its checkpoint opened as, on the same pictures."""

    loaded: nn.Module
    logits: float
    gates: float


def compared(
    definition: Definition, folder: Path, width: int = 0, wrap: Callable[..., object] = dict
) -> Comparison:
    """Save the original with random weights and statistics, open it by path, run both."""
    torch.manual_seed(0)
    original = definition.build(width)
    lively(original, seed=1)
    path = folder / "theirs.pth"
    torch.save(wrap(original.state_dict()), path)
    loaded = load_model(str(path), device="cpu")
    x = pictures(2, definition.pixels)
    with torch.inference_mode(), capture(loaded) as gates:
        expected, got = original(x), loaded(x)
    differences = [
        float((ours - theirs).abs().max())
        for ours, theirs in zip(gates.values(), original.gates(), strict=True)
    ]
    scale = float(expected.abs().max())
    return Comparison(loaded, float((got - expected).abs().max()) / scale, max(differences))


@each
def test_our_own_definitions_have_the_public_names_and_shapes(definition: Definition) -> None:
    with torch.device("meta"):
        state = definition.build(classes=1000).state_dict()
    name, shape = definition.first
    assert len(state) == definition.entries
    assert tuple(state[name].shape) == shape


@each
def test_it_opens_and_computes_what_the_original_computes(
    tmp_path: Path, definition: Definition
) -> None:
    found = compared(definition, tmp_path, width=16)
    assert found.logits <= 1e-4
    assert found.gates <= 1e-5
    card = card_of(found.loaded)
    assert isinstance(found.loaded, SEResNet)
    assert card.title == f"{definition.title} (theirs.pth)"
    assert len(card.labels) == 10
    assert card.preprocessing.guessed
    assert card.shortcut
    names = [
        f"SE_{stage + 2}_{index + 1}"
        for stage, count in enumerate(definition.counts)
        for index in range(count)
    ]
    assert [block.name for block in card.blocks] == names
    fit = card.fit
    assert fit is not None
    assert fit.dialect.startswith(definition.dialect)
    assert (fit.matched, fit.expected) == (definition.entries, definition.entries)
    assert fit.missing == fit.left_over == ()


@pytest.mark.parametrize("definition", [d for d in DEFINITIONS if d.pixels == 32], ids=str)
def test_networks_for_cifar_get_pictures_of_its_size(
    tmp_path: Path, definition: Definition
) -> None:
    card = card_of(compared(definition, tmp_path, width=16).loaded)
    assert (card.preprocessing.resize, card.preprocessing.crop) == (32, 32)
    assert card.preprocessing.mean == (0.4914, 0.4822, 0.4465)
    assert (card.blocks[0].height, card.blocks[-1].height) == (32, 32 >> len(definition.counts) - 1)


def test_the_sizes_of_feature_maps_are_those_of_the_unpadded_pooling(tmp_path: Path) -> None:
    (cadene,) = [d for d in DEFINITIONS if d.dialect == CADENE]
    loaded = compared(cadene, tmp_path, width=16).loaded
    assert isinstance(loaded, SEResNet)
    x = pictures(1, 75)
    sizes: list[int] = []
    for block in find_blocks(loaded):
        block.module.register_forward_pre_hook(lambda _, inputs: sizes.append(inputs[0].shape[2]))
    with torch.inference_mode():
        loaded(x)
    assert sizes == [loaded.feature_size(b.stage, 75) for b in find_blocks(loaded)]


def test_a_stride_in_the_other_convolution_would_be_noticed(tmp_path: Path) -> None:
    """The trap: the same shapes load strictly after renaming, and compute something else."""
    (cadene,) = [d for d in DEFINITIONS if d.dialect == CADENE]
    tutorial = DEFINITIONS[1]
    torch.manual_seed(0)
    original = cadene.build(16)
    lively(original)
    renamed = tutorial.build(16)
    lively(renamed)
    renamed.load_state_dict(
        dict(zip(renamed.state_dict(), original.state_dict().values(), strict=True))
    )
    x = pictures(1, 64)
    with torch.inference_mode():
        assert (renamed(x) - original(x)).abs().max() > 0.01 * original(x).abs().max()


@SLOW
def test_the_table_of_dialects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Full widths; prints each dialect with the difference of its logits from the original's."""
    rows = []
    for definition in DEFINITIONS:
        found = compared(definition, tmp_path)
        rows.append(
            f"{definition.dialect:<34} {definition.title:<34} {definition.entries:>5} tensors  "
            f"logits {found.logits:.1e}  gates {found.gates:.1e}"
        )
        assert found.logits <= 1e-4
    with capsys.disabled():
        print("", *rows, sep="\n")
