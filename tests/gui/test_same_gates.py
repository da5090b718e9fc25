"""Where no gate differs beyond rounding, list, read-out and card say so, and rank nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.channel_words import card_lines
from senet_viewer.gui.references import Compare
from senet_viewer.records import Inspection, Noise
from senet_viewer.statistics import ChannelFilter, Extreme
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window, give_keys

NAMES = ("a.jpg", "b.jpg")
FIRST = "SE_2_1"


def with_the_same_first_block(name: str, seed: int) -> Inspection:
    """An inspection whose first block gives every picture the same gates."""
    made = inspection(name, seed)
    return replace(made, blocks=(inspection("", 1).blocks[0], *made.blocks[1:]))


@pytest.fixture
def viewer(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A window with two pictures; the average of their first block is stored as float16."""
    gates = inspection("", 1).blocks[0].gates
    average = profile()
    stored = gates.astype(np.float16).astype(np.float32)
    assert 1e-5 < np.abs(stored - gates).max() < 3e-4
    with built_window(qapp) as made:
        made.state.set_model(card(), CPU, replace(average, mean={**average.mean, FIRST: stored}))
        made.state.add([picture(name) for name in NAMES])
        for seed, name in enumerate(NAMES):
            made.state.store_inspection(with_the_same_first_block(name, 10 * seed))
        made.state.select(picture("a.jpg").image.key)
        made.state.set_focus(FIRST)
        give_keys(made, qtbot)
        yield made


def test_one_sentence_stands_in_place_of_the_list(viewer: Application) -> None:
    assert viewer.focus.unusual.isHidden()
    text = viewer.focus.subtitle.text()
    assert text.startswith("No gate differs from the average picture by more than rounding")
    assert text.endswith("do not depend on the picture.")
    viewer.state.set_focus("SE_3_1")
    assert viewer.focus.unusual.isVisible()
    assert viewer.focus.subtitle.text() == "gate minus the average picture, strongest first"


def test_read_out_and_card_agree(viewer: Application) -> None:
    shown = viewer.state.shown
    assert shown is not None
    block = shown.blocks[0]
    means = viewer.state.reference.means[FIRST]
    for channel in np.argsort(block.gates - means)[[0, 1, -1]].tolist():
        content = viewer.gates.gates.plots[FIRST]._content
        assert content is not None
        assert "as open as the average picture" in content.lines(range(channel, channel + 1))[1]
        lines = card_lines(block, channel, None, viewer.state.reference, None)
        assert lines[-1].remark == "0.00 from the average picture"


def test_rounding_is_counted_as_below_the_noise_though_this_block_has_none(
    viewer: Application,
) -> None:
    shown = viewer.state.shown
    assert shown is not None
    silent = {block.name: np.zeros(block.channels, np.float32) for block in shown.blocks}
    noise = Noise(shown.image, silent, dict.fromkeys(silent, 0.0))
    viewer.parts.reading.set_noise(shown, noise)
    n = shown.blocks[0].channels
    assert f"differences below the noise: {n} of {n}" in viewer.focus.numbers.text()
    content = viewer.gates.gates.plots[FIRST]._content
    assert content is not None
    spoken = [line for one in range(n) for line in content.lines(range(one, one + 1))]
    assert not any("noise" in line for line in spoken)


def test_no_channel_is_among_the_most_unusual_by_rounding(viewer: Application) -> None:
    viewer.parts.reading.set_filter(ChannelFilter(Extreme.UNUSUAL, 2))
    content = viewer.gates.gates.plots[FIRST]._content
    assert content is not None
    assert content.channels.tolist() == [0, 1]
    assert content.note().endswith("equal ones by number")


def test_two_pictures_that_have_the_same_gates_are_said_to(viewer: Application) -> None:
    viewer.state.set_selected([picture(name).image.key for name in NAMES])
    assert viewer.focus.unusual.isHidden()
    text = viewer.focus.subtitle.text()
    assert text == "No gate of this block differs between A and B (b.jpg)."
    viewer.state.set_focus("SE_3_1")
    assert viewer.focus.unusual.isVisible()


def test_so_is_a_pinned_picture(viewer: Application) -> None:
    viewer.state.compare_with(Compare.IMAGE, image=picture("b.jpg").image.key)
    assert viewer.focus.unusual.isHidden()
    assert viewer.focus.subtitle.text() == "No gate of this block differs from b.jpg."
