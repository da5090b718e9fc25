"""The command palette: finds by the starts of words, does what is chosen, by key alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.palette_delegate import marked_parts
from senet_viewer.gui.palette_entries import MOST, MOST_IMAGES, PaletteEntries
from senet_viewer.gui.palette_entry import Entry
from senet_viewer.gui.palette_matching import best_names, score
from senet_viewer.gui.panels.command_palette import LONGEST, CommandPalette
from senet_viewer.gui.reading import Channel
from senet_viewer.gui.settings import load_settings
from senet_viewer.statistics import Order
from tests.gui.making import picture
from tests.gui.viewing import built_window, give_keys, show_a_picture

MANY = 10_000
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A shown and active window with two pictures."""
    with built_window(qapp) as made:
        show_a_picture(made)
        show_a_picture(made, "b.jpg")
        give_keys(made, qtbot)
        made.images.list.setFocus()
        yield made


@pytest.fixture
def palette(window: Application) -> CommandPalette:
    """Opened by its key."""
    QTest.keyClick(window.images.list, Qt.Key.Key_P, CONTROL_SHIFT)
    made = window.command_parts.palette
    assert made.isVisible()
    assert made.line.hasFocus()
    return made


def titles(palette: CommandPalette) -> list[str]:
    model = palette.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def press(palette: CommandPalette, key: Qt.Key) -> None:
    QTest.keyClick(palette.line, key)
    QApplication.processEvents()


def type_in(palette: CommandPalette, text: str) -> None:
    palette.line.clear()
    QTest.keyClicks(palette.line, text)


# How it finds.


@pytest.mark.parametrize(
    "query",
    ["bars most", "most bars", "bmu", "bamoun", "unus", "BARS UNUSUAL", "view unusual"],
)
def test_a_command_is_found_by_starts_of_its_words(query: str) -> None:
    assert score(query, "Bars most unusual first", "View") is not None


@pytest.mark.parametrize("query", ["bars least", "umb", "x", "bmx"])
def test_what_it_does_not_say_is_not_found(query: str) -> None:
    assert score(query, "Bars most unusual first", "View") is None


def test_the_start_of_the_title_comes_before_a_later_word_and_the_inside_last() -> None:
    names = ("Open folder", "Save and open", "Reopen", "Log")
    values = [score("open", title, "File") for title in names]
    assert values[3] is None
    found = [value for value in values if value is not None]
    assert found == sorted(found, reverse=True)


def test_chinese_is_found_by_any_of_its_characters() -> None:
    assert score("文件夹", "打开文件夹", "文件") is not None
    assert score("夹", "打开文件夹") is not None


def test_names_that_begin_so_come_first_however_many_there_are() -> None:
    names = [f"img_{n:05}_cat.jpg" for n in range(MANY)] + ["cat.jpg", "bobcat.jpg"]
    found = best_names("cat", names, 5)
    assert names[found[0]] == "cat.jpg"
    assert len(found) == 5
    assert names[best_names("09999 cat", names, 5)[0]] == "img_09999_cat.jpg"


def test_a_row_marks_what_was_typed() -> None:
    assert marked_parts("Open folder", "fol op") == [
        ("Op", True),
        ("en ", False),
        ("fol", True),
        ("der", False),
    ]
    assert marked_parts("a+b", "+") == [("a", False), ("+", True), ("b", False)]


def test_wide_letters_and_odd_signs_find_what_is_meant_or_nothing() -> None:
    assert (
        score("\uff42\uff41\uff52\uff53\u3000\uff55\uff4e", "Bars most unusual first") is not None
    )
    assert score("\u3000 \t", "Bars most unusual first") == 0.0, "as if nothing were typed"
    for odd in ("🙂", "[a-", "(((", "\\", ".*", "^$", "\u200d", "a\u0301\u0301\u0301"):
        assert score(odd, "Bars most unusual first") is None
        assert best_names(odd, ["cat.jpg"], 5) == []
    assert best_names("(1)", ["cat (1).jpg", "cat 1.jpg"], 5) == [0]
    assert marked_parts("Smile 🙂 [x]", "🙂 [") == [
        ("Smile ", False),
        ("🙂", True),
        (" ", False),
        ("[", True),
        ("x]", False),
    ]


# What it does.


def test_a_command_is_done_with_enter_and_the_keyboard_goes_back(
    window: Application, palette: CommandPalette
) -> None:
    type_in(palette, "highest first")
    assert titles(palette)[0] == "Bars highest first"
    press(palette, Qt.Key.Key_Return)
    assert window.state.order is Order.HIGHEST
    assert not palette.isVisible()
    assert window.images.list.hasFocus()


