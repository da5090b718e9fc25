"""The order in which requests are worked on."""

from __future__ import annotations

import threading

import numpy as np

from senet_viewer.engine.schedule import InspectJob, Schedule
from senet_viewer.protocol import Inspect, LoadModel, MeasureNoise, Picture, ShowChannel
from senet_viewer.records import ImageRef

PATIENCE_SECONDS = 30.0
IMAGE, SEEN = ImageRef("a", "a"), np.zeros((2, 2, 3), np.uint8)


def ask(request: int, pictures: int = 1, *, urgent: bool = False, more: bool = False) -> Inspect:
    names = [f"{request}.{number}" for number in range(pictures)]
    return Inspect(
        request, tuple(Picture(ImageRef(name, name)) for name in names), urgent, more=more
    )


def order(schedule: Schedule, jobs: int) -> list[int]:
    """Take and finish jobs one after the other."""
    taken = []
    for _ in range(jobs):
        job = schedule.take()
        schedule.finish(job)
        taken.append(job.id)
    return taken


def test_networks_come_first_then_the_newest_urgent_then_the_others_in_order() -> None:
    schedule = Schedule()
    for request in (ask(1), ask(2, urgent=True), ask(3), ask(4, urgent=True)):
        schedule.add(request)
    schedule.add(LoadModel(5, "a"))
    schedule.add(LoadModel(6, "b"))
    assert order(schedule, 6) == [5, 6, 4, 2, 1, 3]


def test_a_long_request_is_taken_again_until_it_is_finished() -> None:
    schedule = Schedule()
    schedule.add(ask(1, 5))
    schedule.add(ask(2))
    assert [schedule.take().id for _ in range(3)] == [1, 1, 1]
    schedule.add(ask(3, urgent=True))
    assert order(schedule, 3) == [3, 1, 2]


def test_only_what_is_more_pressing_presses() -> None:
    schedule = Schedule()
    schedule.add(ask(1))
    running = schedule.take()
    schedule.add(ask(2))
    assert not schedule.is_pressed(running)
    schedule.add(ask(3, urgent=True))
    assert schedule.is_pressed(running)
    urgent = schedule.take()
    schedule.add(ask(4, urgent=True))
    assert not schedule.is_pressed(urgent)
    schedule.add(LoadModel(5, "a"))
    assert schedule.is_pressed(urgent)


def test_a_question_of_the_user_is_urgent_and_noise_waits_for_all_that_is() -> None:
    schedule = Schedule()
    schedule.add(ask(1))
    schedule.add(MeasureNoise(2, IMAGE, SEEN))
    schedule.add(ask(3, urgent=True))
    schedule.add(ShowChannel(4, IMAGE, SEEN, "SE_2_1", 0))
    schedule.add(LoadModel(5, "a"))
    assert order(schedule, 5) == [5, 4, 3, 2, 1]


def test_noise_presses_nothing_and_is_pressed_by_what_is_urgent() -> None:
    schedule = Schedule()
    schedule.add(ask(1))
    many = schedule.take()
    schedule.add(MeasureNoise(2, IMAGE, SEEN))
    assert not schedule.is_pressed(many)
    noise = schedule.take()
    assert noise.id == 2
    assert not schedule.is_pressed(noise)
    schedule.add(ask(3, urgent=True))
    assert schedule.is_pressed(noise)
    assert order(schedule, 3) == [3, 2, 1]


def test_what_waits_is_dropped_at_once_and_what_runs_is_told() -> None:
    schedule = Schedule()
    schedule.add(ask(1))
    schedule.add(ask(2))
    running = schedule.take()
    assert schedule.running == 1
    assert schedule.cancel(2)
    assert not schedule.cancel(1)
    assert running.cancelled
    assert not schedule.finish(running)
    assert not schedule.cancel(1)
    assert not schedule.cancel(4711)


def test_further_pictures_join_their_request() -> None:
    schedule = Schedule()
    schedule.add(ask(1, 2, more=True))
    job = schedule.take()
    assert isinstance(job, InspectJob)
    assert (job.total, job.more) == (2, True)
    schedule.add(ask(1, 3))
    assert (job.total, job.more) == (5, False)
    assert len(job.waiting) == 5


def test_a_request_that_waits_for_its_pictures_lets_others_go_on() -> None:
    schedule = Schedule()
    schedule.add(ask(1, 1, urgent=True, more=True))
    job = schedule.take()
    assert isinstance(job, InspectJob)
    job.waiting.clear()
    schedule.add(ask(2))
    assert schedule.take().id == 2
    schedule.add(ask(1, 1, urgent=True))
    assert schedule.take() is job


def test_taking_waits_for_work() -> None:
    schedule = Schedule()
    taken: list[int] = []
    worker = threading.Thread(target=lambda: taken.append(schedule.take().id))
    worker.start()
    assert schedule.running == 0
    schedule.add(ask(1))
    worker.join(PATIENCE_SECONDS)
    assert taken == [1]
