"""``inspect --compare-model``: how alike two networks' gates are, image by image."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from senet_viewer.cli.main import run
from senet_viewer.gui.plots.parting_wording import parting_sentence
from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.loading import load_model
from senet_viewer.records import ImageRef
from senet_viewer.similarity import parting, similarity

Captured = pytest.CaptureFixture[bytes]
CPU = ("--device", "cpu")


@pytest.fixture
def folder(tmp_path: Path, samples: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two photos beside a checkpoint of the bundled network's shape; the current folder."""
    monkeypatch.chdir(tmp_path)
    for number, sample in enumerate(samples[:2]):
        (tmp_path / f"photo{number}.jpg").symlink_to(sample)
    torch.manual_seed(0)
    tensors = load_model("bundled", "cpu").state_dict()
    moved = {
        name: one + 0.3 * one.std() * torch.randn_like(one) if ".SE." in name else one
        for name, one in tensors.items()
    }
    torch.save(moved, "epoch_1.pth")
    torch.save(tensors, "epoch_9.pth")
    return tmp_path


def compared(*arguments: str) -> list[dict[str, Any]]:
    assert run(["inspect", *arguments, *CPU, "-o", "compared.json"]) == 0
    entries: list[dict[str, Any]] = json.loads(Path("compared.json").read_text(encoding="utf-8"))
    return entries


def test_the_similarity_is_that_of_the_gates_of_both_networks(folder: Path) -> None:
    (entry, second) = compared("photo0.jpg", "photo1.jpg", "--compare-model", "epoch_9.pth")
    assert (entry["image"], second["image"]) == ("photo0.jpg", "photo1.jpg")
    assert [one["name"] for one in entry["networks"]] == ["bundled", "epoch_9.pth"]
    assert all(block["similarity"] == 1 for block in entry["blocks"]), "the same weights"
    assert entry["summary"] == "Their gates are the same in every block"
    assert entry["same_pixels"] is True


def test_each_block_has_its_similarity_its_noise_and_whether_it_is_apart(folder: Path) -> None:
    entry, _ = compared("photo0.jpg", "photo1.jpg", "--compare-model", "epoch_1.pth", "--top", "2")
    own = Inspector(load_model("bundled", "cpu"), "cpu")
    # As the comparison takes it over from the network in use.
    Path("epoch_1.json").write_text(
        '{"stem": "small", "preprocessing": {"crop": 64, "resize": 72}}', encoding="utf-8"
    )
    other = Inspector(load_model("epoch_1.pth", "cpu"), "cpu")
    image = ImageRef("k", "n")
    (one,) = own.run([own.prepare("photo0.jpg", image)])
    (two,) = other.run([other.prepare("photo0.jpg", image)])
    values = [similarity(a.gates, b.gates) for a, b in zip(one.blocks, two.blocks, strict=True)]
    np.testing.assert_allclose([b["similarity"] for b in entry["blocks"]], values, atol=1e-6)
    assert [b["name"] for b in entry["blocks"]] == [b.name for b in one.blocks]
    noise = [b["noise"] for b in entry["blocks"]]
    found = parting([1 - value for value in values], noise)
    assert [b["clearly_apart"] for b in entry["blocks"]] == list(found.apart)
    assert any(found.apart)
    names = [b.name for b in one.blocks]
    assert entry["summary"] == parting_sentence(names, values, found), "as the window says it"
    assert [len(one["predictions"]) for one in entry["networks"]] == [2, 2]


def test_the_text_names_both_networks_and_where_they_are_apart(
    folder: Path, capfdbinary: Captured
) -> None:
    arguments = ["inspect", "photo0.jpg", "nowhere.jpg", "--compare-model", "epoch_1.pth"]
    assert run([*arguments, "--verify", *CPU]) == 1
    printed = capfdbinary.readouterr()
    text = printed.out.decode()
    assert "2 is taken, as in the network in use" in text
    assert "  bundled · shorter side to 72" in text
    assert "  epoch_1.pth · shorter side to 72" in text
    assert text.count("gates verified") == 2
    rows = [line.split() for line in text.splitlines() if line.startswith("  SE_")]
    assert len(rows) == 8
    assert rows[0][:2] == ["SE_2_1", "64"]
    assert all(float(row[2]) + float(row[3]) == pytest.approx(1, abs=2e-4) for row in rows)
    assert "clearly apart" in text
    assert "separately trained" in text
    assert "nowhere.jpg" in printed.err.decode()


def test_networks_without_common_training_are_not_said_to_part(
    folder: Path, capfdbinary: Captured
) -> None:
    assert run(["inspect", "photo0.jpg", "--compare-model", "se_resnet18", *CPU]) == 0
    text = capfdbinary.readouterr().out.decode()
    assert "It tells nothing: without common training" in text
    assert "“se_resnet18” sees other pixels" in text
    assert "ore alike" not in text
    (entry,) = compared("photo0.jpg", "--compare-model", "se_resnet18")
    assert entry["summary"] == ""
    assert entry["same_pixels"] is False


def test_namesakes_are_told_apart_by_their_folders(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "epoch_1.pth").rename(folder / "b" / "epoch_9.pth")
    given = ["photo0.jpg", "--model", "epoch_9.pth", "--compare-model", str(Path("b/epoch_9.pth"))]
    (entry,) = compared(*given)
    names = [one["name"] for one in entry["networks"]]
    assert names == ["epoch_9.pth", str(Path("b/epoch_9.pth"))]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("se_resnet34", "“se_resnet34” has 16 SE blocks and the network in use has 8"),
        ("nowhere.pth", "no checkpoint “nowhere.pth”"),
        ("broken.pth", "The weights of “broken.pth” hold values that are not finite"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_sentence(
    folder: Path, capfdbinary: Captured, other: str, said: str
) -> None:
    tensors = load_model("bundled", "cpu").state_dict()
    tensors["bn1.weight"][:] = torch.nan
    torch.save(tensors, "broken.pth")
    Path("compared.json").write_text("old", encoding="utf-8")
    arguments = ["inspect", "photo0.jpg", "--compare-model", other, *CPU, "-o", "compared.json"]
    assert run(arguments) == 1
    assert said in capfdbinary.readouterr().err.decode()
    assert Path("compared.json").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("chosen", ["csv", "npz"])
def test_other_formats_are_for_one_network(
    folder: Path, capfdbinary: Captured, chosen: str
) -> None:
    arguments = ["inspect", "photo0.jpg", "--compare-model", "epoch_1.pth", "--format", chosen]
    assert run([*arguments, "-o", "x"]) == 2
    assert "--compare-model tells text or json" in capfdbinary.readouterr().err.decode()
