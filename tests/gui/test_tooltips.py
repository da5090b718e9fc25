"""Tooltips can be read: no style sheet of a widget reaches into what is said of it."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import senet_viewer.gui
from senet_viewer.gui.app import Application
from senet_viewer.gui.plots.lettering import colour_text
from senet_viewer.gui.theme import THEMES, contrast
from tests.gui.viewing import built_window, give_keys, show_a_picture

READABLE = 7.0


def tooltip_of(widget: QWidget) -> QLabel:
    """The tooltip that is shown for ``widget``."""
    QToolTip.showText(QPoint(40, 40), "a word", widget)
    tips = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel")]
    (shown,) = (one for one in tips if isinstance(one, QLabel) and one.isVisible())
    shown.ensurePolished()
    return shown


def put_away(shown: QLabel) -> None:
    """A tooltip that is hidden comes back for the next widget, as it was."""
    shown.close()
    QApplication.sendPostedEvents()
    if isValid(shown):
        shown.deleteLater()
        QApplication.sendPostedEvents(shown, 0)
        QApplication.processEvents()


def ground_of(shown: QLabel) -> str:
    """The colour that most of a tooltip has."""
    image = shown.grab().toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    ((ground, _many),) = Counter(image.pixelColor(x, y).name() for x, y in places).most_common(1)
    return ground


def readability(widget: QWidget) -> float:
    """The contrast of the tooltip's letters with its ground."""
    shown = tooltip_of(widget)
    letters = shown.palette().color(shown.foregroundRole()).name()
    ground = ground_of(shown)
    put_away(shown)
    return contrast(letters, ground)


def dressed(made: Application) -> list[QWidget]:
    """Each widget of the program that has a style sheet of its own."""
    return [one for one in made.window.findChildren(QWidget) if one.styleSheet()]


@pytest.mark.parametrize("name", THEMES)
def test_every_tooltip_of_the_window_can_be_read(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    with built_window(qapp) as made:
        made.appearance.choose(name)
        show_a_picture(made, "a.jpg")
        show_a_picture(made, "b.jpg")
        made.state.set_selected(one.key for one in made.state.items)
        assert made.state.compared
        give_keys(made, qtbot)
        own = dressed(made)
        assert made.gates.depth_caption in own
        theme = THEMES[name]
        wrong = {
            f"{type(one).__name__} {one.objectName()} {one.styleSheet()}": seen
            for one in own
            if (seen := readability(one)) < READABLE
        }
        assert wrong == {}
        assert contrast(theme.tooltip_text, theme.tooltip) >= READABLE
        made.appearance.choose("system")


def test_the_measure_sees_a_style_sheet_without_selector(qapp: QApplication, qtbot: QtBot) -> None:
    with built_window(qapp) as made:
        label = QLabel("x", made.window)
        colour_text(label, made.theme.text)
        assert readability(label) >= READABLE
        assert label.palette().color(label.foregroundRole()) == QColor(made.theme.text)
        label.setStyleSheet(f"color: {made.theme.tooltip}")
        assert readability(label) < 2


def style_sheets(path: Path) -> list[str]:
    """What is written in a file's calls of ``setStyleSheet``; ``{`` where it is made elsewhere."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "setStyleSheet"
    ]
    return [_written(part) for call in calls for part in call.args]


def _written(text: ast.expr) -> str:
    """A literal, or what stands still in a text that is filled in."""
    if not isinstance(text, ast.JoinedStr | ast.Constant):
        return "{"
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def test_no_style_sheet_is_written_without_a_selector() -> None:
    """What has no selector holds for the widget's tooltip too."""
    root = Path(senet_viewer.gui.__file__).parent
    written = {path.name: style_sheets(path) for path in root.rglob("*.py")}
    assert sum(map(len, written.values())) > 3
    bare = {name: [one for one in texts if "{" not in one] for name, texts in written.items()}
    assert {name: texts for name, texts in bare.items() if texts} == {}
