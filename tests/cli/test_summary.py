"""The summary command: what it prints of one network, of two, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import torch

from senet_viewer.cli.main import run
from senet_viewer.cli.summary_text import amount, share, time_lines
from senet_viewer.models import outlines, summary_time
from senet_viewer.summaries import TimeRatio
from tests.models.making import small_network

BLOCK = "SqueezeExcitation"
Captured = pytest.CaptureFixture[bytes]


def printed(captured: Captured, *arguments: str) -> str:
    """What the command prints; it has to succeed."""
    assert run(["summary", *arguments]) == 0
    return captured.readouterr().out.decode()


def row(text: str, name: str) -> list[str]:
    """The words of the first line that begins with a name."""
    return next(line.split() for line in text.splitlines() if line.split()[:1] == [name])


def test_it_has_the_totals_of_the_literature(capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "se_resnet50", "--stem", "tutorial")
    assert text.startswith("SE-ResNet-50, tutorial stem, input 1×3×224×224\n")
    assert "parameters     28,080,344\n" in text
    assert "multiply-adds  63.60 G\n" in text
    assert "2804.10 MB: input 0.60, forward and backward 2691.18, parameters 112.32" in text
    assert "16: 2,530,992 parameters (9.0 % of all), 2.53 M multiply-adds (0.0040 %)" in text
    # 256 × 224² × 3 + 512 × 112² × 4 + 1024 × 56² × 6 + 2048 × 28² × 3
    assert "88.31 M additions (squeeze)" in text
    lines = text.splitlines()
    last = max(number for number, line in enumerate(lines) if line.split()[1:2] == [BLOCK])
    assert lines[last].split() == [
        "SE", "SqueezeExcitation", "1×2048×28×28", "526,464", "526,464", "SE_5_3",
    ]  # fmt: skip
    assert lines[last + 2].split() == [
        "conv2",
        "Conv2d",
        "1×2048×1×1",
        "264,192",
        "264,192",
        "SE_5_3",
    ]


def test_its_tree_fits_a_terminal(capfdbinary: Captured) -> None:
    for arguments in (["se_resnet152"], ["se_resnet152", "--compare", "plain"]):
        text = printed(capfdbinary, *arguments)
        assert max(map(len, text.splitlines())) <= 100


def test_layers_are_shown_down_to_a_depth_with_what_is_inside_them(capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "se_resnet50", "--depth", "1")
    assert row(text, "layer4") == [
        "layer4",
        "Sequential",
        "1×2048×7×7",
        "16,544,128",
        "810.84",
        "M",
    ]
    assert row(text, "relu")[:2] == ["relu", "ReLU"]
    assert len(text.splitlines()) < 25
    network = printed(capfdbinary, "se_resnet50", "--depth", "0")
    assert row(network, "SEResNet")[3:] == ["28,088,024", "4.09", "G"]


def test_a_layer_that_runs_several_times_says_so(capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "se_resnet18", "--depth", "3")
    assert any(line.split()[1:3] == ["ReLU", "×2"] for line in text.splitlines() if "ReLU" in line)


def test_a_network_takes_its_own_size_and_any_other(capfdbinary: Captured) -> None:
    assert "input 1×3×64×64" in printed(capfdbinary, "bundled", "--depth", "0")
    assert "input 1×3×96×96" in printed(capfdbinary, "bundled", "--depth", "0", "--size", "96")


def test_networks_of_the_libraries_are_summed_up_without_their_weights(
    capfdbinary: Captured,
) -> None:
    text = printed(capfdbinary, "timm:seresnet50", "--depth", "0")
    assert "parameters     28,088,024" in text
    text = printed(capfdbinary, "torchvision:resnet18", "--depth", "0")
    assert "parameters     11,689,512" in text
    assert "SE blocks      none" in text


def test_what_functions_compute_is_told_apart(capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "timm:vit_tiny_patch16_224", "--depth", "0")
    assert "Only layers are counted: functions outside of them do 178.83 M more." in text


def test_a_checkpoint_is_summed_up_with_how_it_fitted(
    tmp_path: Path, capfdbinary: Captured
) -> None:
    path = tmp_path / "small.pth"
    state = small_network().state_dict()
    torch.save({"state_dict": {**state, "aux.weight": torch.zeros(3)}}, path)
    arguments = [str(path), "--size", "64", "--depth", "0"]
    text = printed(capfdbinary, *arguments)
    assert "(small.pth), input 1×3×64×64" in text
    assert f"parameters     {sum(p.numel() for p in small_network().parameters()):,}" in text
    words = " ".join(text.split())
    assert re.search(r"preprocessing shorter side .*\(guessed\)", words)
    assert f"{len(state)} of {len(state)} tensors taken over, 0 missing, 1 left over" in words
    assert "left over: aux.weight" in words
    assert max(map(len, text.splitlines())) <= 100
    facts = json.loads(printed(capfdbinary, *arguments, "--format", "json"))
    assert facts["checkpoint"]["left_over"] == ["aux.weight"]
    assert facts["preprocessing"]["guessed"] is True


def test_two_networks_are_set_side_by_side(capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "se_resnet50", "--compare", "torchvision:resnet50")
    assert text.startswith("SE-ResNet-50, input 1×3×224×224, beside torchvision:resnet50\n")
    together = [line.split() for line in text.splitlines() if line.split()[:1] == ["together"]]
    assert together == [
        ["together", "28,088,024", "25,557,032", "+2,530,992", "+9.9", "%"],
        ["together", "4.09", "G", "4.09", "G", "+2.53", "M", "+0.062", "%"],
        ["together", "290.91", "280.66", "+10.25", "+3.7", "%"],
    ]
    stages = [line.split()[1] for line in text.splitlines() if line.split()[:1] == ["stage"]]
    assert stages == ["1", "2", "3", "4", "5"] * 3
    assert re.search(r"stage 5 +16,544,128 +14,964,736 +\+1,579,392 +\+10\.6 %", text)
    assert "The 16 SE blocks of SE-ResNet-50 add 2,530,992 parameters to 25,557,032 (9.9 %)" in text
    assert "2.53 M multiply-adds to 4.09 G (0.062 %)" in text
    # 2.53 million, and twice the 5.52 million values that are averaged and scaled.
    assert "an operation each: 13.57 M (0.33 %)" in text


@pytest.mark.parametrize("other", ["plain", "resnet50"])
def test_our_own_plain_network_is_that_of_torchvision(capfdbinary: Captured, other: str) -> None:
    text = printed(capfdbinary, "se_resnet50", "--compare", other)
    assert "together          28,088,024" in text
    assert "25,557,032  +2,530,992" in text


def test_a_comparison_the_other_way_round_has_other_signs(capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "resnet18", "--compare", "se_resnet18")
    assert "−89,080" in text
    assert "The 8 SE blocks of SE-ResNet-18" in text


def test_json_has_every_number_exactly(tmp_path: Path, capfdbinary: Captured) -> None:
    text = printed(capfdbinary, "se_resnet50@tutorial", "--format", "json", "--compare", "plain")
    facts = json.loads(text)
    assert facts["parameters"] == 28_080_344
    assert facts["multiply_adds"] == 63_597_294_104
    assert facts["bytes"] == {
        "input": 602_112,
        "forward_backward": 2_691_175_616,
        "parameters": 112_321_376,
        "total": 2_804_099_104,
    }
    assert facts["se_blocks"]["names"][-1] == "SE_5_3"
    assert facts["other"]["parameters"] == 28_080_344 - 2_530_992
    assert facts["difference"]["parameters"] == 2_530_992
    assert sum(stage["parameters"] for stage in facts["stages"]) == facts["parameters"]
    check_sums(facts["layers"])
    assert facts["layers"]["total"]["parameters"] == facts["parameters"]


def check_sums(layer: dict[str, Any]) -> None:
    """A layer's total is its own and that of what is inside it."""
    inside = layer.get("inside", [])
    for what in ("parameters", "multiply_adds"):
        assert layer["total"][what] == layer[what] + sum(one["total"][what] for one in inside)
    for one in inside:
        check_sums(one)


