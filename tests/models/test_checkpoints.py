"""Checkpoints with the tutorial's names: what they are of is inferred, nothing is half loaded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from senet_viewer.errors import ViewerError
from senet_viewer.models.cards import card_of, temperature_of
from senet_viewer.models.loading import load_model
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from tests.models.making import LABELS, SMALL, pictures, small_network


def saved(folder: Path, **entries: Any) -> Path:
    path = folder / "mine.pt"
    torch.save({"state_dict": small_network().state_dict(), **entries}, path)
    return path


def refusal(path: Path) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        load_model(str(path), device="cpu")
    return error.value


@pytest.mark.parametrize(
    "settings",
    [
        SEResNetSettings(18, "tutorial", classes=3, width=8, reduction=4),
        SEResNetSettings(34, "imagenet", classes=5, width=16, reduction=16),
        SEResNetSettings(50, "tutorial", classes=2, width=8, reduction=2),
        SEResNetSettings(101, "imagenet", classes=4, width=8, reduction=8),
        SEResNetSettings(152, "imagenet", classes=1, width=8, reduction=1),
    ],
    ids=lambda settings: f"{settings.depth} {settings.stem}",
)
def test_what_the_tensors_are_of_is_inferred(tmp_path: Path, settings: SEResNetSettings) -> None:
    path = tmp_path / "mine.pth"
    original = SEResNet(settings).eval()
    torch.save({"model": {f"module.{k}": v for k, v in original.state_dict().items()}}, path)
    loaded = load_model(str(path), device="cpu")
    assert isinstance(loaded, SEResNet)
    assert loaded.settings == settings
    x = pictures(1, 64)
    with torch.inference_mode():
        assert torch.equal(loaded(x), original(x))


def test_the_stems_stride_is_read_from_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    save_file(small_network().state_dict(), path, {"stem": "small"})
    loaded = load_model(str(path), device="cpu")
    assert isinstance(loaded, SEResNet)
    assert loaded.settings == SMALL
    assert card_of(loaded).preprocessing.crop == 64


def test_half_precision_tensors_become_float32(tmp_path: Path) -> None:
    path = tmp_path / "mine.safetensors"
    save_file({k: v.half() for k, v in small_network().state_dict().items()}, path)
    assert {p.dtype for p in load_model(str(path), device="cpu").parameters()} == {torch.float32}


def test_old_checkpoints_did_not_count_batches(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    state = small_network().state_dict()
    torch.save({k: v for k, v in state.items() if "num_batches" not in k}, path)
    loaded = load_model(str(path), device="cpu")
    assert loaded.state_dict().keys() == state.keys()


def test_the_card_says_what_is_known(tmp_path: Path) -> None:
    path = saved(tmp_path)
    card = card_of(load_model(str(path), device="cpu"))
    assert card.key == str(path)
    assert card.title == "SE-ResNet-18 (mine.pt)"
    assert card.parameters == sum(p.numel() for p in small_network().parameters())
    assert card.labels == tuple(f"class {i}" for i in range(7))
    assert card.preprocessing.guessed
    assert [block.name for block in card.blocks][:3] == ["SE_2_1", "SE_2_2", "SE_3_1"]
    assert card.trained
    assert card.shortcut


def test_labels_in_the_file_itself(tmp_path: Path) -> None:
    path = saved(tmp_path, labels=list(LABELS))
    assert card_of(load_model(str(path), device="cpu")).labels == LABELS


@pytest.mark.parametrize("content", [list(LABELS), {"labels": list(LABELS)}])
def test_labels_in_a_json_beside_it_come_first(tmp_path: Path, content: Any) -> None:
    path = saved(tmp_path, labels=["other"] * 7)
    path.with_suffix(".json").write_text(json.dumps(content), encoding="utf-8")
    assert card_of(load_model(str(path), device="cpu")).labels == LABELS


def test_labels_in_a_text_beside_it_one_a_line(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.with_suffix(".txt").write_text("\n".join(LABELS) + "\n\n", encoding="utf-8-sig")
    assert card_of(load_model(str(path), device="cpu")).labels == LABELS


def test_preprocessing_and_temperature_in_a_json_beside_it(tmp_path: Path) -> None:
    path = saved(tmp_path)
    stated = {
        "title": "My network",
        "temperature": 1.5,
        "note": "Trained on seven animals.",
        "preprocessing": {"resize": 72, "crop": 64, "interpolation": "bicubic"},
    }
    path.with_suffix(".json").write_text(json.dumps(stated), encoding="utf-8")
    model = load_model(str(path), device="cpu")
    card = card_of(model)
    assert (card.title, card.note) == ("My network", "Trained on seven animals.")
    assert temperature_of(model) == 1.5
    assert (card.preprocessing.resize, card.preprocessing.crop) == (72, 64)
    assert card.preprocessing.interpolation == "bicubic"
    assert not card.preprocessing.guessed
    assert (card.blocks[0].height, card.blocks[0].width) == (64, 64)


@pytest.mark.parametrize("suffix", [".json", ".txt"])
def test_labels_that_do_not_fit_are_refused(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path)
    labels = ["one", "two"]
    text = json.dumps(labels) if suffix == ".json" else "\n".join(labels)
    path.with_suffix(suffix).write_text(text, encoding="utf-8")
    error = refusal(path)
    assert error.code == "checkpoint.labels"
    assert error.sentence.startswith(f"“mine{suffix}” has 2 labels, but the network has 7 classes")


@pytest.mark.parametrize(
    "text",
    [
        "{broken",
        "3",
        '{"labels": 3}',
        '{"labels": [1, 2, 3, 4, 5, 6, 7]}',
        '{"temperature": "warm"}',
        '{"temperature": 0}',
        '{"preprocessing": {"resize": 64}}',
        '{"preprocessing": {"crop": 0}}',
        '{"preprocessing": {"crop": 64, "mean": [1, 2]}}',
        '{"preprocessing": {"crop": 64, "std": [1, 0, 1]}}',
        '{"preprocessing": {"crop": 64, "interpolation": "magic"}}',
        '{"preprocessing": "as usual"}',
    ],
)
def test_a_companion_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path)
    path.with_suffix(".json").write_text(text, encoding="utf-8")
    error = refusal(path)
    assert error.code == "checkpoint.companion"
    assert "mine." in error.sentence


def test_another_network_is_refused_with_what_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    state = small_network().state_dict()
    del state["layer2.0.conv1.weight"]
    state["linear.bias"] = torch.zeros(9)
    state["head.weight"] = torch.zeros(2, 2)
    torch.save(state, path)
    error = refusal(path)
    assert error.code == "checkpoint.other_network"
    assert (error.params["matched"], error.params["expected"]) == ("152", "154")
    assert "layer2.0.conv1.weight [16, 8, 3, 3] is missing" in error.detail
    assert "linear.bias is [9], expected [7]" in error.detail
    assert "head.weight is unknown" in error.detail


def test_a_network_with_other_names_is_compared_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    with torch.device("meta"):
        state = SEResNet(SEResNetSettings(50)).state_dict()
    renamed = {k.replace("linear", "fc"): torch.zeros(v.shape) for k, v in state.items()}
    torch.save(renamed, path)
    error = refusal(path)
    assert error.code == "checkpoint.other_network"
    assert "382 of the 384 tensors" in error.sentence
    assert error.detail.startswith("Compared with SE-ResNet-50: linear.weight")


@pytest.mark.parametrize("content", [{}, {"epoch": 3}, {"state_dict": {}}])
def test_a_checkpoint_without_tensors_is_refused(tmp_path: Path, content: Any) -> None:
    path = tmp_path / "mine.pt"
    torch.save(content, path)
    assert refusal(path).code == "checkpoint.other_network"
