"""One window of the test of crashes: ``python drive_recovery.py STEP FOLDER``.

STEP ``fill`` opens FOLDER/many and waits, to be killed. ``recover`` brings back what it left,
saves it as FOLDER/p.senet and closes. ``closed`` sees that nothing is asked any more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from senet_viewer.gui.app import Application
from tests.end_to_end.driving import drive, wait_for


def all_answered(viewer: Application) -> bool:
    items = viewer.state.items
    return bool(items) and all(item.answer or item.error for item in items)


def fill(viewer: Application, folder: Path) -> None:
    wait_for("the network is ready", lambda: viewer.state.card is not None)
    viewer.commands.open_paths([str(folder / "many")])
    wait_for("every picture has its answer", lambda: all_answered(viewer))
    wait_for("all is on disk", lambda: not viewer.documents.autosave.pending)
    print("ready to be killed", flush=True)
    wait_for("the end", lambda: False)


def recover(viewer: Application, folder: Path) -> None:
    bar, state = viewer.recovery, viewer.state
    wait_for("the window asks", lambda: bar.isVisible())
    print(bar.text.text(), flush=True)
    answers: list[object] = []
    state.inspected.connect(answers.append)
    bar.bring_back.click()
    wait_for("all is back", lambda: all_answered(viewer))
    wait_for("its gates are shown", lambda: state.up_to_date)
    wait_for("the network is ready", lambda: state.live)
    for item in list(state.items):
        state.select(item.key)
        QCoreApplication.processEvents()
        assert item.error is not None or state.up_to_date, item.name
    assert not answers, "nothing was inspected again"
    project = viewer.documents.project
    project.save(str(folder / "p.senet"))
    wait_for("the project is saved", lambda: project.path and not project.modified)
    print(viewer.window.windowTitle(), flush=True)


def closed(viewer: Application, _folder: Path) -> None:
    wait_for("the network is ready", lambda: viewer.state.card is not None)
    assert not viewer.recovery.isVisible()
    assert viewer.documents.recovery.current is None


STEPS = {"fill": fill, "recover": recover, "closed": closed}


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: STEPS[sys.argv[1]](viewer, Path(sys.argv[2]))))
