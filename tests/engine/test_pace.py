"""Batches fit the device, times are expected from what was measured, messages are few."""

from __future__ import annotations

from senet_viewer.engine.pace import (
    BATCH_SECONDS,
    LARGEST_BATCH_CPU,
    LARGEST_BATCH_GPU,
    Pace,
    RateLimit,
)


def run(pace: Pace, passes: int, seconds_a_picture: float) -> list[int]:
    """The sizes of the batches, if a picture takes that long."""
    sizes = []
    for _ in range(passes):
        sizes.append(pace.batch)
        pace.passed(pace.batch, pace.batch * seconds_a_picture)
    return sizes


def test_batches_of_a_quick_network_grow_to_the_device_s_largest() -> None:
    assert run(Pace("cpu"), 6, 1e-4) == [1, 2, 4, 8, 16, LARGEST_BATCH_CPU]
    assert run(Pace("cuda:0"), 9, 1e-4)[-1] == LARGEST_BATCH_GPU


def test_a_batch_does_not_take_long() -> None:
    for seconds in (0.02, 0.1, 0.2):
        sizes = run(Pace("cpu"), 10, seconds)
        assert sizes[-1] > 1
        assert max(sizes) * seconds <= BATCH_SECONDS
    assert run(Pace("cpu"), 3, 5.0) == [1, 1, 1]


def test_a_batch_grows_though_a_single_picture_takes_a_fixed_time_beside_its_own() -> None:
    pace = Pace("cpu")
    for _ in range(6):
        pace.passed(pace.batch, 0.1 + 0.01 * pace.batch)
    assert pace.batch >= 8


def test_batches_shrink_where_the_computer_gets_busy() -> None:
    pace = Pace("cpu")
    assert run(pace, 6, 0.01)[-1] == 16
    assert run(pace, 20, 0.5)[-1] <= 2


def test_a_single_picture_between_does_not_make_batches_small() -> None:
    pace = Pace("cpu")
    run(pace, 5, 1e-3)
    pace.passed(1, 1.0)
    assert pace.batch == 16
    assert pace.seconds(1) < 0.01


def test_nothing_is_expected_before_anything_was_measured() -> None:
    pace = Pace("cpu")
    assert (pace.seconds(3), pace.seconds_for_all(3)) == (0.0, 0.0)
    pace.passed(2, 0.2)
    pace.answered(2, 0.4)
    assert (pace.seconds(3), pace.seconds_for_all(3)) == (0.1 * 3, 0.2 * 3)


def test_a_rate_limit_lets_the_first_through_and_holds_the_next() -> None:
    limit = RateLimit(per_second=1e-3)
    assert [limit.allows() for _ in range(3)] == [True, False, False]
    assert all(RateLimit(per_second=1e12).allows() for _ in range(3))
