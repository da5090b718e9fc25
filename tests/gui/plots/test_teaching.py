"""Tooltips teach what a block is, and claim no more than is true."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots import teaching
from senet_viewer.gui.plots.gates_layout import stages_of
from senet_viewer.gui.plots.plot_card import PlotCard
from tests.gui.plots.networks import card

SE_50 = ((2, 256, 56, 3), (3, 512, 28, 4), (4, 1024, 14, 6), (5, 2048, 7, 3))


def plain(text: str) -> str:
    return re.sub(r"<[^>]*>", " ", text)


def test_a_block_of_a_resnet_has_its_names_in_paper_and_code() -> None:
    network = card(SE_50)
    tips = teaching.block_tips(network, stages_of(network.blocks))
    assert set(tips) == {block.name for block in network.blocks}
    text = plain(tips["SE_5_3"])
    assert "SE_5_3: block 3 of stage 5." in text
    assert "conv5_x" in text
    assert "layer4" in text
    assert "layer4.2" in text
    assert "channels" in text
    assert "Squeeze: one number a channel, the mean of its map." in text
    assert "one gate a channel, from 0 to 1" in text
    assert "the shortcut still carries the channel" in text


def test_without_stages_of_the_paper_nothing_is_said_of_the_paper() -> None:
    network = card(SE_50)
    blocks = tuple(
        replace(block, module=f"features.{n}", height=0, width=0)
        for n, block in enumerate(network.blocks)
    )
    other = replace(network, blocks=blocks, shortcut=False)
    text = plain(teaching.block_tips(other, stages_of(blocks))["SE_5_3"])
    assert "paper" not in text
    assert "conv5_x" not in text
    assert "counted so that the last is 5" in text
    assert "shortcut" not in text
    assert "cells" not in text, "the maps' size is not known"


def test_depth_and_gates_are_not_taken_for_importance() -> None:
    assert "not that the block matters more" in plain(teaching.depth_tip())
    assert "Compare one channel across pictures" in plain(teaching.gates_tip())
    assert "never where" in plain(teaching.gates_tip())
    assert "200 classes" in plain(teaching.answer_tip(200))
    assert "still gets a name" in plain(teaching.answer_tip(200))


def test_signs_of_markup_are_shown_as_they_are() -> None:
    assert teaching.tip("a < b & c") == "<p>a &lt; b &amp; c</p>"


@pytest.mark.parametrize(("x", "y", "shown"), [(30, 12, True), (100, 80, False)])
def test_the_tooltip_belongs_to_the_title_not_to_the_bars(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, x: int, y: int, shown: bool
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, *_rest: said.append(text))
    plot = PlotCard()
    qtbot.addWidget(plot)
    plot.resize(300, 140)
    plot.set_tip("what a block is")
    place = QPoint(x, y)
    event = QHelpEvent(QEvent.Type.ToolTip, place, plot.mapToGlobal(place))
    QApplication.sendEvent(plot, event)
    assert said == (["what a block is"] if shown else [])
