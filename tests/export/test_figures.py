"""Figures show what was inspected, alike each time, in three formats, at the size asked for."""

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
from matplotlib import font_manager
from matplotlib.patches import PathPatch
from PIL import Image

from senet_viewer.errors import ViewerError
from senet_viewer.export.figures import draw, write_figure
from senet_viewer.export.style import Colours, FigureStyle, Ground, style_from
from senet_viewer.export.subject import Subject, chosen_blocks
from senet_viewer.records import FitReport, Inspection
from senet_viewer.statistics import Order
from tests.export.making import SE_RESNET_152, card, inspection, picture, reference
from tests.export.svg_reading import SVG, texts_of
from tests.limits import files_up_to

POINTS_A_MM = 72 / 25.4
SMALL = FigureStyle(blocks=("SE_2_1",), photo=False, classes=False, depth=False, captions=False)


def pdf_size(path: Path) -> tuple[float, float]:
    """Width and height of a PDF's only page in points."""
    (box,) = re.findall(rb"/MediaBox \[ 0 0 (\S+) (\S+) \]", path.read_bytes())
    return float(box[0]), float(box[1])


@pytest.fixture(scope="module")
def one() -> Inspection:
    return inspection("my_cat$1$.jpg")


@pytest.fixture(scope="module")
def subject(one: Inspection) -> Subject:
    """All that a figure can show."""
    return Subject(one, reference(one), "average over 10 pictures", picture(32, 48), card(one))


def test_svg_keeps_text_as_text(tmp_path: Path, subject: Subject) -> None:
    write_figure(tmp_path / "f.svg", subject)
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
        "gate",
        "inset: what the network sees, 8×8",
        "Teaching network: anything else still gets a name.",
    ):
        assert expected in texts
    assert any("0: the block adds nothing to the channel" in text for text in texts)


def test_a_figure_says_which_other_networks_have_the_same_tensors(
    tmp_path: Path, subject: Subject
) -> None:
    assert subject.card is not None
    fit = FitReport("timm 1.0: timm:a", 3, 3, also=("timm:b",))
    taken = replace(subject, card=replace(subject.card, fit=fit))
    write_figure(tmp_path / "f.svg", taken)
    told = "timm:b has the same tensors and may compute something else."
    assert told in texts_of(tmp_path / "f.svg")


def test_svg_names_its_bars_and_offers_a_font_without_serifs(
    tmp_path: Path, subject: Subject
) -> None:
    write_figure(tmp_path / "f.svg", subject)
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    names = {group.get("id") for group in root.iter(f"{SVG}g")}
    assert {"SE_5_2.bars", "SE_5_2.ticks"} <= names
    assert all("sans-serif" in str(text.get("style")) for text in root.iter(f"{SVG}text"))


def test_pdf_is_vector_with_its_fonts_embedded(tmp_path: Path, subject: Subject) -> None:
    write_figure(tmp_path / "f.pdf", subject)
    data = (tmp_path / "f.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/FontFile2" in data
    assert b"/Type3" not in data


@pytest.mark.parametrize(
    ("width", "height", "dpi"), [(85.0, 60.0, 300), (178.0, 50.5, 72), (63.3, 47.7, 601)]
)
def test_figures_have_the_size_asked_for(
    tmp_path: Path, one: Inspection, width: float, height: float, dpi: int
) -> None:
    style = replace(SMALL, width_mm=width, height_mm=height, dpi=dpi)
    for suffix in ("png", "svg", "pdf"):
        size = write_figure(tmp_path / f"f.{suffix}", Subject(one), style)
        assert (size.width_mm, size.height_mm) == (width, height)
    with Image.open(tmp_path / "f.png") as image:
        assert image.size == (round(width / 25.4 * dpi), round(height / 25.4 * dpi))
        # The file has dots a metre, in whole numbers.
        assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
    points = (width * POINTS_A_MM, height * POINTS_A_MM)
    assert pdf_size(tmp_path / "f.pdf") == pytest.approx(points, abs=1e-3)
    svg = ElementTree.parse(tmp_path / "f.svg").getroot()
    shown = [float(svg.attrib[name].removesuffix("pt")) for name in ("width", "height")]
    assert shown == pytest.approx(points, abs=1e-3)


def test_a_preview_has_the_proportions_of_the_figure(tmp_path: Path, one: Inspection) -> None:
    style = replace(SMALL, width_mm=100, height_mm=40)
    write_figure(tmp_path / "f.png", Subject(one), style, longest_side=500)
    with Image.open(tmp_path / "f.png") as image:
        assert image.width == 500
        assert image.height == pytest.approx(200, abs=1)


def test_a_png_beyond_all_bounds_is_refused(tmp_path: Path, one: Inspection) -> None:
    style = replace(SMALL, width_mm=1200, height_mm=1200, dpi=1200)
    with pytest.raises(ViewerError, match="lower resolution"):
        write_figure(tmp_path / "f.png", Subject(one), style)
    assert list(tmp_path.iterdir()) == []


def test_white_unless_a_dark_ground_is_asked_for(tmp_path: Path, one: Inspection) -> None:
    for ground, colour in ((Ground.LIGHT, (255, 255, 255)), (Ground.DARK, (0x1E, 0x22, 0x29))):
        style = replace(SMALL, ground=ground)
        write_figure(tmp_path / "f.png", Subject(one), style, longest_side=300)
        with Image.open(tmp_path / "f.png") as image:
            assert image.convert("RGB").getpixel((2, 2)) == colour


def test_greyscale_leaves_no_colour_not_even_in_the_photo(tmp_path: Path, subject: Subject) -> None:
    style = FigureStyle(colours=Colours.GREYSCALE)
    for ground in Ground:
        path = tmp_path / "f.png"
        write_figure(path, subject, replace(style, ground=ground), longest_side=700)
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("RGB")).astype(int)
        assert np.ptp(pixels, axis=-1).max() == 0


