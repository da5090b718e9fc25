"""The words and numbers of figures can be read, hide no doubt, and are there for every block."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from senet_viewer.export.figures import write_figure
from senet_viewer.export.style import FigureStyle, higher_than_a_page
from senet_viewer.export.subject import Subject
from senet_viewer.records import FitReport, Inspection
from tests.export.making import SE_RESNET_152, card, inspection, picture, reference
from tests.export.svg_reading import sizes_of, texts_of


@pytest.fixture(scope="module")
def one() -> Inspection:
    return inspection("cat.jpg")


@pytest.fixture(scope="module")
def subject(one: Inspection) -> Subject:
    """All that a figure can show."""
    return Subject(one, reference(one), "average over 10 pictures", picture(32, 48), card(one))


@pytest.mark.parametrize("width", [85.0, 178.0, 180.0])
@pytest.mark.parametrize("plan", [(2, 2, 2, 2), (3, 4, 6, 3), SE_RESNET_152])
def test_no_text_is_below_six_points_unless_asked_for(
    tmp_path: Path, width: float, plan: tuple[int, ...]
) -> None:
    large = inspection(plan=plan)
    shown = Subject(large, reference(large), "average", picture(32, 48), card(large))
    for size, least in ((7.0, 6.0), (6.0, 6.0), (5.0, 5.0)):
        style = FigureStyle(width_mm=width, font_size_pt=size)
        write_figure(tmp_path / "f.svg", shown, style)
        assert min(sizes_of(tmp_path / "f.svg")) == pytest.approx(least)


def of_a_checkpoint(subject: Subject, guessed: bool = True) -> Subject:
    """A network that was not trained, and that does not state how it sees pictures."""
    blocks = tuple(
        replace(b, gates=np.full(b.channels, 0.502, np.float32)) for b in subject.inspection.blocks
    )
    way = replace(subject.inspection.preprocessing, resize=235, crop=224, guessed=guessed)
    return replace(
        subject, inspection=replace(subject.inspection, blocks=blocks, preprocessing=way)
    )


@pytest.mark.parametrize("width", [60.0, 85.0, 180.0])
@pytest.mark.parametrize(
    "changes", [{}, {"captions": False}, {"title": False}, {"font_size_pt": 8.0}]
)
def test_what_makes_gates_doubtful_is_never_left_out(
    tmp_path: Path, subject: Subject, width: float, changes: dict[str, Any]
) -> None:
    style = replace(FigureStyle(width_mm=width), **changes)
    write_figure(tmp_path / "f.svg", of_a_checkpoint(subject), style)
    told = " ".join(texts_of(tmp_path / "f.svg"))
    assert "Preprocessing guessed: if it is wrong, answers and gates are too." in told
    assert "All gates near 0.5: is this network trained?" in told
    write_figure(tmp_path / "f.svg", subject, style)
    told = " ".join(texts_of(tmp_path / "f.svg"))
    assert "guessed" not in told
    assert "is this network trained" not in told


def test_random_weights_are_told(tmp_path: Path, subject: Subject) -> None:
    assert subject.card is not None
    fit = FitReport("timm 1.0: timm:a", 2, 3, missing=("fc.weight",))
    half = replace(subject, card=replace(subject.card, fit=fit))
    write_figure(tmp_path / "f.svg", half)
    told = "1 tensor was not in the file: these parts have random weights."
    assert told in texts_of(tmp_path / "f.svg")
    none = replace(of_a_checkpoint(subject), card=replace(subject.card, trained=False))
    write_figure(tmp_path / "f.svg", none)
    texts = " ".join(texts_of(tmp_path / "f.svg"))
    assert "Untrained: its weights are random, so its answers mean nothing." in texts
    assert "is this network trained" not in texts


def test_a_squashed_picture_is_not_said_to_keep_its_shape(tmp_path: Path, one: Inspection) -> None:
    squashed = replace(one, preprocessing=replace(one.preprocessing, squash=True))
    write_figure(tmp_path / "f.svg", Subject(squashed), FigureStyle(width_mm=85))
    assert "48×32 pixels · both sides to 64, centre 64×64" in texts_of(tmp_path / "f.svg")


@pytest.mark.parametrize(
    ("width", "note"),
    [
        (178.0, "85 % wide open: nearly saturated"),
        (85.0, "85 % wide open"),
        (66.0, "mean 0.88"),
    ],
)
def test_every_block_has_a_statistic(
    tmp_path: Path, one: Inspection, width: float, note: str
) -> None:
    open_gates = np.full(512, 0.95, np.float32)
    open_gates[: 512 * 15 // 100] = 0.5
    blocks = tuple(replace(b, gates=open_gates) if b.name == "SE_5_1" else b for b in one.blocks)
    style = FigureStyle(width_mm=width)
    write_figure(tmp_path / "f.svg", Subject(replace(one, blocks=blocks)), style)
    texts = texts_of(tmp_path / "f.svg")
    others = sum(text.startswith("mean 0.") and text != note for text in texts)
    assert note in texts
    assert others == 7


def test_where_a_mean_is_a_bare_number_a_sentence_explains_it(tmp_path: Path) -> None:
    large = inspection(plan=SE_RESNET_152)
    style = FigureStyle(width_mm=85)
    size = write_figure(tmp_path / "f.svg", Subject(large), style)
    texts = texts_of(tmp_path / "f.svg")
    assert "The number beside a block’s name is its mean gate." in " ".join(texts)
    assert sum(bool(re.fullmatch(r"0\.[3-7]\d", text)) for text in texts) == 50
    assert higher_than_a_page(style, size.height_mm)
    assert size.height_mm < 450
    write_figure(tmp_path / "f.svg", Subject(large), replace(style, captions=False))
    assert not any(re.fullmatch(r"0\.[3-7]\d", text) for text in texts_of(tmp_path / "f.svg"))


@pytest.mark.parametrize("width", [60.0, 85.0, 110.0, 178.0])
def test_the_lines_of_all_stages_tell_the_same(tmp_path: Path, width: float) -> None:
    large = inspection(plan=(3, 4, 36, 3), width=256)
    subject = Subject(large, card=card(large))
    write_figure(tmp_path / "f.svg", subject, FigureStyle(width_mm=width))
    lines = [text for text in texts_of(tmp_path / "f.svg") if "32×32 · " in text]
    assert len(lines) == 4
    assert len({re.sub(r"\d+", "n", line) for line in lines}) == 1
