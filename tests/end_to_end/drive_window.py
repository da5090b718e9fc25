"""Drives the real window as a user does; prints a line a step, and fails on any warning.

Run by ``test_window.py`` in a process of its own: ``python drive_window.py FOLDER``. The folder
holds ``many/`` with pictures; exports go to ``out/``.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QPoint,
    QPointF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from senet_viewer.gui.app import Application
from senet_viewer.resources import sample_images
from tests.end_to_end.driving import drive, drop, wait_for


class Drive:
    """One run through everything the main job consists of."""

    def __init__(self, viewer: Application, folder: Path) -> None:
        self.viewer, self.folder = viewer, folder
        self.state, self.networks = viewer.state, viewer.networks

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.viewer.window, key)
        QCoreApplication.processEvents()

    def name(self) -> str:
        item = self.state.current_item
        return item.name if item is not None else ""

    def run(self) -> None:
        self.open_pictures()
        self.walk()
        self.zoom()
        self.choose_orders()
        self.export()
        self.change_network()
        self.kill_engine()
        self.leave_busy()

    def open_pictures(self) -> None:
        wait_for("the network is ready", lambda: self.state.card is not None)
        drop(self.viewer.window, list(sample_images())[:3])
        wait_for("the first photo's gates are shown", lambda: self.state.up_to_date)
        assert self.state.shown is not None
        assert self.state.shown.verified
        drop(self.viewer.window, [self.folder / "many"])
        wait_for("the folder is listed", lambda: len(self.state.items) > 3)
        wait_for(
            "every picture has its answer",
            lambda: all(item.answer or item.error for item in self.state.items),
        )

    def walk(self) -> None:
        self.viewer.window.activateWindow()
        wait_for("the window takes keys", self.viewer.window.isActiveWindow)
        self.state.select(self.state.items[0].key)
        names = []
        for _ in range(4):
            self.key(Qt.Key.Key_Right)
            names.append(self.name())
        self.key(Qt.Key.Key_Left)
        assert names[0] == "espresso.jpg", names
        assert self.name() == names[2], names
        wait_for("the arrow keys walk through the pictures", lambda: self.state.up_to_date)

    def zoom(self) -> None:
        view = self.viewer.gates.gates
        wait_for("plots are made", lambda: view.plots)
        plot = view.plots[self.state.focus]
        before = plot.view.shown_range
        middle = QPointF(plot.view.rect().center())
        event = QWheelEvent(
            middle,
            QPointF(plot.view.mapToGlobal(middle.toPoint())),
            QPoint(),
            QPoint(0, 240),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(plot.view.viewport(), event)
        wait_for("Ctrl and the wheel zoom", lambda: plot.view.shown_range != before)

    def choose_orders(self) -> None:
        for key, order in ((Qt.Key.Key_2, "highest"), (Qt.Key.Key_3, "unusual")):
            self.key(key)
            assert self.state.order.value == order, self.state.order
        self.key(Qt.Key.Key_1)
        for theme in ("dark", "light"):
            self.viewer.actions[theme].trigger()
            QCoreApplication.processEvents()
        print("ok: orders and themes change", flush=True)

    def export(self) -> None:
        out = self.folder / "out"
        out.mkdir()
        for suffix in (".png", ".svg", ".pdf"):
            self.export_figure(out / f"gates{suffix}")
        for action in (".csv0", ".npz0", ".json0", ".csv1"):
            file = out / f"gates{action.strip('.')}.{action.strip('.01')}"
            QTimer.singleShot(200, lambda f=file: self.accept_dialog(f))
            self.viewer.actions[action].trigger()
            wait_for(f"{file.name} is written", file.exists)

    def export_figure(self, file: Path) -> None:
        self.viewer.actions["figure"].trigger()
        dialog = self.viewer.figures.dialog
        assert dialog is not None
        wait_for(f"the preview of {file.name} is there", lambda: dialog.preview.has_picture)
        dialog.target.set_suffix(file.suffix)
        QTimer.singleShot(200, lambda: self.accept_dialog(file))
        dialog.export_button.click()
        wait_for(f"{file.name} is written", file.exists)
        wait_for("the dialog has gone", lambda: self.viewer.figures.dialog is None)

    @staticmethod
    def accept_dialog(file: Path) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog), dialog
        name = dialog.findChild(QLineEdit)
        assert isinstance(name, QLineEdit)
        name.setText(str(file))
        dialog.accept()

    def change_network(self) -> None:
        assert self.networks.hello is not None
        assert next(device.key for device in self.networks.hello.devices) == "cpu"
        self.viewer.network_commands.choose_device("cpu")
        wait_for("the device is chosen", lambda: not self.networks.loading)
        self.viewer.network_commands.choose("se_resnet50")
        wait_for("another network is ready", lambda: not self.networks.loading)
        wait_for("its gates are shown", lambda: self.state.up_to_date)
        assert self.state.shown is not None
        assert len(self.state.shown.blocks) == 16
        self.viewer.network_commands.choose("no_such_network")
        wait_for("an unknown network is refused", lambda: self.viewer.notices.isVisible())
        assert self.state.card is not None
        assert self.state.card.key == "se_resnet50"
        self.viewer.notices.clear()

    def kill_engine(self) -> None:
        pid = self.viewer.engine.pid
        os.kill(pid, signal.SIGKILL)
        wait_for("the engine's death is told", lambda: self.viewer.notices.isVisible())
        wait_for("a new engine runs", lambda: self.viewer.engine.pid not in (0, pid))
        self.viewer.network_commands.choose("bundled")
        wait_for("it loads networks", lambda: not self.networks.loading)
        wait_for("and goes on", lambda: self.state.up_to_date)

    def leave_busy(self) -> None:
        assert self.viewer.session.busy, "the last network should still be at work"
        print("ok: closing while busy", flush=True)


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: Drive(viewer, Path(sys.argv[1])).run()))
