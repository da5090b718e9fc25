"""A project's file that another window or program has changed is not replaced unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.store.reader import StoreReader
from tests.gui.desk import PATIENCE_MS, Desk, desk
from tests.gui.making import picture
from tests.gui.project_making import NAMES
from tests.gui.viewing import built_window


@pytest.fixture
def other(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    """Another window."""
    with desk(tmp_path / "autosave") as made:
        made.load_network()
        made.open(NAMES)
        yield made


@pytest.fixture
def viewer(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.window.show()
        made.state.add([picture("own.jpg")])
        yield made


def names_in(path: Path) -> list[str]:
    reader = StoreReader(path)
    try:
        return [one.image.name for one in reader.contents().images]
    finally:
        reader.close()


def answer(viewer: Application, qtbot: QtBot, word: str) -> list[str]:
    """Answer the next question by the button ``word``; what was asked comes into the list."""
    asked: list[str] = []

    def click() -> None:
        box = viewer.window.findChild(QMessageBox)
        if box is None or not box.isVisible():
            QTimer.singleShot(20, click)
            return
        asked.append(box.text())
        buttons = {one.text().replace("&", ""): one for one in box.findChildren(QPushButton)}
        buttons[word].click()

    QTimer.singleShot(0, click)
    return asked


def test_what_another_window_saved_is_replaced_only_when_the_user_says_so(
    viewer: Application, other: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path, project = tmp_path / "p.senet", viewer.documents.project
    with qtbot.waitSignal(project.saved, timeout=PATIENCE_MS):
        project.save(str(path))
    viewer.state.add([picture("more.jpg")])
    other.save(path, qtbot)
    asked = answer(viewer, qtbot, "Cancel")
    viewer.project_commands.save()
    qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE_MS)
    assert "“p.senet” was changed by another window" in asked[0]
    assert project.modified
    assert names_in(path) == list(NAMES)
    asked = answer(viewer, qtbot, "Replace")
    with qtbot.waitSignal(project.saved, timeout=PATIENCE_MS):
        viewer.project_commands.save()
    assert names_in(path) == ["own.jpg", "more.jpg"]
    with qtbot.waitSignal(project.saved, timeout=PATIENCE_MS):
        viewer.project_commands.save()


def test_instead_it_can_be_saved_by_another_name(
    viewer: Application,
    other: Desk,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, project = tmp_path / "p.senet", viewer.documents.project
    with qtbot.waitSignal(project.saved, timeout=PATIENCE_MS):
        project.save(str(path))
    viewer.state.add([picture("more.jpg")])
    other.save(path, qtbot)
    chosen = str(tmp_path / "mine.senet")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    left: list[bool] = []
    answers = [QMessageBox.StandardButton.Save, QMessageBox.StandardButton.SaveAll]
    monkeypatch.setattr(viewer.project_commands, "_ask", lambda *_: answers.pop(0))
    assert not viewer.project_commands.may_leave(lambda: left.append(True))
    qtbot.waitUntil(lambda: left == [True], timeout=PATIENCE_MS)
    assert names_in(path) == list(NAMES)
    assert names_in(tmp_path / "mine.senet") == ["own.jpg", "more.jpg"]


def test_a_name_without_its_ending_replaces_no_project_unasked(
    viewer: Application,
    other: Desk,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other.save(tmp_path / "p.senet", qtbot)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "p"), ""))
    asked = answer(viewer, qtbot, "Cancel")
    viewer.project_commands.save_as()
    qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE_MS)
    assert asked == ["“p.senet” exists already. Replace it?"]
    assert names_in(tmp_path / "p.senet") == list(NAMES)
    assert viewer.documents.project.path == ""


def test_a_project_whose_file_is_gone_is_saved_again(
    viewer: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    path, project = tmp_path / "p.senet", viewer.documents.project
    with qtbot.waitSignal(project.saved, timeout=PATIENCE_MS):
        project.save(str(path))
    path.unlink()
    with qtbot.waitSignal(project.saved, timeout=PATIENCE_MS):
        viewer.project_commands.save()
    assert names_in(path) == ["own.jpg"]
