"""The files that ship belong together, are small enough, and answer the sample photos."""

from __future__ import annotations

import numpy as np
import pytest
from card import read_rows, render
from facts import CARD, CLASSES, FACTS, PROFILE, SHIPPED, WEIGHTS, read_facts, sha256
from safetensors import safe_open

from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.loading import card_of, load_model, profile_for
from senet_viewer.records import ImageRef, Inspection
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
    assert numbers["top1"] >= 56
    assert numbers["top5"] >= 79
    assert numbers["calibration_error"] < numbers["calibration_error_before"]
    assert numbers["calibration_error"] < 3


@pytest.fixture(scope="module")
def samples(inspector: Inspector) -> dict[str, Inspection]:
    """The inspections of the sample photos, by the class that each shows."""
    photos = sample_images()
    prepared = [inspector.prepare(str(p), ImageRef(p.stem, p.name, str(p))) for p in photos]
    inspections = inspector.run(prepared, verify=True)
    return {one.image.key: one for one in inspections}


def test_sample_photos_are_recognised(samples: dict[str, Inspection]) -> None:
    best = {name: [p.label for p in one.predictions] for name, one in samples.items()}
    assert len(best) == 4
    assert sum(name in labels for name, labels in best.items()) >= 3, best
    assert best["espresso"][0] == "espresso"
    assert best["alp"][0] == "alp"


def test_sample_photos_are_verified_and_show_every_gate(samples: dict[str, Inspection]) -> None:
    for inspection in samples.values():
        assert inspection.verified
        assert {block.name: block.channels for block in inspection.blocks} == CHANNELS


def test_the_card_tells_what_the_sample_photos_are_taken_for(
    samples: dict[str, Inspection],
) -> None:
    for name, answers in read_facts(SHIPPED)["numbers"]["samples"]:
        best = samples[name].predictions[0]
        assert best.label == answers[0][0]
        assert best.probability * 100 == pytest.approx(answers[0][1], abs=0.5)


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
            # As many pictures a class: the means average to the mean, but for half a step of 1/256.
            assert np.abs(profile.class_mean[name].mean(axis=0) - mean).max() < 2.5e-3

    def test_pictures_really_differ_in_their_gates(self) -> None:
        profile = profile_for(card_of(load_model("bundled", "cpu")))
        assert profile is not None
        typical = {name: float(spread.mean()) for name, spread in profile.spread.items()}
        # Early blocks may treat all pictures alike, as the paper found; most must not.
        assert sum(spread > 0.05 for spread in typical.values()) >= 6, typical
