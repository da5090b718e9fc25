"""Keys: in menus, on the sheet, out of the way of typing, and enough to reach everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTreeWidgetItemIterator, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.keys_dialog import KeysDialog
from senet_viewer.gui.dialogs.text_dialog import TextDialog
from tests.gui.viewing import built_window, give_keys, show_a_picture

MOST_STEPS = 80


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A shown and active window with one picture."""
    with built_window(qapp) as made:
        show_a_picture(made)
        show_a_picture(made, "b.jpg")
        give_keys(made, qtbot)
        yield made


def holder() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the keyboard is nowhere"
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(holder(), key, modifier)
    QApplication.processEvents()


def sheet(window: Application) -> KeysDialog:
    window.actions["keys"].trigger()
    found = window.window.findChild(KeysDialog)
    assert isinstance(found, KeysDialog)
    return found


def test_the_sheet_has_every_key_of_the_menus_and_of_the_parts(window: Application) -> None:
    dialog = sheet(window)
    dialog.copy()
    text = QGuiApplication.clipboard().text()
    for action in window.actions.by_name.values():
        for key in action.shortcuts():
            assert key.toString() in text, key.toString()
    for group in ("In a bar plot", "In the depth strip", "On the photo", "In a table"):
        assert group in text
    assert "&" not in text
    dialog.close()


def test_the_sheet_is_searched(window: Application) -> None:
    dialog = sheet(window)
    dialog.search.setText("card")
    found = QTreeWidgetItemIterator(
        dialog.tree,
        QTreeWidgetItemIterator.IteratorFlag.NotHidden
        | QTreeWidgetItemIterator.IteratorFlag.NoChildren,
    )
    shown = []
    while (item := found.value()) is not None:
        shown.append(item.text(0))
        found += 1
    assert "Card of the marked channel" in shown
    assert "open the card of the marked channel" in shown
    assert "Open folder" not in shown
    dialog.close()


def test_tab_comes_to_every_part_and_round_again(window: Application) -> None:
    window.images.list.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    for _ in range(MOST_STEPS):
        press(Qt.Key.Key_Tab)
        if holder() in reached:
            break
        reached.append(holder())
    else:
        pytest.fail("Tab never comes round")
    for part in (
        window.toolbar.open,
        window.toolbar.compare,
        window.images.search,
        window.images.sort_button,
        window.images.list,
        window.answer.photo,
        window.answer.bars.rows,
        window.focus.all_channels,
        window.focus.statistics,
        window.gates.depth_strip,
        window.gates.filter,
        window.gates.field,
        window.status.about,
    ):
        assert part in reached, part
    assert set(window.gates.gates.plots.values()) <= set(reached)
    order = [reached.index(part) for part in (window.toolbar.open, window.images.search)]
    assert order == sorted(order)


def test_what_tab_reaches_has_a_name_for_screen_readers(window: Application) -> None:
    window.images.list.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(MOST_STEPS):
        press(Qt.Key.Key_Tab)
        widget = holder()
        if widget is window.images.list:
            break
        text = getattr(widget, "text", lambda: "")()
        assert widget.accessibleName() or text, widget


def around(window: Application, widget: QWidget) -> QImage:
    """What is seen of a part and of a little around it."""
    QApplication.processEvents()
    corner = widget.mapTo(window.window, widget.rect().topLeft())
    place = widget.rect().translated(corner).adjusted(-3, -3, 3, 3)
    return window.window.grab(place).toImage()


@pytest.mark.parametrize("theme", ["light", "contrast-dark"])
def test_the_part_that_has_the_keyboard_is_seen_to_have_it(window: Application, theme: str) -> None:
    window.appearance.choose(theme)
    window.images.list.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = []
    unseen = []
    while holder() not in reached:
        widget = holder()
        reached.append(widget)
        held = around(window, widget)
        press(Qt.Key.Key_Tab)
        if around(window, widget) == held:
            unseen.append(widget.accessibleName() or str(widget))
    assert not unseen


