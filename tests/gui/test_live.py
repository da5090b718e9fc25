"""Live frames: one at a time, the newest wins, the gates follow, and a kept one is an image."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui import camera_source
from senet_viewer.gui.app import Application
from senet_viewer.gui.camera_source import MULTIMEDIA, FrameSource
from senet_viewer.gui.image_item import PASSING
from senet_viewer.gui.live import SIDE, Live
from senet_viewer.protocol import Finished, Inspected, Picture
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.viewing import built_window, show_a_picture


class Frames(FrameSource):
    """A camera that gives what the test wants to be seen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.on = False

    def start(self) -> None:
        self.on = True

    def stop(self) -> None:
        self.on = False


class Studio:
    """A window whose camera and engine are in the test's hands."""

    def __init__(self, window: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self.qtbot, self.live = window, qtbot, window.command_parts.live
        self.sources: list[Frames] = []
        self.asked: list[Picture] = []
        self.live.open_source = self._open
        monkeypatch.setattr(window.engine, "inspect", self._inspect)
        monkeypatch.setattr(window.engine, "cancel", lambda _request: None)

    def _open(self, parent: QObject) -> FrameSource:
        self.sources.append(Frames(parent))
        return self.sources[-1]

    def _inspect(self, pictures: tuple[Picture, ...], urgent: bool = False) -> int:
        assert urgent
        self.asked += pictures
        return 1000 + len(self.asked)

    def see(self, colour: str, width: int = 64) -> None:
        """A frame comes from the camera."""
        image = QImage(width, width // 2, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        self.sources[-1].frame_came.emit(image)

    def wait_asked(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.asked) == count)

    def answer(self) -> None:
        """The engine answers what it was asked last."""
        request, seed = 1000 + len(self.asked), len(self.asked)
        made = replace(inspection("x", seed=seed), image=self.asked[-1].image)
        self.window.engine.inspected.emit(Inspected(request, made))
        self.window.engine.finished.emit(Finished(request))

    def show(self, colour: str) -> None:
        """A frame comes, and its answer."""
        count = len(self.asked)
        self.see(colour)
        self.wait_asked(count + 1)
        self.answer()

    @property
    def keys(self) -> list[str]:
        return [item.key for item in self.window.state.items]

    @property
    def photo(self) -> str:
        """The colour of the photo on show."""
        item = self.window.state.current_item
        assert item is not None
        image = self.window.pictures.photo(item.picture)
        assert image is not None, "it needs no decoding"
        return image.pixelColor(1, 1).name()


@pytest.fixture
def studio(
    qapp: QApplication, home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    with built_window(qapp) as made:
        show_a_picture(made)
        yield Studio(made, qtbot, monkeypatch)


def test_the_gates_and_the_photo_follow_the_frames(studio: Studio) -> None:
    studio.live.start()
    state = studio.window.state
    for colour in ("#ff0000", "#00ff00"):
        studio.show(colour)
        assert state.up_to_date
        assert state.shown is not None
        assert state.shown.image == studio.asked[-1].image
        assert studio.photo == colour
    assert len(studio.keys) == 2, "a frame leaves the list when the next one is there"


def test_of_frames_that_come_meanwhile_the_newest_is_looked_at(studio: Studio) -> None:
    studio.live.start()
    for colour in ("#ff0000", "#00ff00", "#0000ff", "#ffffff"):
        studio.see(colour)
    studio.wait_asked(1)
    studio.answer()
    assert studio.photo == "#ff0000"
    studio.wait_asked(2)
    studio.answer()
    assert studio.photo == "#ffffff"
    QApplication.processEvents()
    assert len(studio.asked) == 2, "there is no queue"


def test_stopping_keeps_the_frame_as_an_image_like_others(studio: Studio) -> None:
    told: list[str] = []
    studio.live.said.connect(told.append)
    studio.live.start()
    studio.show("#ff0000")
    studio.live.toggle()
    assert not studio.sources[0].on
    assert studio.keys == [picture("a.jpg").image.key, "camera:1"]
    item = studio.window.state.current_item
    assert item is not None
    assert item.name == "camera 1"
    assert item.answer is not None
    assert studio.photo == "#ff0000"
    assert told == ["Kept: camera 1"]


def test_a_frame_is_kept_while_others_come(studio: Studio) -> None:
    studio.live.start()
    for colour in ("#ff0000", "#00ff00"):
        studio.show(colour)
        studio.live.keep()
    studio.show("#0000ff")
    assert studio.keys[1:3] == ["camera:1", "camera:2"]
    assert studio.live.running
    assert studio.photo == "#0000ff"


def test_choosing_another_image_stops_the_camera(studio: Studio) -> None:
    studio.live.start()
    studio.show("#ff0000")
    studio.window.state.select(picture("a.jpg").image.key)
    QApplication.processEvents()
    assert not studio.live.running
    assert studio.keys == [picture("a.jpg").image.key, "camera:1"]
    assert studio.window.state.current == picture("a.jpg").image.key


def test_large_frames_are_made_smaller_before_they_travel(studio: Studio) -> None:
    studio.live.start()
    studio.see("#ff0000", width=3 * SIDE)
    studio.wait_asked(1)
    studio.answer()
    item = studio.window.state.current_item
    assert item is not None
    photo = studio.window.pictures.photo(item.picture)
    assert photo is not None
    assert photo.width() == SIDE


def test_another_network_looks_at_the_frames_that_come_then(studio: Studio) -> None:
    studio.live.start()
    studio.see("#ff0000")
    studio.wait_asked(1)
    studio.window.state.set_model(card("other"), CPU, profile())
    asked = len(studio.asked)
    studio.see("#00ff00")
    studio.wait_asked(asked + 1)
    studio.answer()
    assert studio.photo == "#00ff00"


def test_frames_are_no_steps_and_nothing_of_them_stays_in_memory_or_on_disk(
    studio: Studio,
) -> None:
    history, results = studio.window.command_parts.history, studio.window.state.results
    studio.live.start()
    studio.show("#ff0000")
    history.note()
    history.clear()
    memory = results.bytes_in_memory
    for colour in ("#00ff00", "#0000ff", "#ffffff"):
        studio.show(colour)
        history.note()
    assert history.stack.count() == 0
    assert results.bytes_in_memory == memory
    assert not any(key.startswith(PASSING) for key in studio.window.documents.autosave._known)


def test_what_the_camera_cannot_is_one_sentence(studio: Studio) -> None:
    told: list[str] = []
    studio.live.failed.connect(lambda error: told.append(error.sentence))
    studio.live.start()
    studio.show("#ff0000")
    studio.sources[0].failed.emit(ViewerError("camera.refused", "Not allowed."))
    assert told == ["Not allowed."]
    assert not studio.live.running
    assert "camera:1" in studio.keys

    def nothing(_parent: QObject) -> FrameSource:
        raise ViewerError("camera.none", "No camera was found.")

    studio.live.open_source = nothing
    studio.window.actions["camera"].setEnabled(True)
    studio.window.actions["camera"].trigger()
    assert told[1:] == ["No camera was found."]
    assert not studio.window.actions["camera"].isChecked()


def test_closing_the_window_ends_it(studio: Studio) -> None:
    studio.live.start()
    studio.show("#ff0000")
    source = studio.sources[0]
    studio.window.close()
    assert not source.on
    assert studio.keys == [picture("a.jpg").image.key]


def test_the_menu_follows(studio: Studio) -> None:
    actions = studio.window.actions
    assert not actions["keep_frame"].isEnabled()
    studio.live.start()
    assert actions["camera"].isChecked()
    assert actions["keep_frame"].isEnabled()
    studio.live.stop()
    assert not actions["camera"].isChecked()


@pytest.mark.parametrize("there", [True, False])
def test_without_qt_multimedia_the_entry_says_what_it_needs(
    qapp: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setattr("senet_viewer.gui.camera_menus.has_multimedia", lambda: there)
    with built_window(qapp) as made:
        action = made.actions["camera"]
        assert action.isEnabled() is there
        assert ("extra “camera”" in action.toolTip()) is not there
        assert MULTIMEDIA not in sys.modules


def test_what_cannot_be_imported_is_one_sentence(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, MULTIMEDIA, None)
    parent = QObject()
    with pytest.raises(ViewerError) as caught:
        camera_source.open_camera(parent)
    assert caught.value.code == "camera.missing"


def test_frames_wait_for_a_network(qapp: QApplication, home: Path, qtbot: QtBot) -> None:
    with built_window(qapp) as made:
        live: Live = made.command_parts.live
        live.open_source = Frames
        live.start()
        source = live.findChild(Frames)
        assert source is not None
        source.frame_came.emit(QImage(8, 8, QImage.Format.Format_RGB32))
        QApplication.processEvents()
        assert made.state.items == []
