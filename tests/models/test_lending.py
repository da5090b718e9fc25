"""What a checkpoint takes over from the network it is compared with: stride, pixels, labels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from senet_viewer.models.cards import numbered_labels
from senet_viewer.models.lending import InUse
from senet_viewer.models.loading import card_of, load_model
from senet_viewer.models.se_resnet import SEResNet, SEResNetSettings
from senet_viewer.records import Preprocessing
from tests.models.making import LABELS, SMALL, pictures, small_network

WAY = Preprocessing(resize=72, crop=64, mean=(0.5, 0.5, 0.5), std=(0.2, 0.2, 0.2))


def in_use(settings: SEResNetSettings, way: Preprocessing = WAY) -> InUse:
    """A network in use of these settings, which states how it sees pictures."""
    model = small_network(settings)
    side = {stage: model.feature_size(stage, way.crop) for stage in range(2, 6)}
    blocks = [replace(b, height=side[b.stage], width=side[b.stage]) for b in card_of(model).blocks]
    labels = LABELS if settings.classes == len(LABELS) else numbers(settings.classes)
    return InUse(blocks, way, labels)


def numbers(classes: int) -> tuple[str, ...]:
    return tuple(f"number {index}" for index in range(classes))


def loaded(folder: Path, settings: SEResNetSettings, lender: InUse | None) -> SEResNet:
    """A bare state dict of a network of these settings, read beside the network in use."""
    path = folder / "epoch_7.pth"
    torch.save(small_network(settings, seed=1).state_dict(), path)
    model = load_model(str(path), "cpu", in_use=lender)
    assert isinstance(model, SEResNet)
    return model


def remarks(model: SEResNet) -> str:
    fit = card_of(model).fit
    assert fit is not None
    return " ".join(fit.remarks)


@pytest.mark.parametrize(("stem", "stride"), [("small", 2), ("tutorial", 1)])
def test_the_stride_is_that_of_the_network_in_use_and_told(
    tmp_path: Path, stem: str, stride: int
) -> None:
    settings = replace(SMALL, stem=stem)  # type: ignore[arg-type]  # one of two
    model = loaded(tmp_path, settings, in_use(settings))
    assert model.settings == settings
    assert model.conv1.stride == (stride, stride)
    assert f"{stride} is taken, as in the network in use" in remarks(model)
    x = pictures(1, 64)
    with torch.inference_mode():
        torch.testing.assert_close(model(x), small_network(settings, seed=1)(x))


def test_alone_a_stride_of_1_is_taken_and_told(tmp_path: Path) -> None:
    model = loaded(tmp_path, SMALL, None)
    assert model.settings.stem == "tutorial"
    assert "1 is taken" in remarks(model)


def test_pixels_and_labels_are_taken_over_as_a_guess(tmp_path: Path) -> None:
    card = card_of(loaded(tmp_path, SMALL, in_use(SMALL)))
    assert card.preprocessing == replace(WAY, guessed=True)
    assert card.labels == LABELS
    assert [block.height for block in card.blocks][::2] == [32, 16, 8, 4]


def test_what_is_stated_beside_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "epoch_7.json").write_text(
        '{"stem": "tutorial", "preprocessing": {"crop": 48}}', encoding="utf-8"
    )
    model = loaded(tmp_path, SMALL, in_use(SMALL))
    assert model.settings.stem == "tutorial"
    assert card_of(model).preprocessing.crop == 48
    assert "stride" not in remarks(model)


def test_another_number_of_classes_takes_stride_and_pixels_but_no_labels(tmp_path: Path) -> None:
    model = loaded(tmp_path, replace(SMALL, classes=21), in_use(SMALL))
    assert model.settings.stem == "small"
    card = card_of(model)
    assert card.preprocessing == replace(WAY, guessed=True)
    assert card.labels == numbered_labels(21)


def test_a_network_for_cifar_takes_nothing_from_one_with_other_classes(tmp_path: Path) -> None:
    model = loaded(tmp_path, replace(SMALL, classes=10), in_use(SMALL))
    assert model.settings.stem == "tutorial"
    assert card_of(model).preprocessing.crop == 32
    assert "1 is taken" in remarks(model)
    small = replace(SMALL, classes=10)
    assert loaded(tmp_path, small, in_use(small)).settings.stem == "small"


def test_a_network_of_another_shape_takes_no_pixels(tmp_path: Path) -> None:
    card = card_of(loaded(tmp_path, replace(SMALL, width=16), in_use(SMALL)))
    assert card.preprocessing != replace(WAY, guessed=True)
    assert card.labels[0] == "class 0"
