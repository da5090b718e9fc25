"""Figures show what was inspected, alike each time, in three formats."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.export.figures import chosen_blocks, draw, write_figure
from senet_viewer.records import Inspection
from senet_viewer.statistics import Order
from tests.export.making import SE_RESNET_152, card, inspection, picture, reference

TEXT = "{http://www.w3.org/2000/svg}text"


def texts_of(path: Path) -> list[str]:
    """All texts of an SVG."""
    return ["".join(text.itertext()) for text in ElementTree.parse(path).iter(TEXT)]


@pytest.fixture(scope="module")
def one() -> Inspection:
    return inspection("my_cat$1$.jpg")


def test_svg_keeps_text_as_text(tmp_path: Path, one: Inspection) -> None:
    write_figure(
        tmp_path / "f.svg",
        one,
        reference=reference(one),
        reference_title="average over 10 pictures",
        photo=picture(32, 48),
        card=card(one),
    )
    texts = texts_of(tmp_path / "f.svg")
    for expected in (
        "my_cat$1$.jpg",
        "SE-ResNet",
        "tabby",
        "62 %",
        "gates verified, largest error 6·10⁻⁸",
        "reference: average over 10 pictures",
        "SE_2_1",
        "SE_5_2",
        "Stage 4",
        "conv4_x in the paper, layer3 in code · 32×32 · 256 channels, a gate each · 2 blocks",
        "channel number (order has no meaning)",
        "inset: what the network sees, 8×8 pixels",
        "Teaching network: anything else still gets a name.",
    ):
        assert expected in texts
    assert any("0: the block adds nothing to the channel" in text for text in texts)


def test_pdf_is_vector_with_its_fonts_embedded(tmp_path: Path, one: Inspection) -> None:
    write_figure(tmp_path / "f.pdf", one)
    data = (tmp_path / "f.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/FontFile2" in data
    assert b"/Type3" not in data


def test_png_has_two_hundred_dots_an_inch_on_white(tmp_path: Path, one: Inspection) -> None:
    write_figure(tmp_path / "f.png", one)
    with Image.open(tmp_path / "f.png") as image:
        assert image.width == 2200
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_dark_only_where_asked(tmp_path: Path, one: Inspection) -> None:
    write_figure(tmp_path / "f.png", one, dark=True)
    with Image.open(tmp_path / "f.png") as image:
        assert image.convert("RGB").getpixel((2, 2)) == (0x1E, 0x22, 0x29)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_inspection_gives_the_same_bytes(
    tmp_path: Path, one: Inspection, suffix: str
) -> None:
    for name in ("one", "two"):
        write_figure(tmp_path / f"{name}.{suffix}", one, reference=reference(one))
    first, second = (tmp_path / f"{name}.{suffix}" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()


def test_the_users_matplotlib_is_left_alone(one: Inspection) -> None:
    mpl.rcParams["svg.fonttype"] = "path"
    before = dict(mpl.rcParams)
    with mpl.rc_context():
        mpl.rcParams["axes.grid"] = True
        figure = draw(one)
        assert mpl.rcParams["axes.grid"] is True
    assert dict(mpl.rcParams) == before
    assert not figure.axes[-1].xaxis.get_gridlines()[0].get_visible()


def test_matplotlib_comes_late_and_without_pyplot() -> None:
    code = (
        "import sys; from senet_viewer.export import figures, tables;"
        "assert 'matplotlib' not in sys.modules;"
        "from tests.export.making import inspection; figures.draw(inspection());"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def bars_of(one: Inspection, block: str, order: Order = Order.CHANNEL) -> list[float]:
    """The heights of the bars of one block, from the figure's path."""
    figure = draw(one, blocks=[block], order=order, reference=reference(one))
    (axes,) = (axes for axes in figure.axes if axes.patches)
    vertices = axes.patches[0].get_path().vertices
    channels = one.block(block).channels
    return [float(height) for height in np.asarray(vertices).reshape(channels, 5, 2)[:, 1, 1]]


def test_every_gate_is_a_bar(one: Inspection) -> None:
    assert bars_of(one, "SE_4_2") == pytest.approx(one.block("SE_4_2").gates, abs=2e-4)


