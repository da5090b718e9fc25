"""The numbers of the model card are computed as they are named."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
import torch
from answers import Answers, as_ppm, ask, load
from calibration import (
    calibration_error,
    fit_temperature,
    held_out_error,
    likelihood_loss,
    probabilities,
)
from card import SECTIONS, render
from evaluate import class_table, numbers_of
from export import State, export, half_precision
from facts import PROFILE, WEIGHTS, Facts, read_facts, sha256
from gate_profile import class_share, class_statistics, write_profile
from large_photos import as_tiny_imagenet, read_large_photos
from PIL import Image
from recipe import Cycle, Recipe
from tiny_imagenet import Pictures, Source, class_ids, class_names, load_pictures
from train import build

from senet_viewer.models.bundled import read_json
from senet_viewer.models.loading import card_of, load_model
from senet_viewer.models.tensorfile import read_tensors

CLASSES = 6
RECIPE = Recipe(width=16)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it ships, with a small untrained network."""
    folder = tmp_path_factory.mktemp("exported")
    state = State(build(RECIPE, CLASSES).state_dict(), RECIPE, step=781, seconds=60.0)
    export(state, [f"thing {index}" for index in range(CLASSES)], 32, folder)
    return folder


class TestExport:
    def test_weights_load_by_the_viewer_with_what_the_facts_say(self, exported: Path) -> None:
        card = card_of(load_model(str(exported / WEIGHTS), "cpu"))
        assert card.title == "SE-ResNet-18"
        assert card.labels == tuple(f"thing {index}" for index in range(CLASSES))
        assert (card.preprocessing.resize, card.preprocessing.crop) == (32, 32)
        assert not card.preprocessing.guessed
        assert "32×32 pixels" in card.note

    def test_the_facts_state_the_hash_and_the_progress(self, exported: Path) -> None:
        facts = read_facts(exported)
        assert facts["sha256"] == sha256(exported / WEIGHTS)
        assert facts["training"]["epochs"] == 1.0

    def test_values_survive_within_half_precision(self, exported: Path) -> None:
        tensors = read_tensors(exported / WEIGHTS).tensors
        for name, expected in build(RECIPE, CLASSES).state_dict().items():
            assert torch.allclose(tensors[name].float(), expected.float(), rtol=1e-3, atol=1e-6)

    def test_a_value_that_overflows_is_refused(self) -> None:
        with pytest.raises(SystemExit, match=r"bn1\.running_var"):
            half_precision({"bn1.running_var": torch.tensor([1e6])})


class TestCalibration:
    def test_the_error_is_the_gap_between_stated_and_true(self) -> None:
        logits = np.zeros((1000, 2), np.float32)
        logits[:, 0] = np.log(9)  # states 90 %
        labels = np.repeat([0, 1], [600, 400])  # is right in 60 %
        assert calibration_error(logits, labels) == pytest.approx(0.3, abs=1e-6)

    def test_the_fitted_temperature_undoes_a_scaling(self) -> None:
        random = np.random.default_rng(2)
        logits = random.normal(size=(20_000, 5)).astype(np.float32) * 2
        stated = probabilities(logits, 1.0).cumsum(axis=1)
        labels = (random.random(20_000)[:, None] > stated).sum(axis=1)
        assert fit_temperature(logits, labels) == pytest.approx(1.0, abs=0.05)
        assert fit_temperature(logits * 3, labels) == pytest.approx(3.0, abs=0.15)
        assert calibration_error(logits * 3, labels) > 0.15
        assert held_out_error(logits * 3, labels) < 0.03

    def test_the_fitted_temperature_has_the_lowest_loss(self) -> None:
        random = np.random.default_rng(3)
        logits = random.normal(size=(500, 4)).astype(np.float32)
        labels = (logits + random.normal(size=(500, 4))).argmax(axis=1)
        best = fit_temperature(logits, labels)
        least = likelihood_loss(logits, labels, best)
        for factor in (0.8, 0.95, 1.05, 1.25):
            assert least <= likelihood_loss(logits, labels, best * factor) + 1e-9