def test_menu_buttons_tell_what_is_chosen_to_screen_readers(window: Application) -> None:
    assert window.toolbar.model.accessibleName() == "Network: SE-ResNet-18"
    assert window.toolbar.compare.accessibleName() == "Compare with: average picture"
    assert window.images.sort_button.accessibleName() == "Order of the images: by arrival"
    assert window.answer.photo.accessibleDescription().startswith("b.jpg · 640×480")


def test_back_tab_goes_the_other_way(window: Application) -> None:
    window.images.search.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Tab)
    after = holder()
    assert after is not window.images.search
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert holder() is window.images.search


def test_single_letters_are_only_text_while_one_types(window: Application) -> None:
    order, histogram = window.state.order, window.parts.reading.histogram
    fields = [field for field in window.window.findChildren(QLineEdit) if field.isVisible()]
    assert len(fields) >= 2
    for field in fields:
        field.setFocus(Qt.FocusReason.TabFocusReason)
        typed = "hfmtsnilc123?[]"
        QTest.keyClicks(field, typed)
        QApplication.processEvents()
        assert window.state.order is order
        assert window.parts.reading.histogram is histogram
        assert window.gates.gates.filled_block is None
        assert QApplication.activeModalWidget() is None
        assert not window.window.findChildren(TextDialog)
        field.clear()


def test_escape_closes_the_card_then_the_filled_panel(window: Application) -> None:
    window.state.set_marked(3)
    window.actions["card"].trigger()
    window.actions["fill"].trigger()
    assert window.parts.reading.card is not None
    window.images.list.setFocus()
    press(Qt.Key.Key_Escape)
    assert window.parts.reading.card is None
    assert window.gates.gates.filled_block is not None
    press(Qt.Key.Key_Escape)
    assert window.gates.gates.filled_block is None


def test_a_plots_keys_are_entries_of_a_menu_that_do_the_same(window: Application) -> None:
    view, actions = window.gates.gates, window.actions
    plot = view.plots[window.state.focus]
    actions["first_bar"].trigger()
    assert window.state.marked_channel == 0
    actions["next_bar"].trigger()
    assert window.state.marked_channel == 1
    actions["last_bar"].trigger()
    assert window.state.marked_channel == plot.channels - 1
    before = plot.view.shown_range
    actions["zoom_in"].trigger()
    assert plot.view.shown_range != before
    actions["all_bars"].trigger()
    assert plot.view.shown_range == before
    actions["open_card"].trigger()
    card = window.parts.reading.card
    assert card is not None
    assert card.number == plot.channels - 1
    assert actions["next_bar"].text().endswith("\t→"), "the key stands beside the text"


def test_the_photo_is_zoomed_and_moved_by_key(window: Application) -> None:
    photo = window.answer.photo
    assert photo.focusPolicy() is Qt.FocusPolicy.TabFocus
    current = window.state.current
    photo.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Left)
    assert window.state.current != current, "a photo that is all there leaves arrows to the list"


def test_menus_open_by_their_letters_and_no_letter_is_given_twice(window: Application) -> None:
    titles = [action.text() for action in window.window.menuBar().actions()]
    letters = [title[title.index("&") + 1].lower() for title in titles if "&" in title]
    assert len(letters) == len(titles)
    assert len(set(letters)) == len(letters)
    for action in window.window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)


def test_about_gives_versions_to_paste(window: Application) -> None:
    window.actions["about"].trigger()
    dialog = window.window.findChild(TextDialog)
    assert isinstance(dialog, TextDialog)
    lines = dialog.body.toPlainText().splitlines()
    assert lines[0].split() == ["senet-viewer", "0.1"]
    names = [line.split()[0] for line in lines]
    for name in ("Python", "Qt", "torch", "torchvision", "timm", "numpy", "Pillow", "network"):
        assert name in names
    assert "SE-ResNet-18" in dialog.body.toPlainText()
    dialog.close()
