"""A project whose network's file is gone: the window says so, and lets the user locate it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.networks import Choice
from senet_viewer.protocol import ModelLoaded
from tests.gui.desk import PATIENCE_MS, desk
from tests.gui.making import CPU, card, profile
from tests.gui.viewing import built_window


@pytest.fixture
def project(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Path:
    """A project whose network ``mine.pth`` is in the folder ``elsewhere`` now."""
    weights = tmp_path / "mine.pth"
    weights.write_bytes(b"weights")
    with desk(tmp_path / "autosave") as one:
        one.load_network(str(weights))
        one.open(["a.jpg"])
        one.save(tmp_path / "p.senet", qtbot)
    (tmp_path / "elsewhere").mkdir()
    weights.rename(tmp_path / "elsewhere" / "mine.pth")
    return tmp_path / "p.senet"


@pytest.fixture
def viewer(qapp: QApplication, home: Path, project: Path, qtbot: QtBot) -> Iterator[Application]:
    with built_window(qapp) as made:
        made.window.show()
        with qtbot.waitSignal(made.documents.project.opened, timeout=PATIENCE_MS):
            made.commands.open_paths([str(project)])
        yield made


def test_the_notice_names_file_and_folder_and_offers_to_locate_it(
    viewer: Application, project: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = viewer.notices
    while "mine.pth" not in notices.text.text():
        notices.close_button.click()
    assert f"“mine.pth” is no longer in “{project.parent}”" in notices.text.text()
    assert notices.offer_button.text() == "Locate …"
    asked: list[str] = []
    found = str(project.parent / "elsewhere" / "mine.pth")

    def choose(_parent: object, title: str, *_more: object) -> tuple[str, str]:
        asked.append(title)
        return found, ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    with qtbot.waitSignal(viewer.networks.loading_changed, timeout=PATIENCE_MS):
        notices.offer_button.click()
    assert asked == ["Locate “mine.pth”"]
    assert viewer.networks.wanted.key == found
    assert viewer.state.items[0].answer is not None


def test_the_notice_goes_when_another_network_comes(viewer: Application) -> None:
    notices = viewer.notices
    while "mine.pth" not in notices.text.text():
        notices.close_button.click()
    viewer.networks.load(Choice())
    request = viewer.networks._request
    viewer.engine.model_loaded.emit(ModelLoaded(request, card(), CPU, profile()))
    assert "mine.pth" not in notices.text.text() or notices.isHidden()