class TestAnswers:
    def test_the_viewers_path_gives_the_networks_own_logits_and_gates(self, exported: Path) -> None:
        random = np.random.default_rng(4)
        pixels = random.integers(0, 256, (5, 32, 32, 3), dtype=np.uint8)
        model = load(exported)
        answers = ask(model, [as_ppm(p) for p in pixels], np.arange(5), "test", gates=True)
        values = torch.from_numpy(pixels).permute(0, 3, 1, 2) / 255
        mean, std = (
            torch.tensor(v).view(3, 1, 1) for v in ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
        )
        with torch.inference_mode():
            expected = model((values - mean) / std).log_softmax(1).numpy()
        assert np.abs(answers.logits - expected).max() < 1e-4
        assert answers.gates["SE_2_1"].shape == (5, 16)

    def test_top1_and_top5_count_the_right_ones(self) -> None:
        logits = np.tile(np.arange(10, 0, -1).astype(np.float32), (4, 1))
        answers = Answers(logits, np.array([0, 4, 5, 9]), {})
        assert (answers.top1, answers.top5) == (0.25, 0.5)
        assert numbers_of(answers)["top5"] == 50.0

    def test_the_class_table_tells_what_a_class_is_taken_for(self) -> None:
        logits = np.eye(3, dtype=np.float32)[[0, 1, 1, 1, 2]]
        table = class_table(
            Answers(logits, np.array([0, 0, 0, 1, 2]), {}), ["a", "b", "c"], ["n1", "n2", "n3"]
        )
        assert table.splitlines()[1] == "a,n1,33,100,b"


class TestProfile:
    def test_class_share_is_nothing_for_chance_and_one_for_classes_alone(self) -> None:
        random = np.random.default_rng(5)
        labels = np.repeat(np.arange(20), 50)
        noise = random.random((1000, 30)).astype(np.float32)
        classes = random.random((20, 30)).astype(np.float32)[labels]
        assert abs(class_share(noise, labels, 20)) < 0.01
        assert class_share(classes, labels, 20) == pytest.approx(1, abs=1e-3)
        assert class_share(noise + classes, labels, 20) == pytest.approx(0.5, abs=0.05)

    def test_class_statistics_are_those_of_the_classes_pictures(self) -> None:
        gates = np.array([[0.1], [0.3], [0.8], [0.8]], np.float32)
        means, spreads = class_statistics(gates, np.array([0, 0, 1, 1]), 2)
        assert means[:, 0] == pytest.approx([0.2, 0.8])
        assert spreads[:, 0] == pytest.approx([0.1, 0.0])

    def test_the_file_holds_the_statistics_and_the_facts_count_dead_gates(
        self, exported: Path, tmp_path: Path
    ) -> None:
        (tmp_path / "model.json").write_bytes((exported / "model.json").read_bytes())
        random = np.random.default_rng(6)
        gates = random.random((60, 3)).astype(np.float32)
        gates[:, 1], gates[:, 2] = 0.01, 0.99
        labels = np.arange(60) % CLASSES
        write_profile(
            tmp_path, Answers(np.zeros((60, CLASSES), np.float32), labels, {"SE_2_1": gates})
        )
        with np.load(tmp_path / PROFILE) as arrays:
            assert str(arrays["title"]) == "60 validation pictures"
            assert arrays["mean/SE_2_1"] == pytest.approx(gates.mean(axis=0), abs=1e-3)
            assert arrays["class_mean/SE_2_1"].shape == (CLASSES, 3)
            assert arrays["class_spread/SE_2_1"].dtype == np.float16
        (block,) = read_json(tmp_path / "model.json")["numbers"]["gates"]
        assert (block["dead"], block["saturated"]) == (1, 1)


