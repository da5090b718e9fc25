"""Takes the guided tour as a newcomer does, with the real engine; a line a step, no warning.

Run by ``test_tour.py`` in a process of its own: ``python drive_tour.py PICTURE``, with a picture
that is none of the samples.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from senet_viewer.gui.app import Application
from senet_viewer.gui.tour.bubble import Bubble
from senet_viewer.records import Inspection
from senet_viewer.resources import sample_images
from senet_viewer.statistics import Order
from tests.end_to_end.driving import drive, drop, wait_for
from tests.gui.plots.acting import move_mouse

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class Drive:
    """One run from the empty window to the seven questions."""

    def __init__(self, viewer: Application, own: Path) -> None:
        self.own = own
        self.viewer, self.tour = viewer, viewer.guide.tour
        self.state, self.gates = viewer.state, viewer.gates.gates

    @property
    def bubble(self) -> Bubble:
        assert self.tour.bubble is not None
        return self.tour.bubble

    def run(self) -> None:
        self.click_the_cat()
        self.read_a_bar()
        self.go_to_the_espresso()
        self.change_orders()
        self.compare_both()
        self.ask_for_giraffe()
        self.bring_a_photo()
        self.answer_questions()

    def go_on(self, name: str) -> None:
        """Press Next and come to a step."""
        assert self.bubble.first.text() == "Next", self.bubble.first.text()
        QTest.mouseClick(self.bubble.first, LEFT)
        QCoreApplication.processEvents()
        assert type(self.tour.step).__name__ == name, self.tour.step
        print(f"ok: {self.bubble.place.text()} {self.bubble.title.text()}", flush=True)

    def told(self, *parts: str) -> None:
        """Wait until the step has told what came of it."""
        status = self.bubble.status
        wait_for(f"told: {', '.join(parts)}", lambda: all(part in status.text() for part in parts))

    def inspection(self, stem: str) -> Inspection | None:
        """What was seen in a sample photo."""
        return self.state.inspection(next(str(p) for p in sample_images() if p.stem == stem))

    def gate(self, stem: str, block: str, channel: int) -> float:
        found = self.inspection(stem)
        assert found is not None
        return float(found.block(block).gates[channel])

    def click_the_cat(self) -> None:
        QTest.mouseClick(self.viewer.empty.tour, LEFT)
        button = self.viewer.empty.sample_button(str(sample_images()[0]))
        assert button is not None
        QTest.mouseClick(button, LEFT)
        wait_for("the cat is read", lambda: type(self.tour.step).__name__ == "ReadTheAnswer")
        assert self.state.shown is not None
        assert self.state.shown.predictions[0].label in self.bubble.text.text()
        assert "Gates verified" in self.bubble.text.text()
        self.go_on("ReadTheInset")

    def read_a_bar(self) -> None:
        self.go_on("HoverABar")
        # Before the espresso's answer the tour knows no channel that tells both apart.
        wait_for("the espresso is read", lambda: self.inspection("espresso") is not None)
        wait_for("its plot is there", lambda: self.state.focus in self.gates.plots)
        wait_for("plots are made", lambda: not self.gates.pending)
        plot = self.gates.plots[self.state.focus]
        move_mouse(plot.view.viewport(), plot.view.bar_rect(131).center())
        assert "Channel 131, gate " in self.bubble.status.text(), "another bar is read out too"
        assert self.bubble.first.text() == "Show me"
        channel = int(self.bubble.status.text().removesuffix(".").rsplit(" ", 1)[-1])
        move_mouse(plot.view.viewport(), plot.view.bar_rect(channel).center())
        gate = self.gate("tabby", self.state.focus, channel)
        self.told(f"Channel {channel}, gate {gate:.2f}, average ")
        self.go_on("ClickABar")
        place = plot.view.bar_rect(channel).center()
        QTest.mouseClick(plot.view.viewport(), LEFT, PLAIN, place)
        self.told("Squeeze ", f"gate {gate:.2f}")

    def go_to_the_espresso(self) -> None:
        card = self.viewer.parts.reading.card
        assert card is not None
        self.go_on("NextPhoto")
        self.viewer.window.activateWindow()
        wait_for("the window takes keys", self.viewer.window.isActiveWindow)
        QTest.keyClick(QApplication.focusWidget() or self.viewer.window, Key.Key_Right)
        self.told(f"Channel {card.number}: gate ", "for the espresso")
        was = self.gate("tabby", card.block, card.number)
        now = self.gate("espresso", card.block, card.number)
        self.told(f"{was:.2f} for the cat, {now:.2f} for the espresso")
        assert abs(was - now) > 0.5, "the bar moves so that nobody can miss it"
        self.go_on("ReadTheDepth")
        values, shown = self.state.departures(), self.state.shown
        assert values is not None
        assert shown is not None
        tallest = shown.blocks[int(np.argmax(values))].name
        strip = self.viewer.gates.depth_strip
        QTest.mouseClick(strip, LEFT, PLAIN, strip.bar_place(tallest).center())
        self.told(tallest, f"{max(values):.3f}")

    def change_orders(self) -> None:
        orders = self.viewer.toolbar.orders
        self.go_on("HighestFirst")
        QTest.mouseClick(orders[Order.HIGHEST], LEFT)
        self.told("lead")
        high = self.bubble.status.text()
        self.go_on("UnusualFirst")
        QTest.mouseClick(orders[Order.UNUSUAL], LEFT)
        self.told("lead")
        assert self.bubble.status.text() != high

    def compare_both(self) -> None:
        self.go_on("TwoPhotos")
        panel = self.viewer.images
        row = panel.model.index(panel.model.row(str(sample_images()[0])))
        place = panel.list.visualRect(row).center()
        QTest.mouseClick(panel.list.viewport(), LEFT, CONTROL, place)
        self.told(self.viewer.gates.depth_caption.text(), "least alike at SE_")

    def ask_for_giraffe(self) -> None:
        self.go_on("AskForGiraffe")
        QTest.mouseClick(self.viewer.answer.classes, LEFT)
        dialog = self.viewer.guide.classes.dialog
        assert dialog is not None
        QTest.keyClicks(dialog.search, "giraffe")
        assert "cannot answer “giraffe”" in dialog.verdict.text()
        dialog.close()
        self.told("200 names")

    def bring_a_photo(self) -> None:
        self.go_on("OwnPhoto")
        drop(self.viewer.window, [self.own])
        self.told(f"{self.own.name}: “")
        assert self.bubble.first.text() == "Finish"
        QTest.mouseClick(self.bubble.first, LEFT)

    def answer_questions(self) -> None:
        dialog = self.viewer.guide.questions.dialog
        assert dialog is not None
        bodies = [one.body.text() for one in dialog.questions]
        assert len(bodies) == 7
        assert all("In the window: " in body for body in bodies), bodies
        assert "256 channels" in bodies[1], bodies[1]
        assert "512" in bodies[1], bodies[1]
        cat = self.state.inspection(str(sample_images()[0]))
        assert cat is not None
        gates = cat.block("SE_5_1").gates
        assert bodies[5].startswith(f"{int((gates > 0.9).sum())} of 512"), bodies[5]
        assert bodies[6].startswith("No. It has 200 names"), bodies[6]
        dialog.close()
        print("ok: the seven questions are answered", flush=True)


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: Drive(viewer, Path(sys.argv[1])).run()))
