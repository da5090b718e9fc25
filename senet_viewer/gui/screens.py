"""Sizes and places that fit the screen: of windows, of dialogs, after a screen has gone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from senet_viewer.gui.style import text_share

FRAME = 32
"""Room for the window's frame and title, in device-independent pixels."""


def fitting(widget: QWidget, width: int, height: int, *, measured: bool = False) -> QSize:
    """``width`` × ``height``, more with large text, or what the window's screen has room for.

    A ``measured`` width follows from the text already.
    """
    share = text_share(widget)
    parent = widget.parentWidget()
    screen = (parent.window() if parent is not None else widget).screen()
    wide = width if measured else round(width * share)
    return room_for(QSize(wide, round(height * share)), screen.availableGeometry())


def room_for(size: QSize, screen: QRect) -> QSize:
    """``size``, no larger than a window on ``screen`` may be."""
    return size.boundedTo(screen.size() - QSize(FRAME // 2, FRAME))


def reachable(window: QRect, screens: Sequence[QRect]) -> QRect:
    """``window`` as it is where it lies on a screen; else moved, and shrunk if need be, onto one.

    The first of ``screens`` is the main one. A window counts as on a screen when its title can be
    taken hold of and most of it is seen, over all screens together.
    """
    seen = sum(_area(window & screen) for screen in screens)
    title = QRect(window.left(), window.top(), window.width(), FRAME)
    held = any((title & screen).width() >= min(4 * FRAME, window.width()) for screen in screens)
    if held and seen >= 0.9 * _area(window):
        return window
    home = max(screens, key=lambda screen: _area(window & screen))
    size = room_for(window.size(), home)
    left = max(home.left(), min(window.left(), home.right() + 1 - size.width()))
    top = max(home.top(), min(window.top(), home.bottom() + 1 - size.height()))
    return QRect(left, top, size.width(), size.height())


def moved_inside(frame: QRect, screen: QRect) -> QPoint:
    """Where a window with this ``frame`` lies inside ``screen``, moved no further than need be."""
    left = min(frame.left(), screen.right() + 1 - frame.width())
    top = min(frame.top(), screen.bottom() + 1 - frame.height())
    return QPoint(max(screen.left(), left), max(screen.top(), top))


def bring_onto_a_screen(window: QWidget) -> None:
    """Move ``window`` where it can be reached: its screen may be gone, or smaller now."""
    primary = QGuiApplication.primaryScreen()
    screens = sorted(QGuiApplication.screens(), key=lambda screen: screen is not primary)
    place = reachable(window.geometry(), [screen.availableGeometry() for screen in screens])
    if place != window.geometry():
        window.setGeometry(place)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
