"""The commands in this process: what they print, write and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from senet_viewer.cli.images import find_inputs
from senet_viewer.cli.main import run
from senet_viewer.export.tables import read_npz
from tests.export.making import picture

MODEL = ("--model", "se_resnet18", "--device", "cpu")
Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two pictures, which is the current one."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in (2, 10):
        Image.fromarray(picture(40, 60, number)).save(folder / f"photo{number}.png")
    return folder


def test_models_lists_the_family(capfdbinary: Captured) -> None:
    assert run(["models"]) == 0
    text = capfdbinary.readouterr().out.decode()
    assert "se_resnet50@tutorial" in text
    assert "28,080,344" in text


def test_models_searches_every_word(capfdbinary: Captured) -> None:
    assert run(["models", "--search", "TUTORIAL 152"]) == 0
    assert capfdbinary.readouterr().out.count(b"parameters") == 1
    assert run(["models", "--search", "no such thing"]) == 1
    printed = capfdbinary.readouterr()
    assert printed.out == b""
    assert b"no such thing" in printed.err


def test_inspect_names_images_as_they_were_given(photos: Path, capfdbinary: Captured) -> None:
    arguments = ["inspect", "photos", "./photos/photo2.png", "nowhere.png", "--format", "json"]
    assert run([*arguments, *MODEL]) == 1
    printed = capfdbinary.readouterr()
    entries = json.loads(printed.out)
    assert [entry["image"] for entry in entries] == [
        str(Path("photos/photo2.png")),
        str(Path("photos/photo10.png")),
        "nowhere.png",
    ]
    assert entries[0]["device"] == "cpu"
    assert "verified" not in entries[0]
    assert entries[2]["error"] in printed.err.decode()


def test_inspect_writes_the_format_of_the_ending(photos: Path, capfdbinary: Captured) -> None:
    assert run(["inspect", "photos", "-o", "gates.npz", *MODEL]) == 0
    assert run(["inspect", "photos", "-o", "gates.csv", *MODEL]) == 0
    assert run(["inspect", "photos", "-o", "gates.json", *MODEL, "--verify", "--top", "3"]) == 0
    assert capfdbinary.readouterr().out == b""
    saved = read_npz("gates.npz").inspections
    assert [one.image.name for one in saved] == ["photo2.png", "photo10.png"]
    rows = Path("gates.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 2 * 1920
    (first, _) = json.loads(Path("gates.json").read_text(encoding="utf-8"))
    assert len(first["predictions"]) == 3
    assert first["verified"]["ok"] is True
    gates = np.array(first["blocks"][-1]["gates"], np.float32)
    assert np.allclose(gates, saved[0].blocks[-1].gates, atol=1e-6)


def test_inspect_keeps_an_old_file_where_nothing_went_through(
    photos: Path, capfdbinary: Captured
) -> None:
    Path("gates.csv").write_text("old")
    assert run(["inspect", "nowhere.png", "-o", "gates.csv", *MODEL]) == 1
    assert Path("gates.csv").read_text() == "old"
    assert not list(Path().glob(".senet-viewer*"))


def test_inspect_does_not_replace_an_image(photos: Path, capfdbinary: Captured) -> None:
    before = (photos / "photo2.png").read_bytes()
    assert run(["inspect", "photos", "-o", "photos/photo2.png", *MODEL]) == 2
    assert (photos / "photo2.png").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--model", "se_resnet51"], "se_resnet50"),
        (["--model", "nowhere.safetensors"], "nowhere.safetensors"),
        (["--model", "se_resnet18", "--device", "cuda:99"], "cuda:99"),
        ([*MODEL, "-o", "nowhere/gates.csv"], "nowhere"),
    ],
)
def test_what_cannot_be_had_is_one_sentence(
    photos: Path, capfdbinary: Captured, arguments: list[str], words: str
) -> None:
    assert run(["inspect", "photos", *arguments]) == 1
    printed = capfdbinary.readouterr()
    assert printed.out == b""
    (line,) = printed.err.decode().splitlines()
    assert words in line


def test_a_folder_counts_as_the_words_it_was_given_in(photos: Path) -> None:
    assert [image.key for image in find_inputs(["photos/", str(photos.parent)]).images] == [
        str(Path("photos/photo2.png")),
        str(Path("photos/photo10.png")),
    ]
    absolute = find_inputs([str(photos)]).images[0]
    assert absolute.key == absolute.path


def test_an_empty_folder_is_a_failure(tmp_path: Path, photos: Path, capfdbinary: Captured) -> None:
    (tmp_path / "nothing").mkdir()
    inputs = find_inputs(["nothing"])
    assert inputs.images == ()
    assert inputs.failures[0].image == "nothing"
    assert "holds no images" in capfdbinary.readouterr().err.decode()


def test_a_project_is_no_image_and_opens_in_the_window(photos: Path, capfdbinary: Captured) -> None:
    Path("mine.senet").write_bytes(b"")
    assert run(["inspect", "mine.senet", "photos/photo2.png", "--format", "json", *MODEL]) == 1
    printed = capfdbinary.readouterr()
    told = "“mine.senet” is a project, no image; give it to senet-viewer without a command"
    assert told in printed.err.decode()
    failed, inspected = json.loads(printed.out)
    assert failed["image"] == "mine.senet"
    assert told in failed["error"]
    assert inspected["image"] == str(Path("photos/photo2.png"))
