"""The window's end of the engine: typed requests and answers, and healing when the engine dies."""

from __future__ import annotations

import dataclasses
import time
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.engine_book import EngineBook
from senet_viewer.gui.engine_errors import cannot_start, death, error_of, too_many_deaths
from senet_viewer.gui.engine_process import Ending, EngineProcess, engine_command
from senet_viewer.gui.engine_requests import EngineRequests
from senet_viewer.gui.engine_watch import EngineWatch, Patience
from senet_viewer.protocol import (
    Cancel,
    Catalogue,
    ChannelShown,
    Downloading,
    Failed,
    Finished,
    Hello,
    ImageFailed,
    Inspect,
    Inspected,
    LoadModel,
    Message,
    ModelLoaded,
    NoiseMeasured,
    Notice,
    OtherInspected,
    Ping,
    Pong,
    Progress,
    Request,
    Summarised,
    Working,
)


class EngineClient(EngineRequests):
    """The engine as the window knows it; no call waits for the engine but ``stop``.

    Requests may be made at any time, before the engine is ready too. Each is answered under the
    id that was returned: ``load_model`` by ``model_loaded`` or ``failed``, with ``downloading``
    before where its weights are fetched; ``inspect`` by one ``inspected`` or ``image_failed`` a
    picture and then ``finished``, or by ``failed``; ``show_channel`` by ``channel_shown``,
    ``measure_noise`` by ``noise_measured`` and ``summarise`` by ``summarised``, or by
    ``question_failed``. ``load_other`` is answered by ``other_loaded`` or ``other_failed``, and
    ``inspect_other`` by ``other_inspected`` or ``question_failed``. After ``cancel`` nothing comes
    any more. ``catalogue_changed`` brings the networks there are where these are others than
    ``ready`` told.

    An engine that ends is started again: ``died`` says so in one sentence, the network is loaded
    again (the other one with ``other_loaded``, under its id), and what was open is asked again
    once. Only what the engine had in hand is answered with ``engine.died``. After three deaths in a
    minute, or where a restart would not help, ``gave_up`` says why; open requests then wait for
    ``restart`` or ``cancel``. ``stalled`` (seconds without progress) is the moment to offer
    ``restart``; ``recovered`` withdraws the offer.
    """

    started = Signal()
    ready = Signal(object)
    model_loaded = Signal(object)
    other_loaded = Signal(object)
    other_failed = Signal(object)
    inspected = Signal(object)
    image_failed = Signal(object)
    progress = Signal(object)
    downloading = Signal(object)
    catalogue_changed = Signal(object)
    channel_shown = Signal(object)
    noise_measured = Signal(object)
    other_inspected = Signal(object)
    summarised = Signal(object)
    question_failed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    notice = Signal(object)
    died = Signal(object)
    gave_up = Signal(object)
    stalled = Signal(float)
    recovered = Signal()
    busy_changed = Signal(bool)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        command: Sequence[str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = tuple(command) if command else engine_command()
        self._patience = patience or Patience()
        self._process: EngineProcess | None = None
        self._is_ready = False
        self._given_up = False
        self._model: LoadModel | None = None
        self._reload = 0
        self._busy = False
        self._deaths: deque[float] = deque()
        self._outbox: deque[Inspect] = deque()
        self._sender = QTimer(self)
        self._sender.setInterval(0)
        self._sender.timeout.connect(self._send_next)
        self._watch = EngineWatch(self._patience, self)
        self._watch.ping.connect(self._ping)
        self._watch.stalled.connect(self.stalled)
        self._watch.recovered.connect(self.recovered)
        self._watch.undropped.connect(self._kill_undropped)

    @property
    def busy(self) -> bool:
        """Whether a request is open."""
        return self._busy

    @property
    def pid(self) -> int:
        """The engine's process id; 0 where none runs."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the engine; does nothing while one runs."""
        if self._process is not None:
            return
        self._given_up = self._is_ready = False
        process = EngineProcess(self._command, self)
        process.started.connect(self.started)
        process.message.connect(self._receive)
        process.refused.connect(self._give_up)
        process.ended.connect(self._ended)
        self._process = process
        self._watch.begin()
        process.start()

    def stop(self) -> None:
        """End the engine and wait for its end, less than a second; open requests are dropped."""
        self._process = None
        self._forget_process()
        self._book = EngineBook()
        self._model, self._reload, self._other = None, 0, None
        self._beside.clear()
        # With those that were replaced a moment ago and are not quite gone.
        for process in self.findChildren(EngineProcess):
            process.close(int(self._patience.close * 1000))
            process.deleteLater()
        self._update_busy()

    def restart(self) -> None:
        """End the engine if one runs, start a fresh one, and ask again for what is open."""
        self._deaths.clear()
        self._start_afresh("The engine was started again")

    def cancel(self, request: int) -> None:
        """Drop a request: no answer comes any more. Ids that are not open are ignored."""
        is_load = any(load.id == request for load in self._book.loads)
        if not self._book.close(request):
            return
        self._outbox = deque(frame for frame in self._outbox if frame.id != request)
        if self._is_ready:
            self._watch.dropping(request, load=is_load)
            self._send(Cancel(request))
        else:
            self._beside.discard(request)
        self._update_busy()

    def _send(self, request: Request) -> None:
        """Send at once; before the engine is ready the book keeps what is to be sent."""
        if self._process is not None and self._is_ready:
            self._process.send(request)

    def _send_portions(self, frames: Sequence[Inspect]) -> None:
        """Send the first portion at once, and one of the others in each turn of the loop."""
        if not self._is_ready:
            return
        for number, frame in enumerate(frames):
            if number == 0:
                self._send_or_refuse(frame)
            else:
                self._outbox.append(frame)
                self._sender.start()

    @Slot()
    def _send_next(self) -> None:
        if self._outbox:
            self._send_or_refuse(self._outbox.popleft())
        if not self._outbox:
            self._sender.stop()

    def _send_or_refuse(self, frame: Inspect) -> None:
        try:
            self._send(frame)
        except ViewerError as error:
            self.cancel(frame.id)
            answer = Failed(frame.id, error.code, error.sentence, error.params, error.detail)
            QTimer.singleShot(0, self, lambda: self.failed.emit(answer))

    @Slot(object)
    def _receive(self, message: Message) -> None:
        if isinstance(message, Pong):
            self._watch.ponged()
            return
        self._watch.heard()
        match message:
            case Hello():
                self._greet(message)
            case Working():
                self._book.take_in_hand(message)
                self._watch.expect(message.expected_seconds)
            case ModelLoaded():
                self._take_model(message)
            case Inspected() | ImageFailed() | Progress():
                self._take_picture(message)
            case ChannelShown() | NoiseMeasured() | OtherInspected() | Summarised():
                self._take_answer(message)
            case Finished() | Failed():
                self._take_end(message)
            case Downloading() | Catalogue() | Notice():
                self._take_news(message)

    def _take_news(self, news: Downloading | Catalogue | Notice) -> None:
        """Hand on what answers nothing by itself."""
        match news:
            case Downloading() if news.id in self._book:
                self.downloading.emit(news)
            case Catalogue():
                self.catalogue_changed.emit(news)
            case Notice():
                self.notice.emit(news)

    def _greet(self, hello: Hello) -> None:
        """The engine can work: ask for the network it had before, then for all that is open."""
        self._is_ready = True
        self._watch.ready()
        self.ready.emit(hello)
        if self._model is not None:
            self._reload = self._model.id
            self._send(self._model)
        if self._other is not None:
            self._note_load(self._other)
            self._other = None
        for load in self._book.loads:
            self._send(load)
        for inspect in self._book.inspects:
            self._send_portions(list(inspect.frames()))
        for question in self._book.questions:
            self._send(question)
        self._update_busy()

    def _take_model(self, answer: ModelLoaded) -> None:
        request = self._book.take_load(answer.id)
        self._beside.discard(answer.id)
        if request is not None and request.beside:
            self._other = request
            self._update_busy()
            self.other_loaded.emit(answer)
        elif request is not None:
            self._model = request
            self._update_busy()
            self.model_loaded.emit(answer)
        elif self._watch.dropped(answer.id):
            # Loaded before the engine read that it was cancelled, and what was asked since then
            # would be asked of it: a fresh engine has the former networks and asks them.
            self._start_afresh("The engine was started again")
        elif answer.id == self._reload:
            self._reload = 0
            self._update_busy()

    def _take_picture(self, answer: Inspected | ImageFailed | Progress) -> None:
        if isinstance(answer, Progress):
            if inspect := self._book.inspect(answer.id):
                done, total = inspect.done, inspect.total
                self.progress.emit(dataclasses.replace(answer, done=done, total=total))
            return
        image = answer.inspection.image if isinstance(answer, Inspected) else answer.image
        if self._book.answered(answer.id, image.key):
            signal = self.inspected if isinstance(answer, Inspected) else self.image_failed
            signal.emit(answer)

    def _take_answer(
        self, answer: ChannelShown | NoiseMeasured | OtherInspected | Summarised | Failed
    ) -> bool:
        """Hand on the answer to a question; False if there is no such question."""
        self._watch.dropped(answer.id)
        if self._book.take_question(answer.id) is None:
            return False
        self._update_busy()
        match answer:
            case ChannelShown():
                self.channel_shown.emit(answer)
            case NoiseMeasured():
                self.noise_measured.emit(answer)
            case OtherInspected():
                self.other_inspected.emit(answer)
            case Summarised():
                self.summarised.emit(answer)
            case Failed():
                self.question_failed.emit(answer)
        return True

    def _take_end(self, answer: Finished | Failed) -> None:
        if isinstance(answer, Failed) and self._take_answer(answer):
            return
        was_open = self._book.close(answer.id)
        self._watch.dropped(answer.id)
        is_other = answer.id in self._beside
        self._beside.discard(answer.id)
        self._update_busy()
        if isinstance(answer, Failed) and answer.id == 0:
            self._give_up(error_of(answer))
        elif isinstance(answer, Failed) and answer.id == self._reload:
            self._reload, self._model = 0, None
            self.failed.emit(answer)
        elif was_open:
            failed = self.other_failed if is_other else self.failed
            signal = failed if isinstance(answer, Failed) else self.finished
            signal.emit(answer)

    @Slot(int)
    def _ping(self, number: int) -> None:
        self._send(Ping(number))

    @Slot()
    def _kill_undropped(self) -> None:
        """The engine did not drop a cancelled request in time; a fresh one will not know it."""
        self._start_afresh("The engine was started again")

    @Slot(object)
    def _ended(self, ending: Ending) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process = None
        if not ending.began:
            self._give_up(cannot_start(ending))
            return
        now = time.monotonic()
        self._deaths.append(now)
        while now - self._deaths[0] > self._patience.deaths_within:
            self._deaths.popleft()
        if len(self._deaths) >= self._patience.deaths:
            self._answer_for_dead("The engine stopped unexpectedly")
            self._give_up(too_many_deaths(ending, len(self._deaths)))
            return
        self._start_afresh("The engine stopped unexpectedly")
        self.died.emit(death(ending))

    def _start_afresh(self, what: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.dismiss()
        self._forget_process()
        self.start()
        self._answer_for_dead(what)

    def _forget_process(self) -> None:
        self._is_ready = False
        self._watch.end()
        self._outbox.clear()
        self._sender.stop()

    def _answer_for_dead(self, what: str) -> None:
        """Answer what the engine had in hand when it ended; the rest stays in the book."""
        reload, self._reload = self._reload, 0
        if reload and self._book.working.id == reload and self._model is not None:
            self._book.add_load(self._model)
            self._model = None
        if (running := self._book.working.id) and running in [q.id for q in self._book.questions]:
            self._take_answer(Failed(running, "engine.died", f"{what}; try again.", {}))
        answers = self._book.after_death(what)
        # Of those that were cancelled nothing will be heard any more.
        former, self._beside = self._beside, {one.id for one in self._book.loads if one.beside}
        self._update_busy()
        for answer in answers:
            self._tell_death(answer, of_other=answer.id in former)

    def _tell_death(self, answer: ImageFailed | Failed, *, of_other: bool) -> None:
        if isinstance(answer, ImageFailed):
            self.image_failed.emit(answer)
        else:
            (self.other_failed if of_other else self.failed).emit(answer)

    @Slot(object)
    def _give_up(self, error: ViewerError) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.dismiss()
        self._forget_process()
        if not self._given_up:
            self._given_up = True
            self.gave_up.emit(error)

    def _update_busy(self) -> None:
        busy = bool(self._book)
        self._watch.set_busy(busy or bool(self._reload))
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)