def test_one_colour_is_that_of_every_stage(tmp_path: Path, subject: Subject) -> None:
    style = FigureStyle(colours=Colours.ONE, colour="#123456")
    write_figure(tmp_path / "f.svg", subject, style)
    svg = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert svg.count("fill: #123456") >= 8
    assert "#0072b2" not in svg


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_the_same_inspection_gives_the_same_bytes(
    tmp_path: Path, one: Inspection, suffix: str
) -> None:
    for name in ("one", "two"):
        write_figure(tmp_path / f"{name}.{suffix}", Subject(one, reference(one)))
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
    assert figure.get_size_inches()[0] == pytest.approx(178 / 25.4, abs=0.01)


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
    figure = draw(one, FigureStyle(blocks=(block,), order=order), reference=reference(one))
    (bars,) = (artist for artist in figure.get_children() if artist.get_gid() == f"{block}.bars")
    assert isinstance(bars, PathPatch)
    vertices = np.asarray(bars.get_path().vertices)
    channels = one.block(block).channels
    return [float(height) for height in vertices.reshape(channels, 5, 2)[:, 1, 1]]


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
    style = FigureStyle(order=Order.UNUSUAL, blocks=("SE_2_1",))
    write_figure(tmp_path / "f.svg", Subject(one), style)
    assert "channel number (order has no meaning)" in texts_of(tmp_path / "f.svg")


def test_fifty_blocks_fit_on_a_page_and_say_what_a_column_is(tmp_path: Path) -> None:
    large = inspection(plan=SE_RESNET_152, width=256)
    size = write_figure(tmp_path / "f.svg", Subject(large, reference(large)))
    texts = texts_of(tmp_path / "f.svg")
    assert size.height_mm <= 241
    assert sum(bool(re.fullmatch(r"SE_\d_\d+", text)) for text in texts) == 50
    assert "lowest, mean and highest of its channels." in " ".join(texts)
    assert (tmp_path / "f.svg").stat().st_size < 3_000_000


def test_parts_are_left_out_where_asked(tmp_path: Path, subject: Subject) -> None:
    signs = {
        "title": "my_cat$1$.jpg",
        "classes": "tabby",
        "depth": "Depth",
        "captions": "Stage 4",
        "photo": "inset: what the network sees",
    }
    for part, sign in signs.items():
        write_figure(tmp_path / "f.svg", subject, style_from({part: False}))
        texts = texts_of(tmp_path / "f.svg")
        shown = [other for other in signs.values() if any(t.startswith(other) for t in texts)]
        # The inset has a caption, too.
        gone = {sign, signs["photo"]} if part == "captions" else {sign}
        assert shown == [other for other in signs.values() if other not in gone]


def test_without_ticks_nothing_is_compared(tmp_path: Path, subject: Subject) -> None:
    write_figure(tmp_path / "f.svg", subject, FigureStyle(reference=False))
    svg = (tmp_path / "f.svg").read_text(encoding="utf-8")
    assert ".ticks" not in svg
    assert "average over" not in svg
    assert "mean gate of each block, early to late" in svg


def test_blocks_are_chosen_by_name_pattern_or_word(one: Inspection) -> None:
    def names(*patterns: str) -> list[str]:
        return [block.name for block in chosen_blocks(one, patterns)]

    assert names("SE_5_2", "SE_2_1") == ["SE_2_1", "SE_5_2"]
    assert names("SE_4_*") == ["SE_4_1", "SE_4_2"]
    assert names("last") == ["SE_2_2", "SE_3_2", "SE_4_2", "SE_5_2"]
    assert names("last", "SE_2_1") == ["SE_2_1", "SE_2_2", "SE_3_2", "SE_4_2", "SE_5_2"]
    assert len(names("all")) == 8


def test_a_block_that_is_not_there_is_named_with_those_that_are(one: Inspection) -> None:
    with pytest.raises(ViewerError, match=r"“SE_9_1”.*SE_2_1, SE_2_2"):
        draw(one, FigureStyle(blocks=("SE_9_1",)))


def test_a_font_that_is_not_there_is_refused_with_one_that_is(one: Inspection) -> None:
    with pytest.raises(ViewerError, match=r"“DejaVu Sanz”.*“DejaVu Sans”"):
        draw(one, FigureStyle(font="DejaVu Sanz"))
    assert (
        draw(one, FigureStyle(font="dejavu serif")).texts[0].get_fontfamily()[0] == "DejaVu Serif"
    )


