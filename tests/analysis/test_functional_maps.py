"""Maps of channels whose gates no module gives, and of the libraries' networks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
import torch
from torch import nn

from senet_viewer.analysis.maps import channel_maps
from senet_viewer.inspection.inspector import Inspector, Stopped
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.records import ImageRef
from tests.models import foreign, functional
from tests.models.functional import SCALES
from tests.models.making import lively

FORMS: dict[str, Callable[[], nn.Module]] = {
    **{f"scale: {way}": partial(functional.Spelled, scale=SCALES[way]) for way in SCALES},
    "pre-activation": functional.PreActivated,
    "shared sigmoid": functional.SharedSigmoid,
    "multiplied outside": functional.MultipliedOutside,
    "excitation in the block": functional.Excited,
}


def picture(inspector: Inspector) -> PreparedImage:
    crop = inspector.card.preprocessing.crop
    pixels = np.random.default_rng(1).integers(0, 256, (crop, crop, 3), np.uint8)
    return PreparedImage(ImageRef("a", "a.png"), pixels, crop, crop)


@pytest.mark.parametrize("form", FORMS)
def test_both_sides_of_the_multiplication_are_kept(form: str) -> None:
    torch.manual_seed(4)
    model = functional.network(FORMS[form](), FORMS[form](), stride=4)
    inspector = Inspector(lively(model), "cpu")
    prepared = picture(inspector)
    (seen,) = inspector.run([prepared], verify=True)
    assert len(seen.blocks) == 2
    for block, card in zip(seen.blocks, inspector.card.blocks, strict=True):
        maps = channel_maps(inspector, prepared, block.name, 5)
        assert maps.gate == pytest.approx(float(block.gates[5]), abs=1e-6)
        assert maps.before.shape == maps.after.shape == (card.height, card.width)
        np.testing.assert_allclose(maps.after, maps.before * maps.gate, atol=1e-5)
        assert np.ptp(maps.before) > 0


def test_each_run_of_one_block_has_its_own_maps() -> None:
    torch.manual_seed(5)
    inspector = Inspector(lively(foreign.Tied()), "cpu")
    prepared = picture(inspector)
    (seen,) = inspector.run([prepared])
    assert [block.name for block in seen.blocks] == ["SE_4_1", "SE_5_1"]
    for block, card in zip(seen.blocks, inspector.card.blocks, strict=True):
        maps = channel_maps(inspector, prepared, block.name, 3)
        assert maps.gate == pytest.approx(float(block.gates[3]), abs=1e-6)
        assert maps.before.shape == (card.height, card.width)
        np.testing.assert_allclose(maps.after, maps.before * maps.gate, atol=1e-5)


def test_nothing_remains_behind_also_after_a_stop() -> None:
    model = functional.network(functional.PreActivated(), functional.PreActivated(), stride=4)
    inspector = Inspector(lively(model), "cpu")
    prepared = picture(inspector)
    first, second = (block.name for block in inspector.blocks)
    channel_maps(inspector, prepared, first, 0)
    with pytest.raises(Stopped):
        channel_maps(inspector, prepared, second, 0, should_stop=lambda: True)
    for block in inspector.blocks:
        assert "forward" not in block.module.__dict__
        assert not block.module._forward_pre_hooks
        assert not block.module._forward_hooks


@pytest.mark.parametrize("name", ["lcnet_050", "legacy_seresnet18"])
def test_networks_of_the_libraries_are_looked_into(name: str) -> None:
    timm = pytest.importorskip("timm")
    torch.manual_seed(4)
    inspector = Inspector(lively(timm.create_model(name)), "cpu")
    prepared = picture(inspector)
    (seen,) = inspector.run([prepared], verify=True)
    for number in (0, len(seen.blocks) // 2, len(seen.blocks) - 1):
        block = seen.blocks[number]
        maps = channel_maps(inspector, prepared, block.name, block.channels - 1)
        assert maps.gate == pytest.approx(float(block.gates[-1]), abs=1e-5)
        np.testing.assert_allclose(maps.after, maps.before * maps.gate, atol=1e-4)
