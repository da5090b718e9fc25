"""Does the work, one step at a time: loads networks and inspects pictures. Imports torch."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import NoReturn

from senet_viewer.engine import host, session
from senet_viewer.engine.answers import as_failed
from senet_viewer.engine.border import attempt
from senet_viewer.engine.downloads import Downloads
from senet_viewer.engine.pictures import PictureRun
from senet_viewer.engine.questions import answer, passes
from senet_viewer.engine.schedule import (
    DropJob,
    InspectJob,
    Job,
    LoadJob,
    QuestionJob,
    Schedule,
    SummaryJob,
)
from senet_viewer.engine.streams import Writer
from senet_viewer.engine.summing import sum_up
from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Stopped
from senet_viewer.models import environment
from senet_viewer.protocol import Answer, Finished, InspectOther, LoadModel, Notice, Working

MOST_DECODERS = 4


class Compute:
    """Takes jobs from the schedule and answers them."""

    def __init__(self, schedule: Schedule, writer: Writer) -> None:
        self._schedule = schedule
        self._writer = writer
        self._network: session.Network | None = None
        self._other: session.Network | None = None
        self._other_load = 0
        self._downloads = Downloads(schedule, writer)
        self._pool = ThreadPoolExecutor(min(MOST_DECODERS, os.cpu_count() or 1), "decode")
        self._runs: dict[InspectJob, PictureRun] = {}

    def run(self) -> NoReturn:
        """Say hello, then work until the process ends."""
        environment.use_large_allocator()
        hello = attempt(session.hello)
        self._writer.send(as_failed(0, hello) if isinstance(hello, ViewerError) else hello)
        if isinstance(problem := attempt(environment.check), ViewerError):
            self._tell(problem)
        while True:
            self._step(self._schedule.take())

    def _step(self, job: Job) -> None:
        if isinstance(job, LoadJob):
            self._load(job)
        elif isinstance(job, SummaryJob):
            self._sum_up(job)
        elif isinstance(job, DropJob):
            self._drop_other(job)
        elif isinstance(job, QuestionJob) and isinstance(job.request, InspectOther):
            self._ask_other(job, job.request.load)
        elif self._network is None:
            self._fail(job, _no_model())
        elif isinstance(job, QuestionJob):
            self._answer(job, self._network)
        else:
            self._inspect(job, self._network)

    def _load(self, job: LoadJob) -> None:
        for dropped in self._schedule.drop_downloads_before(job):
            self._writer.send(Finished(dropped, cancelled=True))
        if self._downloads.begin_for(job):
            return
        if job.cancelled or job.failure is not None:
            self._fail(job, job.failure or _no_model())
            return
        self._writer.send(Working(job.id))
        outcome = attempt(partial(session.load, job.request, self._tell))
        if isinstance(outcome, ViewerError):
            self._fail(job, outcome)
        elif self._schedule.finish(job):
            replaced = self._take_in(outcome, job.request)
            self._writer.send(outcome.as_answer(job.id))
            if replaced:
                self._forget_ended_runs()
                _give_memory_back()
            self._warm_up(outcome)
        else:
            self._writer.send(Finished(job.id, cancelled=True))

    def _take_in(self, network: session.Network, request: LoadModel) -> bool:
        """Put a network into its place; returns whether another one had to go for it."""
        if request.beside:
            replaced, self._other = self._other is not None, network
            self._other_load = request.id
        else:
            replaced, self._network = self._network is not None, network
            self._schedule.network_is_there()
        return replaced

    def _warm_up(self, network: session.Network) -> None:
        """Use the time until the first picture is asked for; its failures are told there."""
        with suppress(Stopped):
            attempt(partial(session.warm_up, network, lambda: not self._schedule.is_idle))

    def _drop_other(self, job: DropJob) -> None:
        self._schedule.finish(job)
        if job.request.load == self._other_load:
            self._other, self._other_load = None, 0
            _give_memory_back()

    def _ask_other(self, job: QuestionJob, load: int) -> None:
        if self._other is None or load != self._other_load:
            self._fail(job, _no_other())
        else:
            self._answer(job, self._other)

    def _inspect(self, job: InspectJob, network: session.Network) -> None:
        run = self._runs.get(job)
        if run is None:
            pressed = partial(self._schedule.is_pressed, job)
            run = self._runs[job] = PictureRun(job, self._pool, self._writer, pressed)
        try:
            failure = attempt(partial(run.step, network))
        except Stopped:
            failure = None
        if isinstance(failure, ViewerError):
            self._fail(job, failure)
        elif job.cancelled or run.finished:
            completed = self._schedule.finish(job)
            self._writer.send(Finished(job.id, cancelled=not completed))
        self._forget_ended_runs()

    def _forget_ended_runs(self) -> None:
        """A run holds on to its network; some end unseen, cancelled while they wait."""
        self._runs = {job: run for job, run in self._runs.items() if self._schedule.has(job)}

    def _answer(self, job: QuestionJob, network: session.Network) -> None:
        """Answer a question, or leave it for later where something more pressing waits."""
        expected = network.pace.seconds(passes(job.request))
        self._writer.send(Working(job.id, expected_seconds=expected))
        try:
            outcome = attempt(lambda: answer(job.request, network, lambda: self._is_stopped(job)))
        except Stopped:
            if job.cancelled:
                self._schedule.finish(job)
                self._writer.send(Finished(job.id, cancelled=True))
            return
        self._finish(job, outcome)

    def _sum_up(self, job: SummaryJob) -> None:
        self._writer.send(Working(job.id))
        self._finish(job, attempt(partial(sum_up, job.request, self._network)))

    def _finish(self, job: Job, outcome: Answer | ViewerError) -> None:
        """Answer a request with its only answer, or its failure, if it is still wanted."""
        if isinstance(outcome, ViewerError):
            self._fail(job, outcome)
        elif self._schedule.finish(job):
            self._writer.send(outcome)
        else:
            self._writer.send(Finished(job.id, cancelled=True))

    def _is_stopped(self, job: QuestionJob) -> bool:
        return job.cancelled or self._schedule.is_pressed(job)

    def _fail(self, job: Job, error: ViewerError) -> None:
        """Answer a request as a whole with its failure, if it is still wanted."""
        if not self._schedule.finish(job):
            self._writer.send(Finished(job.id, cancelled=True))
            return
        self._writer.send(as_failed(job.id, error))

    def _tell(self, notice: ViewerError) -> None:
        self._writer.send(Notice(notice.code, notice.sentence, notice.params))


def _give_memory_back() -> None:
    """Free what a network held that is gone, on the host and on its device."""
    host.give_memory_back()
    session.release_memory()


def _no_model() -> ViewerError:
    return ViewerError("engine.no_model", "No network is loaded; choose one first.")


def _no_other() -> ViewerError:
    return ViewerError("engine.no_other", "There is no other network; choose one to compare with.")