class TestData:
    """A folder laid out as ``tiny-imagenet-200``, with two classes."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        root = tmp_path / "tiny-imagenet-200"
        (root / "val" / "images").mkdir(parents=True)
        (root / "wnids.txt").write_text("n02123045\nn03126707\n")
        (root / "words.txt").write_text("n02123045\ttabby, tabby cat\nn03126707\tcrane\n")
        (root / "val" / "val_annotations.txt").write_text(
            "val_0.JPEG\tn03126707\t0\t0\t9\t9\nval_1.JPEG\tn02123045\t0\t0\t9\t9\n"
        )
        Image.new("RGB", (64, 64), (250, 0, 0)).save(root / "val" / "images" / "val_0.JPEG")
        Image.new("L", (64, 64), 120).save(root / "val" / "images" / "val_1.JPEG")
        return root

    def test_pictures_are_decoded_once_and_grey_ones_become_rgb(
        self, folder: Path, tmp_path: Path
    ) -> None:
        pictures = load_pictures(Source(folder), "val", tmp_path / "cache")
        assert pictures.labels.tolist() == [1, 0]
        assert pictures.pixels.shape == (2, 64, 64, 3)
        assert pictures.pixels[0, 0, 0, 0] > 240
        assert pictures.pixels[1, 0, 0].tolist() == [120, 120, 120]
        (folder / "val" / "images" / "val_0.JPEG").unlink()
        assert load_pictures(Source(folder), "val", tmp_path / "cache").labels.tolist() == [1, 0]

    def test_names_are_readable(self, folder: Path) -> None:
        assert class_names(Source(folder)) == ["tabby", "crane (machine)"]

    def test_another_folder_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(SystemExit, match="neither"):
            Source(tmp_path)

    def test_large_photos_that_were_trained_on_are_told_apart(
        self, folder: Path, tmp_path: Path
    ) -> None:
        random = np.random.default_rng(8)
        # Smooth, as photos are: coarse noise, enlarged.
        known, unknown = (
            np.asarray(Image.fromarray(coarse).resize((300, 200), Image.Resampling.BICUBIC))
            for coarse in random.integers(0, 256, (2, 8, 12, 3), dtype=np.uint8)
        )
        photos = tmp_path / "photos"
        photos.mkdir()
        for name, pixels in (("n02123045_a", known), ("n02123045_b", unknown), ("n09_c", known)):
            Image.fromarray(pixels).save(photos / f"{name}.JPEG", quality=90)
        small = as_tiny_imagenet(known)
        training = Pictures(np.stack([small, small[::-1]]), np.array([0, 0]))
        found = read_large_photos(photos, class_ids(Source(folder)), training)
        assert found.labels.tolist() == [0, 0]
        assert found.is_new.tolist() == [False, True]


class TestCard:
    FACTS: ClassVar[Facts] = {
        "title": "SE-ResNet-18",
        "labels": ["a", "b"],
        "preprocessing": {"resize": 72, "crop": 64},
        "sha256": "abc",
        "temperature": 0.7,
        "training": {
            "date": "2026-01-01",
            "epochs": 3.0,
            "planned_epochs": 3,
            "minutes": 9,
            "hardware": "two CPU cores",
            "recipe": asdict(Recipe(cycles=(Cycle(((3, 64),), 0.2, 0.15),))),
            "epochs_measured": [[1, 3.0, 64, 20.0, 40.0]],
        },
        "numbers": {
            "pictures": 100,
            "top1": 56.78,
            "top5": 80.0,
            "calibration_error": 1.0,
            "calibration_error_before": 9.0,
            "sizes": {"64": [56.0, 80.0]},
            "samples": [["tabby", [["tabby", 60.0], ["lion", 9.0], ["cougar", 8.0]]]],
            "gates": [
                {
                    "block": "SE_2_1",
                    "channels": 4,
                    "mean": 0.5,
                    "spread_channels": 0.1,
                    "spread_pictures": 0.1,
                    "dead": 0,
                    "saturated": 1,
                    "class_share": 0.25,
                }
            ],
        },
    }
    ROWS: ClassVar[list[dict[str, str]]] = [
        {"class": "a", "top1": "90", "top5": "99", "most_often_taken_for": "b"}
    ]

    def empty_card(self) -> str:
        return "Prose.\n" + "".join(
            f"<!-- begin {name} -->\nold\n<!-- end {name} -->\nMore prose.\n" for name in SECTIONS
        )

    def test_sections_are_filled_and_prose_stays(self) -> None:
        text = render(self.empty_card(), self.FACTS, self.ROWS)
        assert "| top-1 | 56.78 % |" in text
        assert "`abc`" in text
        assert "old" not in text
        assert text.count("More prose.") == len(SECTIONS)
        assert render(text, self.FACTS, self.ROWS) == text

    def test_a_card_that_lost_a_section_is_refused(self) -> None:
        with pytest.raises(SystemExit, match="numbers"):
            render(self.empty_card().replace("begin numbers", "begin"), self.FACTS, self.ROWS)


def test_a_ppm_is_read_back_as_it_was() -> None:
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    with Image.open(io.BytesIO(as_ppm(pixels))) as image:
        assert np.array_equal(np.asarray(image), pixels)
