"""Asks the network that is compared with about many images, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.results import without_view
from senet_viewer.protocol import Failed, OtherInspected, Picture
from senet_viewer.records import Inspection


class NetworkAnswers(QObject):
    """``finished`` brings an inspection or an error for each picture, in their order.

    One question is open at a time, so that an image that the user looks at meanwhile comes next.
    ``load`` is the request that brought the network, ``known`` its answers by the image's key.
    """

    finished = Signal(object)

    def __init__(
        self,
        engine: EngineClient,
        load: int,
        pictures: Sequence[Picture],
        known: Mapping[str, Inspection],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine, self._load = engine, load
        self._pictures, self._known = tuple(pictures), known
        self._answers: list[Inspection | ViewerError] = []
        self._asked = 0
        self._cancelled = False
        engine.other_inspected.connect(self._inspected)
        engine.question_failed.connect(self._failed)

    def start(self) -> None:
        """Begin; ``finished`` comes in a later turn of the event loop."""
        QTimer.singleShot(0, self, self._next)

    def cancel(self) -> None:
        """Ask no more; ``finished`` does not come."""
        self._cancelled = True
        if self._asked:
            self._engine.cancel(self._asked)
            self._asked = 0

    @Slot()
    def _next(self) -> None:
        if self._cancelled:
            return
        while len(self._answers) < len(self._pictures):
            picture = self._pictures[len(self._answers)]
            known = self._known.get(picture.image.key)
            if known is None:
                self._asked = self._engine.inspect_other(self._load, picture)
                return
            self._answers.append(known)
        self.finished.emit(tuple(self._answers))

    @Slot(object)
    def _inspected(self, answer: OtherInspected) -> None:
        if answer.id == self._asked:
            self._take(without_view(answer.inspection))

    @Slot(object)
    def _failed(self, answer: Failed) -> None:
        if answer.id == self._asked:
            self._take(error_of(answer))

    def _take(self, answer: Inspection | ViewerError) -> None:
        self._asked = 0
        self._answers.append(answer)
        self._next()
