"""Drives the window through comparing two networks; prints a line a step, fails on any warning.

Run by ``test_networks_compared.py`` in a process of its own: ``python … FOLDER``. The folder holds
``epoch_1.pth`` and ``epoch_2.pth``, checkpoints of the bundled network's shape. With a second
argument, a folder, pictures of the window are saved there.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from senet_viewer.export.naming import FigureNames, Named
from senet_viewer.export.style import FigureStyle
from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.gui.figure_batch import figure_jobs
from senet_viewer.gui.figure_subjects import subjects_of
from senet_viewer.gui.references import Compare
from senet_viewer.resources import sample_images
from senet_viewer.statistics import Order
from tests.end_to_end.driving import drive, drop, wait_for

UNTRAINED = "SE-ResNet-18, untrained"


class Drive:
    """One run: a checkpoint by its file, the next image, another shape, an engine's end."""

    def __init__(self, viewer: Application, folder: Path, pictures: Path | None) -> None:
        self.viewer, self.folder, self.pictures = viewer, folder, pictures
        self.state, self.comparison = viewer.state, viewer.comparing.comparison
        self.panel = viewer.comparing.panel

    def run(self) -> None:
        wait_for("the network is ready", lambda: self.state.card is not None)
        drop(self.viewer.window, list(sample_images())[:3])
        wait_for("photos are inspected", lambda: len(self.state.inspections()) == 3)
        self.compare_with_a_checkpoint()
        self.go_on()
        self.draw_all_images()
        self.step_to_the_next_epoch()
        self.compare_two_checkpoints()
        self.choose_by_keys()
        self.refuse_another_shape()
        self.lose_the_engine()
        self.change_the_network_in_use()

    def save(self, name: str) -> None:
        """A picture of the window, light and dark."""
        if self.pictures is None:
            return
        for theme in ("dark", "light"):
            self.viewer.appearance.choose(theme)
            for _ in range(5):
                QTest.qWait(100)
            self.viewer.window.grab().save(str(self.pictures / f"{name}-{theme}.png"))

    def choose_file(self, name: str) -> None:
        """Take a checkpoint from the menu's file dialog, which a test answers."""
        path = str(self.folder / name)
        asked = QFileDialog.getOpenFileName
        QFileDialog.getOpenFileName = lambda *_: (path, "")  # type: ignore[method-assign]  # no dialog
        self.viewer.actions["compare_checkpoint"].trigger()
        QFileDialog.getOpenFileName = asked  # type: ignore[method-assign]  # as it was

    def compares(self, name: str) -> bool:
        state = self.state
        return (
            state.compare is Compare.NETWORK
            and state.reference.subject == name
            and bool(state.reference.means)
            and state.up_to_date
            and not self.comparison.busy
        )

    def compare_with_a_checkpoint(self) -> None:
        self.choose_file("epoch_1.pth")
        assert self.comparison.loading
        assert self.panel.isVisible()
        assert "epoch_1.pth" in self.panel.loading.text()
        wait_for("a checkpoint is compared with", lambda: self.compares("epoch_1.pth"))
        assert self.viewer.toolbar.compare.text() == "epoch_1.pth"
        departures = self.state.departures()
        assert departures is not None
        assert 0 < max(departures) < 0.5
        caption = self.viewer.gates.depth_caption.text()
        assert caption.startswith("difference from epoch_1.pth. "), caption
        assert "learly apart" in caption, caption
        assert self.panel.title.isVisible()
        assert self.panel.bars.rows.model().rowCount() == 3
        assert "started from the same weights" in self.panel.caution.text()
        assert self.panel.pixels.isVisible(), "a file without a card sees what the other one sees"
        assert "same pixels" in self.panel.pixels.text()
        self.save("checkpoint")

    def go_on(self) -> None:
        self.viewer.actions["unusual"].trigger()
        assert self.state.order is Order.UNUSUAL
        self.viewer.images.next()
        wait_for("the next image is compared too", lambda: self.compares("epoch_1.pth"))
        assert self.state.shown is not None
        assert self.state.shown.image.name == "espresso.jpg"
        assert self.state.order is Order.UNUSUAL
        self.save("next-unusual")
        self.viewer.actions["channel"].trigger()
        self.viewer.actions["differences"].trigger()
        self.save("differences")
        self.viewer.actions["differences"].trigger()

    def draw_all_images(self) -> None:
        """As the figure dialog does: the images that were not looked at are asked for."""
        folder = self.folder / "figures"
        folder.mkdir()
        keys = [item.key for item in self.state.items]
        subjects = subjects_of(self.state, keys)
        named = [Named(one.image.name, "", "") for one in subjects.pictures]
        style = FigureStyle(blocks=("SE_5_2",), depth=False)
        names = FigureNames("{name}.svg", len(named), str(folder))
        jobs = figure_jobs(names, named, style, ("SE_5_2",))
        batch = self.viewer.exporter.batch(subjects, jobs, self.viewer)
        batch.start()
        wait_for("all images are drawn", lambda: batch.ended)
        assert not batch.failures, batch.failures
        for job in jobs:
            text = Path(job.path).read_text(encoding="utf-8")
            told = " ".join(re.findall(r">([^<]+)</text>", text))
            assert "the same image in epoch_1.pth" in told, job.path

    def step_to_the_next_epoch(self) -> None:
        window = self.viewer.window
        window.activateWindow()
        wait_for("the window takes keys", window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_E)
        wait_for("one key compares with the next epoch", lambda: self.compares("epoch_2.pth"))
        QTest.keyClick(window, Qt.Key.Key_E)
        assert self.viewer.notices.isVisible()
        assert "after “epoch_2.pth”" in self.viewer.notices.text.text()
        self.viewer.notices.clear()
        QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
        wait_for("and back", lambda: self.compares("epoch_1.pth"))

    def compare_two_checkpoints(self) -> None:
        drop(self.viewer.window, [self.folder / "epoch_2.pth"])
        file = str(self.folder / "epoch_2.pth")
        wait_for(
            "two checkpoints are compared",
            lambda: self.viewer.networks.in_use.key == file and self.compares("epoch_1.pth"),
        )
        assert "same pixels" in self.panel.pixels.text()
        self.save("two-checkpoints")

    def choose_by_keys(self) -> None:
        window = self.viewer.window
        window.activateWindow()
        wait_for("the window takes keys", window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
        (dialog,) = [one for one in window.findChildren(NetworkDialog) if one.isVisible()]
        assert dialog.open_button.text() == "Compare"
        self.save("dialog")
        if self.pictures is not None:
            dialog.grab().save(str(self.pictures / "dialog.png"))
        QTest.keyClicks(dialog.search, "se_resnet18")
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        wait_for("an untrained network is compared with", lambda: self.compares(UNTRAINED))

    def refuse_another_shape(self) -> None:
        self.comparison.choose("se_resnet34")
        wait_for("another shape is refused", self.viewer.notices.isVisible)
        text = self.viewer.notices.text.text()
        assert "“se_resnet34” has 16 SE blocks and the network in use has 8" in text, text
        assert self.compares(UNTRAINED), "the former comparison stays"
        self.viewer.notices.clear()

    def lose_the_engine(self) -> None:
        pid = self.viewer.engine.pid
        os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        wait_for("the engine runs again", lambda: self.viewer.engine.pid not in (0, pid))
        self.viewer.notices.clear()
        self.viewer.images.next()
        wait_for("both networks are there again", lambda: self.compares(UNTRAINED))

    def change_the_network_in_use(self) -> None:
        self.viewer.network_commands.choose("se_resnet34")
        wait_for(
            "a network of another shape ends the comparison",
            lambda: self.state.up_to_date and self.state.compare is Compare.AVERAGE,
        )
        assert not self.panel.isVisible()
        assert self.viewer.notices.isVisible()
        self.viewer.notices.clear()


def run(viewer: Application) -> None:
    pictures = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    Drive(viewer, Path(sys.argv[1]), pictures).run()


if __name__ == "__main__":
    sys.exit(drive(run))
