"""Drives the window through networks as a user does; prints a line a step, fails on any warning.

Run by ``test_networks.py`` in a process of its own: ``python drive_networks.py FOLDER``. The folder
holds the checkpoints ``mine.pth.tar`` and ``cut.pth``; a small hub answers for the real one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.network_dialog import NetworkDialog
from senet_viewer.resources import sample_images
from tests.end_to_end.driving import drive, drop, wait_for

DOWNLOADED = "timm:mobilenetv3_small_050.lamb_in1k"


class Drive:
    """One run: the dialog, dropped checkpoints, a download, the report, the summary."""

    def __init__(self, viewer: Application, folder: Path) -> None:
        self.viewer, self.folder = viewer, folder
        self.state, self.networks = viewer.state, viewer.networks

    def run(self) -> None:
        wait_for("the network is ready", lambda: self.state.card is not None)
        drop(self.viewer.window, list(sample_images())[:2])
        wait_for("photos are inspected", lambda: len(self.state.inspections()) == 2)
        self.choose_by_keys()
        self.drop_checkpoints()
        self.read_report()
        self.download()
        self.sum_up()

    def press(self, key: str) -> None:
        """Press a key on the window."""
        window = self.viewer.window
        window.activateWindow()
        wait_for("the window takes keys", window.isActiveWindow)
        QTest.keyClicks(window, key)
        QCoreApplication.processEvents()

    def dialog(self) -> NetworkDialog:
        """The dialog of all networks, opened with its key."""
        self.press("n")
        opened = [one for one in self.viewer.window.findChildren(NetworkDialog) if one.isVisible()]
        assert opened, "no dialog"
        return opened[0]

    def choose_by_keys(self) -> None:
        dialog = self.dialog()
        assert len(dialog.tree_model.groups) > 3
        QTest.keyClicks(dialog.search, "xyzzy")
        QTest.keyClick(dialog.search, Qt.Key.Key_Escape)
        wait_for("Esc leaves the dialog", lambda: not self.networks.loading)
        dialog = self.dialog()
        QTest.keyClicks(dialog.search, "se-resnet-18 tutorial")
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        wait_for("Enter opens a network", lambda: self.uses("se_resnet18@tutorial"))
        assert self.viewer.gates.untrained.isVisible(), "an untrained network is not suspected"

    def uses(self, key: str) -> bool:
        return self.networks.in_use.key == key and self.state.up_to_date

    def drop_checkpoints(self) -> None:
        mine, cut = self.folder / "mine.pth.tar", self.folder / "cut.pth"
        drop(self.viewer.window, [mine, sample_images()[2]])
        wait_for("a dropped checkpoint is the network", lambda: self.uses(str(mine)))
        wait_for("the picture beside it is listed", lambda: len(self.state.items) == 3)
        assert "preprocessing guessed" in self.viewer.answer.preprocessing.text()
        drop(self.viewer.window, [cut])
        wait_for("a checkpoint that is cut is refused", self.viewer.notices.isVisible)
        assert "cut.pth" in self.viewer.notices.text.text()
        assert self.uses(str(mine))
        self.viewer.notices.clear()

    def read_report(self) -> None:
        self.press("i")
        dialog = self.viewer.reports.dialog
        assert dialog is not None
        wait_for("the report counts", lambda: "Over 3 pictures" in dialog.body.toPlainText())
        text = dialog.body.toPlainText()
        assert "154 of 154 tensors" in text, text
        assert "Guessed" in text, text
        dialog.close()

    def download(self) -> None:
        self.start_download()
        self.state.select(self.state.items[1].key)
        wait_for("the network in use answers meanwhile", lambda: self.state.up_to_date)
        group = self.viewer.status.download
        assert group.isVisible()
        group.stop.click()
        assert not self.networks.loading
        assert not group.isVisible()
        self.start_download()
        wait_for("it is resumed and opens", lambda: self.uses(DOWNLOADED))
        wait_for("it is on this computer now", self.is_on_disk)

    def start_download(self) -> None:
        dialog = self.dialog()
        QTest.keyClicks(dialog.search, "mobilenetv3_small_050 lamb")
        assert dialog.open_button.text() == "Download and open"
        QTest.keyClick(dialog.search, Qt.Key.Key_Return)
        wait_for("bytes come", lambda: " of 6" in self.viewer.status.download.text.text())

    def is_on_disk(self) -> bool:
        entry = self.networks.entry(DOWNLOADED)
        return entry is not None and entry.on_disk

    def sum_up(self) -> None:
        self.viewer.network_commands.choose("se_resnet50")
        wait_for("SE-ResNet-50 is in use", lambda: self.uses("se_resnet50"))
        self.press("l")
        dialog = self.viewer.summaries.dialog
        assert dialog is not None
        wait_for("the summary comes", dialog.totals.isVisible)
        assert "28,088,024" in dialog.headline.text(), dialog.headline.text()
        line = dialog.compare.lineEdit()
        assert line is not None
        line.selectAll()
        QTest.keyClicks(line, "resnet50")
        QTest.keyClick(line, Qt.Key.Key_Return)
        wait_for("another network stands beside it", dialog.second.isVisible)
        assert "25,557,032" in "".join(dialog.totals.text())
        dialog.close()


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: Drive(viewer, Path(sys.argv[1])).run()))
