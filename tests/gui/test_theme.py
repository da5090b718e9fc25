"""Both themes are readable, and their stages can be told from the ground."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from senet_viewer.gui.style import even_list, style_sheet
from senet_viewer.gui.theme import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Theme,
    contrast,
    theme_for,
)

TEXT_CONTRAST = 4.5
BAR_CONTRAST = 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa(theme: Theme) -> None:
    for ground in (theme.panel, theme.window):
        for text in (theme.text, theme.muted, theme.link, theme.error):
            assert contrast(text, ground) >= TEXT_CONTRAST, (text, ground)
    assert contrast(theme.faint, theme.panel) >= BAR_CONTRAST
    assert contrast(theme.tooltip_text, theme.tooltip) >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_stages_stand_out_from_the_ground_and_from_each_other(theme: Theme) -> None:
    for stage in range(2, 6):
        assert contrast(theme.stage(stage).name(), theme.panel) >= BAR_CONTRAST
    assert len({theme.stage(stage).name() for stage in range(2, 8)}) == 6


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


HIGH = [CONTRAST_LIGHT, CONTRAST_DARK]
HIGH_TEXT_CONTRAST = 7.0
HIGH_BAR_CONTRAST = 4.5


@pytest.mark.parametrize("theme", HIGH, ids=["light", "dark"])
def test_high_contrast_text_has_seven_to_one_on_whatever_it_stands(theme: Theme) -> None:
    for ground in (theme.panel, theme.window, theme.raised, theme.selection):
        for text in (theme.text, theme.muted, theme.faint, theme.link, theme.error, theme.good):
            assert contrast(text, ground) >= HIGH_TEXT_CONTRAST, (text, ground)
    assert contrast(theme.accent_text, theme.accent) >= HIGH_TEXT_CONTRAST
    assert contrast(theme.tooltip_text, theme.tooltip) >= HIGH_TEXT_CONTRAST


@pytest.mark.parametrize("theme", HIGH, ids=["light", "dark"])
def test_high_contrast_bars_and_lines_stand_out(theme: Theme) -> None:
    for ground in (theme.panel, theme.window):
        assert contrast(theme.line, ground) >= HIGH_BAR_CONTRAST
        assert contrast(theme.border, ground) >= HIGH_BAR_CONTRAST
        for stage in theme.stages:
            assert contrast(stage, ground) >= HIGH_BAR_CONTRAST, stage
    assert contrast(theme.bar, theme.bar_track) >= HIGH_BAR_CONTRAST
    assert len(set(theme.stages)) == len(theme.stages)
    for stage in theme.stages:
        assert contrast(theme.reference, stage) >= BAR_CONTRAST, "ticks stand on the bars"


@pytest.mark.parametrize("theme", HIGH, ids=["light", "dark"])
def test_high_contrast_draws_borders_and_thick_rings(theme: Theme) -> None:
    assert theme.ring > LIGHT.ring
    sheet = style_sheet(theme)
    assert f"QToolButton:focus, QPushButton:focus {{ border: 3px solid {theme.link}" in sheet
    assert "QToolButton, QPushButton { border: 1px solid" in sheet
    assert "QToolButton, QPushButton { border: 1px solid" not in style_sheet(LIGHT)


def test_the_system_asks_for_dark_and_for_contrast_apart() -> None:
    assert theme_for(dark=False, high_contrast=False) is LIGHT
    assert theme_for(dark=True, high_contrast=False) is DARK
    assert theme_for(dark=False, high_contrast=True) is CONTRAST_LIGHT
    assert theme_for(dark=True, high_contrast=True) is CONTRAST_DARK


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_icons_of_qts_file_dialog_can_be_seen(theme: Theme, qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setStyleSheet(style_sheet(theme))
    button = dialog.findChild(QToolButton, "toParentButton")
    assert isinstance(button, QToolButton)
    picture = button.grab().toImage()
    corner, middle = (4, picture.height() // 2), (picture.width() // 2, picture.height() // 2)
    ground, arrow = (picture.pixelColor(*place).name() for place in (corner, middle))
    assert contrast(arrow, ground) >= BAR_CONTRAST


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("theme", [LIGHT, CONTRAST_DARK], ids=["light", "contrast"])
def test_the_list_below_a_box_has_one_line_around_it_and_even_rows(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(theme))
    window.resize(300, 200)
    rows = {}
    for editable in (False, True):
        box = QComboBox(window)
        even_list(box)
        box.setEditable(editable)
        box.addItems(["one", "two", "three"])
        box.resize(200, 30)
        window.show()
        box.show()
        box.showPopup()
        view = box.view()
        qtbot.waitUntil(view.isVisible)
        rows[editable] = view.sizeHintForRow(0)
        image = view.window().grab().toImage()
        column = [image.pixelColor(image.width() // 2, y).name() for y in range(6)]
        edge = QColor(theme.faint).name()
        assert column.count(edge) == 1, "no second line"
        assert column[0] == edge
        box.hidePopup()
        box.hide()
    assert rows[False] == rows[True], "one look, whether one can type or not"
