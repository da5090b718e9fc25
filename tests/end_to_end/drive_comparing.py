"""Drives the comparison of photos as a user does; prints a line a step, and fails on any warning.

Run by ``test_comparing.py`` in a process of its own: ``python drive_comparing.py``.
"""

from __future__ import annotations

import sys

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senet_viewer.gui.app import Application
from senet_viewer.resources import sample_images
from senet_viewer.similarity import block_noise, differences, parting
from tests.end_to_end.driving import drive, drop, wait_for

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Drive:
    """One run: pin a photo, go on, select two and then all, switch to differences, read tables."""

    def __init__(self, viewer: Application) -> None:
        self.viewer, self.state, self.gates = viewer, viewer.state, viewer.gates

    def run(self) -> None:
        wait_for("the network is ready", lambda: self.state.card is not None)
        drop(self.viewer.window, list(sample_images()))
        wait_for("photos are inspected", lambda: len(self.state.inspections()) == 4)
        self.viewer.window.activateWindow()
        wait_for("the window takes keys", self.viewer.window.isActiveWindow)
        self.pin()
        self.select_two()
        self.read_a_bar()
        self.select_all()
        self.find_and_fill()
        self.leave()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """A key for whatever has the keyboard."""
        QTest.keyClick(QApplication.focusWidget() or self.viewer.window, key, held)
        QCoreApplication.processEvents()

    def click(self, row: int, held: Qt.KeyboardModifier = PLAIN) -> None:
        """A click on a row of the list."""
        images = self.viewer.images
        place = images.list.visualRect(images.model.index(row)).center()
        QTest.mouseClick(images.list.viewport(), Qt.MouseButton.LeftButton, held, place)
        QCoreApplication.processEvents()

    def pin(self) -> None:
        self.click(0)
        self.press(Key.Key_P)
        pinned = self.state.pinned
        assert pinned == self.state.current
        self.press(Key.Key_Down)
        assert self.state.pinned == pinned != self.state.current
        self.press(Key.Key_D)
        top = self.gates.gates.plots[self.state.focus].view.gate_axis.marks[2][1]
        assert top.startswith("+"), top
        self.press(Key.Key_D)
        self.press(Key.Key_Up)
        self.press(Key.Key_P)
        assert not self.state.pinned
        print("ok: a photo is pinned, and no longer", flush=True)

    def select_two(self) -> None:
        self.click(1, SHIFT)
        assert len(self.state.compared.images) == 1
        wait_for("its noise is measured", lambda: self.viewer.parts.reading.noise is not None)
        shown, noise = self.state.shown, self.viewer.parts.reading.noise
        assert shown is not None
        found = differences(shown.blocks, self.state.compared.images[0].gates)
        rule = parting(found, block_noise(shown.blocks, noise))
        sentence = self.gates.depth_caption.text()
        assert rule.parts_at is not None
        for place in (rule.parts_at, rule.least_alike):
            assert shown.blocks[place].name in sentence, sentence
        assert "clearly apart" in sentence.lower(), sentence
        print("ok: says in which blocks two photos are apart", flush=True)

    def read_a_bar(self) -> None:
        shown, other = self.state.shown, self.state.compared.images[0]
        assert shown is not None
        self.state.set_focus("SE_4_2")
        wait_for("its plot is there", lambda: "SE_4_2" in self.gates.gates.plots)
        plot = self.gates.gates.plots["SE_4_2"]
        place = plot.view.bar_rect(131).center()
        QTest.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
        card = self.viewer.parts.reading.card
        assert card is not None
        own, others = shown.block("SE_4_2").gates, other.gates["SE_4_2"]
        words = self.viewer.parts.card.accessibleDescription()
        assert f"B {others[card.number]:.2f}" in words, words
        first = self.viewer.focus.unusual.opened.model().index(0, 0).data()
        assert f"channel {int(np.argmax(own - others))}" in str(first), first
        self.press(Key.Key_Escape)
        print("ok: a bar, the card and the list tell of both photos", flush=True)

    def select_all(self) -> None:
        self.viewer.images.list.setFocus()
        self.press(Key.Key_A, CONTROL)
        assert [one.letter for one in self.state.compared.images] == ["B", "C", "D"]
        self.press(Key.Key_D)
        for key in (Key.Key_3, Key.Key_2, Key.Key_1):
            self.press(key)
        self.press(Key.Key_D)
        button = self.gates.legend.buttons[3]
        last = button.entry.key
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert self.state.current == last
        assert len(self.state.compared.images) == 3
        print("ok: four photos, and another base", flush=True)

    def find_and_fill(self) -> None:
        self.press(Key.Key_G, CONTROL)
        wait_for("the field takes keys", self.gates.field.hasFocus)
        QTest.keyClicks(self.gates.field, "SE_5_1 131")
        self.press(Key.Key_Return)
        assert self.state.focus == "SE_5_1"
        self.press(Key.Key_F)
        assert self.gates.gates.filled_block == "SE_5_1"
        self.press(Key.Key_Plus)
        self.press(Key.Key_Escape)
        self.press(Key.Key_Escape)
        self.viewer.tables.show_channels()
        wait_for("the table is open", lambda: self.viewer.tables.channels.dialog is not None)
        dialog = self.viewer.tables.channels.dialog
        assert dialog is not None
        dialog.close()
        print("ok: a channel is found, fills the panel, and stands in the table", flush=True)

    def leave(self) -> None:
        self.click(2)
        assert not self.state.compared
        assert not self.gates.legend.isVisible()
        print("ok: one photo alone", flush=True)


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: Drive(viewer).run()))
