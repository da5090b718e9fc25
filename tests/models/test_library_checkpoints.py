"""Checkpoints of timm's and torchvision's networks: which one it is, the tensors tell."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.capture import capture
from senet_viewer.models import architectures, fingerprints, libraries, library_names
from senet_viewer.models.cards import card_of
from senet_viewer.models.library_candidates import fingerprint_of
from senet_viewer.models.loading import load_model
from senet_viewer.models.own_code import own_version
from senet_viewer.models.se_resnet import SEResNet
from senet_viewer.records import BuildOptions, FitReport
from tests.models.making import lively, pictures

SLOW = pytest.mark.slow
SMALL_ENOUGH = 14_000_000
SMALL = "timm:mobilenetv3_small_050"


def made(key: str, classes: int = 7, **options: Any) -> nn.Module:
    """An architecture with random weights and statistics."""
    library, _, name = key.partition(":")
    torch.manual_seed(0)
    model: nn.Module
    if library == "timm":
        import timm

        model = timm.create_model(name, num_classes=classes, **options)
    else:
        from torchvision.models import get_model

        model = get_model(name, num_classes=classes, **options)
    lively(model, seed=1)
    return model


def saved(folder: Path, model: nn.Module, name: str = "mine.pth", **entries: Any) -> Path:
    path = folder / name
    state = model.state_dict()
    torch.save({"state_dict": state, **entries} if entries else state, path)
    return path


def fit_of(model: nn.Module) -> FitReport:
    fit = card_of(model).fit
    assert fit is not None
    return fit


@pytest.mark.parametrize(
    ("key", "pixels"),
    [
        (SMALL, 64),
        ("torchvision:mobilenet_v3_small", 64),
        *(
            pytest.param(key, pixels, marks=SLOW)
            for key, pixels in (
                ("timm:seresnet50", 64),
                ("timm:legacy_seresnext26_32x4d", 64),
                ("timm:tinynet_e", 64),
                ("timm:ghostnet_050", 64),
                ("timm:lcnet_050", 64),
                ("timm:regnety_002", 64),
                ("timm:seresnet33ts", 64),
                ("timm:ese_vovnet19b_dw", 64),
                ("timm:rexnet_100", 64),
                ("torchvision:efficientnet_b0", 64),
                ("torchvision:regnet_y_400mf", 64),
            )
        ),
    ],
)
def test_it_opens_as_the_architecture_that_it_is_of(tmp_path: Path, key: str, pixels: int) -> None:
    original = made(key)
    loaded = load_model(str(saved(tmp_path, original)), "cpu")
    x = pictures(1, pixels)
    with torch.inference_mode(), capture(loaded) as gates:
        expected, got = original(x), loaded(x)
    assert (got - expected).abs().max() <= 1e-4 * expected.abs().max()
    assert all(((g >= 0) & (g <= 1)).all() for g in gates.values())
    card, fit = card_of(loaded), fit_of(loaded)
    assert card.title == f"{key} (mine.pth)"
    assert len(card.labels) == 7
    assert card.preprocessing.guessed
    assert fit.matched == fit.expected == len(original.state_dict())
    assert fit.dialect.startswith(key.partition(":")[0])


@SLOW
@pytest.mark.timeout(900)
def test_a_sample_of_all_opens_as_itself_or_says_whose_twin_it_is(tmp_path: Path) -> None:
    """Also those that keep tensors which their state dict does not hold."""
    known = [one.key for one in fingerprints.shipped()]
    sample = random.Random(0).sample(known, 40)
    checked = 0
    for key in ("timm:efficientnet_blur_b0", "timm:coatnet_nano_cc_224", *sample):
        name = library_names.parse(key)
        assert name is not None
        shapes = libraries.build_without_tensors(name).state_dict().values()
        if sum(tensor.numel() for tensor in shapes) > SMALL_ENOUGH:
            continue
        original = libraries.build(name)
        lively(original)
        loaded = load_model(str(saved(tmp_path, original)), "cpu")
        if not card_of(loaded).title.startswith(f"{key} "):
            assert key in fit_of(loaded).also
            loaded = load_model(
                str(tmp_path / "mine.pth"), "cpu", options=BuildOptions(architecture=key)
            )
        side = card_of(loaded).preprocessing.crop
        x = pictures(1, side)
        with torch.inference_mode():
            assert torch.equal(loaded(x), original(x)), key
        checked += 1
    assert checked >= 12


def test_its_pictures_are_prepared_as_the_library_would(tmp_path: Path) -> None:
    loaded = load_model(str(saved(tmp_path, made("timm:test_efficientnet"))), "cpu")
    card = card_of(loaded)
    assert card.preprocessing.crop == 160
    assert card.preprocessing.guessed


class TestTwins:
    """Architectures with the same tensors that compute something else with them."""

    def test_the_choice_is_told(self, tmp_path: Path) -> None:
        path = saved(tmp_path, made("timm:mobilenetv3_small_075"))
        loaded = load_model(str(path), "cpu")
        card = card_of(loaded)
        assert card.title.startswith("timm:mobilenetv3_small_075")
        assert fit_of(loaded).also == ("timm:tf_mobilenetv3_small_075",)
        assert "tensors" not in card.note

    def test_the_user_decides(self, tmp_path: Path) -> None:
        original = made("timm:tf_mobilenetv3_small_075")
        path = saved(tmp_path, original)
        options = BuildOptions(architecture="timm:tf_mobilenetv3_small_075")
        loaded = load_model(str(path), "cpu", options=options)
        x = pictures(1, 65)
        with torch.inference_mode():
            expected = original(x)
            assert (loaded(x) - expected).abs().max() <= 1e-5 * expected.abs().max()
            other = load_model(str(path), "cpu")(x)
        assert (other - expected).abs().max() > 1e-3 * expected.abs().max()
        assert fit_of(loaded).also == ()

    @pytest.mark.parametrize(
        ("name", "entries"),
        [
            ("tf_mobilenetv3_small_075-da427f52.pth", {}),
            ("last.pth.tar", {"arch": "tf_mobilenetv3_small_075"}),
            ("last.pth.tar", {"args": argparse.Namespace(model="tf_mobilenetv3_small_075")}),
        ],
    )
    def test_the_file_decides_where_it_names_one(
        self, tmp_path: Path, name: str, entries: dict[str, Any]
    ) -> None:
        path = saved(tmp_path, made("timm:mobilenetv3_small_075"), name, **entries)
        loaded = load_model(str(path), "cpu")
        assert card_of(loaded).title.startswith("timm:tf_mobilenetv3_small_075")
        assert "which the file names" in " ".join(fit_of(loaded).remarks)


def test_a_folder_of_the_hub_says_what_it_is(tmp_path: Path) -> None:
    config = {
        "architecture": "tf_mobilenetv3_small_075",
        "label_names": ["a", "b", "c", "d", "e", "f", "g"],
        "pretrained_cfg": {"input_size": [3, 96, 96], "crop_pct": 0.75, "mean": [0.5, 0.5, 0.5]},
    }
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    model = made("timm:mobilenetv3_small_075")
    save_file(model.state_dict(), tmp_path / "model.safetensors")
    card = card_of(load_model(str(tmp_path / "model.safetensors"), "cpu"))
    assert card.title.startswith("timm:tf_mobilenetv3_small_075")
    assert card.labels == ("a", "b", "c", "d", "e", "f", "g")
    assert (card.preprocessing.resize, card.preprocessing.crop) == (128, 96)
    assert card.preprocessing.mean == (0.5, 0.5, 0.5)
    assert not card.preprocessing.guessed


def test_a_thousand_classes_get_imagenets_names_and_it_is_told(tmp_path: Path) -> None:
    loaded = load_model(str(saved(tmp_path, made(SMALL, classes=1000))), "cpu")
    assert card_of(loaded).labels[281] == "tabby"
    assert "The names of its 1,000 classes are ImageNet's, which is a guess." in (
        fit_of(loaded).remarks
    )


def test_a_profilers_counters_and_another_head_are_seen_through(tmp_path: Path) -> None:
    state = {f"module.{k}": v for k, v in made(SMALL).state_dict().items()}
    modules = {name.rpartition(".")[0] for name in state}
    counters = {f"{m}.{c}": torch.zeros(1) for m in modules for c in ("total_ops", "total_params")}
    path = tmp_path / "v3.pth"
    torch.save({**state, **counters, "module.classifier2.weight": torch.zeros(3, 1024)}, path)
    loaded = load_model(str(path), "cpu")
    fit = fit_of(loaded)
    assert card_of(loaded).title == f"{SMALL} (v3.pth)"
    assert fit.left_over == ("classifier2.weight",)
    told = " ".join(fit.remarks)
    assert f"{len(counters)} counters that belong to no network (total_ops, total_params)" in told
    assert "“classifier2” (1 tensor) is no part of the network and was left out." in told


def test_of_two_that_fit_the_one_that_takes_more_is_taken(tmp_path: Path) -> None:
    """With another number of classes both are only near; one has a second head more."""
    original = made("timm:efficientvim_m1_dist")
    loaded = load_model(str(saved(tmp_path, original)), "cpu")
    assert card_of(loaded).title.startswith("timm:efficientvim_m1_dist ")
    assert fit_of(loaded).left_over == ()


def test_several_heads_in_place_of_the_own_one_are_refused_by_name(tmp_path: Path) -> None:
    """As rezheaiba/mobilenetv3_multClassifier has them."""
    state = {k: v for k, v in made(SMALL).state_dict().items() if not k.startswith("classifier")}
    heads = {f"classifier{i}.weight": torch.zeros(i + 1, 1024) for i in range(1, 7)}
    path = tmp_path / "v3.pth"
    torch.save({**state, **heads}, path)
    with pytest.raises(ViewerError) as error:
        load_model(str(path), "cpu")
    assert error.value.code == "checkpoint.no_classifier"
    assert f"{SMALL} without its classifier “classifier”" in error.value.sentence
    assert "classifier1, classifier2" in error.value.detail


def test_the_nearest_architecture_is_named_with_what_does_not_fit(tmp_path: Path) -> None:
    state = made(SMALL).state_dict()
    name = next(name for name in state if name.endswith("se.conv_reduce.weight"))
    state[name] = torch.zeros(3, *state[name].shape[1:])
    path = tmp_path / "changed.pth"
    torch.save(state, path)
    with pytest.raises(ViewerError) as error:
        load_model(str(path), "cpu")
    assert error.value.code == "checkpoint.other_network"
    assert f"of the nearest, {SMALL} (timm" in error.value.sentence
    assert f"{len(state) - 1} of {len(state)} tensors match" in error.value.sentence
    assert f"“{name}” is [3," in error.value.sentence


def test_a_network_without_se_blocks_is_told_from_its_sibling_with_them(tmp_path: Path) -> None:
    state = {k: v for k, v in made("timm:seresnet18").state_dict().items() if ".se." not in k}
    path = tmp_path / "resnet18.pth"
    torch.save(state, path)
    with pytest.raises(ViewerError) as error:
        load_model(str(path), "cpu")
    assert error.value.code == "checkpoint.no_gates"
    assert "“resnet18.pth” has no squeeze-and-excitation blocks" in error.value.sentence


def test_an_architecture_that_the_library_lacks_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, made(SMALL))
    options = BuildOptions(architecture="timm:mobilenetv3_smal_050")
    with pytest.raises(ViewerError) as error:
        load_model(str(path), "cpu", options=options)
    assert error.value.code == "model.unknown_in_library"
    assert "mobilenetv3_small_050" in error.value.sentence


class TestOwnImplementation:
    """timm's SE-ResNets in our own code."""

    @pytest.mark.parametrize(
        "name",
        [
            "legacy_seresnet18",
            "legacy_seresnet50",
            *(
                pytest.param(name, marks=SLOW)
                for name in (
                    "legacy_seresnet34",
                    "legacy_seresnet101",
                    "legacy_seresnet152",
                    "seresnet18",
                    "seresnet34",
                    "seresnet50",
                    "seresnet101",
                    "seresnet152",
                )
            ),
        ],
    )
    def test_it_equals_timms(self, tmp_path: Path, name: str) -> None:
        original = made(f"timm:{name}", classes=11)
        own = own_version(original)
        path = saved(tmp_path, original)
        opened = load_model(str(path), "cpu", options=BuildOptions(implementation="own"))
        assert isinstance(own, SEResNet)
        assert isinstance(opened, SEResNet)
        x = pictures(1, 75)
        with torch.inference_mode(), capture(original) as theirs, capture(own) as ours:
            expected, got, from_file = original(x), own(x), opened(x)
        assert (got - expected).abs().max() <= 1e-4 * expected.abs().max()
        assert (from_file - expected).abs().max() <= 1e-4 * expected.abs().max()
        for name_of_block, gates in ours.items():
            assert (gates - theirs[name_of_block]).abs().max() <= 1e-5
        assert card_of(own).parameters == sum(p.numel() for p in original.parameters())

    def test_there_is_none_of_other_networks(self, tmp_path: Path) -> None:
        with pytest.raises(ViewerError) as error:
            own_version(made(SMALL))
        assert error.value.code == "implementation.none"
        path = saved(tmp_path, made(SMALL))
        with pytest.raises(ViewerError) as error:
            load_model(str(path), "cpu", options=BuildOptions(implementation="own"))
        assert error.value.code == "checkpoint.other_network"


