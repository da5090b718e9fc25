"""Inspects the pictures of one request, a batch at a time: decode ahead, forward, answer."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from senet_viewer.engine.answers import as_image_failed
from senet_viewer.engine.border import attempt
from senet_viewer.engine.pace import RateLimit
from senet_viewer.engine.schedule import InspectJob
from senet_viewer.engine.session import Network
from senet_viewer.engine.streams import Writer
from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Inspector, Stopped
from senet_viewer.inspection.preprocess import PreparedImage
from senet_viewer.protocol import Inspected, Picture, Progress, Working
from senet_viewer.records import Inspection

WORTH_STOPPING_SECONDS = 0.3
_LOOK_AROUND_SECONDS = 0.05

Outcome = Inspection | ViewerError


def source_of(picture: Picture) -> str | bytes:
    """What a picture is decoded from: its file's path, or its encoded data."""
    return picture.image.path if picture.data is None else picture.data.tobytes()


@dataclass(frozen=True)
class _Ahead:
    """A picture in hand; ``prepared`` is None where it is decoded when its turn comes."""

    picture: Picture
    careful: bool
    prepared: Future[PreparedImage | ViewerError] | None


class PictureRun:
    """The pictures of one request on their way through the network in use.

    ``step`` does one batch; between steps other requests may get in. ``is_pressed`` tells that
    one waits for that.
    """

    def __init__(
        self,
        job: InspectJob,
        pool: ThreadPoolExecutor,
        writer: Writer,
        is_pressed: Callable[[], bool],
    ) -> None:
        self._job = job
        self._pool = pool
        self._writer = writer
        self._is_pressed = is_pressed
        self._ahead: deque[_Ahead] = deque()
        self._inspector: Inspector | None = None
        self._done = 0
        self._progress_rate = RateLimit()

    @property
    def finished(self) -> bool:
        """Whether every picture of the request is answered."""
        return not (self._ahead or self._job.waiting or self._job.more)

    def step(self, network: Network) -> None:
        """Decode ahead, and answer one batch; less where the request is cancelled or pressed."""
        began = time.perf_counter()
        self._decode_anew_for(network.inspector)
        size = self._fill(network)
        if not self._ahead:
            return
        keys = tuple(entry.picture.image.key for entry in self._ahead)
        self._writer.send(Working(self._job.id, keys, network.pace.seconds(size)))
        batch = self._take(size)
        try:
            outcomes = self._outcomes(batch, network)
        except Stopped:
            self._ahead.extendleft(reversed(batch))
            return
        for entry, outcome in zip(batch, outcomes, strict=True):
            self._answer(entry.picture, outcome)
        if batch:
            network.pace.answered(len(batch), time.perf_counter() - began)
            self._tell_progress(network)

    def _decode_anew_for(self, inspector: Inspector) -> None:
        """Another network may want other pixels: put back what was decoded for the former one."""
        if self._inspector is not inspector:
            entries = [(entry.picture, entry.careful) for entry in self._ahead]
            self._job.waiting.extendleft(reversed(entries))
            self._ahead.clear()
            self._inspector = inspector

    def _fill(self, network: Network) -> int:
        """Take pictures in hand, decoding ahead where allowed; gives the next batch's size."""
        waiting, ahead = self._job.waiting, self._ahead
        if self._job.urgent or (waiting and waiting[0][1]):
            if waiting and not ahead:
                ahead.append(_Ahead(*waiting.popleft(), None))
            return 1
        if ahead and ahead[0].careful:
            return 1
        while waiting and not waiting[0][1] and len(ahead) < 2 * network.pace.batch:
            picture, careful = waiting.popleft()
            future = self._pool.submit(self._prepare, picture, network.inspector)
            ahead.append(_Ahead(picture, careful, future))
        return network.pace.batch

    def _prepare(self, picture: Picture, inspector: Inspector) -> PreparedImage | ViewerError:
        if self._job.cancelled:
            return ViewerError("engine.cancelled", "The request was cancelled.")
        return attempt(lambda: inspector.prepare(source_of(picture), picture.image))

    def _take(self, size: int) -> list[_Ahead]:
        """The next batch, as far as it is decoded before something else gets in."""
        batch: list[_Ahead] = []
        while self._ahead and len(batch) < size and self._is_decoded(self._ahead[0]):
            batch.append(self._ahead.popleft())
        return batch

    def _is_decoded(self, entry: _Ahead) -> bool:
        while entry.prepared is not None and not entry.prepared.done():
            if self._job.cancelled or self._is_pressed():
                return False
            wait((entry.prepared,), _LOOK_AROUND_SECONDS)
        return True

    def _outcomes(self, batch: Sequence[_Ahead], network: Network) -> list[Outcome]:
        """What is to be answered for each picture of a batch, in order; raises ``Stopped``."""
        prepared = [
            entry.prepared.result()
            if entry.prepared is not None
            else self._prepare(entry.picture, network.inspector)
            for entry in batch
        ]
        good = [picture for picture in prepared if isinstance(picture, PreparedImage)]
        passed = iter(self._pass(good, network))
        return [p if isinstance(p, ViewerError) else next(passed) for p in prepared]

    def _pass(self, prepared: Sequence[PreparedImage], network: Network) -> list[Outcome]:
        """One forward pass; where it fails, halves of the batch, so that only the guilty fail."""
        if not prepared:
            return []
        began = time.perf_counter()
        expected = network.pace.seconds(len(prepared))
        outcome = attempt(
            lambda: network.inspector.run(
                prepared,
                verify=self._job.verify,
                should_stop=lambda: self._should_stop(began, expected),
            )
        )
        if not isinstance(outcome, ViewerError):
            network.pace.passed(len(prepared), time.perf_counter() - began)
            return list(outcome)
        if len(prepared) == 1:
            return [outcome]
        half = len(prepared) // 2
        return self._pass(prepared[:half], network) + self._pass(prepared[half:], network)

    def _should_stop(self, began: float, expected: float) -> bool:
        """Whether a pass is to be stopped: cancelled, or much left while something urgent waits."""
        if self._job.cancelled:
            return True
        left = expected - (time.perf_counter() - began)
        much_left = expected == 0 or left > WORTH_STOPPING_SECONDS
        return much_left and not self._job.urgent and self._is_pressed()

    def _answer(self, picture: Picture, outcome: Outcome) -> None:
        self._done += 1
        if isinstance(outcome, Inspection):
            self._writer.send(Inspected(self._job.id, outcome))
            return
        self._writer.send(as_image_failed(self._job.id, picture.image, outcome))

    def _tell_progress(self, network: Network) -> None:
        total = self._job.total
        if self._progress_rate.allows() or self.finished:
            seconds = network.pace.seconds_for_all(total - self._done)
            self._writer.send(Progress(self._job.id, self._done, total, seconds))
