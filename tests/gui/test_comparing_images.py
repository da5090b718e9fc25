"""Comparing images in the built window: pin one, select several, overlaid and as differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.app import Application
from senet_viewer.gui.dialogs.table_dialog import Sheet, TableContent
from senet_viewer.gui.figure_subjects import shown_subject, subjects_of
from senet_viewer.gui.image_list_model import LETTER_ROLE, PINNED_ROLE
from senet_viewer.gui.plots.gate_content import GateContent
from senet_viewer.gui.references import Compare
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef, Inspection, Noise
from senet_viewer.resources import sample_images
from senet_viewer.similarity import differences, parting, similarity
from senet_viewer.statistics import Order, gates_by_block
from tests.gui.making import CPU, card, inspection, picture, profile
from tests.gui.plots.acting import colours
from tests.gui.plots.acting import picture as picture_of
from tests.gui.viewing import built_window, give_keys

Key = Qt.Key
NAMES = tuple(f"{letter}.jpg" for letter in "pqrstuvw")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

PHOTO_COLOURS = 250
"""Words and a mark have fewer, a photo has more."""


@pytest.fixture
def viewer(qapp: QApplication, home: Path, qtbot: QtBot) -> Iterator[Application]:
    """A window with eight pictures that are inspected; the engine is not started."""
    with built_window(qapp) as made:
        made.window.resize(1440, 900)
        made.state.set_model(card(), CPU, profile())
        made.state.add([picture(name) for name in NAMES])
        for seed, name in enumerate(NAMES):
            made.state.store_inspection(inspection(name, 10 * seed))
        made.state.select(key("p.jpg"))
        give_keys(made, qtbot)
        made.images.list.setFocus()
        yield made


def key(name: str) -> str:
    return picture(name).image.key


def click(viewer: Application, qtbot: QtBot, name: str, held: Qt.KeyboardModifier) -> None:
    """A click on an image's row."""
    images = viewer.images
    place = images.list.visualRect(images.model.index(images.model.row(key(name)))).center()
    qtbot.mouseClick(images.list.viewport(), Qt.MouseButton.LeftButton, held, place)


def choose(viewer: Application, names: Sequence[str]) -> None:
    viewer.state.set_selected([key(name) for name in names])


def shown(viewer: Application) -> Inspection:
    found = viewer.state.shown
    assert found is not None
    return found


def content(viewer: Application, block: str) -> GateContent:
    """What a block's plot shows."""
    found = viewer.gates.gates.plots[block]._content
    assert found is not None
    return found


def sheet(made: TableContent | None) -> Sheet:
    """The first sheet of a table."""
    assert made is not None
    return made.sheets[0]


def compared(viewer: Application) -> list[tuple[str, str]]:
    """Letter and name of each image in the legend."""
    return [(one.entry.letter, one.entry.name) for one in viewer.gates.legend.buttons]


def press(viewer: Application, qtbot: QtBot, pressed: Qt.Key) -> None:
    qtbot.keyClick(viewer.images.list, pressed)