def test_every_action_of_the_menus_is_offered_with_place_and_keys(
    window: Application, palette: CommandPalette
) -> None:
    offered = {entry.name: entry for entry in window.command_parts.entries.find("")}
    left_out = set(window.actions.by_name) - set(offered)
    assert left_out == {"commands"}, "all but the palette itself"
    assert offered["folder"].keys == "Ctrl+Shift+O"
    assert offered["folder"].place == "File"
    assert offered["dark"].place == "View ▸ Colours"
    assert offered["zoom_in"].keys == "+", "a key of the plot's own is shown, too"


def test_networks_and_references_of_the_menus_are_offered(
    window: Application, palette: CommandPalette
) -> None:
    type_in(palette, "compare nothing")
    assert titles(palette)[0] == "nothing"
    press(palette, Qt.Key.Key_Return)
    assert window.state.reference.means == {}


def test_an_image_is_shown_by_its_name_also_where_the_list_hides_it(
    window: Application, palette: CommandPalette
) -> None:
    window.images.search.setText("b.jpg")
    assert window.state.current == picture("b.jpg").image.key
    type_in(palette, "a.jpg")
    assert titles(palette)[0] == "a.jpg"
    press(palette, Qt.Key.Key_Enter)
    assert window.state.current == picture("a.jpg").image.key
    assert window.images.list.currentIndex().isValid()


def test_a_block_is_focused_by_its_name(window: Application, palette: CommandPalette) -> None:
    window.state.set_focus("SE_3_1")
    type_in(palette, "se21")
    assert titles(palette)[0] == "SE_2_1"
    press(palette, Qt.Key.Key_Return)
    assert window.state.focus == "SE_2_1"


@pytest.mark.parametrize("text", ["channel 5 of SE_2_1", "SE_2_1 5", "2_1 5", "5 in se_2_1"])
def test_a_channel_is_marked_and_put_on_its_card(
    window: Application, palette: CommandPalette, text: str
) -> None:
    window.state.set_focus("SE_3_1")
    type_in(palette, text)
    assert titles(palette)[0] == "Channel 5 of SE_2_1"
    press(palette, Qt.Key.Key_Return)
    assert (window.state.focus, window.state.marked_channel) == ("SE_2_1", 5)
    assert window.parts.reading.card == Channel("SE_2_1", 5)


def test_a_channel_or_block_that_is_not_there_is_not_offered(
    window: Application, palette: CommandPalette
) -> None:
    for text in ("channel 8 of SE_2_1", "channel 1 of SE_9_9"):
        type_in(palette, text)
        assert titles(palette) == []
    assert palette.nothing.isVisible()
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible(), "nothing to do"


def test_what_is_not_possible_now_says_so_and_is_not_done(
    window: Application, palette: CommandPalette
) -> None:
    action = window.actions["fill"]
    action.setEnabled(False)
    action.setToolTip("Open a picture first")
    palette.leave()
    palette.toggle()
    type_in(palette, "block fills")
    index = palette.list.currentIndex()
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Open a picture first" in words
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window.gates.gates.filled_block is None
    assert palette.hint.text() == "Open a picture first"


def test_a_menu_that_was_filled_anew_meanwhile_does_no_harm(
    window: Application, palette: CommandPalette
) -> None:
    type_in(palette, "compare nothing")
    window.choices._fill_compare()
    window.choices._fill()
    QApplication.sendPostedEvents()
    press(palette, Qt.Key.Key_Return)
    assert window.state.reference.means == {}


def test_what_was_used_last_stands_on_top_also_at_the_next_start(
    window: Application, palette: CommandPalette, qapp: QApplication
) -> None:
    for query in ("bars highest", "histogram"):
        if not palette.isVisible():
            palette.toggle()
        type_in(palette, query)
        press(palette, Qt.Key.Key_Return)
    palette.toggle()
    assert titles(palette)[:2] == ["Histogram beside the bars", "Bars highest first"]
    window.close()
    settings, error = load_settings(window.settings_file)
    assert error is None
    assert settings.commands == ["histogram", "highest"]


def test_damaged_names_in_the_settings_are_passed_over(
    window: Application, palette: CommandPalette
) -> None:
    window.settings.commands[:] = [7, None, "no such thing", "fill"]  # type: ignore[list-item]
    palette.leave()
    palette.toggle()
    assert titles(palette)[0] == "Block fills the panel"


# How it is handled.


def test_escape_leaves_without_stopping_anything_else(
    window: Application, palette: CommandPalette
) -> None:
    window.actions["fill"].trigger()
    window.images.list.setFocus()
    palette.leave()
    palette.toggle()
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.images.list.hasFocus()
    assert window.gates.gates.filled_block is not None


def test_a_click_elsewhere_leaves(window: Application, palette: CommandPalette) -> None:
    window.images.search.setFocus()
    QApplication.processEvents()
    assert not palette.isVisible()
    assert window.images.search.hasFocus()


def test_its_key_closes_it_again(window: Application, palette: CommandPalette) -> None:
    QTest.keyClick(palette.line, Qt.Key.Key_P, CONTROL_SHIFT)
    assert not palette.isVisible()


