"""Where the tour's bubble stands: beside what it explains, inside the window, covering nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize


class Side(Enum):
    """On which side of its target the bubble stands; NOWHERE: it points at nothing."""

    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"
    NOWHERE = "nowhere"


BESIDE = (Side.RIGHT, Side.LEFT, Side.BELOW, Side.ABOVE)
STACKED = (Side.BELOW, Side.ABOVE, Side.RIGHT, Side.LEFT)


@dataclass(frozen=True)
class Place:
    """The bubble's rectangle, its side of the target, and the point that it points at."""

    rect: QRect
    side: Side
    tip: QPoint


def place(
    size: QSize, target: QRect | None, keep: QRect, room: QRect, *, stacked: bool = False
) -> Place:
    """The best place for a bubble of ``size`` in ``room``.

    ``target`` is what it points at (None: it stands in the middle), ``keep`` what it must not
    cover; all rectangles are the window's. ``stacked``: rather below or above than beside. Where
    nothing fits, as little as can be is covered.
    """
    if target is None:
        rect = QRect(QPoint(), size)
        rect.moveCenter(room.center())
        return Place(_inside(rect, room), Side.NOWHERE, rect.center())
    beside = [_beside(size, target, keep, room, side) for side in (STACKED if stacked else BESIDE)]
    corners = [
        Place(rect, Side.NOWHERE, target.center())
        for rect in (_corner(size, room, right, low) for right in (1, 0) for low in (1, 0))
    ]
    return min((*beside, *corners), key=lambda one: _covered(one.rect, keep | target))


def _beside(size: QSize, target: QRect, keep: QRect, room: QRect, side: Side) -> Place:
    """Next to the target's middle, clear of ``keep``, and pushed into the room."""
    rect, middle, free = QRect(QPoint(), size), target.center(), keep | target
    rect.moveCenter(middle)
    tip = QPoint(middle)
    if side is Side.RIGHT:
        rect.moveLeft(free.right() + 1)
        tip.setX(target.right())
    elif side is Side.LEFT:
        rect.moveRight(free.left() - 1)
        tip.setX(target.left())
    elif side is Side.BELOW:
        rect.moveTop(free.bottom() + 1)
        tip.setY(target.bottom())
    else:
        rect.moveBottom(free.top() - 1)
        tip.setY(target.top())
    return Place(_inside(rect, room), side, tip)


def _corner(size: QSize, room: QRect, right: int, low: int) -> QRect:
    rect = QRect(room.topLeft(), size)
    if right:
        rect.moveRight(room.right())
    if low:
        rect.moveBottom(room.bottom())
    return rect


def _inside(rect: QRect, room: QRect) -> QRect:
    """``rect`` moved into ``room``; what is larger begins at its upper left corner."""
    left = max(room.left(), min(rect.left(), room.right() + 1 - rect.width()))
    top = max(room.top(), min(rect.top(), room.bottom() + 1 - rect.height()))
    return QRect(QPoint(left, top), rect.size())


def _covered(rect: QRect, keep: QRect) -> int:
    both = rect & keep
    return both.width() * both.height() if both.isValid() else 0
