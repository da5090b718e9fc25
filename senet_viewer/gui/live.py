"""Live frames of a camera: one at a time is inspected, the newest wins, the gates follow."""

from __future__ import annotations

import dataclasses
import time
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from senet_viewer.errors import ViewerError
from senet_viewer.gui.background import Background
from senet_viewer.gui.camera_source import FrameSource, OpenSource
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_errors import error_of
from senet_viewer.gui.image_item import PASSING
from senet_viewer.gui.pictures import Pictures, png_of
from senet_viewer.gui.state import State
from senet_viewer.protocol import Failed, Finished, ImageFailed, Inspected, Picture
from senet_viewer.records import ImageRef, Inspection
from senet_viewer.store.contents import Encoded

KEPT = "camera:"
"""How the keys of frames begin that were kept."""
SIDE = 640
"""In pixels: larger frames are made smaller, since networks look at some 224."""
PATIENCE_SECONDS = 10.0


@dataclasses.dataclass(frozen=True)
class Frame:
    """A frame on its way: its picture for the engine, and its image for the window."""

    picture: Picture
    image: QImage


class Live(QObject):
    """A frame on show is one image of the list, and leaves it when the next one has its answer.

    It is kept when the camera stops, when the user asks for it, and when another image is chosen.
    """

    changed = Signal()
    failed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        state: State,
        engine: EngineClient,
        background: Background,
        pictures: Pictures,
        open_source: OpenSource,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._engine = state, engine
        self._background, self._pictures = background, pictures
        self.open_source = open_source
        self._source: FrameSource | None = None
        self._newest: QImage | None = None
        self._sent: Frame | None = None
        self._shown: Frame | None = None
        self._request = 0
        self._since = 0.0
        self._busy = False
        self._number = 0
        engine.inspected.connect(self._inspected)
        engine.image_failed.connect(self._image_failed)
        engine.finished.connect(self._finished)
        engine.failed.connect(self._refused)
        state.model_changed.connect(self._start_anew)
        state.current_changed.connect(self._look_away)

    @property
    def running(self) -> bool:
        """Whether frames come."""
        return self._source is not None

    @Slot()
    def toggle(self) -> None:
        """Start the camera, or stop it and keep its last frame."""
        if self.running:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Show what the camera sees; ``failed`` says why not."""
        try:
            source = self.open_source(self)
        except ViewerError as error:
            self.failed.emit(error)
        else:
            self._source = source
            source.frame_came.connect(self._frame)
            source.failed.connect(self._source_failed)
            source.start()
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Let go of the camera; the frame on show stays on the list."""
        self._end()
        self.keep()

    @Slot()
    def drop(self) -> None:
        """Let go of the camera and of its frame: the window closes, or another list is open."""
        self._end()
        shown, self._shown = self._shown, None
        if shown is not None:
            self._take_off(shown)

    def _end(self) -> None:
        source, self._source = self._source, None
        self._start_anew()
        if source is not None:
            source.stop()
            source.frame_came.disconnect(self._frame)
            source.failed.disconnect(self._source_failed)
            source.deleteLater()
            self.changed.emit()

    @Slot()
    def _start_anew(self) -> None:
        """What was asked is asked no more: another network, or no camera any longer."""
        if self._request:
            self._engine.cancel(self._request)
        self._request, self._busy, self._newest, self._sent = 0, False, None, None

    @Slot(object)
    def _source_failed(self, error: ViewerError) -> None:
        self.stop()
        self.failed.emit(error)

    @Slot(object)
    def _frame(self, image: QImage) -> None:
        """Of the frames that come while one is inspected only the newest is looked at."""
        if self._busy and time.monotonic() - self._since > PATIENCE_SECONDS:
            self._start_anew()
        if not self._state.live:
            return
        if self._busy:
            self._newest = image
            return
        self._busy, self._since, self._newest = True, time.monotonic(), None
        self._number += 1
        work = partial(_encode, image)
        number = self._number
        self._background.run(work, partial(self._encoded, number), self._not_encoded)

    def _encoded(self, number: int, made: tuple[QImage, Encoded]) -> None:
        if not self._busy or number != self._number or not self.running:
            return
        image, data = made
        picture = Picture(ImageRef(f"{PASSING}{number}", self.tr("camera")), data)
        self._sent = Frame(picture, image)
        self._request = self._engine.inspect((picture,), urgent=True)

    def _not_encoded(self, error: ViewerError) -> None:
        self._source_failed(error)

    @Slot(object)
    def _inspected(self, answer: Inspected) -> None:
        if self._request and answer.id == self._request and self._sent is not None:
            self._show(self._sent, answer.inspection)

    def _show(self, frame: Frame, inspection: Inspection) -> None:
        before, self._shown = self._shown, frame
        self._put(frame, inspection)
        if before is not None:
            self._take_off(before)

    def _put(self, frame: Frame, inspection: Inspection, *, select: bool = True) -> None:
        """The image, its photo and its answer come together, so that nothing blinks."""
        key = frame.picture.image.key
        self._pictures.keep_photo(key, frame.image)
        self._state.add([frame.picture])
        self._state.store_inspection(inspection)
        if select:
            self._state.select(key)

    def _take_off(self, frame: Frame) -> None:
        key = frame.picture.image.key
        self._state.remove({key})
        self._state.results.discard({key})

    @Slot()
    def keep(self) -> None:
        """Keep the frame on show as an image like others; the next one comes beside it."""
        shown, self._shown = self._shown, None
        if shown is None or self._state.item(shown.picture.image.key) is None:
            return
        inspection = self._state.inspection(shown.picture.image.key)
        if inspection is not None:
            number = 1
            while self._state.item(f"{KEPT}{number}") is not None:
                number += 1
            name = self.tr("camera {n}").format(n=number)
            image = ImageRef(f"{KEPT}{number}", name)
            kept = Frame(Picture(image, shown.picture.data), shown.image)
            is_current = self._state.current == shown.picture.image.key
            self._put(kept, dataclasses.replace(inspection, image=image), select=is_current)
            self.said.emit(self.tr("Kept: {name}").format(name=name))
        self._take_off(shown)

    @Slot()
    def _look_away(self) -> None:
        """Whoever chooses another image wants to look at that one."""
        shown = self._shown
        current = self._state.current
        if shown is None or current == shown.picture.image.key or current.startswith(KEPT):
            return
        if not self.running:
            return
        self._end()
        # The list is still busy with what was chosen.
        QTimer.singleShot(0, self, self.keep)
        self.said.emit(self.tr("The camera has stopped, since another image was chosen."))

    @Slot(object)
    def _image_failed(self, answer: ImageFailed) -> None:
        if self._request and answer.id == self._request:
            self._source_failed(error_of(answer))

    @Slot(object)
    def _refused(self, answer: Failed) -> None:
        self._finished(Finished(answer.id))

    @Slot(object)
    def _finished(self, answer: Finished) -> None:
        if not self._request or answer.id != self._request:
            return
        self._request, self._busy, self._sent = 0, False, None
        newest = self._newest
        if newest is not None and self.running:
            self._frame(newest)


def _encode(image: QImage) -> tuple[QImage, Encoded]:
    """A frame no larger than need be, and its bytes; runs in a thread."""
    if max(image.width(), image.height()) > SIDE:
        keep, smooth = Qt.AspectRatioMode, Qt.TransformationMode
        image = image.scaled(SIDE, SIDE, keep.KeepAspectRatio, smooth.SmoothTransformation)
    return image, png_of(image)
