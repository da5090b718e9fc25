"""One window of the test of projects: ``python drive_project.py STEP FOLDER``.

STEP ``save`` saves FOLDER/p.senet with its sample photos, two of them selected, and closes.
``reopen`` opens it before the engine is ready, and reads gates as if they were new.
"""

from __future__ import annotations

import sys
from pathlib import Path

from senet_viewer.gui.app import Application
from tests.end_to_end.driving import drive, wait_for


def save(viewer: Application, folder: Path) -> None:
    state = viewer.state
    wait_for("the network is ready", lambda: state.card is not None)
    viewer.commands.open_samples("")
    wait_for("the gates are there", lambda: state.items and all(one.answer for one in state.items))
    state.choose([item.key for item in state.items[:2]], state.items[0].key)
    state.set_focus("SE_3_1")
    viewer.documents.project.save(str(folder / "p.senet"))
    wait_for("the project is saved", lambda: viewer.documents.project.path)


def reopen(viewer: Application, folder: Path) -> None:
    state, reading, look = viewer.state, viewer.parts.reading, viewer.parts.look
    viewer.commands.open_paths([str(folder / "p.senet")])
    wait_for("the gates are shown", lambda: state.up_to_date)
    answers: list[object] = []
    state.inspected.connect(answers.append)
    reading.open_card("SE_3_1", 5)
    assert viewer.parts.card.isVisible()
    wait_for("the network is ready", lambda: state.live)
    wait_for("the maps are there", lambda: look.up_to_date)
    assert viewer.parts.card.isVisible()
    assert not viewer.parts.card.problem.isVisible()
    assert state.focus == "SE_3_1"
    assert len(state.selected) == 2
    assert state.compared.images, "the two are compared"
    wait_for("the noise is there", lambda: reading.noise is not None)
    state.select(state.items[2].key)
    wait_for("the next photo's maps are there", lambda: look.up_to_date)
    wait_for("its noise is there", lambda: reading.noise is not None)
    assert state.departures() is not None
    assert not answers, "nothing was inspected again"
    assert not viewer.documents.project.modified


STEPS = {"save": save, "reopen": reopen}


if __name__ == "__main__":
    sys.exit(drive(lambda viewer: STEPS[sys.argv[1]](viewer, Path(sys.argv[2]))))
