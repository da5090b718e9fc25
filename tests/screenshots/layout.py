"""Judges the live widgets of a window: nothing clipped, hidden behind another, or unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QMainWindow,
    QScrollArea,
    QSizeGrip,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from tests.screenshots.letters import clipped, missing_letters, texts_of
from tests.screenshots.parts import is_painted, seen_rect, visible_widgets
from tests.screenshots.readable import LEAST_CONTRAST, contrast_in

SLACK = 2
"""Pixels by which roundings may be off."""


def complaints(window: QWidget, image: QImage) -> list[str]:
    """What is wrong with ``window``, of which ``image`` is the picture; empty where nothing is."""
    return [
        *_clipped(window),
        *_unwritable(window),
        *_unreadable(window, image),
        *_outside(window),
        *_overlapping(window),
    ]


def described(widget: QWidget) -> str:
    """A widget by its class, name and text."""
    texts = [text.shown for text in texts_of(widget)]
    words = f" “{texts[0][:40]}”" if texts else ""
    name = f" {widget.objectName()}" if widget.objectName() else ""
    return f"{type(widget).__name__}{name}{words}"


def _clipped(window: QWidget) -> Iterator[str]:
    for widget in visible_widgets(window):
        how = clipped(widget)
        if how:
            yield f"{described(widget)} is clipped: {how}"


def _unwritable(window: QWidget) -> Iterator[str]:
    for widget in visible_widgets(window):
        for text in texts_of(widget):
            missing = missing_letters(text.shown, text.font)
            if missing:
                yield f"{described(widget)} has letters that no font has: {missing}"


def _unreadable(window: QWidget, image: QImage) -> Iterator[str]:
    for widget in visible_widgets(window):
        if is_painted(widget) or not widget.isEnabled() or not texts_of(widget):
            continue
        rect = seen_rect(widget, window)
        if rect.height() < widget.fontMetrics().height():
            continue
        contrast = contrast_in(image, rect)
        if contrast < LEAST_CONTRAST:
            yield f"{described(widget)} cannot be read: its contrast is {contrast:.1f}"


def _outside(window: QWidget) -> Iterator[str]:
    for widget in visible_widgets(window):
        parent = widget.parentWidget()
        if parent is None:
            continue
        room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        rect = widget.geometry()
        if _scrolls(parent, Qt.Orientation.Vertical):
            rect.setTop(room.top())
            rect.setBottom(room.bottom())
        if _scrolls(parent, Qt.Orientation.Horizontal):
            rect.setLeft(room.left())
            rect.setRight(room.right())
        if not room.contains(rect):
            beyond = f"{widget.geometry().getRect()} in {parent.size().toTuple()}"
            yield f"{described(widget)} reaches beyond {type(parent).__name__}: {beyond}"


def _scrolls(parent: QWidget, orientation: Qt.Orientation) -> bool:
    """Whether what lies in ``parent`` can be scrolled into view in this direction."""
    area = parent.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not parent:
        return False
    upright = orientation is Qt.Orientation.Vertical
    policy = area.verticalScrollBarPolicy() if upright else area.horizontalScrollBarPolicy()
    if isinstance(area, QScrollArea) and policy is Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return False
    bar = area.verticalScrollBar() if upright else area.horizontalScrollBar()
    return bar.maximum() > bar.minimum()


def _overlapping(window: QWidget) -> Iterator[str]:
    seen = set(visible_widgets(window))
    for parent in (window, *seen):
        # These lay their children upon each other, and their own children side by side.
        if isinstance(parent, QStackedWidget | QAbstractScrollArea | QMainWindow):
            continue
        children = [child for child in parent.children() if child in seen and _takes_room(child)]
        for one, other in combinations(children, 2):
            shared = one.geometry() & other.geometry()
            if _is_area(shared):
                yield f"{described(one)} and {described(other)} overlap: {shared.getRect()}"


def _takes_room(child: object) -> bool:
    if not isinstance(child, QWidget) or isinstance(child, QSplitterHandle | QSizeGrip):
        return False
    return not child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _is_area(rect: QRect) -> bool:
    return rect.width() > SLACK and rect.height() > SLACK
