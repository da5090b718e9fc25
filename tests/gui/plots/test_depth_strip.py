"""The depth strip: where a picture departs from its reference."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots.depth_layout import nice_ceiling
from senet_viewer.gui.plots.depth_strip import DepthStrip
from senet_viewer.gui.plots.readout import ReadOut
from senet_viewer.gui.theme import DARK, LIGHT
from tests.gui.plots.acting import colours, move_mouse, picture, read_out
from tests.gui.plots.networks import SE_152, card

EIGHT = card().blocks
VALUES = (0.02, 0.03, 0.035, 0.04, 0.05, 0.061, 0.03, 0.08)


@pytest.fixture
def strip(qtbot: QtBot) -> DepthStrip:
    made = DepthStrip()
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    made.set_reference_name("the average picture")
    made.show_departures(EIGHT, VALUES, "SE_4_2")
    made.show()
    qtbot.waitExposed(made)
    return made


def test_hover_reads_value_and_rank(strip: DepthStrip) -> None:
    move_mouse(strip, strip.bar_place("SE_4_2").center())
    assert read_out(strip) == "SE_4_2: 0.061 from the average picture, 2nd largest of 8"
    move_mouse(strip, QPoint(2, 2))
    assert read_out(strip) == ""


def test_the_read_out_leaves_every_block_uncovered_where_there_is_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inside = DepthStrip(window)
    inside.show_departures(EIGHT, VALUES, "SE_4_2")
    window.resize(600, 4 * inside.sizeHint().height())
    window.show()
    qtbot.waitExposed(window)
    for top in (0, window.height() - inside.sizeHint().height()):
        inside.setGeometry(0, top, 600, inside.sizeHint().height())
        for block in EIGHT:
            move_mouse(inside, inside.bar_place(block.name).center())
            shown = ReadOut.of(inside).geometry()
            assert window.rect().contains(shown)
            assert not shown.intersects(inside.geometry())


def test_a_click_focuses(strip: DepthStrip, qtbot: QtBot) -> None:
    place = strip.bar_place("SE_5_1").center()
    with qtbot.waitSignal(strip.blockClicked) as clicked:
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == ["SE_5_1"]


def test_bars_are_as_high_as_their_value(strip: DepthStrip) -> None:
    image, height = picture(strip), strip.bar_place("SE_2_1").height()
    for block, value in zip(EIGHT, VALUES, strict=True):
        place = strip.bar_place(block.name)
        column = [
            QColor(image.pixel(place.center().x(), y)).name()
            for y in range(place.top(), place.bottom() + 1)
        ]
        filled = column.count(LIGHT.stage(block.stage).name())
        assert filled == pytest.approx(value / strip.scale_top * height, abs=2)


def test_the_scale_ends_at_a_round_number(strip: DepthStrip) -> None:
    assert strip.scale_top == 0.08
    assert [nice_ceiling(x) for x in (0.081, 0.102, 0.31, 1.0, 0.0)] == [0.1, 0.12, 0.4, 1.0, 1.0]


def test_stages_stand_apart(strip: DepthStrip) -> None:
    places = [strip.bar_place(block.name) for block in EIGHT]
    gaps = [b.left() - a.right() for a, b in pairwise(places)]
    assert min(gaps[1::2]) > 2 * max(gaps[0::2])


def test_eight_blocks_are_all_labelled(strip: DepthStrip) -> None:
    assert [label.text for label in strip.labels()] == [block.name for block in EIGHT]
    assert [label.text for label in strip.labels() if label.strong] == ["SE_4_2"]


def test_of_fifty_blocks_the_stages_and_the_focused_one_are_labelled(strip: DepthStrip) -> None:
    blocks = card(SE_152).blocks
    strip.show_departures(blocks, [0.05] * 50, "SE_4_18")
    texts = {label.text for label in strip.labels()}
    assert {"SE_4_18", "Stage 3", "Stage 4"} <= texts
    assert len(texts) <= 5
    assert all(strip.bar_place(block.name).width() >= 4 for block in blocks)


def test_labels_never_touch(strip: DepthStrip) -> None:
    metrics = strip.fontMetrics()
    for focused in (block.name for block in card(SE_152).blocks):
        strip.show_departures(card(SE_152).blocks, [0.05] * 50, focused)
        spans = sorted(
            (label.centre, metrics.horizontalAdvance(label.text) * 0.8) for label in strip.labels()
        )
        for (one, width), (two, other) in pairwise(spans):
            assert one + width / 2 < two - other / 2


def test_without_a_reference_bars_are_mean_gates_from_0_to_1(
    strip: DepthStrip, qtbot: QtBot
) -> None:
    strip.show_departures(EIGHT, VALUES, "SE_4_2", NOISE)
    strip.show_means(EIGHT, [0.5, 0.6, 0.7, 0.4, 0.3, 0.2, 0.9, 1.0], "SE_4_2")
    assert strip.scale_top == 1.0
    assert strip.accessibleDescription().startswith("SE_2_1: mean gate 0.50; SE_2_2: mean gate 0.6")
    assert "noise" not in strip.accessibleDescription()
    assert filled(strip, "SE_2_1")
    place = strip.bar_place("SE_3_1").center()
    move_mouse(strip, place)
    assert read_out(strip) == "SE_3_1: mean gate 0.70"
    with qtbot.waitSignal(strip.blockClicked):
        qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    ("key", "modifier", "name"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, "SE_4_1"),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier, "SE_5_1"),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, "SE_2_1"),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, "SE_5_2"),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "SE_4_2"),
    ],
)
def test_keys_walk_the_blocks(
    strip: DepthStrip, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, name: str
) -> None:
    with qtbot.waitSignal(strip.blockClicked) as clicked:
        qtbot.keyClick(strip, key, modifier)
    assert clicked.args == [name]


def test_plain_left_and_right_are_left_to_the_window(strip: DepthStrip, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(strip.blockClicked):
        qtbot.keyClick(strip, Qt.Key.Key_Left)
        qtbot.keyClick(strip, Qt.Key.Key_Right)


def test_a_screen_reader_hears_every_block(strip: DepthStrip) -> None:
    assert strip.accessibleName() == "Depth"
    assert (
        "SE_5_2: 0.080 from the average picture, the largest of 8" in strip.accessibleDescription()
    )


def test_a_theme_changes_what_is_shown(strip: DepthStrip) -> None:
    strip.set_theme(DARK)
    assert {DARK.stages[0], DARK.panel} <= colours(picture(strip))


def test_no_blocks_are_an_empty_card(strip: DepthStrip, qtbot: QtBot) -> None:
    strip.show_departures((), (), None)
    with qtbot.assertNotEmitted(strip.blockClicked):
        qtbot.keyClick(strip, Qt.Key.Key_Home)
    assert strip.labels() == []


NOISE = (0.03, 0.01, 0.01, 0.01, 0.05, 0.01, 0.01, 0.01)


def filled(strip: DepthStrip, name: str) -> bool:
    """Whether the middle of a block's bar has its colour."""
    place = strip.bar_place(name)
    seen = picture(strip).pixel(place.center().x(), place.bottom() - 4)
    stage = int(name.split("_")[1])
    return QColor(seen).name() == LIGHT.stage(stage).name()