def test_the_ending_of_the_file_decides(tmp_path: Path, capfdbinary: Captured) -> None:
    path = tmp_path / "layers.csv"
    assert printed(capfdbinary, "se_resnet18", "-o", str(path), "--compare", "resnet18") == ""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {one["network"] for one in rows} == {"SE-ResNet-18", "ResNet-18"}
    ours = [one for one in rows if one["network"] == "SE-ResNet-18"]
    assert sum(int(one["parameters"]) for one in ours) == 11_778_592
    assert ours[0]["total_parameters"] == "11778592"
    assert {one["block"] for one in ours if one["path"].startswith("layer1.0.SE")} == {"SE_2_1"}


def test_time_is_told_as_a_ratio_with_its_spread(
    capfdbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_time, "SECONDS", 0.0)
    text = printed(
        capfdbinary, "se_resnet18", "--size", "32", "--compare", "resnet18", "--time",
    )  # fmt: skip
    found = re.search(r"SE-ResNet-18 takes ([\d.]+) times as long as ResNet-18;", text)
    assert found
    spread = re.search(r"half of 8 pairs that took turns lie from ([\d.]+) to ([\d.]+)", text)
    assert spread
    assert float(spread[1]) <= float(found[1]) <= float(spread[2])


def test_a_ratio_reads_well() -> None:
    ratio = TimeRatio(1.018, 1.01, 1.03, 40, 0.167, 0.164)
    _, one, other = time_lines(ratio, "A", "B", "CPU")
    assert one == "A takes 1.02 times as long as B;"
    assert other.endswith("lie from 1.01 to 1.03 (medians 167 and 164 ms).")


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "–"), (7, "7"), (264_192, "264,192"), (2_530_992, "2.53 M"), (63_597_294_104, "63.60 G")],
)
def test_amounts_read_well(count: int, text: str) -> None:
    assert amount(count) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 1, "100.0 %"),
        (2_530_992, 28_088_024, "9.0 %"),
        (1, 200, "0.50 %"),
        (62, 100_000, "0.062 %"),
        (1, 10**6, "0.0001 %"),
        (3, 0, "–"),
    ],
)
def test_shares_have_two_digits_that_count(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bundled", "--stem", "tutorial"], "--stem goes with"),
        (["se_resnet50@imagenet", "--stem", "tutorial"], "already names a stem"),
        (["se_resnet50", "--size", "0"], "at least 1 pixel"),
        (["se_resnet50", "--depth", "-1"], "0 or more"),
        (["se_resnet50", "--time"], "--time goes with --compare"),
    ],
)
def test_what_does_not_go_together_is_refused(
    capfdbinary: Captured, arguments: list[str], words: str
) -> None:
    assert run(["summary", *arguments]) == 2
    assert words in capfdbinary.readouterr().err.decode()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["torchvision:resnet51"], "has no network “resnet51”"),
        (["se_resnet50", "--compare", "nonsense"], "no network “nonsense”"),
        (["resnet18", "--compare", "plain"], "no squeeze-and-excitation gates"),
        (["se_resnet50", "--size", "99999999999"], "choose another size"),
    ],
)
def test_what_cannot_be_summed_up_is_a_failure(
    capfdbinary: Captured, arguments: list[str], words: str
) -> None:
    assert run(["summary", *arguments]) == 1
    captured = capfdbinary.readouterr()
    assert words in captured.err.decode()
    assert captured.out == b""


def test_plain_networks_have_names_of_their_own() -> None:
    assert outlines.outline("resnet18@tutorial").title == "ResNet-18, tutorial stem"
    assert outlines.outline("ResNet-18").title == "ResNet-18"
