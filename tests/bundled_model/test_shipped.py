"""The files that ship belong together, are small enough, and answer the sample photos."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from card import read_rows, render
from facts import CARD, CLASSES, FACTS, PROFILE, SHIPPED, WEIGHTS, read_facts, sha256
from safetensors import safe_open

from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.loading import card_of, load_model, profile_for
from senet_viewer.records import ImageRef
from senet_viewer.resources import sample_images

CHANNELS = {
    "SE_2_1": 64,
    "SE_2_2": 64,
    "SE_3_1": 128,
    "SE_3_2": 128,
    "SE_4_1": 256,
    "SE_4_2": 256,
    "SE_5_1": 512,
    "SE_5_2": 512,
}


@pytest.fixture(scope="module")
def inspector() -> Inspector:
    return Inspector(load_model("bundled", "cpu"), "cpu")


def test_weights_facts_and_card_state_the_same_hash() -> None:
    digest = sha256(SHIPPED / WEIGHTS)
    assert read_facts(SHIPPED)["sha256"] == digest
    assert f"`{digest}`" in (SHIPPED / CARD).read_text(encoding="utf-8")


def test_the_card_says_what_the_facts_say() -> None:
    text = (SHIPPED / CARD).read_text(encoding="utf-8")
    assert render(text, read_facts(SHIPPED), read_rows(SHIPPED / CLASSES)) == text


def test_the_files_are_small_enough_to_ship() -> None:
    assert (SHIPPED / WEIGHTS).stat().st_size <= 30e6
    assert (SHIPPED / PROFILE).stat().st_size < 1e6
    assert {path.name for path in SHIPPED.iterdir()} == {CARD, CLASSES, FACTS, PROFILE, WEIGHTS}


def test_floats_are_half_precision_and_the_metadata_name_the_network() -> None:
    with safe_open(SHIPPED / WEIGHTS, "pt") as file:
        kinds = {file.get_slice(name).get_dtype() for name in file.keys()}  # noqa: SIM118
        metadata = file.metadata()
    assert kinds <= {"F16", "I64"}
    assert metadata["architecture"] == "se_resnet"
    assert (metadata["depth"], metadata["stem"], metadata["classes"]) == ("18", "small", "200")


def test_the_labels_are_readable_and_unique() -> None:
    labels = read_facts(SHIPPED)["labels"]
    assert len(labels) == len(set(labels)) == 200
    assert {"tabby", "espresso", "alp", "dragonfly"} <= set(labels)
    assert not [label for label in labels if label.startswith("n0") or label != label.strip()]


def test_the_numbers_are_good_enough_to_ship() -> None:
    numbers = read_facts(SHIPPED)["numbers"]
    assert numbers["pictures"] == 10_000
    assert numbers["top1"] >= 40
    assert numbers["calibration_error"] < numbers["calibration_error_before"]
    assert numbers["calibration_error"] < 3


@pytest.mark.parametrize("photo", sample_images(), ids=lambda photo: photo.stem)
def test_a_sample_photo_is_among_the_best_five(photo: Path, inspector: Inspector) -> None:
    prepared = inspector.prepare(str(photo), ImageRef("key", photo.name, str(photo)))
    (inspection,) = inspector.run([prepared], verify=True)
    assert photo.stem in [prediction.label for prediction in inspection.predictions]
    assert inspection.verified
    assert {block.name: block.channels for block in inspection.blocks} == CHANNELS


class TestProfile:
    def test_it_has_every_gate_over_all_pictures_and_per_class(self) -> None:
        profile = profile_for(card_of(load_model("bundled", "cpu")))
        assert profile is not None
        assert profile.images == 10_000
        assert profile.title == "10,000 validation pictures"
        for statistics in (profile.mean, profile.spread):
            assert {name: len(values) for name, values in statistics.items()} == CHANNELS
        for statistics in (profile.class_mean, profile.class_spread):
            assert {name: values.shape for name, values in statistics.items()} == {
                name: (200, channels) for name, channels in CHANNELS.items()
            }

    def test_its_values_are_those_of_gates(self) -> None:
        profile = profile_for(card_of(load_model("bundled", "cpu")))
        assert profile is not None
        for name in CHANNELS:
            mean, spread = profile.mean[name], profile.spread[name]
            assert mean.min() >= 0
            assert mean.max() <= 1
            assert spread.max() <= 0.5
            # Each class has as many pictures, so the classes' means average to the mean.
            assert np.abs(profile.class_mean[name].mean(axis=0) - mean).max() < 2e-3

    def test_pictures_really_differ_in_their_gates(self) -> None:
        profile = profile_for(card_of(load_model("bundled", "cpu")))
        assert profile is not None
        typical = {name: float(spread.mean()) for name, spread in profile.spread.items()}
        # Early blocks may treat all pictures alike, as the paper found; most must not.
        assert sum(spread > 0.05 for spread in typical.values()) >= 6, typical
