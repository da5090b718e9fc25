"""One window after a crash: ``python drive_crash.py`` prints what it tells, and closes.

With ``quiet`` it sees that nothing is told.
"""

from __future__ import annotations

import sys

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.text_dialog import TextDialog
from tests.end_to_end.driving import drive, wait_for


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


if __name__ == "__main__":
    sys.exit(drive(quiet if sys.argv[1:] == ["quiet"] else told))
