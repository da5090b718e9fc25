"""The network in use, the one that is being loaded, and all that there are to choose from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath

from PySide6.QtCore import QObject, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.gui.engine_words import engine_text
from senet_viewer.protocol import Downloading, Hello, ModelLoaded
from senet_viewer.records import BuildOptions, CatalogueEntry, Transfer

BUNDLED = "bundled"
AUTO = "auto"
"""The fastest device there is."""
EXACT, FASTER = "float32", "bfloat16"
"""The number types in which a network computes."""


@dataclass(frozen=True)
class Choice:
    """A network by its name or its file's path, and how it is to be built and run.

    ``device`` is what the user asked for: ``auto`` stays ``auto``.
    """

    key: str = BUNDLED
    device: str = AUTO
    precision: str = EXACT
    options: BuildOptions = field(default_factory=BuildOptions)


class Networks(QObject):
    """Asks the engine for networks; the one in use stays until another one is ready.

    ``loaded`` brings the ``ModelLoaded``, ``failed`` the ``ViewerError`` of the last ``load``.
    ``transfer_changed`` tells that ``transfer``, the download under way, went on or ended.
    """

    loading_changed = Signal(bool)
    transfer_changed = Signal()
    catalogue_changed = Signal()
    loaded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, engine: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._request = 0
        self.hello: Hello | None = None
        self.catalogue: tuple[CatalogueEntry, ...] = ()
        self.in_use = Choice()
        self.wanted = Choice()
        self.transfer: Transfer | None = None
        engine.ready.connect(self._greeted)
        engine.model_loaded.connect(self._model_loaded)
        engine.downloading.connect(self._downloading)
        engine.catalogue_changed.connect(lambda answer: self.set_catalogue(answer.entries))

    @property
    def loading(self) -> bool:
        """Whether another network is being loaded or downloaded."""
        return bool(self._request)

    def start(self, choice: Choice) -> None:
        """Load the first network; it counts as the one in use, so that it is remembered."""
        self.in_use = choice
        self.load(choice)

    def load(self, choice: Choice) -> None:
        """Load a network; what is being loaded is given up for it."""
        if self._request:
            self._engine.cancel(self._request)
        self.wanted = choice
        self._request = self._engine.load_model(
            choice.key, choice.device, choice.precision, choice.options
        )
        self._end_transfer()
        self.loading_changed.emit(True)

    def choose(self, key: str, options: BuildOptions | None = None) -> None:
        """Load another network on the device in use."""
        self.load(replace(self.in_use, key=key, options=options or BuildOptions()))

    def choose_device(self, device: str) -> None:
        """Load the network in use on another device."""
        self.load(replace(self.in_use, device=device))

    def choose_precision(self, precision: str) -> None:
        """Load the network in use in another number type."""
        self.load(replace(self.in_use, precision=precision))

    def cancel(self) -> None:
        """Stop loading; the network in use stays."""
        if not self._request:
            return
        self._engine.cancel(self._request)
        self._stop_loading()
        self.cancelled.emit()

    def fail(self, request: int, error: ViewerError) -> bool:
        """Take a failure of the engine; False if it is none of a network."""
        if not request or request != self._request:
            return False
        self._stop_loading()
        self.failed.emit(error)
        return True

    def entry(self, key: str) -> CatalogueEntry | None:
        """What the catalogue says of a network, None for a checkpoint."""
        return next((entry for entry in self.catalogue if entry.key == key), None)

    def title(self, key: str) -> str:
        """What a network is called: by the catalogue, or by its file's name."""
        entry = self.entry(key)
        return engine_text(entry.title) if entry else printable(PurePath(key).name)

    def title_with_folder(self, key: str) -> str:
        """The same, with the folder that tells a file from others of its name."""
        path = PurePath(key)
        if self.entry(key) is not None or not path.parent.name:
            return self.title(key)
        return printable(f"{path.parent.name}/{path.name}")

    def set_catalogue(self, entries: tuple[CatalogueEntry, ...]) -> None:
        """Take what the engine says there is now."""
        self.catalogue = entries
        self.catalogue_changed.emit()

    @Slot(object)
    def _greeted(self, hello: Hello) -> None:
        self.hello = hello
        self.set_catalogue(hello.catalogue)

    @Slot(object)
    def _model_loaded(self, answer: ModelLoaded) -> None:
        if answer.id == self._request:
            self.in_use = self.wanted
            self._stop_loading()
        self.loaded.emit(answer)

    @Slot(object)
    def _downloading(self, answer: Downloading) -> None:
        if answer.id == self._request:
            self.transfer = answer.transfer
            self.transfer_changed.emit()

    def _stop_loading(self) -> None:
        self._request = 0
        self._end_transfer()
        self.loading_changed.emit(False)

    def _end_transfer(self) -> None:
        if self.transfer is not None:
            self.transfer = None
            self.transfer_changed.emit()
