"""Keys can be changed: conflicts are named before, and menus, sheet and tooltips follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.dialogs.change_keys_dialog import ChangeKeysDialog
from senet_viewer.gui.dialogs.keys_dialog import KeysDialog, as_text
from senet_viewer.gui.key_bindings import MOST_KEYS, KeyBindings
from senet_viewer.gui.key_tips import KeyTip
from senet_viewer.gui.settings import Settings, load_settings, save_settings
from senet_viewer.statistics import Order
from tests.gui.viewing import built_window, give_keys, show_a_picture


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A shown and active window with a picture."""
    with built_window(qapp) as made:
        show_a_picture(made)
        give_keys(made, qtbot)
        made.images.list.setFocus()
        yield made


@pytest.fixture
def keys(window: Application) -> KeyBindings:
    return window.command_parts.bindings


@pytest.fixture
def dialog(window: Application, qtbot: QtBot) -> Iterator[ChangeKeysDialog]:
    window.actions["change_keys"].trigger()
    made = window.command_parts.dialog
    assert made is not None
    with qtbot.waitExposed(made):
        made.show()
    yield made
    if window.command_parts.dialog is not None:
        made.close()


def key(text: str) -> QKeySequence:
    return QKeySequence(text)


def type_key(dialog: ChangeKeysDialog, code: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    dialog.edit.setFocus()
    QTest.keyClick(dialog.edit, code, modifier)


def buttons(dialog: ChangeKeysDialog) -> list[QPushButton]:
    QApplication.processEvents()
    found = dialog.present.findChildren(QPushButton)
    return [button for button in found if not button.isHidden()]


CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def test_a_pressed_key_is_given_to_the_chosen_action_and_works_at_once(
    window: Application, dialog: ChangeKeysDialog
) -> None:
    dialog.choose("highest")
    type_key(dialog, Qt.Key.Key_H, CONTROL)
    assert dialog.edit.keySequence() == key("Ctrl+H")
    assert dialog.problem.text() == ""
    dialog.give.click()
    assert [button.text() for button in buttons(dialog)] == ["2  ×", "Ctrl+H  ×"]
    dialog.close()
    window.window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window.images.list, Qt.Key.Key_H, CONTROL)
    assert window.state.order is Order.HIGHEST


def test_a_taken_key_names_who_loses_it_before_it_does(
    window: Application, dialog: ChangeKeysDialog, keys: KeyBindings
) -> None:
    dialog.choose("highest")
    type_key(dialog, Qt.Key.Key_E, CONTROL)
    assert dialog.problem.text() == "Ctrl+E belongs to “Export: Figure”, which would lose it."
    assert dialog.edit.accessibleDescription() == dialog.problem.text()
    assert dialog.give.text() == "Take over"
    assert keys.keys("figure") == (key("Ctrl+E"),), "nothing has happened yet"
    dialog.give.click()
    assert keys.keys("figure") == ()
    assert window.actions["highest"].shortcuts() == [key("2"), key("Ctrl+E")]
    assert window.settings.keys == {"figure": [], "highest": ["2", "Ctrl+E"]}


@pytest.mark.parametrize("code", [Qt.Key.Key_Plus, Qt.Key.Key_Home, Qt.Key.Key_Period])
def test_keys_of_plots_and_lists_are_fixed_and_say_so(
    dialog: ChangeKeysDialog, keys: KeyBindings, code: Qt.Key
) -> None:
    dialog.choose("highest")
    type_key(dialog, code, NONE)
    assert "is fixed" in dialog.problem.text()
    assert not dialog.give.isEnabled()
    keys.add("highest", dialog.edit.keySequence())
    assert keys.keys("highest") == (key("2"),)