def test_an_unknown_ending_is_refused(tmp_path: Path, one: Inspection) -> None:
    with pytest.raises(ViewerError) as caught:
        write_figure(tmp_path / "f.jpg", Subject(one))
    assert caught.value.code == "export.format"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [(400, 40), (40, 400), (32, 48)])
def test_photos_of_any_shape_fit(tmp_path: Path, one: Inspection, size: tuple[int, int]) -> None:
    for width in (60, 85, 178):
        style = FigureStyle(width_mm=width)
        write_figure(tmp_path / "f.svg", Subject(one, photo=picture(*size)), style)
        words = ("what the network sees", "network’s view")
        assert any(word in text for text in texts_of(tmp_path / "f.svg") for word in words)


def test_without_a_photo_the_networks_own_view_is_shown(tmp_path: Path, one: Inspection) -> None:
    write_figure(tmp_path / "f.svg", Subject(one))
    assert "what the network sees" in texts_of(tmp_path / "f.svg")
    gone = replace(one, seen=np.empty((0, 0, 3), np.uint8))
    write_figure(tmp_path / "f.svg", Subject(gone))
    assert not any("network sees" in text for text in texts_of(tmp_path / "f.svg"))
    write_figure(tmp_path / "f.svg", Subject(gone, photo=picture(30, 40)))
    assert "<image" in (tmp_path / "f.svg").read_text(encoding="utf-8")


def test_a_reference_of_another_shape_is_no_reference(tmp_path: Path, one: Inspection) -> None:
    other = {name: gates[:-1] for name, gates in reference(one).items()}
    write_figure(tmp_path / "f.svg", Subject(one, other), FigureStyle(order=Order.UNUSUAL))
    assert ".ticks" not in (tmp_path / "f.svg").read_text(encoding="utf-8")


def test_hostile_names_and_labels_are_drawn(tmp_path: Path, one: Inspection) -> None:
    name = os.fsdecode(b"\xe9") + "a\x00b\x1b\n$\\frac{ " + "very long " * 30 + "猫.jpg"
    prediction = replace(one.predictions[0], label="a very long label " * 9)
    odd = replace(one, image=replace(one.image, name=name), predictions=(prediction,))
    for suffix in ("png", "svg", "pdf"):
        write_figure(tmp_path / f"f.{suffix}", Subject(odd))
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
    write_figure(tmp_path / "f.svg", Subject(broken, reference(one)))
    assert any(text.startswith("gates not confirmed") for text in texts_of(tmp_path / "f.svg"))


def test_without_stages_of_the_paper_none_are_claimed(tmp_path: Path, one: Inspection) -> None:
    blocks = tuple(replace(block, module=f"features.{n}") for n, block in enumerate(one.blocks))
    write_figure(tmp_path / "f.svg", Subject(replace(one, blocks=blocks)))
    assert not any("in the paper" in text for text in texts_of(tmp_path / "f.svg"))


needs_chinese = pytest.mark.skipif(
    not {"WenQuanYi Micro Hei", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"}
    & set(font_manager.get_font_names()),
    reason="no font with Chinese is installed",
)


@needs_chinese
def test_chinese_is_no_box_and_stays_embedded(tmp_path: Path, one: Inspection) -> None:
    prediction = replace(one.predictions[0], label="虎斑猫")
    chinese = replace(one, image=replace(one.image, name="窗边的猫.jpg"), predictions=(prediction,))
    style = replace(SMALL, title=True, classes=True, font_size_pt=20, width_mm=178)

    def pixels(name: str) -> bytes:
        shown = replace(chinese, image=replace(chinese.image, name=name))
        path = tmp_path / "f.png"
        write_figure(path, Subject(shown), style, longest_side=400)
        with Image.open(path) as image:
            return image.tobytes()

    # Boxes would be alike for any two signs; U+0378 belongs to none, so it is drawn as one.
    assert pixels("猫") != pixels("边")
    assert pixels("猫") != pixels("\u0378")
    write_figure(tmp_path / "f.pdf", Subject(chinese), style)
    data = (tmp_path / "f.pdf").read_bytes()
    assert data.count(b"/FontFile2") >= 2
    assert b"/Type3" not in data
    write_figure(tmp_path / "f.svg", Subject(chinese), style)
    assert {"窗边的猫.jpg", "虎斑猫"} <= set(texts_of(tmp_path / "f.svg"))


@pytest.mark.skipif(sys.platform == "win32", reason="files have no largest size there")
def test_a_full_disk_keeps_the_older_figure(tmp_path: Path, one: Inspection) -> None:
    target = tmp_path / "f.png"
    write_figure(target, Subject(one), SMALL, longest_side=200)
    before = target.read_bytes()
    with files_up_to(1000), pytest.raises(ViewerError) as caught:
        write_figure(target, Subject(one), SMALL)
    assert caught.value.code == "export.disk_full"
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["f.png"]