def test_bars_below_the_noise_are_hollow_and_said_to_be(strip: DepthStrip) -> None:
    strip.show_departures(EIGHT, VALUES, "SE_4_2", NOISE)
    assert not filled(strip, "SE_2_1")
    assert not filled(strip, "SE_4_1")
    assert filled(strip, "SE_2_2")
    move_mouse(strip, strip.bar_place("SE_2_1").center())
    assert read_out(strip).splitlines()[1] == (
        "below the noise: a one-pixel shift or a flip changes it by up to 0.030"
    )
    assert "noise" not in strip.read_out("SE_2_2")
    assert strip.accessibleDescription().count("below the noise") == 2
    strip.show_departures(EIGHT, VALUES, "SE_4_2", None)
    assert filled(strip, "SE_2_1")


def test_with_the_ring_plain_arrows_walk_the_blocks(strip: DepthStrip, qtbot: QtBot) -> None:
    strip.clearFocus()
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(strip.hasFocus)
    with qtbot.waitSignal(strip.blockClicked) as clicked:
        qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert clicked.args == ["SE_5_1"]
    with qtbot.waitSignal(strip.blockClicked) as clicked:
        qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert clicked.args == ["SE_4_1"]
    strip.clearFocus()
    strip.setFocus(Qt.FocusReason.MouseFocusReason)
    with qtbot.assertNotEmitted(strip.blockClicked):
        qtbot.keyClick(strip, Qt.Key.Key_Right)
