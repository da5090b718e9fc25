"""What the engine can be asked: each request under an id of its own, noted in the book."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from senet_viewer.gui.engine_book import EngineBook
from senet_viewer.protocol import (
    DropOther,
    Inspect,
    InspectOther,
    LoadModel,
    MeasureNoise,
    Picture,
    Question,
    Request,
    ShowChannel,
    Summarise,
)
from senet_viewer.records import BuildOptions, ImageRef, ModelCard, Pixels


class EngineRequests(QObject):
    """Makes requests; ``EngineClient`` sends them and takes the answers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book = EngineBook()
        self._other: LoadModel | None = None
        self._beside: set[int] = set()
        self._last_id = 0

    def _send(self, request: Request) -> None:
        """Send at once, or keep to the book until the engine is ready."""
        raise NotImplementedError

    def _send_portions(self, frames: Sequence[Inspect]) -> None:
        """As ``_send``, without a long pause for the event loop."""
        raise NotImplementedError

    def _update_busy(self) -> None:
        """What is open may have changed."""
        raise NotImplementedError

    def cancel(self, request: int) -> None:
        """Drop a request."""
        raise NotImplementedError

    def load_model(
        self,
        model: str,
        device: str = "auto",
        precision: str = "float32",
        options: BuildOptions | None = None,
    ) -> int:
        """Load a network; the present one stays in use until it is ready."""
        built = options or BuildOptions()
        return self._load(LoadModel(self._next_id(), model, device, precision, built))

    def load_other(
        self,
        model: str,
        device: str,
        precision: str,
        options: BuildOptions,
        like: ModelCard,
    ) -> int:
        """Load another network beside the one in use, whose card is ``like``.

        It must have the same blocks; where it does not say how it sees pictures, it does as the one
        in use.
        """
        return self._load(
            LoadModel(
                self._next_id(),
                model,
                device,
                precision,
                options,
                beside=True,
                like=like.blocks,
                preprocessing=like.preprocessing,
                labels=like.labels,
            )
        )

    def drop_other(self, load: int) -> None:
        """Let go of the other network that ``load_other`` returned this id for.

        What it was asked is to be cancelled before.
        """
        if self._other is not None and self._other.id == load:
            self._other = None
        # After an engine's end it is perhaps on its way again.
        self.cancel(load)
        self._send(DropOther(self._next_id(), load))

    def inspect_other(self, load: int, picture: Picture) -> int:
        """Ask the other network that ``load_other`` returned this id for about a picture."""
        return self._ask(InspectOther(self._next_id(), picture, load))

    def _load(self, request: LoadModel) -> int:
        self._note_load(request)
        self._update_busy()
        self._send(request)
        return request.id

    def _note_load(self, request: LoadModel) -> None:
        self._book.add_load(request)
        if request.beside:
            self._beside.add(request.id)

    def inspect(
        self, pictures: Sequence[Picture], urgent: bool = False, verify: bool = True
    ) -> int:
        """Inspect pictures; a key that stands there twice is answered once."""
        request = self._next_id()
        opened = self._book.add_inspect(request, pictures, urgent=urgent, verify=verify)
        self._update_busy()
        self._send_portions(list(opened.frames()))
        return request

    def show_channel(self, image: ImageRef, seen: Pixels, block: str, channel: int) -> int:
        """Show a channel of a block before and after its gate, for the pixels ``seen``."""
        return self._ask(ShowChannel(self._next_id(), image, seen, block, channel))

    def measure_noise(self, image: ImageRef, seen: Pixels) -> int:
        """Measure the noise of an image's gates, when nothing more pressing is to be done."""
        return self._ask(MeasureNoise(self._next_id(), image, seen))

    def summarise(
        self, model: str, options: BuildOptions, *, compare: str = "", input_size: int = 0
    ) -> int:
        """Sum up what a network takes, beside another one where ``compare`` names it."""
        return self._ask(Summarise(self._next_id(), model, compare, input_size, options))

    def _ask(self, question: Question | Summarise) -> int:
        self._book.add_question(question)
        self._update_busy()
        self._send(question)
        return question.id

    def _next_id(self) -> int:
        self._last_id += 1
        return self._last_id
