"""Checkpoints on the command line: what they are of is told, and may be named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from PIL import Image

from senet_viewer.cli.main import run
from senet_viewer.cli.summary_text import fit_lines
from senet_viewer.records import FitReport
from tests.export.making import picture
from tests.models.making import lively, small_network
from tests.models.user_networks import FaceNetwork

FACE = ("--architecture", "tests.models.user_networks:FaceNetwork")
Captured = pytest.CaptureFixture[bytes]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a photo and two checkpoints."""
    monkeypatch.chdir(tmp_path)
    Image.fromarray(picture(40, 60, 1)).save("photo.png")
    torch.save({"model": small_network().state_dict()}, "mine.pth")
    network = FaceNetwork()
    lively(network)
    tensors = {f"module.model.{name}": t for name, t in network.state_dict().items()}
    torch.save({**tensors, "module.other.weight": torch.zeros(2)}, "face.pth")
    return tmp_path


def words(captured: Captured) -> str:
    """What was printed, as if no line had been broken."""
    return " ".join(captured.readouterr().out.decode().split())


def test_inspect_tells_whose_a_checkpoint_is_and_what_is_guessed(
    folder: Path, capfdbinary: Captured
) -> None:
    assert run(["inspect", "photo.png", "photo.png", "--model", "mine.pth", "--device", "cpu"]) == 0
    text = words(capfdbinary)
    fit = "154 of 154 tensors taken over, 0 missing, 0 left over"
    assert text.startswith("checkpoint the tutorial's names: SE-ResNet-18")
    assert text.count(fit) == 1
    assert "The tensors stand under “model”." in text
    assert "(guessed)" in text


def test_inspect_with_code_of_ones_own(folder: Path, capfdbinary: Captured) -> None:
    command = ["inspect", "photo.png", "--model", "face.pth", "--device", "cpu", "--verify"]
    assert run([*command, *FACE]) == 0
    text = words(capfdbinary)
    assert text.startswith("checkpoint your own code: tests.models.user_networks:FaceNetwork")
    assert "22 of 22 tensors taken over" in text
    assert "left over: other.weight" in text
    assert "centre 80×80" in text
    assert "gates verified" in text


def test_figure_with_code_of_ones_own(folder: Path, capfdbinary: Captured) -> None:
    command = ["figure", "photo.png", "-o", "f.svg", "--model", "face.pth", "--device", "cpu"]
    assert run([*command, *FACE]) == 0
    assert "SE_5_1" in (folder / "f.svg").read_text(encoding="utf-8")


def test_summary_with_code_of_ones_own(folder: Path, capfdbinary: Captured) -> None:
    assert run(["summary", "face.pth", *FACE]) == 0
    text = words(capfdbinary)
    assert "input 1×3×80×80" in text
    assert "22 of 22 tensors taken over, 0 missing, 1 left over" in text
    assert run(["summary", "face.pth", *FACE, "--format", "json"]) == 0
    facts = json.loads(capfdbinary.readouterr().out)
    assert facts["checkpoint"]["left_over"] == ["other.weight"]


def test_summary_of_timms_network_in_our_own_code(capfdbinary: Captured) -> None:
    command = ["summary", "timm:legacy_seresnet18", "--implementation", "own", "--depth", "1"]
    assert run(command) == 0
    text = capfdbinary.readouterr().out.decode()
    assert "own implementation" in text
    assert "11,778,592" in text
    assert text.splitlines()[3].split()[:2] == ["SEResNet", "SEResNet"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["inspect", "photo.png", "--model", "face.pth"], "--architecture module:callable"),
        (["inspect", "photo.png", "--model", "face.pth", "--architecture", "no:no"], "module “no”"),
        (["inspect", "photo.png", "--model", "se_resnet18", *FACE], "is a network by name"),
        (["summary", "se_resnet18", *FACE], "is a network by name"),
        (["summary", "mine.pth", *FACE], "does not fit the network of"),
        (["summary", "mine.pth", *FACE, "--implementation", "own"], "choose one of them"),
        (
            ["summary", "face.pth", "--implementation", "own"],
            "is of no network that our own code has",
        ),
    ],
)
def test_what_does_not_go_is_one_sentence(
    folder: Path, capfdbinary: Captured, arguments: list[str], words: str
) -> None:
    assert run(arguments) == 1
    printed = capfdbinary.readouterr()
    assert printed.out == b""
    (line,) = printed.err.decode().splitlines()
    assert words in line


def test_the_window_needs_a_network_to_name_the_code_of(capfdbinary: Captured) -> None:
    assert run(["--architecture", "a:b"]) == 2
    assert "go with --model" in capfdbinary.readouterr().err.decode()


def lines_of(fit: FitReport) -> str:
    """What is printed of a fit, as if no line had been broken."""
    return " ".join(" ".join(fit_lines(fit)).split())


def test_other_networks_with_the_same_tensors_are_told_with_the_option() -> None:
    twins = FitReport("timm 1.0: timm:a", 3, 3, also=("timm:b",))
    assert lines_of(twins).endswith(
        "timm:b has the same tensors and may compute something else; "
        "choose it with --architecture timm:b."
    )
    assert lines_of(replace(twins, also=("timm:b", "timm:c"))).endswith(
        "timm:b, timm:c have the same tensors and may compute something else; "
        "choose one as with --architecture timm:b."
    )
    assert "same tensors" not in lines_of(replace(twins, also=()))
