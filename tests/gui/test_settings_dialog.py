"""The settings dialog: shows what holds, does at once what is chosen, and resets all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.settings_dialog import SettingsDialog
from senet_viewer.gui.references import Compare
from senet_viewer.gui.screens import room_for
from senet_viewer.gui.settings import load_settings
from senet_viewer.gui.sorting import SortBy, Sorting
from senet_viewer.gui.theme import CONTRAST_LIGHT, LIGHT
from senet_viewer.protocol import Hello
from senet_viewer.statistics import Order
from tests.gui.making import CPU
from tests.gui.viewing import built_window


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        yield made


@pytest.fixture
def dialog(window: Application) -> SettingsDialog:
    window.actions["settings"].trigger()
    assert window.preferences.dialog is not None
    return window.preferences.dialog


def choose(box: QComboBox, key: str) -> None:
    """As the user does: the box emits ``activated``."""
    place = box.findData(key)
    assert place >= 0, key
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_it_opens_by_the_systems_key_and_once(window: Application, dialog: SettingsDialog) -> None:
    action = window.actions["settings"]
    assert action.shortcut().toString() == "Ctrl+,"
    assert action.menuRole() is QAction.MenuRole.PreferencesRole
    action.trigger()
    assert window.preferences.dialog is dialog


def test_colours_and_text_size_apply_at_once(
    window: Application, dialog: SettingsDialog, qapp: QApplication
) -> None:
    choose(dialog.theme, "contrast-light")
    assert window.theme is CONTRAST_LIGHT
    size = qapp.font().pointSizeF()
    choose(dialog.text_size, "150")
    assert qapp.font().pointSizeF() == pytest.approx(1.5 * size)
    assert dialog.font().pointSizeF() == pytest.approx(1.5 * size), "the dialog itself too"


def test_it_follows_what_is_chosen_elsewhere(window: Application, dialog: SettingsDialog) -> None:
    window.actions["dark"].trigger()
    window.actions["larger"].trigger()
    window.actions["histogram"].trigger()
    assert dialog.theme.currentData() == "dark"
    assert dialog.text_size.currentData() == "110"
    assert not dialog.histogram.isChecked()


def test_plots_follow_their_boxes(window: Application, dialog: SettingsDialog) -> None:
    dialog.histogram.click()
    dialog.noise.click()
    assert not window.parts.reading.histogram
    assert not window.parts.reading.noise_wanted
    assert not window.actions["histogram"].isChecked()


def test_device_and_exactness_load_the_network_anew(
    window: Application, dialog: SettingsDialog
) -> None:
    dialog.exact.click()
    assert window.networks.wanted.precision == "bfloat16"
    choose(dialog.device, "auto")
    assert window.networks.wanted.device == "auto"


def test_the_language_is_kept_for_the_next_start(
    window: Application, dialog: SettingsDialog
) -> None:
    choose(dialog.language, "zh_CN")
    window.close()
    settings, _ = load_settings(window.settings_file)
    assert settings.language == "zh_CN"


def test_folders_are_named_and_shown(
    window: Application, dialog: SettingsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    for button in dialog.findChildren(QPushButton):
        if button.accessibleName().startswith("Show "):
            button.click()
    assert shown == [
        str(window.settings_file.parent),
        str(window.log_folder),
        str(window.autosave_folder),
    ]


def test_reset_all_brings_back_the_first_start_but_keeps_recent_files(
    window: Application, dialog: SettingsDialog
) -> None:
    window.settings.recent = [["/a.jpg"]]
    choose(dialog.theme, "contrast-light")
    choose(dialog.text_size, "150")
    choose(dialog.language, "en")
    dialog.histogram.click()
    window.parts.reading.set_differences_wanted(True)
    window.command_parts.bindings.add("card", QKeySequence("X"))
    window.state.set_order(Order.HIGHEST)
    window.state.compare_with(Compare.NOTHING)
    window.images.set_sorting(Sorting(SortBy.NAME))
    dialog.reset_button.click()
    assert window.theme is LIGHT
    assert window.settings.text_size == 100
    assert window.settings.language == "system"
    assert window.parts.reading.histogram
    assert not window.parts.reading.differences_wanted
    assert not window.command_parts.bindings.any_changed
    assert window.settings.keys == {}
    assert window.state.order is Order.CHANNEL
    assert window.state.compare is Compare.AVERAGE
    assert window.images.model.sorting == Sorting()
    assert window.settings.recent == [["/a.jpg"]]
    assert dialog.theme.currentData() == "system"
    assert "first start" in window.status.text.text()


def test_a_choice_after_a_reset_takes_its_message_back(
    window: Application, dialog: SettingsDialog
) -> None:
    choices: tuple[Callable[[], object], ...] = (
        lambda: choose(dialog.theme, "dark"),
        lambda: choose(dialog.text_size, "125"),
        lambda: choose(dialog.language, "en"),
        dialog.histogram.click,
        lambda: window.command_parts.bindings.add("card", QKeySequence("X")),
        lambda: window.state.set_order(Order.HIGHEST),
        lambda: window.state.compare_with(Compare.NOTHING),
    )
    for change in choices:
        dialog.reset_button.click()
        assert "first start" in window.status.text.text()
        change()
        assert "first start" not in window.status.text.text()


def test_a_message_of_something_else_stays_when_settings_change(
    window: Application, dialog: SettingsDialog
) -> None:
    dialog.reset_button.click()
    window.status.say("Written: /a.csv")
    choose(dialog.theme, "dark")
    assert window.status.text.text() == "Written: /a.csv"


@pytest.mark.parametrize("size", [90, 200])
def test_it_is_as_large_as_its_text_and_the_screen_let_it(
    window: Application, dialog: SettingsDialog, qtbot: QtBot, size: int
) -> None:
    first = dialog.size()
    window.appearance.set_text_size(size)
    qtbot.waitUntil(lambda: dialog.height() != first.height())
    assert (dialog.height() > first.height()) == (size > 100)
    screen = dialog.screen().availableGeometry()
    assert screen.contains(dialog.frameGeometry())
    view = dialog.findChild(QScrollArea)
    assert isinstance(view, QScrollArea)
    page = view.widget()
    assert page is not None
    assert page.width() <= view.viewport().width(), "nothing is cut off at the right"
    bar = view.verticalScrollBar()
    assert (bar.maximum() == 0) or dialog.height() == room_for(screen.size(), screen).height()
    window.appearance.set_text_size(100)
    qtbot.waitUntil(lambda: dialog.size() == first)


def test_who_made_it_larger_keeps_it_so(
    window: Application, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.resize(dialog.width() + 150, dialog.height() + 40)
    larger = dialog.size()
    window.appearance.set_text_size(90)
    qtbot.wait(20)
    assert dialog.size() == larger


def test_closing_it_lets_it_be_opened_again(
    window: Application, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.reject()
    assert window.preferences.dialog is None
    window.actions["settings"].trigger()
    assert window.preferences.dialog is not None


def test_devices_come_when_the_engine_has_told_them(
    window: Application, dialog: SettingsDialog
) -> None:
    assert [dialog.device.itemData(n) for n in range(dialog.device.count())] == ["auto"]
    window.networks.hello = Hello({}, (CPU,), ())
    window.networks.catalogue_changed.emit()
    assert [dialog.device.itemData(n) for n in range(dialog.device.count())] == ["auto", CPU.key]
    assert dialog.device.currentData() == "auto"


def test_no_label_loses_a_part_of_its_last_letter(
    window: Application, dialog: SettingsDialog, qtbot: QtBot
) -> None:
    labels = [one for one in dialog.findChildren(QLabel) if one.text().startswith("&")]
    assert labels
    for percent in (100, 125):
        window.appearance.set_text_size(percent)
        qtbot.wait(1)
        for label in labels:
            image = label.grab().toImage()
            right = {image.pixelColor(image.width() - 1, y).name() for y in range(image.height())}
            assert len(right) == 1, label.text()
