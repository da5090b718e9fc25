"""``senet-viewer figure`` in this process, and as the process that draws for the window."""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from senet_viewer.cli import figure_command
from senet_viewer.cli.figure_subjects import find_subjects
from senet_viewer.cli.main import run
from senet_viewer.export.style import FigureStyle, Ground, plain
from senet_viewer.export.style_file import write_style
from senet_viewer.export.tables import write_npz
from senet_viewer.inspection.inspector import Inspector
from senet_viewer.models.loading import load_model
from senet_viewer.records import ImageRef
from tests.export.making import SE_RESNET_152, inspection, picture, reference

MODEL = ("--model", "se_resnet18", "--device", "cpu")
QUICK = ("--blocks", "SE_5_2")
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


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two saved inspections with an average, in the current folder."""
    monkeypatch.chdir(tmp_path)
    one, other = inspection("a.jpg"), inspection("b.jpg", seed=1)
    write_npz("saved.npz", [one, other], references={"the average": reference(one)})
    return tmp_path / "saved.npz"


def svg(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def test_figures_of_a_folder(photos: Path, capfdbinary: Captured) -> None:
    arguments = ["figure", "photos", "nowhere.png", "-o", "{name}.svg", "--blocks", "SE_5_*"]
    assert run([*arguments, *MODEL]) == 1
    assert sorted(path.name for path in Path().glob("*.svg")) == ["photo10.svg", "photo2.svg"]
    assert "gates verified" in svg("photo2.svg")
    assert "SE_5_2" in svg("photo2.svg")
    assert b"nowhere.png" in capfdbinary.readouterr().err


def test_figures_of_saved_inspections(saved: Path) -> None:
    common = ["figure", "--from", "saved.npz", "-o", "f.svg", *QUICK]
    assert run([*common, "--order", "unusual", "--dark"]) == 0
    assert "b.jpg" in svg("f-2.svg")
    assert "reference: the average" in svg("f-2.svg")
    assert run([*common, "--compare", "none"]) == 0
    assert "the average" not in svg("f-1.svg")


def test_a_style_file_says_how_and_options_come_before_it(saved: Path) -> None:
    style = FigureStyle(
        blocks=("SE_5_1",),
        ground=Ground.DARK,
        title=False,
        photo=False,
        classes=False,
        width_mm=85,
        height_mm=90,
    )
    write_style("paper.toml", style)
    common = ["figure", "--from", "saved.npz", "--style", "paper.toml"]
    assert run([*common, "-o", "{name}.svg"]) == 0
    assert 'width="240.9' in svg("a.svg")
    assert "SE_5_1.bars" in svg("a.svg")
    assert "SE-ResNet<" not in svg("a.svg")
    arguments = ["--blocks", "last", "--width", "100", "--height", "0", "--dpi", "100"]
    assert run([*common, *arguments, "-o", "{name}.png"]) == 0
    with Image.open("b.png") as image:
        assert image.width == round(100 / 25.4 * 100)


def test_what_printers_should_know_is_said_once(saved: Path, capfdbinary: Captured) -> None:
    common = ["figure", "--from", "saved.npz", "-o", "f.svg"]
    assert run([*common, *QUICK]) == 0
    assert capfdbinary.readouterr().err == b""
    Path("small.toml").write_text("version = 1\nfont_size_pt = 5.5")
    assert run([*common, *QUICK, "--style", "small.toml"]) == 0
    (line,) = capfdbinary.readouterr().err.decode().splitlines()
    assert line == "senet-viewer: Text is below 6 points; many journals ask for more."
    write_npz("deep.npz", [inspection("deep.jpg", plan=SE_RESNET_152)])
    assert run(["figure", "--from", "deep.npz", "-o", "f.svg", "--width", "85"]) == 0
    (line,) = capfdbinary.readouterr().err.decode().splitlines()
    assert "mm high, more than a page (240 mm); choose fewer blocks" in line
    assert run(["figure", "--from", "deep.npz", "-o", "f.svg", "--width", "178"]) == 0
    assert capfdbinary.readouterr().err == b""


def test_images_together_on_one_figure(photos: Path, capfdbinary: Captured) -> None:
    common = ["figure", "photos/photo10.png", "photos/photo2.png", "--together", *QUICK, *MODEL]
    assert run([*common, "-o", "f.svg", "--order", "unusual"]) == 0
    assert [path.name for path in Path().glob("*.svg")] == ["f.svg"]
    assert "2 images compared" in svg("f.svg")
    assert svg("f.svg").index("photo10.png") < svg("f.svg").index("photo2.png")
    assert "SE_5_2.B" in svg("f.svg")
    Path("photos/broken.png").write_bytes(b"none")
    assert run(["figure", "photos", "--together", *QUICK, *MODEL, "-o", "g.svg"]) == 1
    assert "2 images compared" in svg("g.svg")
    assert b"broken.png" in capfdbinary.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "saved.npz", "--compare", "none"], "either --together or --compare"),
        (["--from", "saved.npz", "--reference", "a"], "either --together or --reference"),
        (["--from", "one.npz"], "2 to 6 images on one figure, and 1 is given"),
        (["--from", "many.npz"], "2 to 6 images on one figure, and 7 are given"),
    ],
)
def test_what_does_not_go_together_is_told(
    saved: Path, capfdbinary: Captured, arguments: list[str], words: str
) -> None:
    write_npz("one.npz", [inspection()])
    write_npz("many.npz", [inspection(f"{n}.jpg") for n in range(7)])
    assert run(["figure", *arguments, "--together", "-o", "f.svg"]) == 2
    (line,) = capfdbinary.readouterr().err.decode().splitlines()
    assert words in line
    assert not Path("f.svg").exists()


def test_saved_inspections_together_with_a_figure_a_block(saved: Path) -> None:
    command = ["figure", "--from", "saved.npz", "--together", "-o", "{name} {block}.svg"]
    assert run([*command, "--blocks", "last"]) == 0
    names = sorted(path.name for path in Path().glob("*.svg"))
    assert names == [f"a SE_{stage}_2.svg" for stage in (2, 3, 4, 5)]
    assert "2 images compared" in svg("a SE_4_2.svg")


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ("version = 1\nwidht_mm = 85", "“paper.toml” has an unknown entry “widht_mm”"),
        ('version = 1\ncolours = "pink"', "“paper.toml” has “pink” for the entry “colours”"),
        ("version = 1\nfont = 'No Such Font'", "There is no font “No Such Font”"),
        ("version = 1\nheight_mm = 25", "do not fit on 25 mm"),
    ],
)
def test_a_style_that_cannot_be_is_one_sentence(
    saved: Path, capfdbinary: Captured, entries: str, words: str
) -> None:
    Path("paper.toml").write_text(entries)
    assert run(["figure", "--from", "saved.npz", "--style", "paper.toml", "-o", "f.svg"]) == 1
    (line,) = capfdbinary.readouterr().err.decode().splitlines()
    assert words in line
    assert not list(Path().glob("*.svg"))


def test_the_help_explains_style_files(capfdbinary: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        run(["figure", "--help"])
    assert done.value.code == 0
    text = capfdbinary.readouterr().out.decode()
    assert "  width_mm = 178" in text
    assert "--requests" not in text


def test_another_image_is_the_reference(photos: Path, saved: Path) -> None:
    common = ["figure", "photos/photo2.png", "-o", "f.svg", *QUICK, *MODEL]
    assert run([*common, "--reference", "photos/photo10.png", "--order", "unusual"]) == 0
    assert "reference: photo10.png" in svg("f.svg")
    assert "SE_5_2.ticks" in svg("f.svg")
    arguments = ["figure", "--from", "saved.npz", "-o", "{name}.svg", *QUICK]
    assert run([*arguments, "--reference", "b.jpg"]) == 0
    assert "reference: b.jpg" in svg("a.svg")


@pytest.mark.parametrize("given", [["photos/photo2.png", *MODEL], ["--from", "saved.npz"]])
def test_a_reference_that_is_not_there_stops_before_drawing(
    photos: Path, saved: Path, capfdbinary: Captured, given: list[str]
) -> None:
    assert run(["figure", *given, "-o", "f.svg", "--reference", "nowhere.png"]) == 1
    assert "nowhere.png" in capfdbinary.readouterr().err.decode()
    assert not Path("f.svg").exists()


def test_each_block_has_a_figure_where_the_name_says_so(saved: Path) -> None:
    arguments = ["--blocks", "SE_5_*", "-o", "out/{class}/{name}-{block}.svg"]
    assert run(["figure", "--from", "saved.npz", *arguments]) == 0
    made = sorted(str(path.relative_to("out/tabby")) for path in Path("out").rglob("*.svg"))
    assert made == ["a-SE_5_1.svg", "a-SE_5_2.svg", "b-SE_5_1.svg", "b-SE_5_2.svg"]
    assert "SE_5_1.bars" not in svg("out/tabby/b-SE_5_2.svg")


def test_an_image_is_never_replaced_and_the_rest_goes_on(
    photos: Path, capfdbinary: Captured
) -> None:
    before = (photos / "photo2.png").read_bytes()
    arguments = ["figure", "photos/photo2.png", "photos/photo10.png", *MODEL, *QUICK]
    assert run([*arguments, "-o", "photos/{name}.png"]) == 1
    assert (photos / "photo2.png").read_bytes() == before
    assert capfdbinary.readouterr().err.decode().count("is one of the images") == 2
    (photos / "f-1.svg").mkdir()
    assert run([*arguments, "-o", "photos/f.svg"]) == 1
    assert "is a folder" in capfdbinary.readouterr().err.decode()
    assert (photos / "f-2.svg").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "f.svg"], "Give an image"),
        (["a.jpg"], "-o"),
        (["a.jpg", "--from", "saved.npz", "-o", "f.svg"], "not both"),
        (["--from", "saved.npz", "--compare", "average", "-o", "f.svg"], "no average picture"),
        (["--from", "saved.npz", "--order", "unusual", "-o", "f.svg"], "needs an average"),
        (["a.jpg", "--reference", "b.jpg", "--compare", "none", "-o", "f.svg"], "either"),
        (["a.jpg", "-o", "f.gif"], "end it in .png"),
    ],
)
def test_figure_refuses_what_does_not_go_together(
    photos: Path, capfdbinary: Captured, arguments: list[str], words: str
) -> None:
    write_npz("saved.npz", [inspection()])
    try:
        status = run(["figure", *arguments])
    except SystemExit as done:
        status = int(str(done.code))
    assert status == 2
    assert words in capfdbinary.readouterr().err.decode()
    assert not Path("f.svg").exists()


def test_an_unknown_field_is_told_before_a_network_is_loaded(
    photos: Path, capfdbinary: Captured
) -> None:
    arguments = ["photos", "-o", "{number}.svg", "--model", "no_such_network"]
    assert run(["figure", *arguments]) == 1
    assert "unknown field “{number}”" in capfdbinary.readouterr().err.decode()


def test_requests_are_answered_one_by_one_until_the_input_ends(saved: Path) -> None:
    small = FigureStyle(blocks=("SE_5_2",), photo=False, captions=False, width_mm=100)
    usual: dict[str, Any] = {"number": 0, "style": plain(small), "output": "f.svg"}
    requests = [
        usual | {"id": 1},
        usual | {"id": 2, "output": "f.png", "pixels": 300},
        usual | {"id": 3, "style": plain(FigureStyle(height_mm=20))},
        usual | {"id": 4, "output": "no/such/f.svg"},
        usual | {"id": 5, "output": "made/f.svg", "folders": True, "number": 1},
    ]
    done = subprocess.run(
        [sys.executable, "-m", "senet_viewer", "figure", "--from", "saved.npz", "--requests"],
        input="".join(json.dumps(request) + "\n" for request in requests),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.stderr == ""
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, 5]
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None, None, "export.too_low", "export.no_folder", None]
    assert answers[0]["width_mm"] == 100
    assert 30 < answers[0]["height_mm"] < 100
    assert answers[2]["error"]["params"]["height"] == "20"
    with Image.open("f.png") as image:
        assert max(image.size) == 300
    assert "b.jpg" in svg("made/f.svg")


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 5000, "[]", '{"id": 1}'], ids=range(4))
def test_a_line_that_is_no_request_is_told(
    saved: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Captured, line: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{line}\n"))
    assert run(["figure", "--requests", "--from", str(saved)]) == 1
    assert "is no request for a figure" in capfdbinary.readouterr().err.decode()


@pytest.mark.slow
def test_twenty_images_make_an_average(photos: Path, capfdbinary: Captured) -> None:
    for number in range(100, 118):
        Image.fromarray(picture(40, 60, number)).save(photos / f"{number}.png")
    arguments = ["figure", "photos", "-o", "{name}.svg", "--order", "unusual", "--blocks", "SE_5_2"]
    assert run([*arguments, *MODEL]) == 0
    assert len(list(Path().glob("*.svg"))) == 20
    assert "average over the 20 given images" in svg("photo2.svg")


def test_another_network_is_the_reference_for_each_image(photos: Path) -> None:
    arguments = ["figure", "photos", "-o", "{name}.svg", *QUICK, *MODEL]
    assert run([*arguments, "--reference-model", "bundled", "--order", "unusual"]) == 0
    for name in ("photo2.svg", "photo10.svg"):
        assert "same image in bundled, which" in " ".join(re.findall(r">([^<]+)</text>", svg(name)))


def test_other_pixels_of_the_reference_network_are_warned_of(
    photos: Path, capfdbinary: Captured
) -> None:
    arguments = ["figure", "photos", "-o", "{name}.svg", *QUICK, *MODEL]
    assert run([*arguments, "--reference-model", "bundled"]) == 0
    assert "“bundled” sees other pixels" in capfdbinary.readouterr().err.decode()


def test_the_same_weights_in_a_bare_file_differ_nowhere(
    photos: Path, capfdbinary: Captured
) -> None:
    torch.save(load_model("bundled", "cpu").state_dict(), "same.pth")
    parser = argparse.ArgumentParser()
    figure_command.add_arguments(parser)
    given = ["photos/photo2.png", "--model", "bundled", "--device", "cpu"]
    given += ["--reference-model", "same.pth"]
    (subject,) = find_subjects(parser.parse_args(given)).each()
    assert subject.reference is not None
    for block in subject.inspection.blocks:
        np.testing.assert_array_equal(block.gates, subject.reference[block.name])
    assert not capfdbinary.readouterr().err


def test_a_network_of_another_shape_is_no_reference(photos: Path, capfdbinary: Captured) -> None:
    arguments = ["figure", "photos", "-o", "{name}.svg", *QUICK, *MODEL]
    assert run([*arguments, "--reference-model", "se_resnet34"]) == 1
    (line,) = capfdbinary.readouterr().err.decode().splitlines()
    assert "“se_resnet34” has 16 SE blocks and the network in use has 8" in line
    assert not list(Path().glob("*.svg"))


@pytest.mark.parametrize(
    "more", [("--reference", "a.png"), ("--compare", "none"), ("--from", "saved.npz")]
)
def test_one_reference_at_a_time(
    photos: Path, saved: Path, capfdbinary: Captured, more: tuple[str, str]
) -> None:
    images = () if "--from" in more else ("photos",)
    arguments = ["figure", *images, "-o", "f.svg", *MODEL, "--reference-model", "bundled"]
    assert run([*arguments, *more]) == 2
    assert b"--reference-model" in capfdbinary.readouterr().err


def test_the_reference_has_the_gates_of_the_other_network(photos: Path) -> None:
    parser = argparse.ArgumentParser()
    figure_command.add_arguments(parser)
    given = ["photos/photo2.png", *MODEL, "--reference-model", "bundled"]
    (subject,) = find_subjects(parser.parse_args(given)).each()
    inspector = Inspector(load_model("bundled", "cpu"), "cpu")
    image = ImageRef("k", "n")
    (seen,) = inspector.run([inspector.prepare("photos/photo2.png", image)])
    assert subject.reference is not None
    for block in seen.blocks:
        np.testing.assert_allclose(subject.reference[block.name], block.gates, atol=1e-5)