class TestFingerprints:
    """The data file by which architectures are told apart."""

    def test_it_says_of_a_sample_what_the_libraries_say(self) -> None:
        shipped = {one.key: one for one in fingerprints.shipped()}
        small = [one.key for one in architectures.shipped().architectures if one.gates < 20_000]
        sample = random.Random(0).sample(small, 6)
        assert [shipped[key] for key in sample] == [fingerprint_of(key) for key in sample]

    def test_it_knows_every_architecture_of_the_catalogue(self) -> None:
        keys = [one.key for one in architectures.shipped().architectures]
        assert set(keys) <= {one.key for one in fingerprints.shipped()}

    def test_it_survives_its_file(self) -> None:
        some = fingerprints.shipped()[:20]
        assert fingerprints.parse(fingerprints.render(some)) == some

    def test_any_number_of_classes_has_the_same_fingerprint(self) -> None:
        few, many = ({n: tuple(t.shape) for n, t in made(SMALL, c).state_dict().items()}
                     for c in (3, 1000))  # fmt: skip
        known = fingerprints.shipped()
        assert [one.key for one in fingerprints.exact(few, known)] == [SMALL]
        assert fingerprints.exact(many, known) == fingerprints.exact(few, known)

    def test_batch_counters_do_not_matter(self) -> None:
        shapes = {n: tuple(t.shape) for n, t in made(SMALL).state_dict().items()}
        without = {n: s for n, s in shapes.items() if "num_batches" not in n}
        assert fingerprints.exact(without, fingerprints.shipped())

    def test_what_is_near_is_found_also_inside_something_larger(self) -> None:
        shapes = {n: tuple(t.shape) for n, t in made(SMALL).state_dict().items()}
        del shapes["conv_stem.weight"]
        others = {f"other.{n}": (1,) for n in range(500)}
        near = fingerprints.nearest({**shapes, **others}, fingerprints.shipped(), 1)
        assert [one.key for one in near] == [SMALL]
        assert fingerprints.nearest(others, fingerprints.shipped(), 3) == ()
