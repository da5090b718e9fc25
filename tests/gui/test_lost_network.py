"""A project whose network's file is gone: the window says so, and lets the user locate it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.app import Application
from senet_viewer.gui.networks import Choice
from senet_viewer.gui.panels.channel_card import ChannelCard
from senet_viewer.protocol import ModelLoaded
from tests.gui.desk import PATIENCE_MS, desk
from tests.gui.making import CPU, card, inspection, picture, profile
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


def open_card(viewer: Application) -> ChannelCard:
    shown = viewer.state.shown
    assert shown is not None
    viewer.parts.reading.open_card(shown.blocks[0].name, 3)
    QApplication.processEvents()
    assert viewer.parts.card.isVisible()
    return viewer.parts.card


def test_the_card_says_why_it_has_no_maps_and_locates_the_file(
    viewer: Application, project: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_card(viewer)
    assert shown.problem.text() == (
        "The maps need the network, whose file “mine.pth” is no longer where it was."
    )
    assert shown.problem.toolTip() == str(project.parent / "mine.pth")
    assert shown.remedy.text() == "Locate …"
    assert viewer.status.text.text().startswith("The network is not loaded · ")
    found = str(project.parent / "elsewhere" / "mine.pth")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (found, ""))
    with qtbot.waitSignal(viewer.networks.loading_changed, timeout=PATIENCE_MS):
        shown.remedy.click()
    assert viewer.networks.wanted.key == found
    assert shown.problem.text() == "The maps come as soon as the network is loaded."
    assert not shown.remedy.isVisible()
    request = viewer.networks._request
    renamed = replace(card(found), title="of another name")
    viewer.engine.model_loaded.emit(ModelLoaded(request, renamed, CPU, profile()))
    assert viewer.state.live
    assert viewer.status.text.text().startswith("Ready · ")
    assert shown.isVisible()
    assert not shown.problem.isVisible()
    assert viewer.parts.look.waiting, "the maps are asked for by themselves"
    viewer.state.add([picture("new.jpg")])
    viewer.state.select(picture("new.jpg").image.key)
    viewer.state.store_inspection(inspection("new.jpg"))
    assert shown.isVisible(), "it is the same network by another name"


def test_a_file_that_changed_is_told_and_can_be_located(
    qapp: QApplication, home: Path, project: Path, qtbot: QtBot
) -> None:
    (project.parent / "mine.pth").write_bytes(b"trained further")
    with built_window(qapp) as made:
        made.window.show()
        with qtbot.waitSignal(made.documents.project.opened, timeout=PATIENCE_MS):
            made.commands.open_paths([str(project)])
        shown = open_card(made)
        assert "its file “mine.pth” has changed" in shown.problem.text()
        assert shown.remedy.text() == "Locate …"


def test_a_network_that_fails_to_load_is_told_and_tried_again(
    qapp: QApplication, home: Path, project: Path, qtbot: QtBot
) -> None:
    (project.parent / "elsewhere" / "mine.pth").rename(project.parent / "mine.pth")
    with built_window(qapp) as made:
        made.window.show()
        with qtbot.waitSignal(made.documents.project.opened, timeout=PATIENCE_MS):
            made.commands.open_paths([str(project)])
        shown = open_card(made)
        assert shown.problem.text() == "The maps come as soon as the network is loaded."
        made.networks.fail(made.networks._request, ViewerError("x", "There is no memory for it."))
        assert shown.problem.text().endswith("could not be loaded: There is no memory for it.")
        assert shown.remedy.text() == "Try again"
        shown.remedy.click()
        assert made.networks.wanted.key == str(project.parent / "mine.pth")
        assert made.networks.loading
        made.networks.cancel()
        assert shown.problem.text().endswith("which is not loaded.")
        assert shown.remedy.text() == "Load it"
        shown.remedy.click()
        assert made.networks.loading
        assert not shown.remedy.isVisible()


def test_the_notice_goes_when_another_network_comes(viewer: Application) -> None:
    notices = viewer.notices
    while "mine.pth" not in notices.text.text():
        notices.close_button.click()
    viewer.networks.load(Choice())
    request = viewer.networks._request
    viewer.engine.model_loaded.emit(ModelLoaded(request, card(), CPU, profile()))
    assert "mine.pth" not in notices.text.text() or notices.isHidden()
