"""The text on one image."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from senet_viewer.cli.report import can_draw_bars, report
from senet_viewer.records import Profile
from tests.export.making import inspection, reference


def test_it_tells_the_answer_and_every_block() -> None:
    lines = report(inspection(), None).splitlines()
    assert lines[0] == "key of cat.jpg · 48×32 · SE-ResNet · CPU · 22 ms"
    assert lines[3].split() == ["tabby", "██████████████▉", "62", "%"]
    assert lines[6].split() == ["block", "channels", "mean", "spread", "<", "0.1", ">", "0.9"]
    assert [line.split()[0] for line in lines[7:15]] == [b.name for b in inspection().blocks]
    assert lines[-1] == "  gates verified, largest error 6·10⁻⁸"


def test_the_numbers_are_those_of_the_block() -> None:
    one = inspection()
    gates = one.blocks[0].gates
    line = next(line for line in report(one, None).splitlines() if "SE_2_1" in line)
    assert line.split() == [
        "SE_2_1",
        "64",
        f"{gates.mean():.2f}",
        f"{gates.std():.2f}",
        str((gates < 0.1).sum()),
        str((gates > 0.9).sum()),
    ]


def test_with_a_profile_it_tells_what_is_unusual() -> None:
    one = inspection()
    mean = reference(one)
    text = report(one, Profile("10 pictures", 10, mean, {}))
    difference = one.blocks[0].gates - mean["SE_2_1"]
    line = next(line for line in text.splitlines() if "SE_2_1" in line)
    assert f"{np.abs(difference).mean():.3f}" in line
    assert f"{difference.argmax()}: +{difference.max():.3f}" in line
    assert f"{difference.argmin()}: −{-difference.min():.3f}" in line
    assert "average over the 10 pictures" in text


def test_a_block_that_only_closed_has_no_opened_channel() -> None:
    one = inspection()
    mean = {b.name: np.ones_like(b.gates) for b in one.blocks}
    lines = report(one, Profile("", 1, mean, {})).splitlines()
    heading, row = (next(line for line in lines if word in line) for word in ("block", "SE_2_1"))
    opened = heading.index("most opened") + len("most opened")
    assert row[:opened].endswith(" none")
    assert "−" in row[opened:]


def test_a_block_whose_gates_are_the_average_but_for_rounding_has_no_unusual_channel() -> None:
    one = inspection()
    mean = {b.name: b.gates.astype(np.float16).astype(np.float32) for b in one.blocks}
    row = next(r for r in report(one, Profile("", 1, mean, {})).splitlines() if "SE_2_1" in r)
    assert row.split()[-3:] == ["0.000", "none", "none"]


def test_unchecked_gates_are_not_called_verified() -> None:
    assert "verified" not in report(inspection(error=None), None)
    assert "gates not confirmed" in report(inspection(error=0.1), None)


def test_names_cannot_move_the_cursor() -> None:
    one = inspection()
    name = os.fsdecode(b"a\x1b[2J\ncaf\xe9.jpg")
    text = report(replace(one, image=replace(one.image, key=name)), None)
    assert text.startswith("a�[2J�caf�.jpg · ")


def test_bars_are_plain_where_the_output_has_no_blocks() -> None:
    text = report(inspection(), None, bars=False)
    assert "###############" in text
    assert "█" not in text
    assert can_draw_bars("utf-8")
    assert not can_draw_bars("ascii")
    assert not can_draw_bars("latin-1")


def test_numbers_that_are_none_are_drawn_as_empty_bars() -> None:
    one = inspection()
    prediction = replace(one.predictions[0], probability=float("nan"))
    lines = report(replace(one, predictions=(prediction,)), None).splitlines()
    assert lines[3].split() == ["tabby", "?"]


def test_gates_that_all_stand_near_one_half_are_asked_about() -> None:
    one = inspection()
    question = "  All gates near 0.5: is this network trained?"
    assert question not in report(one, None).splitlines()
    blocks = tuple(replace(b, gates=np.full_like(b.gates, 0.51)) for b in one.blocks)
    assert question in report(replace(one, blocks=blocks), None).splitlines()


def test_an_error_of_zero_is_called_exact() -> None:
    assert report(inspection(error=0.0), None).splitlines()[-1] == "  gates verified, exact"


def test_a_change_that_rounds_to_zero_has_no_minus() -> None:
    one = inspection()
    mean = {block.name: block.gates + np.float32(0.0001) for block in one.blocks}
    text = report(one, Profile("10 pictures", 10, mean, {}))
    assert "−0.000" not in text
