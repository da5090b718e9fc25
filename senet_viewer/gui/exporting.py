"""Writes what is shown: figures in a short-lived child process, data in a thread."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from senet_viewer.errors import ViewerError, printable
from senet_viewer.export.tables import write_csv, write_json, write_npz
from senet_viewer.gui.background import Background
from senet_viewer.gui.pictures import PHOTO_SIDE, source_of
from senet_viewer.gui.program import child_process
from senet_viewer.gui.state import ImageItem, State
from senet_viewer.gui.words import reference_phrase
from senet_viewer.images.decode import decode_image
from senet_viewer.images.thumbnails import photo
from senet_viewer.records import Inspection, Pixels
from senet_viewer.statistics import Order

log = logging.getLogger(__name__)


class Exporter(QObject):
    """Exports one file at a time for each call; ``done`` or ``failed`` follows."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, state: State, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._background = state, background
        self._running: dict[QProcess, tuple[str, Path]] = {}

    def export_figure(self, path: str, *, dark: bool = False) -> None:
        """Draw the shown inspection into ``path`` (.png, .svg or .pdf)."""
        shown, item = self._state.shown, self._state.current_item
        if shown is None or item is None:
            return
        handle, name = tempfile.mkstemp(prefix="senet-viewer-", suffix=".npz")
        os.close(handle)
        saved = Path(name)
        order = self._state.order
        self._background.run(
            partial(self._save, saved, shown, item),
            lambda _: self._draw(saved, path, order, dark),
            partial(self._refuse, saved),
        )

    def _save(self, saved: Path, shown: Inspection, item: ImageItem) -> None:
        photos: dict[int, Pixels] = {}
        try:
            pixels = decode_image(source_of(item.picture), at_least=PHOTO_SIDE).pixels
            photos[0] = photo(pixels, PHOTO_SIDE)
        except ViewerError as problem:
            # The file may be gone since; the figure then shows what the network saw.
            log.warning("no photo in the figure: %s", problem.sentence)
        reference = self._state.reference
        titles = {reference_phrase(reference): dict(reference.means)} if reference.means else {}
        write_npz(saved, [shown], references=titles, photos=photos, card=self._state.shown_card)

    def _draw(self, saved: Path, path: str, order: Order, dark: bool) -> None:
        arguments = ["figure", "--from", str(saved), "-o", path, "--order", order.value]
        if dark:
            arguments.append("--dark")
        process = child_process(arguments, self)
        self._running[process] = (path, saved)
        process.finished.connect(partial(self._drawn, process))
        process.errorOccurred.connect(partial(self._not_started, process))
        process.start()

    def _drawn(self, process: QProcess, code: int, _status: QProcess.ExitStatus) -> None:
        path, saved = self._running.pop(process, ("", Path()))
        if not path:
            return
        saved.unlink(missing_ok=True)
        words = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if code == 0:
            self.done.emit(path)
            return
        log.error("figure not drawn (%s): %s", code, words)
        self.failed.emit(self._explain(path, words))

    @staticmethod
    def _explain(path: str, words: str) -> ViewerError:
        lines = words.splitlines()
        sentence = lines[-1].removeprefix("senet-viewer: ") if lines else ""
        sentence = sentence or f"The figure {printable(path)} could not be drawn."
        return ViewerError("export.figure", sentence, {"file": path}, detail=words)

    def _not_started(self, process: QProcess, problem: QProcess.ProcessError) -> None:
        if problem is QProcess.ProcessError.FailedToStart:
            self._drawn(process, -1, QProcess.ExitStatus.CrashExit)

    def _refuse(self, saved: Path, error: ViewerError) -> None:
        saved.unlink(missing_ok=True)
        self.failed.emit(error)

    def export_data(self, path: str, inspections: Sequence[Inspection]) -> None:
        """Write the gates of ``inspections`` to ``path`` (.csv, .npz or .json)."""
        reference = self._state.reference
        means = dict(reference.means)
        title = reference_phrase(reference)
        card = self._state.shown_card

        def work() -> None:
            suffix = Path(path).suffix.lower()
            if suffix == ".csv":
                write_csv(path, inspections, reference=means or None)
            elif suffix == ".json":
                write_json(path, inspections)
            else:
                write_npz(
                    path, inspections, references={title: means} if means else None, card=card
                )

        self._background.run(work, lambda _: self.done.emit(path), self.failed.emit)

    @Slot()
    def close(self) -> None:
        """End drawings under way; their targets keep what they had."""
        for process, (_path, saved) in list(self._running.items()):
            process.finished.disconnect()
            process.kill()
            process.waitForFinished(2000)
            saved.unlink(missing_ok=True)
        self._running.clear()