class TestPin:
    def test_p_pins_the_image_on_show_for_all_others(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        press(viewer, qtbot, Key.Key_P)
        assert viewer.state.reference.subject == "p.jpg"
        assert viewer.toolbar.compare.text() == "pinned: p.jpg"
        for _ in range(2):
            press(viewer, qtbot, Key.Key_Down)
        assert viewer.state.current == key("r.jpg")
        assert viewer.state.reference.subject == "p.jpg"
        alike = similarity(shown(viewer).blocks[0].gates, inspection("p.jpg").blocks[0].gates)
        departures = viewer.state.departures()
        assert departures is not None
        assert departures[0] == pytest.approx(1 - alike)

    def test_p_again_unpins(self, viewer: Application, qtbot: QtBot) -> None:
        for _ in range(2):
            press(viewer, qtbot, Key.Key_P)
        assert viewer.state.compare is Compare.AVERAGE
        assert viewer.toolbar.compare.text() == "average picture"

    def test_p_on_another_image_pins_that_one(self, viewer: Application, qtbot: QtBot) -> None:
        press(viewer, qtbot, Key.Key_P)
        press(viewer, qtbot, Key.Key_Down)
        press(viewer, qtbot, Key.Key_P)
        assert viewer.state.pinned == key("q.jpg")

    def test_the_pinned_image_is_marked_in_the_list(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        press(viewer, qtbot, Key.Key_P)
        model = viewer.images.model
        pinned = [model.index(row).data(PINNED_ROLE) for row in range(model.rowCount())]
        assert pinned == [True] + [False] * 7
        spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken.endswith("pinned as the reference")
        row = viewer.images.list.visualRect(model.index(0))
        with_pin = viewer.images.list.viewport().grab(row).toImage()
        press(viewer, qtbot, Key.Key_P)
        assert viewer.images.list.viewport().grab(row).toImage() != with_pin

    def test_is_in_both_menus(self, viewer: Application, qtbot: QtBot) -> None:
        action = viewer.actions["pin"]
        assert action in viewer.images.list.actions()
        action.trigger()
        assert action.isChecked()
        press(viewer, qtbot, Key.Key_Down)
        assert not action.isChecked()

    def test_the_pinned_image_itself_says_why_nothing_differs(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        press(viewer, qtbot, Key.Key_P)
        assert viewer.gates.depth_caption.text().startswith("This is the pinned picture")


class TestSelection:
    def test_two_selected_images_are_compared(self, viewer: Application, qtbot: QtBot) -> None:
        click(viewer, qtbot, "q.jpg", CONTROL)
        assert compared(viewer) == [("A", "p.jpg"), ("B", "q.jpg")]
        assert viewer.gates.legend.isVisible()
        assert viewer.toolbar.compare.text() == "the selected images"
        assert "B, q.jpg: mean" in content(viewer, "SE_3_1").description()

    def test_the_image_on_show_stays_a_and_the_others_follow_in_order_of_selection(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        for name in ("s.jpg", "q.jpg"):
            click(viewer, qtbot, name, CONTROL)
        assert viewer.state.current == key("p.jpg")
        assert compared(viewer) == [("A", "p.jpg"), ("B", "s.jpg"), ("C", "q.jpg")]
        click(viewer, qtbot, "s.jpg", CONTROL)
        assert compared(viewer) == [("A", "p.jpg"), ("B", "q.jpg")]

    def test_of_a_range_the_first_stays_a(self, viewer: Application, qtbot: QtBot) -> None:
        click(viewer, qtbot, "s.jpg", Qt.KeyboardModifier.NoModifier)
        click(viewer, qtbot, "q.jpg", SHIFT)
        assert compared(viewer) == [("A", "s.jpg"), ("B", "q.jpg"), ("C", "r.jpg")]

    def test_letters_stand_in_the_list(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "r.jpg"))
        model = viewer.images.model
        letters = [model.index(row).data(LETTER_ROLE) for row in range(4)]
        assert letters == ["A", "", "B", ""]

    def test_more_than_six_are_said_to_be_left_out(self, viewer: Application) -> None:
        viewer.images.list.selectAll()
        assert [letter for letter, _ in compared(viewer)] == list("ABCDEF")
        assert viewer.gates.legend.note.text() == "2 more left out: 6 at most"

    def test_images_without_gates_are_said_to_wait(self, viewer: Application) -> None:
        viewer.state.add([picture("new.jpg")])
        choose(viewer, ("p.jpg", "q.jpg", "new.jpg"))
        assert compared(viewer) == [("A", "p.jpg"), ("B", "q.jpg")]
        assert viewer.gates.legend.note.text() == "1 without gates yet"
        viewer.state.store_inspection(inspection("new.jpg", 99))
        assert compared(viewer) == [("A", "p.jpg"), ("B", "q.jpg"), ("C", "new.jpg")]

    def test_answers_beyond_six_images_draw_nothing_anew_and_are_counted(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        late = [f"late{number}.jpg" for number in range(20)]
        viewer.state.add([picture(name) for name in late])
        viewer.images.list.selectAll()
        assert (
            viewer.gates.legend.note.text() == "2 more left out: 6 at most · 20 without gates yet"
        )
        with qtbot.assertNotEmitted(viewer.state.reference_changed):
            for seed, name in enumerate(late):
                viewer.state.store_inspection(inspection(name, seed))
            qtbot.waitUntil(
                lambda: viewer.gates.legend.note.text() == "22 more left out: 6 at most"
            )

    def test_one_selected_image_is_compared_with_the_reference_again(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        click(viewer, qtbot, "q.jpg", CONTROL)
        click(viewer, qtbot, "r.jpg", Qt.KeyboardModifier.NoModifier)
        assert not viewer.gates.legend.isVisible()
        assert viewer.state.reference.compare is Compare.AVERAGE
        assert viewer.gates.depth_caption.text().startswith("how far each block")

    def test_taking_the_image_on_show_out_leaves_the_others_compared(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        click(viewer, qtbot, "r.jpg", SHIFT)
        click(viewer, qtbot, "p.jpg", CONTROL)
        assert compared(viewer) == [("A", "q.jpg"), ("B", "r.jpg")]

    def test_removing_one_ends_its_part_in_the_comparison(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg", "r.jpg"))
        viewer.state.remove([key("q.jpg")])
        assert compared(viewer) == [("A", "p.jpg"), ("B", "r.jpg")]

    def test_a_click_in_the_legend_makes_an_image_the_base(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        choose(viewer, ("p.jpg", "q.jpg", "r.jpg"))
        qtbot.mouseClick(viewer.gates.legend.buttons[2], Qt.MouseButton.LeftButton)
        assert viewer.state.current == key("r.jpg")
        assert compared(viewer) == [("A", "r.jpg"), ("B", "p.jpg"), ("C", "q.jpg")]
        rows = viewer.images.list.selectionModel().selectedIndexes()
        assert len(rows) == 3

    def test_another_network_ends_the_comparison_until_the_images_are_inspected(
        self, viewer: Application
    ) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        viewer.state.set_model(card("other"), CPU, None)
        viewer.state.store_inspection(inspection("p.jpg", 3))
        assert not viewer.state.compared
        viewer.state.store_inspection(inspection("q.jpg", 4))
        assert compared(viewer) == [("A", "p.jpg"), ("B", "q.jpg")]

    def test_a_reference_chosen_in_the_menu_takes_the_place_of_the_selected_images(
        self, viewer: Application
    ) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        menu = viewer.choices.compare
        menu.aboutToShow.emit()
        average = next(one for one in menu.actions() if one.data() == "average")
        average.trigger()
        menu.triggered.emit(average)
        assert viewer.state.selected == (key("p.jpg"),)
        assert viewer.state.reference.compare is Compare.AVERAGE

    def test_a_class_takes_their_place_only_once_it_is_chosen(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        menu = viewer.choices.compare
        menu.aboutToShow.emit()
        a_class = next(one for one in menu.actions() if one.data() == "class")
        a_class.trigger()
        menu.triggered.emit(a_class)
        dialog = viewer.guide.classes.dialog
        assert dialog is not None
        assert viewer.state.compared, "the dialog may still be left without a choice"
        dialog.chosen.emit(1)
        dialog.close()
        assert viewer.state.selected == (key("p.jpg"),)
        assert viewer.state.reference.compare is Compare.CLASS

    def test_the_lists_own_order_does_not_follow_the_selected_images(
        self, viewer: Application
    ) -> None:
        before = viewer.state.chosen_reference
        choose(viewer, ("p.jpg", "q.jpg"))
        assert viewer.state.chosen_reference is before


def shows_a_photo(widget: QWidget) -> bool:
    return len(colours(picture_of(widget))) > PHOTO_COLOURS


def test_the_legend_shows_thumbnails_as_soon_as_they_are_made(
    qapp: QApplication, home: Path, qtbot: QtBot
) -> None:
    names = ("tabby", "espresso")
    with built_window(qapp) as viewer:
        viewer.state.set_model(card(), CPU, profile())
        for seed, path in enumerate(one for one in sample_images() if one.stem in names):
            ref = ImageRef(str(path), path.name, str(path))
            viewer.state.add([Picture(ref)])
            viewer.state.store_inspection(replace(inspection(path.name, seed), image=ref))
        viewer.state.select(viewer.state.items[0].key)
        viewer.images.list.selectAll()
        legend = viewer.gates.legend
        viewer.window.resize(1440, 980)
        viewer.window.show()
        assert [button.entry.name for button in legend.buttons] == ["tabby.jpg", "espresso.jpg"]
        buttons = legend.buttons
        qtbot.waitUntil(lambda: all(shows_a_photo(one) for one in buttons))


class TestDifferences:
    def test_the_choice_is_there_at_the_next_start(
        self, viewer: Application, qapp: QApplication, qtbot: QtBot
    ) -> None:
        press(viewer, qtbot, Key.Key_D)
        viewer.close()
        with built_window(qapp) as again:
            assert again.parts.reading.differences_wanted
            again.state.set_model(card(), CPU, profile())
            again.state.add([picture("p.jpg")])
            again.state.select(key("p.jpg"))
            again.state.store_inspection(inspection("p.jpg"))
            assert again.gates.switch.differences.isChecked()

    def test_d_switches_between_gates_and_differences(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        view = viewer.gates.gates.plots["SE_3_1"].view
        assert view.gate_axis.marks[0] == (0.0, "0")
        press(viewer, qtbot, Key.Key_D)
        assert viewer.gates.switch.differences.isChecked()
        assert viewer.actions["differences"].isChecked()
        assert view.gate_axis.marks[0] == (0.5, "0")
        assert "minus that of B (q.jpg)" in viewer.gates.gates_caption.text()
        press(viewer, qtbot, Key.Key_D)
        assert viewer.gates.switch.gates.isChecked()
        assert view.gate_axis.marks[0] == (0.0, "0")

    @pytest.mark.parametrize("compare", [Compare.AVERAGE, Compare.CLASS, Compare.IMAGE])
    def test_are_there_for_any_reference(self, viewer: Application, compare: Compare) -> None:
        viewer.state.compare_with(compare, 1, key("q.jpg"))
        viewer.actions["differences"].trigger()
        means = viewer.state.reference.means
        expected = shown(viewer).block("SE_2_1").gates - means["SE_2_1"]
        bars = content(viewer, "SE_2_1").bars().gates
        assert bars is not None
        np.testing.assert_array_equal(bars, expected)

    def test_need_something_to_compare_with(self, viewer: Application) -> None:
        viewer.actions["differences"].trigger()
        viewer.state.compare_with(Compare.NOTHING)
        switch = viewer.gates.switch
        assert not switch.differences.isEnabled()
        assert switch.gates.isChecked()
        assert "select two images" in switch.differences.toolTip()
        choose(viewer, ("p.jpg", "q.jpg"))
        assert switch.differences.isChecked(), "what was wanted is shown where it can be"

    def test_of_more_than_two_images_name_their_base(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg", "r.jpg"))
        viewer.actions["differences"].trigger()
        assert viewer.gates.gates._tail.text() == (
            "base A; bar: A − B; marks: A − C; up: more open in A"
        )


class TestDepth:
    def test_says_in_which_blocks_two_images_are_apart(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        one, other = inspection("p.jpg", 0), inspection("q.jpg", 10)
        values = differences(one.blocks, gates_by_block(other))
        assert all(parting(values).apart)
        least = one.blocks[int(np.argmax(values))].name
        assert viewer.gates.depth_caption.text() == (
            "Clearly apart from the first block, SE_2_1, to the last; "
            f"least alike at {least} ({1 - max(values):.2f})"
        )
        assert viewer.gates.depth_caption.text() in viewer.gates.depth_title.toolTip()
        assert viewer.gates.depth_legend.text() == "similarity = 1 − mean |gate difference|"
        assert "1 − mean of |gate − gate|" in viewer.gates.depth_legend.toolTip()

    def test_says_that_two_images_are_alike_within_the_noise(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        seen = shown(viewer)
        channels = {one.name: np.ones(one.channels, np.float32) for one in seen.blocks}
        noise = Noise(seen.image, channels, dict.fromkeys(channels, 0.9))
        viewer.parts.reading.set_noise(seen, noise)
        text = viewer.gates.depth_caption.text()
        assert text.startswith("Alike throughout, but for the noise")

    def test_says_that_two_images_have_the_same_gates(self, viewer: Application) -> None:
        viewer.state.store_inspection(inspection("q.jpg", 0))
        choose(viewer, ("p.jpg", "q.jpg"))
        assert viewer.gates.depth_caption.text() == "Their gates are the same in every block"

    def test_says_from_where_on_each_of_several_images_is_apart(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg", "r.jpg"))
        text = viewer.gates.depth_caption.text()
        assert text.startswith("A is first clearly apart from B, C at SE_2_1; least alike: A–")

    def test_a_click_on_the_strip_focuses(self, viewer: Application, qtbot: QtBot) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        strip = viewer.gates.depth_strip
        for name in ("SE_2_1", "SE_3_1"):
            place = strip.bar_place(name).center()
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
            assert viewer.state.focus == name


class TestAround:
    def test_the_focus_panel_lists_the_most_different_channels(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        viewer.state.set_focus("SE_3_1")
        assert viewer.focus.title.text() == "SE_3_1: most different channels"
        assert "gate in A minus gate in B (q.jpg)" in viewer.focus.subtitle.text()
        one, other = inspection("p.jpg", 0).block("SE_3_1"), inspection("q.jpg", 10).block("SE_3_1")
        first = viewer.focus.unusual._columns[0]._entries[0]
        assert first.channel == int(np.argmax(one.gates - other.gates))

    def test_the_most_unusual_first_are_the_most_different(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        viewer.state.set_order(Order.UNUSUAL)
        one, other = inspection("p.jpg", 0).block("SE_3_1"), inspection("q.jpg", 10).block("SE_3_1")
        assert content(viewer, "SE_3_1").channels[0] == int(
            np.argmax(np.abs(one.gates - other.gates))
        )

    def test_the_channel_card_shows_every_images_gate(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg", "r.jpg"))
        viewer.parts.reading.open_card("SE_3_1", 5)
        words = viewer.parts.card.accessibleDescription()
        for letter, seed in (("B", 10), ("C", 20)):
            gate = inspection("x", seed).block("SE_3_1").gates[5]
            assert f"{letter} {gate:.2f}" in words

    def test_the_tables_have_columns_for_every_image(self, viewer: Application) -> None:
        choose(viewer, ("p.jpg", "q.jpg", "r.jpg"))
        viewer.state.set_focus("SE_3_1")
        channels = sheet(viewer.tables._channels())
        assert list(channels.columns)[:7] == [
            "channel",
            "A: p.jpg",
            "rank by height",
            "B: q.jpg",
            "A − B",
            "C: r.jpg",
            "A − C",
        ]
        own = [inspection("x", seed).block("SE_3_1").gates[0] for seed in (0, 10, 20)]
        assert channels.rows[0][1] == own[0]
        assert channels.rows[0][3:7] == (own[1], own[0] - own[1], own[2], own[0] - own[2])
        blocks = sheet(viewer.tables._statistics())
        assert list(blocks.columns)[-2:] == ["similarity to B: q.jpg", "similarity to C: r.jpg"]
        other = inspection("q.jpg", 10).blocks[0].gates
        assert blocks.rows[0][-2] == similarity(inspection("p.jpg", 0).blocks[0].gates, other)

    def test_the_copied_table_holds_the_compared_images(
        self, viewer: Application, qtbot: QtBot
    ) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        with qtbot.waitSignal(viewer.exporter.copied):
            viewer.exporter.copy_table()
        values = QGuiApplication.clipboard().mimeData().data("text/csv").toStdString()
        images = {line.split(",")[0] for line in values.splitlines()[1:]}
        assert images == {"/pictures/p.jpg", "/pictures/q.jpg"}

    def test_a_figure_of_the_image_on_show_has_the_first_other_as_its_reference(
        self, viewer: Application
    ) -> None:
        choose(viewer, ("p.jpg", "q.jpg"))
        alone = shown_subject(viewer.state)
        assert alone is not None
        assert alone.reference_title == "q.jpg"
        both = subjects_of(viewer.state, [key("p.jpg"), key("q.jpg")])
        assert "10,000 pictures" in both.reference_title, "one for all: what was chosen"
