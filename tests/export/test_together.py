"""One figure of several images: bars of the first, marks of the others, and how alike they are."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.patches import PathPatch
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.export.figures import drawn, write_figure
from senet_viewer.export.lettering import Lettering
from senet_viewer.export.marks import DASHES, OUTLINES, mark_colours
from senet_viewer.export.page import compose
from senet_viewer.export.palette import palette_for
from senet_viewer.export.sheet import drawing_settings
from senet_viewer.export.style import Colours, FigureStyle, Ground
from senet_viewer.export.subject import Subject, together
from senet_viewer.gui import theme
from senet_viewer.gui.plots import marks as window_marks
from senet_viewer.similarity import similarity
from senet_viewer.statistics import Order
from tests.export.making import SE_RESNET_152, card, inspection, picture
from tests.export.svg_reading import SVG, sizes_of, texts_of

NAMES = ("cat.jpg", "espresso.jpg", "alp.jpg", "bee.jpg", "dog.jpg", "elk.jpg")


def several(count: int, **options: Any) -> Subject:
    """One figure of so many images of one network."""
    seen = [inspection(name, seed=n, **options) for n, name in enumerate(NAMES[:count])]
    return together([Subject(one, photo=picture(32, 48), card=card(one)) for one in seen])


def mark_of(subject: Subject, block: str, letter: str, style: FigureStyle) -> PathPatch:
    """The path of one image's marks in one block."""
    (found,) = (
        artist
        for artist in drawn(subject, style).get_children()
        if artist.get_gid() == f"{block}.{letter}"
    )
    assert isinstance(found, PathPatch)
    return found


def test_every_image_has_its_letter_name_class_and_similarity(tmp_path: Path) -> None:
    subject = several(3)
    write_figure(tmp_path / "f.svg", subject)
    texts = texts_of(tmp_path / "f.svg")
    assert {"3 images compared", "A", "B", "C", *NAMES[:3], "Similarity"} <= set(texts)
    assert sum(text == "tabby 62 %" for text in texts) == 3
    told = " ".join(texts)
    assert "between A and each of B and C, early to late; 1: the same gates" in told
    assert "a mark on it = the same channel’s gate for B and C." in told
    block = subject.inspection.blocks[0]
    values = sorted(similarity(block.gates, one.gates[block.name]) for one in subject.others)
    assert f"similarity {values[0]:.2f}–{values[1]:.2f}" in texts
    assert "gates verified" in told
    assert "Tick" not in told
    ids = {group.get("id") for group in ElementTree.parse(tmp_path / "f.svg").iter(f"{SVG}g")}
    assert {"similarity.B", "similarity.C", "SE_5_2.bars", "SE_5_2.B", "SE_5_2.C"} <= ids
    assert not {"similarity.D", "SE_5_2.ticks"} & ids


def test_marks_stand_at_the_other_images_gates() -> None:
    subject, style = several(3), FigureStyle(blocks=("SE_2_1",))
    dashes = np.asarray(mark_of(subject, "SE_2_1", "B", style).get_path().vertices)
    expected = subject.others[0].gates["SE_2_1"]
    assert dashes[::2, 1] == pytest.approx(expected, abs=2e-3)
    shapes = np.asarray(mark_of(subject, "SE_2_1", "C", style).get_path().vertices)
    corners = shapes.reshape(len(expected), -1, 2)[:, :-1, 1]
    middles = (corners.max(axis=1) + corners.min(axis=1)) / 2
    places = np.argsort(middles, kind="stable")
    assert np.array_equal(places, np.argsort(subject.others[1].gates["SE_2_1"], kind="stable"))


def test_unusual_first_is_furthest_from_b_first(tmp_path: Path) -> None:
    subject = several(2)
    style = FigureStyle(blocks=("SE_2_1",), order=Order.UNUSUAL)
    dashes = np.asarray(mark_of(subject, "SE_2_1", "B", style).get_path().vertices)[::2, 1]
    own, other = subject.inspection.block("SE_2_1").gates, subject.others[0].gates["SE_2_1"]
    places = np.argsort(-abs(own - other), kind="stable")
    assert dashes == pytest.approx(other[places], abs=2e-3)
    write_figure(tmp_path / "f.svg", subject, style)
    assert "Furthest from B first." in " ".join(texts_of(tmp_path / "f.svg"))


def test_where_channels_share_a_column_a_mark_is_their_mean(tmp_path: Path) -> None:
    subject, style = several(2), FigureStyle(width_mm=85)
    dashes = np.asarray(mark_of(subject, "SE_5_1", "B", style).get_path().vertices)[::2, 1]
    assert 40 < len(dashes) < 100
    assert dashes.mean() == pytest.approx(subject.others[0].gates["SE_5_1"].mean(), abs=0.03)
    assert np.ptp(dashes) < np.ptp(subject.others[0].gates["SE_5_1"])
    write_figure(tmp_path / "f.svg", subject, style)
    assert "and a mark the mean of another image’s" in " ".join(texts_of(tmp_path / "f.svg"))


