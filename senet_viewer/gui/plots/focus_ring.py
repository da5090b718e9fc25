"""The ring around what has the keyboard's focus: after Tab and shortcuts, not after clicks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.plots.lettering import rounded
from senet_viewer.gui.theme import Theme

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Why focus goes and comes back by itself: another window, a menu."""


def asks_for_ring(event: QFocusEvent) -> bool:
    """Whether the focus came by keyboard."""
    return event.gotFocus() and event.reason() in KEYBOARD


def ring_after(event: QFocusEvent, ring: bool) -> bool:
    """Whether there is a ring after focus came or went; what only passes by leaves it."""
    if event.reason() in PASSING:
        return ring
    return asks_for_ring(event)


def paint_ring(painter: QPainter, widget: QWidget, theme: Theme, radius: float) -> None:
    """A ring just inside the border of ``widget``."""
    painter.setPen(QPen(QColor(theme.link), theme.ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = theme.ring / 2
    rounded(painter, QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), radius)
