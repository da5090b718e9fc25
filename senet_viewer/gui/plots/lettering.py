"""Fonts and colours for painting: sizes relative to the widget's own font."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.theme import GRID

SMALL = 0.92
SMALLER = 0.84


def sized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """A copy of ``font``, ``factor`` times as large."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(max(1, round(font.pixelSize() * factor)))
    if bold:
        made.setWeight(QFont.Weight.Bold)
    return made


def colour_text(widget: QWidget, colour: str) -> None:
    """Letter ``widget`` in ``colour``; its tooltip keeps the colours of tooltips.

    A tooltip takes up its widget's style sheet, and what has no selector there holds for it too.
    """
    sheet = f"QWidget {{ color: {colour} }}"
    # Qt lays all out anew for a style sheet, also for the one that is there.
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)


def line_height(font: QFont) -> int:
    """The height of a line of text in whole pixels."""
    return math.ceil(QFontMetricsF(font).height())


def on_grid(length: float) -> int:
    """``length`` rounded up to the spacing grid."""
    return math.ceil(length / GRID) * GRID


def faded(colour: QColor, opacity: float) -> QColor:
    """``colour`` with an opacity of 0..1."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


def rounded(painter: QPainter, rect: QRectF, radius: float) -> None:
    """A smooth rounded rectangle with the painter's pen and brush."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.drawRoundedRect(rect, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_hollow(painter: QPainter, rect: QRectF, colour: QColor, ground: QColor) -> None:
    """A bar that is told apart as one below the noise: an outline, whatever its height."""
    painter.fillRect(rect, colour)
    if rect.width() > 3 and rect.height() > 3:
        painter.fillRect(rect.adjusted(1, 1, -1, -1), ground)


def elided(text: str, font: QFont, width: float) -> str:
    """``text`` cut with an ellipsis where it is wider than ``width``."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))
