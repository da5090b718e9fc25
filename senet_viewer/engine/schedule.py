"""The order of work: networks first, then what the user looks at, newest first, then the rest."""

from __future__ import annotations

import threading
from collections import deque

from senet_viewer.errors import ViewerError
from senet_viewer.protocol import (
    DropOther,
    Inspect,
    InspectOther,
    LoadModel,
    MeasureNoise,
    Picture,
    Question,
    Summarise,
)


class LoadJob:
    """A network to load.

    While ``downloading`` it waits for its weights; ``brought`` says that this is over, and
    ``failure`` why it failed.
    """

    def __init__(self, request: LoadModel) -> None:
        self.id = request.id
        self.request = request
        self.downloading = False
        self.brought = False
        self.failure: ViewerError | None = None
        self.cancelled = False


class InspectJob:
    """Pictures to inspect; more may arrive while the first are worked on.

    ``waiting`` holds each picture with whether it is to be handled carefully, on its own.
    """

    def __init__(self, request: Inspect) -> None:
        self.id = request.id
        self.urgent = request.urgent
        self.verify = request.verify
        self.waiting: deque[tuple[Picture, bool]] = deque()
        self.total = 0
        self.more = False
        self.cancelled = False
        self.extend(request)

    def extend(self, request: Inspect) -> None:
        """Take the pictures of a further frame."""
        self.waiting.extend((picture, request.careful) for picture in request.pictures)
        self.total += len(request.pictures)
        self.more = request.more


class QuestionJob:
    """A question about the picture that is looked at."""

    def __init__(self, request: Question) -> None:
        self.id = request.id
        self.request = request
        self.cancelled = False


class SummaryJob:
    """A network to sum up, which need not be the one in use."""

    def __init__(self, request: Summarise) -> None:
        self.id = request.id
        self.request = request
        self.cancelled = False


class DropJob:
    """The other network is wanted no longer."""

    def __init__(self, request: DropOther) -> None:
        self.id = request.id
        self.request = request
        self.cancelled = False


Job = LoadJob | DropJob | InspectJob | QuestionJob | SummaryJob


class Schedule:
    """The jobs that wait or run. One thread adds and cancels, another takes and finishes."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._jobs: dict[int, Job] = {}
        self._running: Job | None = None
        self._has_network = False

    @property
    def running(self) -> int:
        """The id of the job that was taken last and is not put back; 0: none."""
        running = self._running
        return running.id if running else 0

    @property
    def is_idle(self) -> bool:
        """Whether there is no job that can go on."""
        with self._changed:
            return self._first() is None

    def add(self, request: LoadModel | DropOther | Inspect | Question | Summarise) -> None:
        """Add a request, or the further pictures of one that is known."""
        with self._changed:
            known = self._jobs.get(request.id)
            if isinstance(request, LoadModel):
                self._jobs[request.id] = LoadJob(request)
            elif isinstance(request, DropOther):
                self._jobs[request.id] = DropJob(request)
            elif isinstance(request, Summarise):
                self._jobs[request.id] = SummaryJob(request)
            elif not isinstance(request, Inspect):
                self._jobs[request.id] = QuestionJob(request)
            elif isinstance(known, InspectJob):
                known.extend(request)
            else:
                self._jobs[request.id] = InspectJob(request)
            self._changed.notify()

    def cancel(self, job_id: int) -> bool:
        """Drop a job. True: it waited and is gone; a running one is only told to stop."""
        with self._changed:
            job = self._jobs.get(job_id)
            if job is None:
                return False
            job.cancelled = True
            if job is self._running:
                return False
            del self._jobs[job_id]
            return True

    def park(self, job: LoadJob) -> None:
        """Let others go first until the job's weights are there."""
        with self._changed:
            job.downloading = True

    def unpark(self, job: LoadJob) -> None:
        """The job's weights are there, or cannot be had."""
        with self._changed:
            job.downloading, job.brought = False, True
            self._changed.notify()

    def drop_downloads_before(self, job: LoadJob) -> list[int]:
        """Cancel the networks that ``job`` takes the place of and that are still downloaded."""
        with self._changed:
            older = [
                other
                for other in self._jobs.values()
                if isinstance(other, LoadJob)
                and other.downloading
                and other.id < job.id
                and other.request.beside == job.request.beside
            ]
            for other in older:
                other.cancelled = True
                del self._jobs[other.id]
            return [other.id for other in older]

    def network_is_there(self) -> None:
        """From now on there is a network for those who need one."""
        self._has_network = True

    def take(self) -> Job:
        """The job that comes first, as soon as there is one that can go on."""
        with self._changed:
            self._running = None
            while (job := self._first()) is None:
                self._changed.wait()
            self._running = job
            return job

    def has(self, job: Job) -> bool:
        """Whether a job is still to be done, or under way."""
        with self._changed:
            return self._jobs.get(job.id) is job

    def finish(self, job: Job) -> bool:
        """Remove a job that has its last answer; False if it was cancelled before."""
        with self._changed:
            self._jobs.pop(job.id, None)
            return not job.cancelled

    def is_pressed(self, job: Job) -> bool:
        """Whether another job should get in before ``job`` goes on."""
        with self._changed:
            first = self._first()
            return first is not None and _rank(first) > max(_rank(job), _NOISE)

    def _first(self) -> Job | None:
        ready = [job for job in self._jobs.values() if self._can_go_on(job)]
        best = max(map(_rank, ready), default=0)
        equals = [job for job in ready if _rank(job) == best]
        if not equals:
            return None
        return equals[-1] if best == _URGENT else equals[0]

    def _can_go_on(self, job: Job) -> bool:
        if isinstance(job, LoadJob):
            return not job.downloading
        if isinstance(job, SummaryJob | DropJob):
            return True
        if isinstance(job, QuestionJob) and isinstance(job.request, InspectOther):
            return True
        loads = [one for one in self._jobs.values() if isinstance(one, LoadJob)]
        if not self._has_network and any(not load.request.beside for load in loads):
            # The first network is still on its way.
            return False
        return not isinstance(job, InspectJob) or bool(job.waiting) or not job.more


_OTHER, _NOISE, _URGENT, _LOAD = 1, 2, 3, 4
"""What lies between gets in where a job pauses by itself, but presses none."""


def _rank(job: Job) -> int:
    if isinstance(job, LoadJob | DropJob):
        return _LOAD
    if isinstance(job, QuestionJob):
        return _NOISE if isinstance(job.request, MeasureNoise) else _URGENT
    if isinstance(job, SummaryJob):
        return _URGENT
    return _URGENT if job.urgent else _OTHER
