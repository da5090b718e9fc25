"""Checkpoints with the tutorial's names: what they are of is inferred, nothing is half loaded."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from senet_viewer.errors import ViewerError
from senet_viewer.models.cards import card_of, temperature_of
from senet_viewer.models.checkpoints import load_checkpoint
from senet_viewer.models.loading import load_model
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from senet_viewer.records import BuildOptions, ModelCard
from tests.models.making import LABELS, SMALL, pictures, small_network

TUTORIAL = SEResNetSettings(18, "tutorial", classes=7, reduction=4, width=8)


def saved(folder: Path, **entries: Any) -> Path:
    path = folder / "mine.pt"
    torch.save({"state_dict": small_network().state_dict(), **entries}, path)
    return path


def refusal(path: Path) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        load_model(str(path), device="cpu")
    return error.value


def labels_remark(card: ModelCard) -> str:
    """What is told of where the names of the classes are from."""
    assert card.fit is not None
    (remark,) = (one for one in card.fit.remarks if "names of the classes" in one)
    return remark


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


@pytest.mark.parametrize(
    "entries",
    [
        {"labels": list(LABELS)},
        {"classes": LABELS},
        {"class_names": list(LABELS)},
        {"names": dict(enumerate(LABELS))},
        {"class_to_idx": {label: index for index, label in enumerate(LABELS)}},
        {"meta": {"CLASSES": LABELS}},
        {"args": argparse.Namespace(classes=list(LABELS), lr=0.1)},
    ],
    ids=lambda entries: next(iter(entries)),
)
def test_labels_in_the_file_itself(tmp_path: Path, entries: dict[str, Any]) -> None:
    card = card_of(load_model(str(saved(tmp_path, **entries)), device="cpu"))
    assert card.labels == LABELS
    key = (
        "CLASSES" if "meta" in entries else "classes" if "args" in entries else next(iter(entries))
    )
    assert labels_remark(card) == f"The names of the classes are those of “{key}” in the file."


@pytest.mark.parametrize(
    "entries",
    [
        {"classes": 7},
        {"names": ["a", "b"]},
        {"classes": ["a", 3]},
        {"class_to_idx": {"a": 0, "b": 5}},
        {"class_to_idx": {"a": "zero"}},
        {"names": {}},
    ],
)
def test_entries_that_are_no_labels_are_not_taken_for_them(
    tmp_path: Path, entries: dict[str, Any]
) -> None:
    card = card_of(load_model(str(saved(tmp_path, **entries)), device="cpu"))
    assert card.labels == tuple(f"class {i}" for i in range(7))
    assert card.fit is not None
    if entries == {"names": ["a", "b"]}:
        assert "“names” in the file has 2 labels, but the network has 7" in card.fit.remarks[-1]


@pytest.mark.parametrize("name", ["labels.txt", "classes.json", "class_to_idx.json"])
def test_labels_in_a_file_for_the_whole_folder(tmp_path: Path, name: str) -> None:
    text = {
        "labels.txt": "\n".join(LABELS),
        "classes.json": json.dumps(LABELS),
        "class_to_idx.json": json.dumps({label: i for i, label in enumerate(LABELS)}),
    }[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    card = card_of(load_model(str(saved(tmp_path)), device="cpu"))
    assert card.labels == LABELS
    assert labels_remark(card) == f"The names of the classes are those of “{name}” beside the file."


def test_a_file_for_the_whole_folder_that_is_of_another_network_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "labels.txt").write_text("one\ntwo\n", encoding="utf-8")
    (tmp_path / "classes.json").write_text("{broken", encoding="utf-8")
    card = card_of(load_model(str(saved(tmp_path)), device="cpu"))
    assert card.labels == tuple(f"class {i}" for i in range(7))
    assert card.fit is not None
    assert "“labels.txt” beside the file has 2 labels" in card.fit.remarks[-1]


@pytest.mark.parametrize("content", [list(LABELS), {"labels": list(LABELS)}])
def test_labels_in_a_json_beside_it_come_first(tmp_path: Path, content: Any) -> None:
    path = saved(tmp_path, labels=["other"] * 7)
    path.with_suffix(".json").write_text(json.dumps(content), encoding="utf-8")
    card = card_of(load_model(str(path), device="cpu"))
    assert card.labels == LABELS
    assert "those of “mine.json” beside the file" in labels_remark(card)


def test_labels_under_another_word_in_a_json_beside_it(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.with_suffix(".json").write_text(json.dumps({"classes": LABELS}), encoding="utf-8")
    card = card_of(load_model(str(path), device="cpu"))
    assert card.labels == LABELS
    assert "those of “classes” in “mine.json” beside it" in labels_remark(card)


def test_a_json_without_labels_leaves_those_of_the_file(tmp_path: Path) -> None:
    path = saved(tmp_path, labels=list(LABELS))
    path.with_suffix(".json").write_text('{"title": "Mine"}', encoding="utf-8")
    card = card_of(load_model(str(path), device="cpu"))
    assert card.labels == LABELS
    assert "those of “labels” in the file" in labels_remark(card)


def test_labels_in_a_text_beside_it_one_a_line(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.with_suffix(".txt").write_text("\n".join(LABELS) + "\n\n", encoding="utf-8-sig")
    card = card_of(load_model(str(path), device="cpu"))
    assert card.labels == LABELS
    assert "those of “mine.txt” beside the file" in labels_remark(card)


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


@pytest.mark.parametrize(
    "entries", [{"temperature": 4.0}, {"preprocessing": "standard"}, {"preprocessing": {"crop": 0}}]
)
def test_words_of_a_training_are_not_taken_for_ours(
    tmp_path: Path, entries: dict[str, Any]
) -> None:
    model = load_model(str(saved(tmp_path, **entries)), device="cpu")
    assert temperature_of(model) == 1.0
    assert card_of(model).preprocessing.guessed


def test_preprocessing_in_the_file_itself(tmp_path: Path) -> None:
    path = saved(tmp_path, preprocessing={"crop": 48, "mean": [0.5, 0.5, 0.5]})
    way = card_of(load_model(str(path), device="cpu")).preprocessing
    assert (way.resize, way.crop, way.mean, way.guessed) == (48, 48, (0.5, 0.5, 0.5), False)


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
    state["layer2.0.extra.weight"] = torch.zeros(2, 2)
    torch.save(state, path)
    error = refusal(path)
    assert error.code == "checkpoint.other_network"
    assert (error.params["matched"], error.params["expected"]) == ("152", "154")
    assert "of the nearest, SE-ResNet-18 (the tutorial's names)" in error.sentence
    assert "152 of 154 tensors match" in error.sentence
    assert "“layer2.0.conv1.weight” [16, 8, 3, 3] is missing" in error.sentence
    assert "--architecture module:callable" in error.sentence
    assert "“linear.bias” is [9], expected [7]" in error.detail
    assert "“layer2.0.extra.weight” [2, 2] is unknown" in error.detail


@pytest.mark.parametrize("name", ["layer0.0.conv1.weight", "conv2.weight", "bn2.weight"])
def test_a_further_layer_of_the_networks_own_kind_is_refused(tmp_path: Path, name: str) -> None:
    """Left out, it would be another network that computes something else."""
    path = tmp_path / "mine.pt"
    torch.save({**small_network().state_dict(), name: torch.zeros(8, 8, 3, 3)}, path)
    error = refusal(path)
    assert error.code == "checkpoint.other_network"
    assert f"“{name}” [8, 8, 3, 3] is unknown" in error.sentence


@pytest.mark.parametrize("name", ["fc", "last_linear", "classifier", "head", "my_answer", "fc.1"])
def test_the_classifier_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "mine.pt"
    original = small_network(TUTORIAL)
    torch.save({k.replace("linear", name): v for k, v in original.state_dict().items()}, path)
    loaded = load_model(str(path), device="cpu")
    x = pictures(1)
    with torch.inference_mode():
        assert torch.equal(loaded(x), original(x))
    assert len(card_of(loaded).labels) == 7


def test_a_classifier_without_bias(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    state = small_network().state_dict()
    del state["linear.bias"]
    torch.save(state, path)
    loaded = load_model(str(path), device="cpu")
    assert "linear.bias" not in loaded.state_dict()
    assert loaded(pictures(1)).shape == (1, 7)


def test_a_network_without_classifier_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    state = {k: v for k, v in small_network().state_dict().items() if "linear" not in k}
    torch.save(state, path)
    error = refusal(path)
    assert error.code == "checkpoint.no_classifier"
    assert "SE-ResNet-18 without its classifier “linear”" in error.sentence


def test_several_classifiers_in_place_of_one_are_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    state = {k: v for k, v in small_network().state_dict().items() if "linear" not in k}
    heads = {f"classifier{i}.weight": torch.zeros(i, 64) for i in (1, 2, 3)}
    torch.save({**state, **heads}, path)
    error = refusal(path)
    assert error.code == "checkpoint.no_classifier"
    assert "It holds classifier1, classifier2, classifier3 beside it." in error.detail


def test_other_classifiers_beside_the_own_one_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    others = {"linear2.weight": torch.zeros(3, 64), "aux.0.weight": torch.zeros(8, 8, 1, 1)}
    torch.save({**small_network().state_dict(), **others}, path)
    fit = card_of(load_model(str(path), device="cpu")).fit
    assert fit is not None
    assert fit.left_over == ("linear2.weight", "aux.0.weight")
    assert "“linear2” (1 tensor) is no part of the network and was left out." in fit.remarks
    assert "“aux” (1 tensor) is no part of the network and was left out." in fit.remarks


def test_the_fit_is_told(tmp_path: Path) -> None:
    fit = card_of(load_model(str(saved(tmp_path)), device="cpu")).fit
    assert fit is not None
    assert fit.dialect == "the tutorial's names: SE-ResNet-18"
    assert (fit.matched, fit.expected) == (154, 154)
    assert fit.missing == fit.left_over == ()
    assert fit.remarks[0] == "The tensors stand under “state_dict”."
    assert "Tensors do not tell the stride of a 3×3 stem" in fit.remarks[1]


def test_the_bundled_network_has_no_fit_to_tell(bundle: Path) -> None:
    assert card_of(load_model(device="cpu")).fit is None


def test_what_is_unusual_about_the_numbers_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    tensors = small_network().state_dict()
    state = {k: v.half() if v.is_floating_point() else v for k, v in tensors.items()}
    state["bn1.bias"] = torch.full((8,), torch.nan).double()
    torch.save({k: v for k, v in state.items() if "num_batches" not in k}, path)
    fit = card_of(load_model(str(path), device="cpu")).fit
    assert fit is not None
    assert fit.matched == fit.expected == 154 - 20
    told = " ".join(fit.remarks)
    assert "20 batch counters are not in the file, nor needed." in told
    assert "The tensors are float16 and float64; they are used as float32." in told
    assert "“bn1.bias” hold values that are not finite." in told


def test_the_stems_stride_may_be_stated_beside_the_file(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.with_suffix(".json").write_text('{"stem": "small"}', encoding="utf-8")
    loaded = load_model(str(path), device="cpu")
    assert isinstance(loaded, SEResNet)
    assert loaded.settings == SMALL


def test_squeezed_channels_that_no_reduction_explains(tmp_path: Path) -> None:
    settings = SEResNetSettings(18, "tutorial", classes=3, width=16, squeezed=(8, 8, 8, 8))
    original = SEResNet(settings).eval()
    path = tmp_path / "mine.pt"
    torch.save(original.state_dict(), path)
    loaded = load_model(str(path), device="cpu")
    assert isinstance(loaded, SEResNet)
    x = pictures(1, 32)
    with torch.inference_mode():
        assert torch.equal(loaded(x), original(x))


@pytest.mark.parametrize("blocks", [(1, 1, 1, 1), (1, 2, 1), (2, 2, 2, 2, 1)])
def test_any_number_of_blocks_and_stages(tmp_path: Path, blocks: tuple[int, ...]) -> None:
    settings = SEResNetSettings(
        2 * sum(blocks) + 2, "tutorial", classes=3, width=16, blocks=blocks, block="basic"
    )
    path = tmp_path / "mine.pt"
    torch.save(SEResNet(settings).state_dict(), path)
    loaded = load_model(str(path), device="cpu")
    assert isinstance(loaded, SEResNet)
    assert loaded.settings == settings


def test_a_network_for_grey_pictures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.pt"
    torch.save({**small_network().state_dict(), "conv1.weight": torch.zeros(8, 1, 3, 3)}, path)
    error = refusal(path)
    assert "[8, 1, 3, 3], expected [8, 3, 3, 3]" in error.sentence


@pytest.mark.parametrize("content", [{}, {"epoch": 3}, {"state_dict": {}}, {"a": {"b": {}}}])
def test_a_checkpoint_without_tensors_is_refused(tmp_path: Path, content: Any) -> None:
    path = tmp_path / "mine.pt"
    torch.save(content, path)
    assert refusal(path).code == "checkpoint.no_tensors"


class TestWhatTheUserNamed:
    """A refusal speaks of what the user named, not of what else might fit."""

    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "mine.pth"
        torch.save({"first.weight": torch.zeros(3, 4), "second.weight": torch.zeros(3)}, path)
        return path

    def refused(self, path: Path, options: BuildOptions) -> str:
        with pytest.raises(ViewerError) as caught:
            load_checkpoint(path, "mine", options)
        assert caught.value.code == "checkpoint.other_network"
        return caught.value.sentence

    def test_an_architecture_that_does_not_fit(self, tmp_path: Path) -> None:
        options = BuildOptions(architecture="timm:seresnet18")
        assert "timm:seresnet18, which you named" in self.refused(self.file(tmp_path), options)

    def test_a_network_that_the_own_code_does_not_have(self, tmp_path: Path) -> None:
        options = BuildOptions(implementation="own")
        assert "leave --implementation out" in self.refused(self.file(tmp_path), options)