def test_bars_come_in_the_order_asked_for(one: Inspection) -> None:
    gates, ticks = one.block("SE_4_2").gates, reference(one)["SE_4_2"]
    assert bars_of(one, "SE_4_2", Order.HIGHEST) == pytest.approx(np.sort(gates)[::-1], abs=2e-4)
    places = np.argsort(-abs(gates - ticks), kind="stable")
    assert bars_of(one, "SE_4_2", Order.UNUSUAL) == pytest.approx(gates[places], abs=2e-4)


def test_most_unusual_first_without_a_reference_is_by_number(
    tmp_path: Path, one: Inspection
) -> None:
    write_figure(tmp_path / "f.svg", one, order=Order.UNUSUAL, blocks=["SE_2_1"])
    assert "channel number (order has no meaning)" in texts_of(tmp_path / "f.svg")


def test_fifty_blocks_stay_small_and_say_what_a_column_is(tmp_path: Path) -> None:
    large = inspection(plan=SE_RESNET_152, width=256)
    write_figure(tmp_path / "f.svg", large, reference=reference(large))
    texts = texts_of(tmp_path / "f.svg")
    assert sum(bool(re.fullmatch(r"SE_\d_\d+", text)) for text in texts) == 50
    assert any(text.endswith("lowest, mean and highest of its channels") for text in texts)
    assert (tmp_path / "f.svg").stat().st_size < 3_000_000


def test_blocks_are_chosen_by_name_or_pattern(one: Inspection) -> None:
    def names(*patterns: str) -> list[str]:
        return [block.name for block in chosen_blocks(one, patterns)]

    assert names("SE_5_2", "SE_2_1") == ["SE_2_1", "SE_5_2"]
    assert names("SE_4_*") == ["SE_4_1", "SE_4_2"]
    assert len(chosen_blocks(one, None)) == 8


def test_a_block_that_is_not_there_is_named_with_those_that_are(one: Inspection) -> None:
    with pytest.raises(ViewerError, match=r"“SE_9_1”.*SE_2_1, SE_2_2"):
        draw(one, blocks=["SE_9_1"])


def test_an_unknown_ending_is_refused(tmp_path: Path, one: Inspection) -> None:
    with pytest.raises(ViewerError) as caught:
        write_figure(tmp_path / "f.jpg", one)
    assert caught.value.code == "export.format"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [(400, 40), (40, 400), (32, 48)])
def test_photos_of_any_shape_fit(tmp_path: Path, one: Inspection, size: tuple[int, int]) -> None:
    write_figure(tmp_path / "f.svg", one, photo=picture(*size))
    assert any("what the network sees" in text for text in texts_of(tmp_path / "f.svg"))


def test_hostile_names_and_labels_are_drawn(tmp_path: Path, one: Inspection) -> None:
    name = os.fsdecode(b"\xe9") + "a\x00b\x1b\n$\\frac{ " + "very long " * 30 + "猫.jpg"
    prediction = replace(one.predictions[0], label="a very long label " * 9)
    odd = replace(one, image=replace(one.image, name=name), predictions=(prediction,))
    for suffix in ("png", "svg", "pdf"):
        write_figure(tmp_path / f"f.{suffix}", odd)
    shown = next(text for text in texts_of(tmp_path / "f.svg") if "very long" in text)
    assert "…" in shown
    assert shown.endswith("猫.jpg")


def test_a_broken_networks_numbers_are_drawn(tmp_path: Path, one: Inspection) -> None:
    blocks = tuple(
        replace(b, gates=np.full(b.channels, np.nan, np.float32), error=float("nan"))
        for b in one.blocks
    )
    predictions = tuple(replace(p, probability=float("nan")) for p in one.predictions)
    broken = replace(one, blocks=blocks, predictions=predictions)
    write_figure(tmp_path / "f.svg", broken, reference=reference(one))
    assert any(text.startswith("gates not confirmed") for text in texts_of(tmp_path / "f.svg"))


def test_without_stages_of_the_paper_none_are_claimed(tmp_path: Path, one: Inspection) -> None:
    blocks = tuple(replace(block, module=f"features.{n}") for n, block in enumerate(one.blocks))
    write_figure(tmp_path / "f.svg", replace(one, blocks=blocks))
    assert not any("in the paper" in text for text in texts_of(tmp_path / "f.svg"))
