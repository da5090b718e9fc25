"""The texts of widgets: which there are, whether they fit, whether the fonts have their letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QFont, Qt, QTextDocument, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenuBar,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.screenshots.parts import is_painted

SLACK = 1
MOST_LINES = 4
FEWEST_LETTERS = 18
"""More lines than that, of fewer letters each, are a text that was left no room."""
INVISIBLE = {"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"}
"""Control characters, joiners, marks on other letters, and blanks: they may have no glyph."""


@dataclass(frozen=True)
class Text:
    """What stands in a widget, and in which font."""

    shown: str
    font: QFont


def texts_of(widget: QWidget) -> list[Text]:
    """The texts that a widget of Qt shows; what our own ones paint is not known."""
    return [Text(text, widget.font()) for text in _texts(widget) if text.strip()]


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield _plain(widget.text()) if widget.pixmap().isNull() else ""
    elif isinstance(widget, QAbstractButton):
        yield "" if _shows_icon_only(widget) else _unmarked(widget.text())
    elif isinstance(widget, QLineEdit):
        yield widget.text() or widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QGroupBox):
        yield _unmarked(widget.title())
    else:
        yield from _several_texts(widget)


def _several_texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QTabBar):
        yield from (_unmarked(widget.tabText(number)) for number in range(widget.count()))
    elif isinstance(widget, QMenuBar):
        yield from (_unmarked(action.text()) for action in widget.actions())
    elif isinstance(widget, QHeaderView):
        model, role = widget.model(), Qt.ItemDataRole.DisplayRole
        for section in range(widget.count()):
            yield str(model.headerData(section, widget.orientation(), role) or "")


def _shows_icon_only(button: QAbstractButton) -> bool:
    style = Qt.ToolButtonStyle.ToolButtonIconOnly
    is_alone = isinstance(button, QToolButton) and button.toolButtonStyle() is style
    return is_alone and not button.icon().isNull()


def _unmarked(text: str) -> str:
    """Without the marks of its keys."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _plain(text: str) -> str:
    if not Qt.mightBeRichText(text):
        return text
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def clipped(widget: QWidget) -> str:
    """How its text does not fit into it, in words; empty where it fits or is shortened in style."""
    if not texts_of(widget) or is_painted(widget):
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        return _shortage("high", needed, widget.height()) or _squeezed(widget)
    if isinstance(widget, QLineEdit):
        width = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        return _shortage("wide", width, widget.contentsRect().width())
    if isinstance(widget, QToolButton) and widget.menu() is not None:
        # What was chosen can be as long as a file's name; the style shortens it.
        return _shortage("high", widget.sizeHint().height(), widget.height())
    if isinstance(widget, QLabel | QAbstractButton | QComboBox | QGroupBox):
        hint = widget.minimumSizeHint() if isinstance(widget, QGroupBox) else widget.sizeHint()
        return _shortage("wide", hint.width(), widget.width()) or _shortage(
            "high", hint.height(), widget.height()
        )
    if isinstance(widget, QHeaderView):
        return _clipped_section(widget)
    if isinstance(widget, QMenuBar):
        return _shortage("wide", widget.sizeHint().width(), widget.width())
    return ""


def _squeezed(label: QLabel) -> str:
    metrics, width = label.fontMetrics(), label.contentsRect().width()
    lines = label.heightForWidth(label.width()) // metrics.lineSpacing()
    if lines > MOST_LINES and width < FEWEST_LETTERS * metrics.averageCharWidth():
        return f"it takes {lines} lines of {width} pixels"
    return ""


def _clipped_section(header: QHeaderView) -> str:
    if header.orientation() is not Qt.Orientation.Horizontal:
        return ""
    for section in range(header.count()):
        needed = header.sectionSizeHint(section)
        how = _shortage("wide", needed, header.sectionSize(section))
        if how and not header.isSectionHidden(section):
            return f"column {section}: {how}"
    return ""


def _shortage(direction: str, needed: int, there: int) -> str:
    return f"needs {needed}, is {there} pixels {direction}" if needed > there + SLACK else ""


def missing_letters(text: str, font: QFont) -> str:
    """The letters of ``text`` for which neither ``font`` nor one that stands in has a glyph."""
    return "".join(sorted({letter for letter in text if _is_missing(letter, font)}))


def _is_missing(letter: str, font: QFont) -> bool:
    if letter.isascii() or unicodedata.category(letter) in INVISIBLE:
        return False
    layout = QTextLayout(letter, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return any(0 in run.glyphIndexes() for run in layout.glyphRuns())
