"""Every word of the plots can be translated, also while the window is open."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.plots import wording
from senet_viewer.gui.plots.depth_strip import DepthStrip
from senet_viewer.gui.plots.gates_view import GatesView
from senet_viewer.gui.plots.unusual_list import UnusualList
from senet_viewer.statistics import Order
from tests.gui.plots.networks import SE_18, card, gates, inspection


class Shouting(QTranslator):
    """A language that writes everything but placeholders in capitals."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        parts = re.split(r"(\{\w+\})", text)
        return "".join(part if part.startswith("{") else part.upper() for part in parts)


@pytest.fixture
def shouting(qapp: QApplication) -> Iterator[QObject]:
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


@pytest.mark.usefixtures("shouting")
def test_read_outs_captions_and_descriptions_are_translated() -> None:
    values, average = gates(64, 1), gates(64, 2)
    phrases = [
        wording.channel_values(values, average, 3, "MITTEL"),
        wording.channel_values(values, None, 3, ""),
        *(wording.channel_standing(values, average, c, "MITTEL") for c in range(64)),
        *wording.neighbours_lines(values, range(4)),
        *wording.places_lines(values[:4], range(4), 64),
        wording.block_note(values),
        wording.block_description(values, average, "MITTEL"),
        *(wording.axis_caption(order) for order in Order),
        wording.stage_title(3),
        wording.stage_note(card(SE_18).blocks[:2], resnet=True),
        wording.departure_line("SE_3_1", 0.06, 2, 8, "MITTEL"),
        wording.average(),
    ]
    assert not [phrase for phrase in phrases if phrase != phrase.upper()]


def test_an_open_window_changes_its_language(qtbot: QtBot, request: pytest.FixtureRequest) -> None:
    view, strip, unusual = GatesView(), DepthStrip(), UnusualList()
    for widget in (view, strip, unusual):
        qtbot.addWidget(widget)
    view.show_model(card())
    view.show_inspection(inspection(card()), None, "", Order.CHANNEL)
    assert view.header(2).text() == "Stage 2"
    request.getfixturevalue("shouting")
    QApplication.processEvents()
    assert view.header(2).text() == "STAGE 2"
    assert strip.accessibleName() == "DEPTH"
    assert unusual.opened.accessibleName() == "MORE OPEN"