def test_a_menus_own_letter_is_not_taken_from_it(
    dialog: ChangeKeysDialog, keys: KeyBindings
) -> None:
    dialog.choose("highest")
    type_key(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert dialog.problem.text() == "Alt+F opens the menu File; choose another one."
    assert not dialog.give.isEnabled()


def test_escape_stops_whatever_the_user_changes(
    dialog: ChangeKeysDialog, keys: KeyBindings
) -> None:
    dialog.choose("stop")
    assert not dialog.edit.isEnabled()
    assert dialog.heading.text() == "These keys belong to their place and stay as they are."
    refusal = keys.refusal("highest", key("Esc"))
    assert refusal is not None
    assert refusal.fixed


def test_the_table_has_the_fixed_keys_too(dialog: ChangeKeysDialog) -> None:
    heads = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    texts = [head.text(0) for head in heads if head is not None]
    assert texts[0] == "File"
    assert "In a bar plot: fixed" in texts


def test_a_key_of_two_strokes_clashes_with_what_begins_it(keys: KeyBindings) -> None:
    keys.add("highest", key("Ctrl+K, Ctrl+H"))
    refusal = keys.refusal("fill", key("Ctrl+K"))
    assert refusal is not None
    assert refusal.action == "highest"
    assert keys.refusal("fill", key("Ctrl+K, F")) is None
    keys.add("fill", key("Ctrl+K"))
    assert keys.keys("highest") == (key("2"),)


def test_a_key_is_taken_off_with_its_button(dialog: ChangeKeysDialog, keys: KeyBindings) -> None:
    dialog.choose("next")
    first = buttons(dialog)[0]
    assert first.accessibleName() == "Take Right off"
    first.click()
    assert keys.keys("next") == (key("Alt+Right"),)
    assert [button.text() for button in buttons(dialog)] == ["Alt+Right  ×"]


def test_one_or_all_are_reset(dialog: ChangeKeysDialog, keys: KeyBindings) -> None:
    keys.add("highest", key("Ctrl+E"))
    keys.add("fill", key("Ctrl+J"))
    dialog.choose("figure")
    assert dialog.reset.isEnabled()
    dialog.reset.click()
    assert keys.keys("figure") == (key("Ctrl+E"),)
    assert keys.keys("highest") == (key("2"),), "who had been given its key loses it"
    assert keys.keys("fill") == (key("F"), key("Ctrl+J"))
    dialog.reset_all.click()
    assert keys.keys("fill") == (key("F"),)
    assert not keys.any_changed
    assert not dialog.reset_all.isEnabled()


def test_an_action_has_only_so_many_keys(dialog: ChangeKeysDialog, keys: KeyBindings) -> None:
    for number in range(MOST_KEYS + 2):
        keys.add("highest", key(f"Ctrl+Alt+{chr(ord('A') + number)}"))
    assert len(keys.keys("highest")) == MOST_KEYS
    dialog.choose("highest")
    type_key(dialog, Qt.Key.Key_J, CONTROL)
    assert not dialog.give.isEnabled()
    assert dialog.problem.text()


def test_actions_are_found_by_name_and_key(dialog: ChangeKeysDialog) -> None:
    dialog.search.setText("ctrl+shift+o")
    shown = [name for name, item in dialog._items.items() if not item.isHidden()]
    assert shown == ["folder"]


def test_a_search_chooses_the_first_that_it_finds(dialog: ChangeKeysDialog) -> None:
    dialog.search.setText("histogram")
    assert dialog.chosen == "histogram"
    dialog.search.setText("noise")
    assert dialog.chosen == "noise"
    dialog.search.setText("nothing is called so")
    assert dialog.chosen == ""
    assert not dialog.edit.isEnabled()


def test_a_menus_title_asks_for_an_action_and_does_not_speak_of_fixed_keys(
    dialog: ChangeKeysDialog,
) -> None:
    dialog.tree.setCurrentIndex(dialog.tree.model().index(0, 0))
    assert dialog.heading.text() == "Choose an action to change its keys."


def test_escape_takes_a_pressed_key_back_and_then_leaves(
    window: Application, dialog: ChangeKeysDialog
) -> None:
    dialog.choose("histogram")
    type_key(dialog, Qt.Key.Key_X, NONE)
    assert not dialog.edit.keySequence().isEmpty()
    type_key(dialog, Qt.Key.Key_Escape, NONE)
    assert dialog.edit.keySequence().isEmpty()
    assert dialog.isVisible()
    type_key(dialog, Qt.Key.Key_Escape, NONE)
    assert window.command_parts.dialog is None
    assert not window.command_parts.bindings.any_changed


@pytest.mark.parametrize("press", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_button_with_the_keyboard_is_pressed_by_enter_too(
    dialog: ChangeKeysDialog, keys: KeyBindings, press: Qt.Key
) -> None:
    dialog.choose("histogram")
    type_key(dialog, Qt.Key.Key_X, NONE)
    dialog.give.setFocus()
    QTest.keyClick(dialog.give, press)
    assert keys.keys("histogram") == (key("H"), key("X"))


def test_a_key_without_a_modifier_is_text_where_one_types(
    window: Application, keys: KeyBindings
) -> None:
    keys.add("histogram", key("X"))
    before = window.parts.reading.histogram
    for field in (window.images.search, window.gates.field):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_X)
        assert window.parts.reading.histogram == before
        field.clear()
    window.images.list.setFocus()
    QTest.keyClick(window.images.list, Qt.Key.Key_X)
    assert window.parts.reading.histogram != before


def test_chinese_tooltips_name_the_key_that_holds(qapp: QApplication, home: Path) -> None:
    with built_window(qapp, Start(language="zh_CN")) as made:
        tip = made.toolbar.orders[Order.HIGHEST].findChild(KeyTip)
        assert isinstance(tip, KeyTip)
        assert "\uff082\uff09" in tip.text
        bindings = made.command_parts.bindings
        bindings.add("highest", key("Ctrl+H"))
        bindings.remove("highest", key("2"))
        assert "\uff08Ctrl+H\uff09" in tip.text


def test_only_changed_keys_are_kept_and_hold_at_the_next_start(
    window: Application, keys: KeyBindings, qapp: QApplication
) -> None:
    keys.add("highest", key("Ctrl+H"))
    keys.add("fill", key("Ctrl+J"))
    keys.remove("fill", key("Ctrl+J"))
    window.close()
    settings, _ = load_settings(window.settings_file)
    assert settings.keys == {"highest": ["2", "Ctrl+H"]}
    with built_window(qapp) as again:
        assert again.actions["highest"].shortcuts() == [key("2"), key("Ctrl+H")]
        assert again.actions["fill"].shortcuts() == [key("F")]


def test_keys_that_changed_places_hold_at_the_next_start(
    window: Application, keys: KeyBindings, qapp: QApplication
) -> None:
    keys.add("fill", key("2"))
    keys.add("highest", key("F"))
    window.close()
    with built_window(qapp) as again:
        assert again.actions["highest"].shortcuts() == [key("F")]
        assert again.actions["fill"].shortcuts() == [key("2")]


@pytest.mark.parametrize(
    ("damaged", "held"),
    [
        ({"highest": "Ctrl+H"}, ["2"]),
        ({"highest": [3, None, {"a": 1}]}, []),
        ({"highest": ["garbage!!", "Ctrl+Foo", ""]}, []),
        ({"highest": ["Ctrl+O"]}, ["2"]),
        ({"highest": ["Ctrl+O", "Ctrl+H"]}, ["Ctrl+H"]),
        ({"highest": ["Esc"], "stop": ["Ctrl+H"]}, ["2"]),
        ({"no such action": ["Ctrl+H"]}, ["2"]),
        ({"highest": ["Ctrl+H"] * 1000}, ["Ctrl+H"]),
    ],
)
def test_damaged_keys_in_the_settings_do_no_harm(
    window: Application, qapp: QApplication, damaged: dict[str, list[str]], held: list[str]
) -> None:
    window.close()
    save_settings(Settings(keys=damaged), window.settings_file)
    with built_window(qapp) as again:
        assert again.actions["highest"].shortcuts() == [key(text) for text in held]
        assert again.actions["stop"].shortcuts() == [key("Esc")]
        assert again.actions["open"].shortcuts() == [key("Ctrl+O")]
        texts = [one.toString() for a in again.actions.by_name.values() for one in a.shortcuts()]
        assert len(texts) == len(set(texts))


def test_the_open_sheet_and_the_palette_follow_at_once(
    window: Application, keys: KeyBindings
) -> None:
    window.actions["keys"].trigger()
    sheet = window.window.findChild(KeysDialog)
    assert isinstance(sheet, KeysDialog)
    keys.add("highest", key("Ctrl+H"))
    assert "2, Ctrl+H" in as_text(sheet._groups)
    rows = [
        child.text(1)
        for group in map(sheet.tree.topLevelItem, range(sheet.tree.topLevelItemCount()))
        if group is not None
        for child in map(group.child, range(group.childCount()))
        if child is not None
    ]
    assert "2, Ctrl+H" in rows
    sheet.close()
    window.command_parts.palette.toggle()
    found = window.command_parts.entries.find("bars highest")[0]
    assert found.keys == "2, Ctrl+H"


def test_the_sheet_leads_to_the_dialog(window: Application) -> None:
    window.actions["keys"].trigger()
    sheet = window.window.findChild(KeysDialog)
    assert isinstance(sheet, KeysDialog)
    box = sheet.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    next(one for one in box.buttons() if one.text() == "Change keys …").click()
    assert window.command_parts.dialog is not None
    window.command_parts.dialog.close()
    sheet.close()


def test_tooltips_name_the_key_that_holds(window: Application, keys: KeyBindings) -> None:
    button = window.toolbar.orders[Order.HIGHEST]
    tip = button.findChild(KeyTip)
    assert isinstance(tip, KeyTip)
    assert "(2)" in tip.text
    keys.add("highest", key("Ctrl+H"))
    keys.remove("highest", key("2"))
    assert "(Ctrl+H)" in tip.text
    keys.remove("highest", key("Ctrl+H"))
    assert "(" not in tip.text


def test_the_settings_lead_to_the_dialog(window: Application) -> None:
    window.actions["settings"].trigger()
    settings = window.preferences.dialog
    assert settings is not None
    button = next(b for b in settings.findChildren(QPushButton) if b.text() == "Change keys …")
    button.click()
    assert window.command_parts.dialog is not None
    window.command_parts.dialog.close()
    settings.close()
