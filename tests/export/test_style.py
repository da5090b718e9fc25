"""A figure's style is checked entry by entry, and its file says the same again."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import (
    ENTRIES,
    Colours,
    FigureStyle,
    Ground,
    checked,
    plain,
    style_from,
)
from senet_viewer.export.style_file import as_toml, read_style, write_style
from senet_viewer.statistics import Order

OTHER = FigureStyle(
    blocks=("last", "SE_5_*"),
    columns=3,
    width_mm=85.5,
    height_mm=120,
    font="Käse “Sans”",
    font_size_pt=6.5,
    colours=Colours.ONE,
    colour="#aa3300",
    ground=Ground.DARK,
    title=False,
    photo=False,
    classes=False,
    depth=False,
    captions=False,
    reference=False,
    order=Order.UNUSUAL,
    dpi=600,
)


def test_every_field_is_an_entry() -> None:
    assert list(ENTRIES) == [field.name for field in fields(FigureStyle)]
    assert all(getattr(OTHER, name) != getattr(FigureStyle(), name) for name in ENTRIES)


@pytest.mark.parametrize("suffix", ["toml", "json"])
@pytest.mark.parametrize("style", [FigureStyle(), OTHER])
def test_a_file_gives_the_same_style_again(tmp_path: Path, suffix: str, style: FigureStyle) -> None:
    write_style(tmp_path / f"paper.{suffix}", style)
    assert read_style(tmp_path / f"paper.{suffix}") == style


def test_a_toml_file_explains_every_entry() -> None:
    lines = as_toml(FigureStyle()).splitlines()
    assert lines[0] == "version = 1"
    assert len(lines) == 1 + len(ENTRIES)
    assert all("  # " in line for line in lines[1:])


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    file = tmp_path / "paper.toml"
    file.write_text('version = 1\nblocks = "SE_5_1, SE_5_2"\nwidth_mm = 85\n')
    assert read_style(file) == FigureStyle(blocks=("SE_5_1", "SE_5_2"), width_mm=85)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("blocks", []),
        ("blocks", ["SE_2_1", ""]),
        ("blocks", [1]),
        ("columns", 13),
        ("columns", 1.5),
        ("columns", True),
        ("width_mm", "wide"),
        ("width_mm", float("nan")),
        ("width_mm", 10**400),
        ("height_mm", -1),
        ("height_mm", 1),
        ("font", ""),
        ("font", "a\nb"),
        ("font_size_pt", 0),
        ("colours", "rainbow"),
        ("colours", ["stages"]),
        ("colour", "blue"),
        ("colour", "#12345"),
        ("ground", True),
        ("photo", 1),
        ("order", "Channel"),
        ("dpi", 300.0),
    ],
)
def test_a_wrong_entry_is_named_with_what_it_must_be(entry: str, value: object) -> None:
    with pytest.raises(ViewerError) as caught:
        style_from({entry: value}, "“paper.toml”")
    assert caught.value.code == "style.entry"
    assert caught.value.sentence.startswith("“paper.toml” has “")
    assert f"“{entry}”, which must be {ENTRIES[entry].expected}." in caught.value.sentence


def test_a_style_made_in_code_is_checked_as_well() -> None:
    with pytest.raises(ViewerError, match="width_mm"):
        checked(FigureStyle(width_mm=0))
    assert checked(OTHER) == OTHER


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.toml", "version = 1\nwidth = 85\n", "style.unknown", "“width”; the entries are"),
        ("a.toml", "width_mm = 85\n", "style.version", "“version = 1”"),
        ("a.toml", "version = 2\n", "style.newer", "newer senet-viewer"),
        ("a.toml", "version = true\n", "style.version", "“version = 1”"),
        ("a.toml", "version = 1\nwidth_mm = \n", "style.damaged", "line 2"),
        ("a.toml", "version = 1\nversion = 1\n", "style.damaged", "a.toml"),
        ("a.json", '{"version": 1, "dpi": "high"}', "style.entry", "“dpi”"),
        ("a.json", "[1]", "style.damaged", "no table"),
        ("a.json", "[" * 100_000, "style.damaged", "a.json"),
        ("a.toml", "# " + "x" * 2**20, "style.damaged", "no text"),
        ("a.yaml", "version: 1", "style.format", "end it in .toml or .json"),
    ],
)
def test_a_file_that_does_not_fit_is_one_sentence(
    tmp_path: Path, name: str, content: str, code: str, words: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ViewerError) as caught:
        read_style(tmp_path / name)
    assert caught.value.code == code
    assert words in caught.value.sentence
    assert name in caught.value.sentence
    assert "\n" not in caught.value.sentence


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.toml").mkdir()
    for name, code in (
        ("a.toml", "style.damaged"),
        ("b.toml", "style.unreadable"),
        ("c.toml", "style.missing"),
    ):
        with pytest.raises(ViewerError) as caught:
            read_style(tmp_path / name)
        assert caught.value.code == code


def test_the_plain_style_is_json() -> None:
    assert style_from(json.loads(json.dumps(plain(OTHER)))) == OTHER
