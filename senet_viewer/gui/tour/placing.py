"""Where the tour's bubble stands: beside what it explains, inside the window, covering nothing."""

from __future__ import annotations

from collections.abc import Sequence
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
    size: QSize,
    target: QRect | None,
    keep: Sequence[QRect],
    room: QRect,
    *,
    stacked: bool = False,
) -> Place:
    """The best place for a bubble of ``size`` in ``room``.

    ``target`` is what it points at (None: it stands in the middle), ``keep`` what it must not
    cover, what belongs to the target first; all rectangles are the window's. ``stacked``: rather
    below or above than beside. Where nothing fits, as little as can be is covered.
    """
    corners = [_corner(size, room, right, low) for right in (1, 0) for low in (1, 0)]
    if target is None:
        middle = QRect(QPoint(), size)
        middle.moveCenter(room.center())
        rects = [_inside(middle, room), *corners]
        rect = min(rects, key=lambda one: _covered(one, keep))
        return Place(rect, Side.NOWHERE, rect.center())
    free = [target, *keep]
    sides = STACKED if stacked else BESIDE
    # What belongs to the target lies around it; a dialog may lie anywhere.
    beside = [
        _beside(size, target, around, room, side) for around in _around(free) for side in sides
    ]
    away = [Place(rect, Side.NOWHERE, target.center()) for rect in corners]
    return min((*beside, *away), key=lambda one: _covered(one.rect, free))


def stay(
    size: QSize,
    before: QRect,
    target: QRect | None,
    keep: Sequence[QRect],
    room: QRect,
    reach: int | None,
) -> Place | None:
    """The place where the bubble stands already, with its buttons where they are.

    None where it would cover something there, leave the ``room``, or be further than ``reach`` from
    its ``target``; a ``reach`` of None is any distance.
    """
    free = [*keep] if target is None else [target, *keep]
    high = QRect(before.topLeft(), size)
    low = QRect(high)
    low.moveBottomRight(before.bottomRight())
    for rect in (low, high):
        near = reach is None or target is None or _gap(rect, target) <= reach
        if near and room.contains(rect) and not _covered(rect, free):
            side = Side.NOWHERE if target is None else _side_of(rect, target)
            return Place(rect, side, _tip(target or rect, side))
    return None


def _around(free: Sequence[QRect]) -> tuple[QRect, QRect]:
    """The target with what belongs to it, and with all that has to stay free."""
    own, every = QRect(free[0]), QRect(free[0])
    for rect in free[1:2]:
        own |= rect
    for rect in free[1:]:
        every |= rect
    return own, every


def _beside(size: QSize, target: QRect, free: QRect, room: QRect, side: Side) -> Place:
    """Next to the target's middle, clear of ``free``, and pushed into the room."""
    rect = QRect(QPoint(), size)
    rect.moveCenter(target.center())
    if side is Side.RIGHT:
        rect.moveLeft(free.right() + 1)
    elif side is Side.LEFT:
        rect.moveRight(free.left() - 1)
    elif side is Side.BELOW:
        rect.moveTop(free.bottom() + 1)
    else:
        rect.moveBottom(free.top() - 1)
    return Place(_inside(rect, room), side, _tip(target, side))


def _tip(target: QRect, side: Side) -> QPoint:
    """The point of the target that a bubble on that side points at."""
    tip = target.center()
    if side is Side.RIGHT:
        tip.setX(target.right())
    elif side is Side.LEFT:
        tip.setX(target.left())
    elif side is Side.BELOW:
        tip.setY(target.bottom())
    elif side is Side.ABOVE:
        tip.setY(target.top())
    return tip


def _side_of(rect: QRect, target: QRect) -> Side:
    """On which side of ``target`` a bubble stands; NOWHERE where it is not straight beside it."""
    middle = target.center()
    if rect.top() <= middle.y() <= rect.bottom():
        if rect.left() > target.right():
            return Side.RIGHT
        if rect.right() < target.left():
            return Side.LEFT
    if rect.left() <= middle.x() <= rect.right():
        if rect.top() > target.bottom():
            return Side.BELOW
        if rect.bottom() < target.top():
            return Side.ABOVE
    return Side.NOWHERE


def _gap(rect: QRect, target: QRect) -> int:
    """How far two rectangles are from each other, along the wider of both distances."""
    aside = max(rect.left() - target.right(), target.left() - rect.right(), 0)
    apart = max(rect.top() - target.bottom(), target.top() - rect.bottom(), 0)
    return max(aside, apart)


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


def _covered(rect: QRect, free: Sequence[QRect]) -> int:
    """The area of what has to stay free that ``rect`` covers, in pixels."""
    both = [rect & one for one in free]
    return sum(one.width() * one.height() for one in both if one.isValid())
