"""Whether what a panel shows is what it has drawn already."""

from __future__ import annotations

from operator import is_


def same_objects(wanted: tuple[object, ...], drawn: tuple[object, ...]) -> bool:
    """Whether both hold the same objects, so that nothing need be drawn anew."""
    return len(wanted) == len(drawn) and all(map(is_, wanted, drawn))
