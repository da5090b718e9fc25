"""Brings networks' weights in threads of their own, while the engine goes on with other work."""

from __future__ import annotations

import threading
from functools import partial

from senet_viewer.engine.border import attempt
from senet_viewer.engine.schedule import LoadJob, Schedule
from senet_viewer.engine.streams import Writer
from senet_viewer.errors import ViewerError
from senet_viewer.models import catalogue
from senet_viewer.models.loading import bring_weights, needs_download
from senet_viewer.models.stopping import Stopped, Terms
from senet_viewer.protocol import Catalogue, Downloading
from senet_viewer.records import Transfer


class Downloads:
    """The downloads under way; each belongs to a job that waits in the schedule for its end."""

    def __init__(self, schedule: Schedule, writer: Writer) -> None:
        self._schedule = schedule
        self._writer = writer

    def begin_for(self, job: LoadJob) -> bool:
        """Begin the job's download; False if it needs none, or has had it.

        The job comes up again when the download has ended, with ``failure`` where it failed. A
        cancelled one ends at its next piece; the part that came stays.
        """
        if job.brought or attempt(partial(needs_download, job.request.model)) is not True:
            return False
        self._schedule.park(job)
        # A daemon, since nobody waits for a server's silence when the process ends.
        threading.Thread(target=self._run, args=(job,), name="download", daemon=True).start()
        return True

    def _run(self, job: LoadJob) -> None:
        tell = partial(self._tell, job)
        # At once, since the library that knows the file takes a moment to import.
        tell(Transfer(job.request.model, 0, 0, 0.0))
        terms = Terms(progress=tell, should_stop=lambda: job.cancelled)
        try:
            outcome = attempt(partial(bring_weights, job.request.model, terms))
        except Stopped:
            outcome = None
        if job.cancelled:
            pass
        elif isinstance(outcome, ViewerError):
            job.failure = outcome
        elif not isinstance(entries := attempt(catalogue.entries), ViewerError):
            self._writer.send(Catalogue(entries))
        self._schedule.unpark(job)

    def _tell(self, job: LoadJob, transfer: Transfer) -> None:
        if not job.cancelled:
            self._writer.send(Downloading(job.id, transfer))
