"""Projects for tests: saved with a network's file beside them, and what is shown of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from senet_viewer.records import Inspection
from tests.gui.desk import Desk

NAMES = ("a.jpg", "b.jpg", "c.jpg")


def assert_shown(one: Desk, expected: Inspection) -> None:
    """All of an inspection is there, exactly."""
    one.state.select(expected.image.key)
    shown = one.state.shown
    assert shown is not None
    assert one.state.up_to_date
    assert shown.predictions == expected.predictions
    np.testing.assert_array_equal(shown.seen, expected.seen)
    for block, other in zip(shown.blocks, expected.blocks, strict=True):
        np.testing.assert_array_equal(block.gates, other.gates)


@contextmanager
def opened(project: Path) -> Iterator[sqlite3.Connection]:
    """The project file's own tables; what is changed there is kept."""
    connection = sqlite3.connect(project)
    with connection:
        yield connection
    connection.close()


def fact(project: Path, name: str) -> str:
    """What the project file keeps under a name, in JSON."""
    with opened(project) as tables:
        (value,) = tables.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(value)


def set_fact(project: Path, name: str, value: str) -> None:
    """Keep ``value`` under a name, whether it makes sense or not."""
    with opened(project) as tables:
        tables.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def project_with_weights(one: Desk, folder: Path, qtbot: QtBot) -> list[Inspection]:
    """Saves ``p.senet`` in ``folder``, with ``mine.pth`` beside it; returns the answers."""
    folder.mkdir(exist_ok=True)
    (folder / "mine.pth").write_bytes(b"weights")
    one.load_network(str(folder / "mine.pth"))
    answers = one.open(NAMES)
    one.save(folder / "p.senet", qtbot)
    return answers
