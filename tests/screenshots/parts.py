"""The painted parts of a window: plots, photos, lists, each with its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractItemView, QGraphicsView, QWidget

SMALLEST = 24
"""Device-independent pixels; what is smaller is no picture, but a mark."""


@dataclass(frozen=True)
class Part:
    """A rectangle of the window in device-independent pixels; ``whole`` unless scrolled off."""

    name: str
    left: int
    top: int
    width: int
    height: int
    whole: bool = True

    @property
    def kind(self) -> str:
        """Its class, which it may share with others."""
        return self.name.partition(" ")[0]


def parts_of(window: QWidget) -> tuple[Part, ...]:
    """What is painted, not made of smaller widgets, named by class and counted as one reads."""
    painted = [w for w in visible_widgets(window) if is_painted(w) and _is_large(w)]
    leaves = [w for w in painted if not any(w is not o and w.isAncestorOf(o) for o in painted)]
    placed = sorted(leaves, key=lambda w: (place(w, window).top(), place(w, window).left()))
    counted: Counter[str] = Counter()
    found = []
    for widget in placed:
        kind = type(widget).__name__
        counted[kind] += 1
        rect, seen = place(widget, window), seen_rect(widget, window)
        name = f"{kind} {counted[kind]}"
        found.append(Part(name, seen.left(), seen.top(), seen.width(), seen.height(), seen == rect))
    return tuple(found)


def visible_widgets(window: QWidget) -> list[QWidget]:
    """Every widget of ``window`` of which something is seen."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window and widget.isVisible() and not widget.visibleRegion().isEmpty()
    ]


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where ``widget`` lies in ``window``."""
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def seen_rect(widget: QWidget, window: QWidget) -> QRect:
    """The part of it that is not scrolled off."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint()))


def is_painted(widget: QWidget) -> bool:
    """Whether it paints what it shows, as lists, plots and widgets of our own do."""
    if isinstance(widget, QAbstractItemView | QGraphicsView):
        return True
    return any(
        "paintEvent" in vars(base)
        for base in type(widget).__mro__
        if base.__module__.startswith("senet_viewer")
    )


def _is_large(widget: QWidget) -> bool:
    return min(widget.width(), widget.height()) >= SMALLEST