@pytest.mark.parametrize("count", [2, 3, 6])
@pytest.mark.parametrize("width", [60.0, 85.0, 178.0, 300.0])
@pytest.mark.parametrize("plan", [(2, 2, 2, 2), SE_RESNET_152])
def test_no_part_lies_on_another_or_leaves_the_page(
    count: int, width: float, plan: tuple[int, ...]
) -> None:
    style = FigureStyle(width_mm=width)
    with drawing_settings():
        page = compose(several(count, plan=plan), style, Lettering(style.font, style.font_size_pt))
    rows = sorted({placed.y for placed in page.parts})
    for y, below in zip(rows, [*rows[1:], page.height], strict=True):
        assert max(y + p.part.height for p in page.parts if p.y == y) <= below + 1e-6


@pytest.mark.parametrize("width", [85.0, 178.0])
def test_no_text_is_below_six_points(tmp_path: Path, width: float) -> None:
    write_figure(tmp_path / "f.svg", several(6), FigureStyle(width_mm=width))
    assert min(sizes_of(tmp_path / "f.svg")) == pytest.approx(6)


def test_parts_are_left_out_where_asked(tmp_path: Path) -> None:
    subject = several(2)
    bare = FigureStyle(title=False, photo=False, classes=False, depth=False, captions=False)
    write_figure(tmp_path / "f.svg", subject, bare)
    texts = texts_of(tmp_path / "f.svg")
    assert {"A", "B", "cat.jpg", "espresso.jpg"} <= set(texts), "a legend is always needed"
    assert not any("compared" in text or "tabby" in text or "Simil" in text for text in texts)
    assert "<image" not in (tmp_path / "f.svg").read_text(encoding="utf-8")


def test_doubts_of_any_image_are_told_once(tmp_path: Path) -> None:
    subject = several(3)
    wrong = replace(
        subject.others[1].inspection,
        blocks=tuple(replace(b, error=0.5) for b in subject.others[1].inspection.blocks),
    )
    guessed = replace(subject.inspection.preprocessing, guessed=True)
    every = [
        replace(one, preprocessing=guessed)
        for one in (subject.inspection, subject.others[0].inspection, wrong)
    ]
    write_figure(tmp_path / "f.svg", together([Subject(one) for one in every]))
    told = " ".join(texts_of(tmp_path / "f.svg"))
    assert told.count("Preprocessing guessed") == 1
    assert "Gates not confirmed: input × gate differs from the output by 5·10⁻¹." in told
    assert "gates verified" not in told


@pytest.mark.parametrize("ground", list(Ground))
def test_greyscale_leaves_no_colour(tmp_path: Path, ground: Ground) -> None:
    style = FigureStyle(colours=Colours.GREYSCALE, ground=ground)
    write_figure(tmp_path / "f.png", several(6), style, longest_side=700)
    with Image.open(tmp_path / "f.png") as image:
        assert np.ptp(np.asarray(image.convert("RGB")).astype(int), axis=-1).max() == 0


def test_marks_are_those_of_the_window() -> None:
    assert OUTLINES == window_marks.OUTLINES
    assert DASHES == window_marks.DASHES
    for ground, look in ((Ground.LIGHT, theme.LIGHT), (Ground.DARK, theme.DARK)):
        colours = mark_colours(Colours.STAGES, ground, palette_for(Colours.STAGES, ground, ""))
        window = tuple(window_marks.mark_colour(index, look).name() for index in range(5))
        assert colours == window


@pytest.mark.parametrize("ground", list(Ground))
def test_marks_stand_out_from_their_ground(ground: Ground) -> None:
    palette = palette_for(Colours.GREYSCALE, ground, "")
    for colour in mark_colours(Colours.GREYSCALE, ground, palette):
        assert theme.contrast(colour, asdict(palette)["panel"]) >= 3


def test_too_few_too_many_and_other_networks_are_refused() -> None:
    one = Subject(inspection())
    for count in (1, 7):
        with pytest.raises(ViewerError, match="2 to 6 images") as caught:
            together([one] * count)
        assert caught.value.code == "export.together"
    with pytest.raises(ViewerError) as caught:
        together([one, Subject(inspection(plan=(1, 1, 1, 1)))])
    assert caught.value.code == "export.mixed_together"


def test_broken_numbers_are_drawn(tmp_path: Path) -> None:
    subject = several(2)
    blocks = tuple(
        replace(b, gates=np.full(b.channels, np.nan, np.float32))
        for b in subject.others[0].inspection.blocks
    )
    broken = replace(subject.others[0].inspection, blocks=blocks)
    write_figure(tmp_path / "f.svg", together([Subject(subject.inspection), Subject(broken)]))
    assert any(re.match(r"similarity nan|\?", text) for text in texts_of(tmp_path / "f.svg"))