def test_arrows_go_round_and_pages_stop_at_the_ends(palette: CommandPalette) -> None:
    rows = palette.model.rowCount()
    press(palette, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == rows - 1
    press(palette, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    for _ in range(rows):
        press(palette, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == rows - 1


def test_a_screen_reader_hears_the_entry_while_the_keyboard_stays_in_the_line(
    palette: CommandPalette,
) -> None:
    type_in(palette, "open fold")
    assert palette.line.accessibleName()
    assert palette.line.accessibleDescription() == "Open folder, File, Ctrl+Shift+O"
    press(palette, Qt.Key.Key_Down)
    assert palette.line.hasFocus()


def test_a_click_on_a_row_does_it(window: Application, palette: CommandPalette) -> None:
    type_in(palette, "highest first")
    place = palette.list.visualRect(palette.model.index(0)).center()
    QTest.mouseClick(
        palette.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    assert window.state.order is Order.HIGHEST


def test_it_stays_inside_the_window_at_any_size_of_window_and_text(
    window: Application, palette: CommandPalette
) -> None:
    for percent, size in ((100, (1440, 900)), (200, (760, 520)), (100, (640, 360))):
        window.appearance.set_text_size(percent)
        window.window.resize(*size)
        QApplication.processEvents()
        corner = palette.mapTo(window.window, QPoint(0, 0))
        assert window.window.rect().contains(palette.rect().translated(corner)), (percent, size)
        assert palette.list.height() >= palette.delegate.height(palette.list.font())


def test_a_key_stroke_among_ten_thousand_images_is_bounded_work(
    window: Application, palette: CommandPalette, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.state.add([picture(f"holiday {n:05}.jpg") for n in range(MANY)])
    made: list[str] = []
    make = PaletteEntries._image

    def count(entries: PaletteEntries, key: str, name: str) -> Entry:
        made.append(name)
        return make(entries, key, name)

    monkeypatch.setattr(PaletteEntries, "_image", count)
    type_in(palette, "holiday 0")
    assert palette.model.rowCount() <= MOST
    assert len(made) <= len("holiday 0") * MOST_IMAGES
    press(palette, Qt.Key.Key_Return)
    assert window.state.current == picture("holiday 00000.jpg").image.key


def test_it_opens_over_a_window_without_images_too(qapp: QApplication, home: Path) -> None:
    with built_window(qapp) as made:
        made.window.show()
        made.actions["commands"].trigger()
        palette = made.command_parts.palette
        assert palette.isVisible()
        type_in(palette, "open fold")
        assert titles(palette) == ["Open folder"]
        type_in(palette, "131")
        assert titles(palette) == []
        palette.leave()


@pytest.mark.parametrize(
    "odd", ["🙂🙂", "  \u3000 ", "[a-z]+(", "\\", "SE_999_1 131", "\u0000", "%s{0}"]
)
def test_odd_text_does_no_harm(window: Application, palette: CommandPalette, odd: str) -> None:
    palette.line.setText(odd)
    QApplication.processEvents()
    palette.grab()
    press(palette, Qt.Key.Key_Down)
    assert palette.isVisible()
    assert bool(palette.model.rowCount()) != palette.nothing.isVisible()


def test_only_spaces_show_what_was_used_last(palette: CommandPalette) -> None:
    before = titles(palette)
    palette.line.setText(" \u3000 ")
    assert titles(palette) == before


def test_a_long_paste_is_cut_and_answered_at_once(palette: CommandPalette) -> None:
    QApplication.clipboard().setText("a b " * 25_000)
    palette.line.paste()
    assert 0 < len(palette.line.text()) <= LONGEST
    palette.grab()
    assert palette.isVisible()


@pytest.fixture
def chinese(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[CommandPalette]:
    """The palette of a Chinese window, open."""
    with built_window(qapp, Start(language="zh_CN")) as made:
        show_a_picture(made)
        give_keys(made, qtbot)
        made.actions["commands"].trigger()
        yield made.command_parts.palette


@pytest.mark.parametrize(
    ("english", "chinese_title"),
    [
        ("highest first", "柱从高到低"),
        ("bmu", "最不寻常的柱在前"),
        ("undo", "撤销"),
        ("settings", "设置"),
        ("average picture", "平均图像"),
    ],
)
def test_chinese_commands_are_found_by_their_english_names_too(
    chinese: CommandPalette, english: str, chinese_title: str
) -> None:
    chinese.line.setText(chinese_title)
    assert titles(chinese)[0] == chinese_title
    chinese.line.setText(english)
    assert chinese_title in titles(chinese)


def test_an_english_window_has_english_names_only(window: Application) -> None:
    window.command_parts.entries.renew()
    found = window.command_parts.entries.find("highest first")
    assert found
    assert {entry.english for entry in found} == {""}
