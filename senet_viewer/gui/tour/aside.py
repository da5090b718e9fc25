"""Puts a dialog aside, where it leaves room for the bubble and for what is asked about."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.theme import GRID


def put_aside(dialog: QWidget, window: QWidget) -> None:
    """Move ``dialog`` into the lower right corner of ``window``, above its status line.

    List, photo, answer and depth strip stay in view there. Where windows are not placed by their
    programs, nothing happens.
    """
    first, last = (window.mapToGlobal(one) for one in _corners(window))
    size = dialog.frameGeometry().size()
    left = last.x() - size.width() - 4 * GRID
    top = last.y() - size.height() - 10 * GRID
    # A title bar above the screen could not be reached.
    dialog.move(max(first.x(), left), max(first.y(), top))


def _corners(window: QWidget) -> tuple[QPoint, QPoint]:
    return window.rect().topLeft(), window.rect().bottomRight()
