"""One window after a crash: ``python drive_crash.py`` prints what it tells, and closes.

With ``quiet`` it sees that nothing is told.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QStyleFactory

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.dialogs.text_dialog import TextDialog

PATIENCE_SECONDS = 60.0


def wait_for(what: str, condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > deadline:
            raise SystemExit(f"waited in vain: {what}")


def told(viewer: Application) -> None:
    bar = viewer.recovery
    wait_for("the window tells of it", bar.isVisible)
    print(bar.text.text())
    bar.show_log.click()
    wait_for("the report is shown", lambda: viewer.window.findChild(TextDialog))
    dialog = viewer.window.findChild(TextDialog)
    assert isinstance(dialog, TextDialog)
    print(dialog.body.toPlainText())
    dialog.close()
    bar.dismiss.click()
    assert bar.isHidden()


def quiet(viewer: Application) -> None:
    wait_for("the network is ready", lambda: viewer.state.card is not None)
    assert viewer.recovery.isHidden()


def main() -> int:
    app = QApplication([])
    app.setApplicationName("senet-viewer")
    app.setStyle(QStyleFactory.create("Fusion"))
    viewer = Application(app, Start(), "0.1")
    sys.excepthook = sys.__excepthook__
    viewer.open()
    (quiet if sys.argv[1:] == ["quiet"] else told)(viewer)
    QTimer.singleShot(0, viewer.window.close)
    app.exec()
    viewer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
