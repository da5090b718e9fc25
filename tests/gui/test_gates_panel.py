"""The right column says what its bars are, and why a click on some of them opens no card."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from senet_viewer.gui.app import Application
from senet_viewer.gui.references import Compare
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window


@pytest.fixture
def viewer(qapp: QApplication, home: Path) -> Iterator[Application]:
    """A window with a picture, whose engine is not started."""
    with built_window(qapp) as made:
        made.window.show()
        made.state.set_model(card(), CPU, profile())
        made.state.add([picture("a.jpg")])
        made.state.select(picture("a.jpg").image.key)
        made.state.store_inspection(inspection("a.jpg"))
        yield made


def test_without_a_reference_the_depth_strip_shows_mean_gates_and_says_so(
    viewer: Application,
) -> None:
    panel, shown = viewer.gates, viewer.state.shown
    assert shown is not None
    assert "from the average picture" in panel.depth_strip.read_out("SE_3_1")
    viewer.state.compare_with(Compare.NOTHING)
    mean = shown.block("SE_3_1").gates.mean()
    assert panel.depth_strip.read_out("SE_3_1") == f"SE_3_1: mean gate {mean:.2f}"
    assert panel.depth_caption.text().startswith("mean gate of each block, not its departure.")
    assert "the mean of its gates in this picture" in panel.depth_title.toolTip()
    viewer.state.compare_with(Compare.AVERAGE)
    assert panel.depth_caption.text().startswith("how far each block's gates are from")


def test_a_click_on_a_bar_of_several_channels_says_why_no_card_opens(viewer: Application) -> None:
    viewer.gates.gates.channelClicked.emit("SE_3_1", -1)
    assert viewer.state.focus == "SE_3_1"
    assert viewer.parts.reading.card is None
    assert viewer.status.text.text() == ("Several channels share this bar: zoom with Ctrl+wheel.")


def test_what_stays_the_same_in_the_depth_strip_is_not_drawn_again(
    viewer: Application, qapp: QApplication
) -> None:
    viewer.state.add([picture("b.jpg")])
    viewer.state.store_inspection(inspection("b.jpg", 5))
    viewer.state.set_selected([picture(name).image.key for name in ("a.jpg", "b.jpg")])
    qapp.processEvents()
    drawn = Painted(viewer.gates.depth_strip)
    viewer.parts.reading.set_differences_wanted(True)
    qapp.processEvents()
    assert drawn.times == 0
    viewer.state.set_focus("SE_2_1" if viewer.state.focus == "SE_3_1" else "SE_3_1")
    qapp.processEvents()
    assert drawn.times > 0


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False
