"""Settings are on disk some seconds after a change, whatever becomes of the window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui import settings_keeper
from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.settings import Settings, load_settings, save_settings
from senet_viewer.protocol import ModelLoaded
from senet_viewer.statistics import Order
from tests.gui.making import CPU, card, profile
from tests.gui.viewing import built_window
from tests.limits import files_up_to


@pytest.fixture
def window(
    qapp: QApplication, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setattr(settings_keeper, "LOOK_EVERY_MS", 40)
    monkeypatch.setattr(settings_keeper, "RETRY_AFTER_MS", 40)
    with built_window(qapp) as made:
        made.keeper.start()
        yield made


def on_disk(window: Application) -> Settings:
    return load_settings(window.settings_file)[0]


def test_a_choice_is_written_while_the_window_is_open(window: Application, qtbot: QtBot) -> None:
    window.appearance.choose("dark")
    window.parts.reading.set_noise_wanted(False)
    window.state.set_order(Order.HIGHEST)
    qtbot.waitUntil(lambda: on_disk(window).theme == "dark")
    assert on_disk(window).order == "highest"
    assert not on_disk(window).noise


def test_columns_and_window_are_kept_as_they_are_moved(window: Application, qtbot: QtBot) -> None:
    window.window.show()
    qtbot.waitUntil(lambda: bool(on_disk(window).columns))
    before = on_disk(window)
    window.window.columns.setSizes([400, 400, 600])
    window.window.resize(1200, 700)
    qtbot.waitUntil(lambda: on_disk(window).columns != before.columns)
    qtbot.waitUntil(lambda: on_disk(window).geometry != before.geometry)


def test_a_network_that_is_loaded_is_kept_as_the_newest(window: Application, qtbot: QtBot) -> None:
    window.network_commands.choose("/weights/mine.pth")
    request = window.networks._request
    window.engine.model_loaded.emit(ModelLoaded(request, card("/weights/mine.pth"), CPU, profile()))
    qtbot.waitUntil(lambda: on_disk(window).model == "/weights/mine.pth")
    assert on_disk(window).recent_networks[0][0] == "/weights/mine.pth"


def test_without_a_change_nothing_is_written(window: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.settings_file.exists)
    written = window.settings_file.stat()
    qtbot.wait(300)
    assert window.settings_file.stat() == written


def test_what_another_window_chose_stays(window: Application, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.settings_file.exists)
    other = on_disk(window)
    other.theme = "contrast-dark"
    save_settings(other, window.settings_file)
    window.state.set_order(Order.HIGHEST)
    qtbot.waitUntil(lambda: on_disk(window).order == "highest")
    assert on_disk(window).theme == "contrast-dark"
    window.close()
    assert on_disk(window).theme == "contrast-dark"


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_a_full_disk_is_told_once_and_the_settings_follow_later(
    window: Application, qtbot: QtBot
) -> None:
    qtbot.waitUntil(window.settings_file.exists)
    told: list[object] = []
    window.keeper.failed.connect(told.append)
    with files_up_to(300):
        window.appearance.choose("dark")
        qtbot.waitUntil(lambda: bool(told))
        qtbot.wait(200)
        assert len(told) == 1
        assert "settings cannot be saved" in window.notices.text.text()
        assert on_disk(window).theme == "system"
    qtbot.waitUntil(lambda: on_disk(window).theme == "dark")
    qtbot.waitUntil(window.notices.isHidden)


def test_a_window_for_a_picture_only_keeps_nothing(qapp: QApplication, tmp_path: Path) -> None:
    with built_window(qapp, Start(screenshot=str(tmp_path / "x.png"))) as made:
        made.close()
        assert not made.settings_file.exists()
