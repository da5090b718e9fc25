"""What more hours of training would bring is read off the ends of the cycles."""

from __future__ import annotations

import pytest
from card import _more_hours
from facts import Facts
from learning_curve import LearningCurve, cycle_ends, fit


def test_a_fit_finds_the_curve_that_made_the_points() -> None:
    made = LearningCurve(factor=80.0, exponent=0.2)
    found = fit([(epochs, made.top1(epochs)) for epochs in (5, 10, 40)])
    assert found.factor == pytest.approx(80)
    assert found.exponent == pytest.approx(0.2)


@pytest.mark.parametrize("points", [[], [(5, 40.0)], [(5, 40.0), (10, 40.0)], [(5, 41), (9, 40)]])
def test_points_without_a_rise_give_no_curve(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError):
        fit(points)


TRAINING: Facts = {
    "recipe": {"cycles": [{"schedule": [[2, 32], [1, 64]]}, {"schedule": [[3, 64]]}]},
    "epochs_measured": [[1, 1, 32, 9, 20], [3, 5, 64, 30.0, 50], [6, 12, 64, 40.0, 60]],
}


def test_only_the_ends_of_cycles_count() -> None:
    assert cycle_ends(TRAINING) == [(3, 5, 30.0), (6, 12, 40.0)]


def test_a_cycle_that_has_not_ended_is_left_out() -> None:
    going_on = TRAINING | {"epochs_measured": TRAINING["epochs_measured"][:2]}
    assert cycle_ends(going_on) == [(3, 5, 30.0)]
    assert "No curve is fitted" in _more_hours({"training": going_on}, [])


def test_the_card_tells_the_ends_and_the_forecast() -> None:
    text = _more_hours({"training": TRAINING}, [])
    assert "| 2 | 6 | 12 | 40.0 % |" in text
    assert "| 2 times as many | 12 | 48.6 % |" in text
