"""The public API: light to import, complete, and gentle with the user's own objects."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

import senet_viewer as sv
from tests.models import foreign, user_networks
from tests.models.making import LABELS, one_thread, pictures, small_network, write_bundle


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    with one_thread():
        yield


@pytest.fixture
def model(tmp_path: Path) -> nn.Module:
    """A small loaded network with labels."""
    return sv.load_model(write_bundle(tmp_path) / "model.safetensors", device="cpu")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "cat.png"
    pixels = np.random.default_rng(0).integers(0, 256, (70, 90, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def test_importing_is_light() -> None:
    heavy = ["torch", "torchvision", "timm", "numpy", "PIL", "PySide6", "matplotlib", "pandas"]
    code = (
        "import sys, senet_viewer as sv\n"
        "sv.__version__, sv.load_model, sv.inspect, sv.ViewerError, dir(sv)\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_everything_promised_is_there_and_documented() -> None:
    for name in sv.__all__:
        assert name in dir(sv)
        assert getattr(sv, name) is not None
        assert name == "__version__" or getattr(sv, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        sv.nonsense  # noqa: B018 - the access is what raises


def test_the_example_of_the_documentation(model: nn.Module, picture: Path) -> None:
    seen = sv.inspect(model, picture, verify=True)
    assert seen.predictions[0].label in LABELS
    assert 0 < seen.predictions[0].probability <= 1
    assert seen.block("SE_3_1").gates.shape == (16,)
    assert seen.verified
    with sv.capture(model) as gates:
        model(pictures(2))
    assert gates["SE_3_1"].shape == (2, 16)


def test_a_checkpoint_of_someone_elses_code(tmp_path: Path, picture: Path) -> None:
    original = user_networks.FaceNetwork().eval()
    torch.save(original.state_dict(), tmp_path / "face.pth")
    code = "tests.models.user_networks:FaceNetwork"
    model = sv.load_model(tmp_path / "face.pth", "cpu", architecture=code)
    seen = sv.inspect(model, picture, verify=True)
    assert seen.verified
    fit = sv.card_of(model).fit
    assert fit is not None
    assert fit.matched == fit.expected == len(original.state_dict())


def test_an_image_may_be_given_in_many_ways(model: nn.Module, picture: Path) -> None:
    opened = Image.open(picture)
    ways: list[Any] = [str(picture), picture, picture.read_bytes(), opened, np.asarray(opened)]
    seen = [sv.inspect(model, way) for way in ways]
    for other in seen[1:]:
        assert np.array_equal(other.seen, seen[0].seen)
        assert other.predictions == seen[0].predictions
        assert (other.width, other.height) == (90, 70)
    names = [s.image.name for s in seen]
    assert names == ["cat.png", "cat.png", "picture", "cat.png", "picture"]
    assert seen[0].image.path == str(picture)


def test_a_pil_image_is_turned_upright(model: nn.Module, tmp_path: Path) -> None:
    path = tmp_path / "turned.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("L", (90, 70), 9).save(path, exif=exif)
    with Image.open(path) as opened:
        from_object = sv.inspect(model, opened)
    from_file = sv.inspect(model, path)
    assert (
        (from_object.width, from_object.height) == (from_file.width, from_file.height) == (70, 90)
    )


@pytest.mark.parametrize(
    "wrong",
    [
        3,
        None,
        np.zeros((4, 4, 3)),
        np.zeros((4, 4), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
        np.zeros((4, 4, 4), np.uint8),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(model: nn.Module, wrong: Any) -> None:
    with pytest.raises(sv.ViewerError) as error:
        sv.inspect(model, wrong)
    assert error.value.code == "image.kind"


def test_a_network_of_ones_own_is_inspected_and_left_as_it_was(picture: Path) -> None:
    own = foreign.network(foreign.SELayer(8), foreign.InPlaceSE(8), classes=4).train()
    own[2].eval()
    before = {name: tensor.clone() for name, tensor in own.state_dict().items()}
    flags = [module.training for module in own.modules()]
    seen = sv.inspect(own, picture, verify=True)
    assert [b.name for b in seen.blocks] == ["SE_4_1", "SE_5_1"]
    assert seen.verified
    assert seen.model == "Sequential"
    assert seen.preprocessing.guessed
    assert [module.training for module in own.modules()] == flags
    assert all(torch.equal(tensor, before[name]) for name, tensor in own.state_dict().items())
    assert all(p.requires_grad for p in own.parameters())
    assert not any(module._forward_hooks for module in own.modules())


def test_a_half_precision_network_of_ones_own(picture: Path) -> None:
    seen = sv.inspect(small_network().bfloat16(), picture, verify=True)
    assert seen.verified


def test_flags_are_put_back_after_a_failure(picture: Path) -> None:
    own = small_network().train()
    own.layer4 = nn.Sequential(nn.Conv2d(9, 9, 1))
    with pytest.raises(RuntimeError):
        sv.inspect(own, picture)
    assert all(module.training for module in own.modules())


def test_the_fast_and_the_plain_way_agree(model: nn.Module, picture: Path) -> None:
    plain = sv.inspect(model, picture)
    inspector = sv.Inspector(model, device="cpu")
    (fast,) = inspector.run([inspector.prepare(str(picture), plain.image)])
    for block in plain.blocks:
        np.testing.assert_allclose(fast.block(block.name).gates, block.gates, atol=1e-5)
    assert fast.predictions[0].index == plain.predictions[0].index


def test_blocks_card_and_summary_of_a_network(model: nn.Module) -> None:
    assert sv.find_blocks(model)[0].name == "SE_2_1"
    assert sv.card_of(model).labels == LABELS
    assert sv.summarise(model, (1, 3, 64, 64)).parameters == sv.card_of(model).parameters
    assert sv.profile_for(model) is None


def test_a_figure_of_an_inspection(model: nn.Module, picture: Path) -> None:
    from matplotlib.figure import Figure

    seen = sv.inspect(model, picture)
    reference = {block.name: block.gates for block in seen.blocks}
    assert isinstance(sv.plot(seen), Figure)
    assert isinstance(sv.plot(seen, reference=reference, reference_title="itself"), Figure)


def test_a_data_frame_of_inspections(model: nn.Module, picture: Path) -> None:
    pytest.importorskip("pandas")
    seen = sv.inspect(model, picture)
    frame = sv.to_dataframe(seen)
    assert list(frame.columns) == [
        "image", "model", "block", "stage", "index", "module", "channel", "gate",
    ]  # fmt: skip
    assert len(frame) == sum(block.channels for block in seen.blocks)
    of_block = frame[frame["block"] == "SE_3_2"]
    np.testing.assert_array_equal(of_block["gate"], seen.block("SE_3_2").gates)
    assert list(of_block["channel"]) == list(range(16))
    assert len(sv.to_dataframe([seen, seen])) == 2 * len(frame)
    assert len(sv.to_dataframe([])) == 0


def test_without_pandas_the_data_frame_says_what_to_do(
    model: nn.Module, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = sv.inspect(model, picture)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(sv.ViewerError) as error:
        sv.to_dataframe(seen)
    assert error.value.code == "pandas.missing"
    assert "pip install pandas" in error.value.sentence
