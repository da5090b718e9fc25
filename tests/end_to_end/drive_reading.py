"""Drives the reading of gates as a user does; prints a line a step, and fails on any warning.

Run by ``test_reading.py`` in a process of its own: ``python drive_reading.py``.
"""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senet_viewer.gui.app import Application
from senet_viewer.gui.reading import Channel
from senet_viewer.resources import sample_images
from tests.end_to_end.driving import drive, drop, wait_for

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Drive:
    """One run: click a bar, the same channel in the next photo, find, filter, noise, networks."""

    def __init__(self, viewer: Application) -> None:
        self.viewer, self.parts = viewer, viewer.parts
        self.state, self.reading = viewer.state, viewer.parts.reading
        self.gates = viewer.gates.gates

    def run(self) -> None:
        wait_for("the network is ready", lambda: self.state.card is not None)
        drop(self.viewer.window, list(sample_images())[:3])
        wait_for("photos are inspected", lambda: len(self.state.inspections()) == 3)
        self.viewer.window.activateWindow()
        wait_for("the window takes keys", self.viewer.window.isActiveWindow)
        self.click_a_bar()
        self.next_photo()
        self.find()
        self.noise()
        self.filter_and_fill()
        self.another_network()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """A key for whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.viewer.window, key, held)
        QCoreApplication.processEvents()

    def click_a_bar(self) -> None:
        self.state.select(self.state.items[0].key)
        wait_for("the first photo is shown", lambda: self.state.up_to_date)
        self.state.set_focus("SE_4_2")
        wait_for("its plot is there", lambda: "SE_4_2" in self.gates.plots)
        plot = self.gates.plots["SE_4_2"]
        place = plot.view.bar_rect(131).center()
        QTest.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
        assert self.reading.card is not None
        wait_for("the card has its maps", lambda: self.parts.look.up_to_date)
        self.check_maps()
        assert plot.view.bars.pinned == self.reading.card.number

    def check_maps(self) -> None:
        """What the card shows is what was inspected."""
        card, answer, seen = self.reading.card, self.parts.look.shown, self.state.shown
        assert card is not None
        assert answer is not None
        assert seen is not None
        maps, gate = answer.maps, float(seen.block(card.block).gates[card.number])
        assert abs(maps.gate - gate) < 1e-4, (maps.gate, gate)
        assert np.allclose(maps.after, maps.before * maps.gate, atol=1e-4)
        assert abs(maps.squeeze - float(maps.before.mean())) < 1e-4
        assert self.parts.card.isVisible()
        assert self.parts.card.picture_name.text() == seen.image.name

    def next_photo(self) -> None:
        before = self.reading.card
        self.press(Key.Key_Right)
        assert self.state.current_item is not None
        assert self.state.current_item.name == "espresso.jpg"
        wait_for("the same channel in the espresso", lambda: self.parts.look.up_to_date)
        assert self.reading.card == before
        self.check_maps()

    def find(self) -> None:
        self.press(Key.Key_G, CONTROL)
        QTest.keyClicks(self.viewer.gates.field, "5_1 999")
        assert self.viewer.gates.field.problem == "SE_5_1 has channels 0 to 511."
        for _ in range(3):
            self.press(Key.Key_Backspace)
        QTest.keyClicks(self.viewer.gates.field, "77")
        assert (self.state.focus, self.state.marked_channel) == ("SE_5_1", 77)
        self.press(Key.Key_Return)
        wait_for("the plot has the keyboard", self.gates.plots["SE_5_1"].hasFocus)
        self.press(Key.Key_Right)
        self.press(Key.Key_Return)
        assert self.reading.card == Channel("SE_5_1", 78)
        wait_for("the walked bar is on the card", lambda: self.parts.look.up_to_date)
        self.check_maps()
        self.press(Key.Key_Left, ALT)
        assert self.state.current_item is not None
        assert self.state.current_item.name == "tabby.jpg", "Alt leaves the plot's arrows alone"
        wait_for("the card follows back", lambda: self.parts.look.up_to_date)

    def noise(self) -> None:
        wait_for("the noise is measured", lambda: self.reading.noise is not None)
        assert "differences below the noise" in self.viewer.focus.numbers.text()
        self.press(Key.Key_Escape)
        assert self.reading.card is None

    def filter_and_fill(self) -> None:
        for chosen in list(self.parts.filters.by_filter)[1:4]:
            self.parts.filters.by_filter[chosen].trigger()
            QCoreApplication.processEvents()
            assert chosen is not None
            assert self.gates.plots["SE_5_1"].channels == chosen.count
        self.press(Key.Key_F)
        assert self.gates.filled_block == "SE_5_1"
        plot = self.gates.plots["SE_5_1"]
        QTest.mouseMove(plot.view.viewport(), QPoint(200, 200))
        self.press(Key.Key_Escape)
        assert self.gates.filled_block is None
        print("ok: filters and a filled panel", flush=True)

    def another_network(self) -> None:
        self.reading.open_card("SE_4_2", 3)
        self.viewer.networks.choose("se_resnet18")
        wait_for("another network is ready", lambda: not self.viewer.networks.loading)
        wait_for("its gates are shown", lambda: self.state.up_to_date)
        assert self.reading.card is None, "its channel 3 is another one"
        self.reading.open_card("SE_2_1", 3)
        wait_for("it is looked into too", lambda: self.parts.look.up_to_date)
        self.check_maps()


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: Drive(viewer).run()))
