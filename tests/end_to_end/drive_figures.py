"""Drives the window through figures of a checkpoint; prints a line a step, fails on any warning.

Run by ``test_figures.py`` in a process of its own: ``python … FOLDER``. The folder holds
``net.pth``, whose tensors other networks have too; figures are written there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from senet_viewer.gui.app import Application
from senet_viewer.resources import sample_images
from tests.end_to_end.driving import drive, drop, wait_for


class Drive:
    """One run: the dialog's preview, its file, the copy by its key, and the table."""

    def __init__(self, viewer: Application, folder: Path) -> None:
        self.viewer, self.folder = viewer, folder
        self.state = viewer.state

    def run(self) -> None:
        wait_for("the network is ready", lambda: self.state.card is not None)
        file = str(self.folder / "net.pth")
        drop(self.viewer.window, [Path(file)])
        wait_for("the checkpoint is in use", lambda: self.viewer.networks.in_use.key == file)
        drop(self.viewer.window, list(sample_images())[:2])
        wait_for(
            "photos are inspected",
            lambda: len(self.state.inspections()) == 2 and self.state.up_to_date,
        )
        card = self.state.shown_card
        assert card is not None
        assert card.fit is not None
        assert card.fit.also
        assert card.preprocessing.guessed
        self.preview_and_write("figure.svg")
        self.copy()
        self.state.set_selected([item.key for item in self.state.items])
        wait_for("the photos are compared", lambda: self.state.compared.images)
        self.preview_and_write("together.svg")
        self.copy()

    def preview_and_write(self, name: str) -> None:
        self.viewer.actions["figure"].trigger()
        dialog = self.viewer.figures.dialog
        assert dialog is not None
        wait_for(
            "the dialog shows the figure or a problem",
            lambda: dialog.preview.has_picture or dialog.message.text(),
        )
        assert dialog.message.text() == "", dialog.message.text()
        path = str(self.folder / name)
        asked = QFileDialog.getSaveFileName
        QFileDialog.getSaveFileName = lambda *_a, **_k: (path, "")  # type: ignore[method-assign]  # no dialog
        dialog.export()
        QFileDialog.getSaveFileName = asked  # type: ignore[method-assign]  # as it was
        wait_for("the figure is written", lambda: Path(path).exists())
        wait_for("the dialog is closed", lambda: self.viewer.figures.dialog is None)

    def copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        self.viewer.actions["copy_figure"].trigger()
        wait_for("the figure is on the clipboard", lambda: not clipboard.image().isNull())
        assert clipboard.image().width() > 1000


def run(viewer: Application) -> None:
    Drive(viewer, Path(sys.argv[1])).run()


if __name__ == "__main__":
    sys.exit(drive(run))
