"""Networks by name: the bundled one, the own ones, and what means none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.cards import card_of, temperature_of
from senet_viewer.models.loading import load_model, profile_for
from tests.models import foreign
from tests.models.making import LABELS


def refusal(name: str, device: str = "cpu") -> ViewerError:
    with pytest.raises(ViewerError) as error:
        load_model(name, device)
    return error.value


def test_the_bundled_network_comes_with_all_that_is_known(bundle: Path) -> None:
    model = load_model(device="cpu")
    card = card_of(model)
    assert not model.training
    assert (card.key, card.title, card.labels) == ("bundled", "SE-ResNet-18, small", LABELS)
    assert card.preprocessing.crop == 64
    assert card.preprocessing.mean == (0.5, 0.5, 0.5)
    assert not card.preprocessing.guessed
    assert temperature_of(model) == 2.0
    assert card.note == "Small."
    assert (card.blocks[-1].height, card.blocks[-1].width) == (4, 4)


def test_its_profile_comes_with_it_and_no_other(bundle: Path) -> None:
    profile = profile_for(card_of(load_model(device="cpu")))
    assert profile is not None
    assert (profile.title, profile.images) == ("12 pictures", 12)
    assert profile.mean["SE_5_2"].shape == (64,)
    assert profile.mean["SE_5_2"].dtype == "float32"
    assert profile.class_spread["SE_2_1"].shape == (7, 8)
    assert profile_for(card_of(load_model("se_resnet18", "cpu"))) is None


def test_without_its_files_loading_says_so_and_the_catalogue_goes_on(resources: Path) -> None:
    assert refusal("bundled").code == "model.bundled_missing"
    assert next(entry.key for entry in catalogue.entries()) == "se_resnet18"


def test_damaged_files_of_the_bundled_network_are_noticed(bundle: Path) -> None:
    weights = bundle / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-100] ^= 1
    weights.write_bytes(data)
    error = refusal("bundled")
    assert error.code == "model.bundled_damaged"
    assert "sha256" in error.detail
    (bundle / "profile.npz").write_bytes(b"PK no archive")
    (bundle / "model.json").write_text("{", encoding="utf-8")
    assert refusal("bundled").code == "model.bundled_damaged"
    assert "damaged" in catalogue.entries()[0].note


def test_a_damaged_profile_is_noticed(bundle: Path) -> None:
    card = card_of(load_model(device="cpu"))
    (bundle / "profile.npz").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(ViewerError) as error:
        profile_for(card)
    assert error.value.code == "model.bundled_damaged"
    (bundle / "profile.npz").unlink()
    assert profile_for(card) is None


def test_the_catalogue_begins_with_the_bundled_network(bundle: Path) -> None:
    first, *others = catalogue.entries()
    model = load_model(device="cpu")
    assert first.key == "bundled"
    assert first.parameters == sum(p.numel() for p in model.parameters())
    assert first.blocks == len(find_blocks(model))
    assert first.gates == sum(block.channels for block in find_blocks(model))
    assert first.note == "Small."
    own = [entry for entry in others if entry.group == catalogue.GROUP_UNTRAINED]
    assert len(own) == 10
    assert {entry.note for entry in own} == {"untrained: random weights"}


def test_the_catalogue_tells_the_truth_of_every_own_network(resources: Path) -> None:
    own = [entry for entry in catalogue.entries() if not entry.source and entry.parameters]
    assert len(own) >= 10
    for entry in own:
        model = load_model(entry.key, device="meta")
        assert entry.parameters == sum(p.numel() for p in model.parameters())
        assert entry.blocks == len(find_blocks(model))
        assert entry.gates == sum(block.channels for block in find_blocks(model))


def test_an_own_network_is_untrained_and_says_so() -> None:
    card = card_of(load_model("se_resnet18", "cpu"))
    assert not card.trained
    assert card.note == "untrained: random weights"
    assert card.labels[0] == "class 0"
    assert len(card.labels) == 1000
    assert not card.preprocessing.guessed
    assert card.preprocessing.crop == 224


def test_random_weights_are_the_same_each_time_and_leave_the_generator_alone() -> None:
    torch.manual_seed(5)
    before = torch.get_rng_state()
    first = load_model("se_resnet18", "cpu").state_dict()
    assert torch.equal(torch.get_rng_state(), before)
    second = load_model("se_resnet18", "cpu").state_dict()
    assert all(torch.equal(tensor, second[name]) for name, tensor in first.items())


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("se_resnet50", "se_resnet50"),
        ("SE-ResNet-50", "se_resnet50"),
        ("se_resnet50@imagenet", "se_resnet50"),
        ("se_resnet152@tutorial", "se_resnet152@tutorial"),
    ],
)
def test_names_are_understood_as_people_write_them(name: str, key: str) -> None:
    own = catalogue.parse(name)
    assert own is not None
    assert own.key == key


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    error = refusal("se_resnet51")
    assert error.code == "model.unknown"
    assert "se_resnet50" in error.params["choices"]


def test_what_looks_like_a_path_is_taken_for_one(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "none")).code == "checkpoint.missing"
    assert refusal("mine.pth").code == "checkpoint.missing"


def test_a_device_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "none.pt"), "cuda:99").code == "device.missing"


def test_the_card_of_someone_elses_network_is_guessed_honestly() -> None:
    card = card_of(foreign.network(foreign.SELayer(8), foreign.SELayer(8), classes=5))
    assert (card.key, card.title) == ("Sequential", "Sequential")
    assert card.preprocessing.guessed
    assert card.labels == tuple(f"class {i}" for i in range(5))
    assert not card.shortcut
    assert [(b.name, b.module, b.height) for b in card.blocks] == [
        ("SE_4_1", "2", 112),
        ("SE_5_1", "5", 56),
    ]


def test_facts_are_read_without_the_weights(bundle: Path) -> None:
    facts = json.loads((bundle / "model.json").read_text(encoding="utf-8"))
    facts["title"] = "Renamed"
    (bundle / "model.json").write_text(json.dumps(facts), encoding="utf-8")
    assert catalogue.entries()[0].title == "Renamed, bundled"
