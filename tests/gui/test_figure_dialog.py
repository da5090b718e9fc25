"""The figure dialog as a user meets it: preview, mistakes, export, copies, styles, memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from senet_viewer.export.style import FigureStyle, Ground
from senet_viewer.export.style_file import as_json, read_style, write_style
from senet_viewer.gui.dialogs.figure_dialog import FigureDialog
from senet_viewer.gui.figure_notes import print_note
from senet_viewer.gui.figure_subjects import reference_title
from senet_viewer.gui.references import Compare, Reference
from senet_viewer.gui.theme import DARK, LIGHT
from senet_viewer.statistics import Order, gates_by_block
from tests.gui.figure_desk import PATIENCE_MS, SMALL, FigureDesk, figure_desk
from tests.gui.making import inspection


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[FigureDesk]:
    with figure_desk(tmp_path) as desk:
        desk.settings.figure_style = as_json(SMALL)
        yield desk


@pytest.fixture
def dialog(desk: FigureDesk) -> Iterator[FigureDialog]:
    """The open dialog, closed at the end where it still stands."""
    desk.commands.show_dialog()
    assert desk.commands.dialog is not None
    yield desk.commands.dialog
    if desk.commands.dialog is not None:
        desk.commands.dialog.reject()


def wait_for_preview(dialog: FigureDialog, qtbot: QtBot) -> None:
    def there() -> bool:
        return dialog.preview.has_picture and not dialog.preview.dimmed

    qtbot.waitUntil(there, timeout=PATIENCE_MS)


def choose_file(monkeypatch: pytest.MonkeyPatch, path: Path, chosen: str) -> None:
    """Answer the system's file dialogs with ``path``."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), chosen))


def test_the_preview_follows_what_is_chosen_and_mistakes_are_said(
    dialog: FigureDialog, qtbot: QtBot
) -> None:
    assert not dialog.preview.has_picture
    wait_for_preview(dialog, qtbot)
    first = dialog.preview.sheet.image
    assert dialog.size_text.text().startswith("60 × ")
    assert dialog.message.isHidden()
    dialog.form.free_height.setChecked(False)
    dialog.form.height_mm.setValue(80)
    dialog.form.width_mm.setValue(160)
    assert dialog.preview.dimmed
    assert dialog.preview.sheet.image is first
    wait_for_preview(dialog, qtbot)
    assert dialog.size_text.text() == "160 × 80 mm, 630 × 315 pixels"
    image, paper = dialog.preview.sheet.image, dialog.preview.sheet.paper
    assert image.width() / image.height() == pytest.approx(2, rel=0.01)
    assert paper.width() / paper.height() == pytest.approx(2, rel=0.01)
    dialog.form.height_mm.setValue(20)
    qtbot.waitUntil(lambda: "do not fit on 20 mm" in dialog.message.text(), timeout=PATIENCE_MS)
    assert dialog.preview.dimmed
    dialog.form.blocks.setCurrentIndex(dialog.form.blocks.count() - 1)
    dialog.form.names.setText("SE_9_9")
    qtbot.waitUntil(lambda: "no block “SE_9_9”" in dialog.message.text(), timeout=PATIENCE_MS)
    dialog.form.blocks.setCurrentIndex(0)
    dialog.form.free_height.setChecked(True)
    wait_for_preview(dialog, qtbot)
    assert dialog.message.isHidden()


def test_an_open_dialog_takes_on_another_theme(desk: FigureDesk, dialog: FigureDialog) -> None:
    dialog.take_style("/nowhere/style.json")
    assert LIGHT.error in dialog.message.styleSheet()
    desk.commands.set_theme(DARK)
    assert DARK.error in dialog.message.styleSheet()


