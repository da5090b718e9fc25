"""Colours and text follow the system or the user, at once, in the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from senet_viewer.gui import appearance
from senet_viewer.gui.app import Application, Start
from senet_viewer.gui.settings import Settings, save_settings
from senet_viewer.gui.style import scaled
from senet_viewer.gui.text_size import SIZES, next_size
from senet_viewer.gui.theme import CONTRAST_DARK, LIGHT, THEMES, contrast
from tests.gui.viewing import built_window, show_a_picture


@pytest.fixture
def window(qapp: QApplication, home: Path) -> Iterator[Application]:
    with built_window(qapp) as made:
        yield made


def test_each_theme_reaches_chrome_and_plots_and_is_remembered(window: Application) -> None:
    show_a_picture(window)
    for name, theme in THEMES.items():
        window.actions[name].trigger()
        assert window.theme is theme
        assert window.window.palette().window().color().name() == theme.panel
        assert window.gates.gates.theme is theme
        assert window.settings.theme == name
        assert window.actions[name].isChecked()


def test_a_theme_that_nobody_knows_is_the_systems(qapp: QApplication, home: Path) -> None:
    with built_window(qapp) as made:
        file = made.settings_file
    save_settings(Settings(theme="plaid", text_size=-7), file)
    with built_window(qapp) as made:
        assert made.appearance.name == "system"
        assert made.theme is LIGHT
        assert made.actions["system"].isChecked()
        assert made.appearance.text.percent == SIZES[0]


def sizes(made: Application) -> dict[str, float]:
    """The sizes of letters in parts that have their own, a styled and an unstyled one."""
    parts = {
        "title": made.gates.gates_title,
        "caption": made.answer.caption,
        "number": made.parts.card.numbers.findChildren(QLabel)[1],
        "plain": made.answer.bars.rows,
        "button": made.toolbar.open,
        "table": made.images.list,
        "sentence": made.empty.sentence,
    }
    return {name: part.font().pointSizeF() for name, part in parts.items()}


def test_all_text_grows_and_shrinks_in_proportion(window: Application, qapp: QApplication) -> None:
    window.window.show()
    show_a_picture(window)
    window.parts.reading.open_card(window.state.focus, 3)
    qapp.processEvents()
    before, base = sizes(window), qapp.font().pointSizeF()
    for percent in (150, 200, 100):
        window.appearance.set_text_size(percent)
        qapp.processEvents()
        assert qapp.font().pointSizeF() == pytest.approx(base * percent / 100)
        for name, size in sizes(window).items():
            assert size == pytest.approx(before[name] * percent / 100, rel=0.02), name


def test_no_letter_is_cut_off_below_by_its_widget(window: Application, qapp: QApplication) -> None:
    window.window.resize(1440, 900)
    window.window.show()
    show_a_picture(window)
    for percent in (90, 150, 200):
        window.appearance.set_text_size(percent)
        for _ in range(5):
            qapp.processEvents()
        for part in window.window.findChildren(QLabel) + window.window.findChildren(QToolButton):
            if part.isVisible() and part.text() and part.parentWidget() is not None:
                line = part.fontMetrics().height()
                assert part.height() >= line, (percent, part.text(), part.height(), line)


def test_left_columns_widen_with_the_text(window: Application, qapp: QApplication) -> None:
    window.window.resize(1440, 900)
    window.window.show()
    show_a_picture(window)
    qapp.processEvents()
    before = window.window.columns.sizes()
    window.appearance.set_text_size(150)
    qapp.processEvents()
    after = window.window.columns.sizes()
    assert after[0] > 1.2 * before[0]
    assert after[1] > 1.2 * before[1]
    assert after[2] >= 0.4 * sum(after)


def test_steps_of_text_size_end_at_the_ends(window: Application) -> None:
    assert next_size(100, 1) == 110
    assert next_size(200, 1) == 200
    assert next_size(90, -1) == 90
    window.actions["larger"].trigger()
    assert window.settings.text_size == 110
    window.actions["system_size"].trigger()
    assert window.settings.text_size == 100


def test_the_chosen_size_and_contrast_are_there_at_the_next_start(
    qapp: QApplication, home: Path, qtbot: QtBot
) -> None:
    with built_window(qapp) as made:
        made.appearance.choose("contrast-dark")
        made.appearance.set_text_size(125)
        base = qapp.font().pointSizeF() / 1.25
        made.close()
    with built_window(qapp) as made:
        assert made.theme is CONTRAST_DARK
        assert qapp.font().pointSizeF() == pytest.approx(1.25 * base, rel=0.02)
        assert made.toolbar.open.font().pointSizeF() == pytest.approx(1.25 * base, rel=0.02)


def test_a_screenshot_looks_the_same_whatever_the_settings_say(
    qapp: QApplication, home: Path, tmp_path: Path
) -> None:
    with built_window(qapp) as made:
        made.appearance.choose("contrast-dark")
        made.close()
    with built_window(qapp, Start(screenshot=str(tmp_path / "a.png"))) as made:
        assert made.theme is LIGHT


def test_colours_follow_the_system_while_the_window_stands(
    window: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appearance, "system_theme", lambda: CONTRAST_DARK)
    window.appearance.refresh()
    assert window.theme is CONTRAST_DARK
    assert window.gates.gates.theme is CONTRAST_DARK
    window.appearance.choose("light")
    window.appearance.refresh()
    assert window.theme is LIGHT, "the user's own choice is kept"


def test_text_follows_the_system_when_it_changes_its_font(
    window: Application, qapp: QApplication
) -> None:
    window.window.show()
    show_a_picture(window)
    window.parts.reading.open_card(window.state.focus, 3)
    window.appearance.text.learn(window.window)
    qapp.processEvents()
    before, system = sizes(window), qapp.font()
    larger = scaled(system, 1.5)
    try:
        # As the platform does it: to the whole application, past the settings.
        qapp.setFont(larger)
        qapp.processEvents()
        for name, size in sizes(window).items():
            assert size == pytest.approx(1.5 * before[name], rel=0.02), name
    finally:
        qapp.setFont(system)
        qapp.processEvents()


def test_titles_keep_their_size_when_the_theme_changes(window: Application) -> None:
    window.window.show()
    show_a_picture(window)
    window.parts.reading.open_card(window.state.focus, 3)
    before = sizes(window)
    for percent in (200, 100):
        window.appearance.set_text_size(percent)
        for theme in ("dark", "light", "contrast-dark"):
            window.appearance.choose(theme)
            for name, size in sizes(window).items():
                assert size == pytest.approx(before[name] * percent / 100, rel=0.02), (theme, name)


@pytest.mark.parametrize("theme", ["contrast-light", "contrast-dark"])
def test_every_label_of_the_right_column_is_legible_in_high_contrast(
    window: Application, qtbot: QtBot, theme: str
) -> None:
    window.window.resize(1440, 900)
    window.window.show()
    window.appearance.choose(theme)
    show_a_picture(window)
    window.parts.reading.open_card(window.state.focus, 3)
    qtbot.waitUntil(lambda: not window.gates.gates.pending)
    labels = [one for one in window.gates.findChildren(QLabel) if one.isVisible() and one.text()]
    assert any(one.text().startswith("tick: average over") for one in labels)
    for label in labels:
        assert strongest_contrast(label, window.theme.window) >= 7, label.text()


def strongest_contrast(label: QLabel, ground: str) -> float:
    """That of the pixel of its letters which stands out most: thin strokes are paler."""
    image = label.grab().toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = {image.pixelColor(x, y).name() for x, y in places}
    return max(contrast(colour, ground) for colour in colours)
