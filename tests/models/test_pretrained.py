"""Networks of timm and torchvision open with their weights, preprocessing and labels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save

from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue, libraries, on_disk
from senet_viewer.models.blocks import find_blocks
from senet_viewer.models.cards import card_of
from senet_viewer.models.library_names import LibraryName
from senet_viewer.models.loading import bring_weights, load_model, needs_download
from senet_viewer.models.stopping import Terms
from senet_viewer.records import Preprocessing, Transfer
from tests.models.hub import Behaviour, Hub, in_place_of_the_real_one

SMALL = "timm:mobilenetv3_small_050"
REPOSITORY = "timm/mobilenetv3_small_050.lamb_in1k"
VISION = "torchvision:mobilenet_v3_small"


@pytest.fixture(scope="module")
def trained() -> Any:
    """A small network of timm with weights that no random start gives."""
    model = libraries.build(LibraryName("timm", "mobilenetv3_small_050"))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(0.9)
    return model


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, trained: Any) -> Iterator[Hub]:
    files = {f"{REPOSITORY}/model.safetensors": save(trained.state_dict())}
    with in_place_of_the_real_one(monkeypatch, files) as served:
        yield served


def refusal(name: str) -> ViewerError:
    with pytest.raises(ViewerError) as error:
        load_model(name, "cpu")
    return error.value


def test_a_network_of_timm_is_downloaded_and_loaded(hub: Hub, trained: Any) -> None:
    seen: list[Transfer] = []
    assert needs_download(SMALL)
    model = load_model(SMALL, "cpu", progress=seen.append)
    assert seen[-1].done == seen[-1].total == len(hub.files[f"{REPOSITORY}/model.safetensors"])
    assert not needs_download(SMALL)
    assert not model.training
    picture = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        assert torch.equal(model(picture), trained(picture))
    card = card_of(model)
    assert card.key == f"{SMALL}.lamb_in1k"
    assert card.title == "mobilenetv3_small_050 · lamb_in1k"
    assert card.trained
    assert card.note == ""
    assert card.labels[:2] == ("tench", "goldfish")
    assert card.preprocessing == Preprocessing(256, 224, "bicubic")
    assert len(card.blocks) == 9


@pytest.mark.parametrize(
    "key",
    [
        "timm:test_byobnet.r160_in1k",
        "timm:test_nfnet.r160_in1k",
        "timm:efficientvim_m1.e300_in1k",
        "timm:hgnet_tiny.paddle_in1k",
        "torchvision:regnet_y_400mf.IMAGENET1K_V1",
    ],
)
def test_tensors_pass_through_what_a_library_does_to_them(key: str) -> None:
    name = libraries.parse(key)
    assert name is not None
    tensors = {n: t + 1 for n, t in libraries.build(name).state_dict().items()}
    loaded = libraries.build_with(name, tensors).state_dict()
    assert loaded.keys() == tensors.keys()
    assert all(torch.equal(loaded[n], tensor) for n, tensor in tensors.items())


def test_its_tag_and_leaving_out_the_library_mean_the_same(hub: Hub) -> None:
    key = f"{SMALL}.lamb_in1k"
    for name in (SMALL, key, "mobilenetv3_small_050", "mobilenetv3_small_050.lamb_in1k"):
        assert card_of(load_model(name, "cpu")).key == key
    assert len([r for r in hub.requests if r.startswith("GET")]) == 2


def test_weights_can_be_brought_first_and_are_then_at_hand(hub: Hub) -> None:
    bring_weights(SMALL, Terms())
    assert not needs_download(SMALL)
    hub.requests.clear()
    load_model(SMALL, "cpu")
    assert hub.requests == []


def test_the_catalogue_knows_what_is_on_this_machine(hub: Hub) -> None:
    def is_there() -> bool:
        return next(e.on_disk for e in catalogue.entries() if e.key == f"{SMALL}.lamb_in1k")

    assert not is_there()
    load_model(SMALL, "cpu")
    assert is_there()


def test_a_network_of_torchvision_is_loaded_from_torch_hubs_folder() -> None:
    model = libraries.build(LibraryName("torchvision", "mobilenet_v3_small"))
    weights = libraries.weights_of(libraries.LibraryName("torchvision", "mobilenet_v3_small"))
    assert weights is not None
    folder = on_disk.torch_checkpoints()
    folder.mkdir(parents=True)
    torch.save(model.state_dict(), folder / weights.place.file)
    assert not needs_download(VISION)
    loaded = load_model(VISION, "cpu")
    assert torch.equal(loaded.state_dict()["classifier.3.bias"], model.classifier[3].bias)  # type: ignore[index,union-attr]  # untyped
    card = card_of(loaded)
    assert card.key == f"{VISION}.IMAGENET1K_V1"
    assert (card.labels[281], card.labels[966]) == ("tabby", "red wine")
    assert card.preprocessing == Preprocessing(256, 224, "bilinear")


def test_without_pretrained_weights_a_network_is_random_and_says_so() -> None:
    assert not needs_download("timm:seresnet18")
    first, second = (load_model("timm:seresnet18", "cpu") for _ in range(2))
    card = card_of(first)
    assert not card.trained
    assert card.note == "untrained: random weights"
    assert card.labels[0] == "class 0"
    assert len(card.labels) == 1000
    assert card.shortcut
    assert all(
        torch.equal(a, b) for a, b in zip(first.parameters(), second.parameters(), strict=True)
    )


@pytest.mark.parametrize("name", ["timm:seresnet50", "torchvision:regnet_y_400mf"])
def test_for_a_summary_nothing_is_downloaded(name: str) -> None:
    model = load_model(name, "meta")
    assert {p.device.type for p in model.parameters()} == {"meta"}
    assert len(find_blocks(model)) == 16
    assert card_of(model).key.startswith(f"{name}.")


def test_a_network_that_sees_the_whole_picture_squashed_says_so() -> None:
    card = card_of(load_model("timm:tf_efficientnetv2_b3.in21k_ft_in1k", "meta"))
    assert card.preprocessing.squash
    assert card.preprocessing.describe().startswith("both sides to 266, centre 240×240, bicubic")


def test_an_image_encoder_says_that_it_names_no_classes(hub: Hub) -> None:
    card = card_of(load_model("timm:fastvit_mci0.apple_mclip", "meta"))
    assert card.note == "an image encoder: it gives features, no classes"
    assert (card.labels[0], len(card.labels)) == ("feature 0", 512)


def test_other_label_sets_of_imagenet_have_names_too() -> None:
    card = card_of(load_model("timm:tf_efficientnetv2_b3.in21k", "meta"))
    assert len(card.labels) == 21843
    assert len(set(card.labels)) == 21843
    assert card.labels[0] == "organism"
    assert "tench" in card.labels


def test_a_damaged_file_on_this_machine_is_named(hub: Hub) -> None:
    load_model(SMALL, "cpu")
    path = on_disk.find(_place())
    assert path is not None
    path.write_bytes(path.read_bytes()[:1000])
    error = refusal(SMALL)
    assert error.code == "download.file_damaged"
    assert str(path) in error.sentence


def test_a_file_of_another_network_is_named(hub: Hub) -> None:
    hub.files[f"{REPOSITORY}/model.safetensors"] = save({"a": torch.zeros(3)})
    error = refusal(SMALL)
    assert error.code == "download.file_misfit"
    assert str(on_disk.find(_place())) in error.sentence


def test_a_pickle_in_place_of_weights_is_not_unpickled(hub: Hub, tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "touched",))

    buffer = io.BytesIO()
    torch.save({"weights": Evil()}, buffer)
    del hub.files[f"{REPOSITORY}/model.safetensors"]
    hub.files[f"{REPOSITORY}/pytorch_model.bin"] = buffer.getvalue()
    assert refusal(SMALL).code == "download.file_damaged"
    assert not (tmp_path / "touched").exists()


@pytest.mark.parametrize(
    ("name", "code", "mentioned"),
    [
        ("timm:seresnet51", "model.unknown_in_library", "timm:seresnet50"),
        ("timm:seresnet50.a9_in1k", "model.unknown_weights", "ra2_in1k"),
        ("timm:seresnet18.in1k", "model.unknown_weights", "it has none"),
        ("timm:resnet18", "model.no_gates", "ResNet"),
        ("torchvision:resnet18", "model.no_gates", "ResNet"),
        ("torchvision:lraspp_mobilenet_v3_large", "model.no_classifier", "classifies images"),
        ("efficientnet_b0", "model.ambiguous", "torchvision:efficientnet_b0"),
        ("seresnet51", "model.unknown", "timm:seresnet50"),
    ],
)
def test_what_cannot_be_had_is_refused_without_a_request(
    hub: Hub, name: str, code: str, mentioned: str
) -> None:
    error = refusal(name)
    assert error.code == code
    assert mentioned in error.sentence
    assert hub.requests == []


def test_an_offline_machine_still_opens_what_is_on_disk(hub: Hub) -> None:
    load_model(SMALL, "cpu")
    hub.behaviour = Behaviour(status=503)
    assert load_model(SMALL, "cpu") is not None
    assert refusal("timm:mobilenetv3_large_100").code == "download.server_down"


def _place() -> Any:
    weights = libraries.weights_of(LibraryName("timm", "mobilenetv3_small_050"))
    assert weights is not None
    return weights.place