def test_a_file_is_written_in_the_format_chosen_and_all_is_remembered(
    desk: FigureDesk, dialog: FigureDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = desk.out / "made" / "figure.svg"
    target.parent.mkdir()
    choose_file(monkeypatch, target.with_suffix(""), "SVG (*.svg)")
    dialog.form.ground.setCurrentIndex(1)
    with qtbot.waitSignal(desk.exporter.done, timeout=PATIENCE_MS) as done:
        dialog.export_button.click()
        assert not dialog.form.isEnabled()
    assert done.args == [str(target)]
    assert "SE_2_1.bars" in target.read_text(encoding="utf-8")
    settings = desk.settings
    assert settings.last_export_folder == str(target.parent)
    assert settings.figure_format == ".svg"
    assert desk.commands.style.ground is Ground.DARK
    qtbot.waitUntil(lambda: desk.commands.dialog is None)
    desk.commands.show_dialog()
    again = desk.commands.dialog
    assert again is not None
    assert again.form.style_chosen().ground is Ground.DARK
    assert again.target.suffix == ".svg"
    again.reject()


def test_a_picture_is_not_replaced_by_its_figure(
    desk: FigureDesk, dialog: FigureDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = desk.pictures / "a.png"
    before = photo.read_bytes()
    choose_file(monkeypatch, photo, "PNG (*.png)")
    dialog.export()
    assert "is one of the images" in dialog.message.text()
    assert photo.read_bytes() == before


def test_what_cannot_be_written_is_said_and_the_figure_can_be_copied_instead(
    desk: FigureDesk, dialog: FigureDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, desk.out / "no such folder" / "f.png", "PNG (*.png)")
    dialog.export_button.click()
    assert dialog.message.text() == "Writing f.png …"
    qtbot.waitUntil(lambda: "no folder" in dialog.message.text(), timeout=PATIENCE_MS)
    assert dialog.form.isEnabled()
    dialog.form.set_style_chosen(replace(SMALL, width_mm=80, height_mm=100, dpi=200))
    with qtbot.waitSignal(dialog.copied, timeout=PATIENCE_MS):
        dialog.copy_button.click()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (630, 787)
    assert image.dotsPerMeterX() == pytest.approx(200 / 0.0254, abs=1)
    assert dialog.form.isEnabled()


def test_all_pictures_are_written_under_names_that_are_shown_before(
    desk: FigureDesk, dialog: FigureDialog, qtbot: QtBot
) -> None:
    (desk.out / "b 2.svg").write_text("old")
    (desk.out / "c 3.svg").mkdir()
    target = dialog.target
    assert target.pattern.isHidden()
    target.scope_box.setCurrentIndex(target.scope_box.count() - 1)
    assert target.scope_box.currentText() == "all 3 pictures"
    target.set_suffix(".svg")
    target.pattern.setText("{name} {number}")
    qtbot.waitUntil(lambda: "unknown field" in target.example.text(), timeout=PATIENCE_MS)
    target.pattern.setText("{name} {index}")
    expected = "3 files, the first: a 1.svg\n2 of them exist and will be replaced."
    qtbot.waitUntil(lambda: target.example.text() == expected, timeout=PATIENCE_MS)
    with qtbot.waitSignal(dialog.progress.ended, timeout=PATIENCE_MS):
        dialog.export_button.click()
        assert dialog.progress.running
        assert not dialog.target.isEnabled()
    assert dialog.message.text() == "2 of 3 figures are written; the others failed:"
    assert dialog.progress.failures.toPlainText().startswith("c.png: “")
    assert "is a folder" in dialog.progress.failures.toPlainText()
    assert "b.png" in (desk.out / "b 2.svg").read_text(encoding="utf-8")
    dialog.reject()
    assert desk.settings.figure_pattern == "{name} {index}"


def test_selected_pictures_come_first(desk: FigureDesk) -> None:
    desk.state.set_selected(desk.keys[:2])
    desk.commands.show_dialog()
    dialog = desk.commands.dialog
    assert dialog is not None
    box = dialog.target.scope_box
    assert [box.itemText(index) for index in range(box.count())] == [
        "the 2 compared pictures, on one figure",
        "the 2 selected pictures",
        "this picture: a.png",
        "all 3 pictures",
    ]
    assert dialog.target.scope.together
    assert not dialog.target.many
    box.setCurrentIndex(1)
    assert dialog.target.scope.keys == tuple(desk.keys[:2])
    assert dialog.target.many
    dialog.reject()


def test_compared_pictures_stand_on_one_figure(
    desk: FigureDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.state.set_selected(desk.keys)
    assert len(desk.state.compared.images) == 2
    desk.commands.show_dialog()
    dialog = desk.commands.dialog
    assert dialog is not None
    wait_for_preview(dialog, qtbot)
    assert not dialog.form.parts["reference"].isEnabled()
    assert dialog.target.suggested() == str(desk.out / "a-gates.png")
    choose_file(monkeypatch, desk.out / "f.svg", "SVG (*.svg)")
    with qtbot.waitSignal(desk.exporter.done, timeout=PATIENCE_MS):
        dialog.export()
    svg = (desk.out / "f.svg").read_text(encoding="utf-8")
    assert "3 images compared" in svg
    assert all(name in svg for name in ("a.png", "b.png", "c.png", "SE_2_1.B", "SE_2_1.C"))
    assert svg.count("<image") == 3


def test_one_of_the_compared_pictures_alone_has_ticks(
    desk: FigureDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.state.set_selected(desk.keys[:2])
    desk.commands.show_dialog()
    dialog = desk.commands.dialog
    assert dialog is not None
    dialog.target.scope_box.setCurrentIndex(2)
    assert dialog.target.scope_box.currentText() == "this picture: a.png"
    assert dialog.form.parts["reference"].isEnabled()
    choose_file(monkeypatch, desk.out / "f.svg", "SVG (*.svg)")
    with qtbot.waitSignal(desk.exporter.done, timeout=PATIENCE_MS):
        dialog.export()
    svg = (desk.out / "f.svg").read_text(encoding="utf-8")
    assert "SE_2_1.ticks" in svg
    assert "compared" not in svg


def test_the_last_figure_again_is_of_what_is_compared(desk: FigureDesk, qtbot: QtBot) -> None:
    desk.settings.figure_format = ".svg"
    desk.state.set_selected(desk.keys[:2])
    with qtbot.waitSignal(desk.exporter.done, timeout=PATIENCE_MS):
        desk.commands.export_again()
    assert "2 images compared" in (desk.out / "a-gates.svg").read_text(encoding="utf-8")


def test_closing_stops_the_figures_of_many_pictures(
    desk: FigureDesk, dialog: FigureDialog, qtbot: QtBot
) -> None:
    dialog.form.set_style_chosen(FigureStyle(dpi=600))
    dialog.target.scope_box.setCurrentIndex(dialog.target.scope_box.count() - 1)
    dialog.export()
    assert dialog.progress.running
    dialog.close()
    desk.exporter.close()
    assert all(name.endswith(".png") for name in desk.written())


def test_styles_are_saved_and_opened(
    desk: FigureDesk, dialog: FigureDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.form.set_style_chosen(FigureStyle(columns=2, order=Order.HIGHEST))
    choose_file(monkeypatch, desk.out / "paper", "TOML (*.toml)")
    dialog.save_button.click()
    assert read_style(desk.out / "paper.toml") == FigureStyle(columns=2, order=Order.HIGHEST)
    write_style(desk.out / "other.json", FigureStyle(width_mm=99))
    choose_file(monkeypatch, desk.out / "other.json", "")
    dialog.open_button.click()
    assert dialog.form.style_chosen() == FigureStyle(width_mm=99)
    (desk.out / "wrong.toml").write_text("version = 1\nwidth = 3\n")
    choose_file(monkeypatch, desk.out / "wrong.toml", "")
    dialog.open_button.click()
    assert "unknown entry “width”" in dialog.message.text()
    assert dialog.form.style_chosen() == FigureStyle(width_mm=99)
    dialog.usual_button.click()
    assert dialog.form.style_chosen() == FigureStyle()


def test_the_last_figure_again_takes_a_free_name(desk: FigureDesk, qtbot: QtBot) -> None:
    desk.settings.figure_format = ".svg"
    (desk.out / "a-gates.svg").write_text("old")
    with qtbot.waitSignal(desk.exporter.done, timeout=PATIENCE_MS) as done:
        desk.commands.export_again()
    assert done.args == [str(desk.out / "a-gates-2.svg")]
    assert (desk.out / "a-gates.svg").read_text() == "old"
    assert "SE_3_1" not in (desk.out / "a-gates-2.svg").read_text(encoding="utf-8")


def test_copies_from_the_menu(desk: FigureDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.exporter.copied, timeout=PATIENCE_MS):
        desk.commands.copy_figure()
    assert QGuiApplication.clipboard().image().width() == round(60 / 25.4 * 100)
    with qtbot.waitSignal(desk.exporter.copied, timeout=PATIENCE_MS):
        desk.commands.copy_table()
    assert desk.said[-1] == "Copied: 24 gates"
    content = QGuiApplication.clipboard().mimeData()
    tabs = list(csv.reader(io.StringIO(content.text()), delimiter="\t"))
    commas = list(csv.reader(io.StringIO(bytes(content.data("text/csv").data()).decode())))
    assert tabs == commas
    assert tabs[0][2:] == ["block", "stage", "channel", "gate", "reference"]
    assert len(tabs) == 25
    shown = desk.state.shown
    assert shown is not None
    assert float(tabs[1][5]) == pytest.approx(float(shown.blocks[0].gates[0]))
    assert desk.errors == []


def test_without_a_picture_nothing_is_made(desk: FigureDesk) -> None:
    desk.state.remove(desk.keys)
    for command in ("show_dialog", "export_again", "copy_figure", "copy_table"):
        getattr(desk.commands, command)()
        assert desk.said.pop() == "There is nothing to export yet: open a picture first."
    assert desk.commands.dialog is None


def test_a_damaged_remembered_style_gives_the_usual_one(desk: FigureDesk) -> None:
    for text in ("{", '{"version": 1, "width_mm": "x"}', "[]"):
        desk.settings.figure_style = text
        assert desk.commands.style == FigureStyle()


def test_figures_name_the_reference_in_english() -> None:
    means = gates_by_block(inspection("a.png"))
    title = {
        compare: reference_title(Reference(compare, means, "tabby", 25)) for compare in Compare
    }
    assert title[Compare.AVERAGE] == "average over the 25 loaded pictures"
    assert title[Compare.CLASS] == "average over the pictures of “tabby”"
    assert title[Compare.IMAGE] == "tabby"
    assert reference_title(Reference(Compare.NOTHING)) == ""


def test_at_its_actual_size_a_figure_has_the_screens_dots(
    dialog: FigureDialog, qtbot: QtBot
) -> None:
    # So much room that the fitted sheet is larger, whatever notes take of it.
    dialog.resize(1400, 1200)
    wait_for_preview(dialog, qtbot)
    dialog.actual.setChecked(True)
    paper = dialog.preview.sheet.paper
    assert paper.width() == pytest.approx(60 / 25.4 * dialog.screen().logicalDotsPerInch())
    dialog.actual.setChecked(False)
    assert dialog.preview.sheet.paper.width() > paper.width()


def test_what_printers_should_know_is_said(dialog: FigureDialog, qtbot: QtBot) -> None:
    wait_for_preview(dialog, qtbot)
    assert dialog.note.isHidden()
    dialog.form.font_size.setValue(5.5)
    qtbot.waitUntil(
        lambda: dialog.note.text() == "Text below 6 pt: many journals ask for more.",
        timeout=PATIENCE_MS,
    )
    assert not dialog.note.isHidden()
    dialog.form.font_size.setValue(6)
    qtbot.waitUntil(dialog.note.isHidden, timeout=PATIENCE_MS)


def test_a_figure_higher_than_a_page_says_what_helps() -> None:
    free, fixed = FigureStyle(width_mm=85), FigureStyle(width_mm=85, height_mm=500)
    assert print_note(free, 240.2) == print_note(fixed, 500) == ""
    assert print_note(free, 415).startswith("Higher than a page (240 mm): choose “the last of each")


def test_what_was_copied_is_no_longer_said_after_a_change(
    dialog: FigureDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.copied, timeout=PATIENCE_MS):
        dialog.copy_button.click()
    assert dialog.message.text().startswith("Copied: 60 × ")
    dialog.form.ground.setCurrentIndex(1)
    assert dialog.message.isHidden()


def test_every_control_has_a_name(dialog: FigureDialog) -> None:
    form, target = dialog.form, dialog.target
    for control in (form.names, form.colour, target.folder, target.pattern, dialog.preview):
        assert control.accessibleName()
