"""The tour's bubble stands inside the window, and covers nothing of what it explains."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from senet_viewer.gui.tour.placing import Side, place, stay

ROOM = QRect(0, 0, 800, 600)
SIZE = QSize(320, 200)


@pytest.mark.parametrize(
    ("target", "side"),
    [
        (QRect(20, 200, 100, 60), Side.RIGHT),
        (QRect(680, 200, 100, 60), Side.LEFT),
        (QRect(100, 20, 600, 60), Side.BELOW),
        (QRect(100, 500, 600, 60), Side.ABOVE),
    ],
)
def test_it_stands_where_there_is_room(target: QRect, side: Side) -> None:
    found = place(SIZE, target, [target], ROOM)
    assert found.side is side
    assert not found.rect.intersects(target)
    assert ROOM.contains(found.rect)


def test_below_or_above_is_tried_first_where_it_is_wished_for() -> None:
    target = QRect(20, 100, 100, 60)
    assert place(SIZE, target, [target], ROOM, stacked=True).side is Side.BELOW
    low = QRect(20, 500, 100, 60)
    assert place(SIZE, low, [low], ROOM, stacked=True).side is Side.ABOVE


def test_what_belongs_to_the_target_stays_free_too() -> None:
    bar, plot = QRect(600, 300, 3, 80), QRect(400, 300, 380, 100)
    found = place(SIZE, bar, [plot], ROOM)
    assert not found.rect.intersects(plot)
    assert found.tip.x() in (bar.left(), bar.right(), bar.center().x())


def test_without_a_target_it_stands_in_the_middle() -> None:
    found = place(SIZE, None, [], ROOM)
    assert found.side is Side.NOWHERE
    assert found.rect.center() == ROOM.center()


def test_where_nothing_fits_as_little_as_can_be_is_covered() -> None:
    target = QRect(0, 0, 800, 500)
    found = place(SIZE, target, [target], ROOM)
    assert ROOM.contains(found.rect)
    assert (found.rect & target).height() == SIZE.height() - 100, "all that is free is used"
    assert found.rect.bottom() == ROOM.bottom()


@pytest.mark.parametrize("left", range(0, 780, 60))
@pytest.mark.parametrize("top", range(0, 580, 60))
def test_a_small_target_is_never_covered(left: int, top: int) -> None:
    target = QRect(left, top, 20, 20)
    for stacked in (False, True):
        found = place(SIZE, target, [target], ROOM, stacked=stacked)
        assert ROOM.contains(found.rect)
        assert not found.rect.intersects(target)


class TestStaying:
    def test_it_stays_with_its_buttons_where_they_are(self) -> None:
        before, target = QRect(300, 200, 320, 200), QRect(180, 250, 100, 60)
        taller = QSize(320, 240)
        found = stay(taller, before, target, [target], ROOM, 200)
        assert found is not None
        assert found.rect.bottomRight() == before.bottomRight()
        assert found.side is Side.RIGHT
        assert found.tip.x() == target.right()

    def test_it_leaves_what_it_would_cover(self) -> None:
        before, plot = QRect(300, 200, 320, 200), QRect(500, 300, 200, 200)
        assert stay(SIZE, before, plot, [plot], ROOM, None) is None
        dialog = QRect(280, 180, 50, 50)
        assert stay(SIZE, before, QRect(0, 0, 20, 20), [dialog], ROOM, None) is None

    def test_it_leaves_for_a_target_that_is_far_unless_distance_does_not_matter(self) -> None:
        before, target = QRect(470, 380, 320, 200), QRect(0, 0, 20, 20)
        assert stay(SIZE, before, target, [target], ROOM, 200) is None
        found = stay(SIZE, before, target, [target], ROOM, None)
        assert found is not None
        assert found.rect == before
        assert found.side is Side.NOWHERE, "it cannot point there"

    def test_it_does_not_stay_outside_a_window_that_shrank(self) -> None:
        before = QRect(470, 380, 320, 200)
        assert stay(SIZE, before, None, [], QRect(0, 0, 600, 500), None) is None


def test_an_open_dialog_is_not_covered_either() -> None:
    target, dialog = QRect(20, 500, 100, 20), QRect(340, 40, 440, 540)
    found = place(SIZE, target, [target, dialog], ROOM)
    assert not found.rect.intersects(dialog)
    assert not found.rect.intersects(target)
