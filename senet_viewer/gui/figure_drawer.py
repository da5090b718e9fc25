"""Draws figures in a child process that stays as long as figures are asked for."""

from __future__ import annotations

import json
import logging
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.export.style import FigureStyle, plain
from senet_viewer.gui.background import Background
from senet_viewer.gui.figure_subjects import FigureSubjects
from senet_viewer.gui.program import child_process

log = logging.getLogger(__name__)

END_MS = 3000
"""How long a process may take to end that was asked to."""

_FAILED = 1
"""Exit status of a command that refused, or that met an error of its own."""


@dataclass(frozen=True)
class FigureRequest:
    """A figure to draw into ``path``, of the subject ``number`` (from 0) of those loaded.

    ``pixels`` is the longest side of a preview (0: the style's resolution); ``folders`` asks for
    the path's folder to be made. ``together`` are the numbers of images on one figure, with
    ``number`` the first of them.
    """

    path: str
    style: FigureStyle
    number: int = 0
    pixels: int = 0
    folders: bool = False
    together: tuple[int, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A figure that is there, with its size on paper in millimetres."""

    path: str
    width_mm: float
    height_mm: float


class FigureDrawer(QObject):
    """Answers each request with ``drawn`` or ``failed`` and its number, one after the other.

    The process is that of ``senet-viewer figure``. It starts with ``load``, so that the first
    figure does not wait for matplotlib, and ends with ``close``, which every owner must call.
    """

    drawn = Signal(int, Drawn)
    failed = Signal(int, object)
    closed = Signal()

    def __init__(
        self, subjects: FigureSubjects, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._background = background
        # The owner's close takes it away; where there is no time for that, the end of Python does.
        self._folder = tempfile.TemporaryDirectory(
            prefix="senet-viewer-", ignore_cleanup_errors=True
        )
        self.folder = Path(self._folder.name)
        self._saved = self.folder / "inspections.npz"
        self._waiting: dict[int, FigureRequest] = {}
        self._under_way: tuple[int, FigureRequest] | None = None
        self._asked = 0
        self._process: QProcess | None = None
        self._saving, self._proven, self._closing = True, False, False
        self._problem: ViewerError | None = None
        background.run(partial(self._save, subjects), self._begin, self._give_up)

    def _save(self, subjects: FigureSubjects) -> None:
        """In a thread. A window that closes meanwhile waits for it, but has cleaned up before."""
        try:
            subjects.save(self._saved)
        finally:
            if self._closing:
                self._folder.cleanup()

    def ask(self, request: FigureRequest) -> int:
        """Draw it after what was asked for before; returns the request's number."""
        self._asked += 1
        self._waiting[self._asked] = request
        self._send_next()
        return self._asked

    def forget(self, number: int) -> None:
        """Do not draw what has not begun."""
        self._waiting.pop(number, None)

    def _begin(self, _nothing: object) -> None:
        self._saving = False
        if self._closing:
            self._end()
            return
        arguments = ["figure", "--from", str(self._saved), "--requests"]
        self._process = child_process(arguments, self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.started.connect(self._send_next)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._not_started)
        self._process.start()

    def _give_up(self, problem: ViewerError) -> None:
        """Nothing can be drawn at all: the inspections could not be saved."""
        self._saving, self._problem = False, problem
        self._send_next()
        if self._closing:
            self._end()

    @Slot()
    def _send_next(self) -> None:
        if self._problem is not None:
            waiting, self._waiting = self._waiting, {}
            for number in waiting:
                self.failed.emit(number, self._problem)
            return
        if self._under_way is not None or not self._waiting or self._closing or self._saving:
            return
        process = self._process
        if process is None:
            self._begin(None)
            return
        if process.state() is not QProcess.ProcessState.Running:
            return
        number = next(iter(self._waiting))
        request = self._waiting.pop(number)
        self._under_way = (number, request)
        line = {
            "id": number,
            "number": request.number,
            "output": request.path,
            "style": plain(request.style),
            "pixels": request.pixels,
            "folders": request.folders,
            "together": request.together,
        }
        process.write(json.dumps(line).encode("ascii") + b"\n")

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._answered(json.loads(bytes(self._process.readLine().data())))

    def _answered(self, answer: dict[str, Any]) -> None:
        if self._under_way is None or answer["id"] != self._under_way[0]:
            return
        number, request = self._under_way
        self._under_way, self._proven = None, True
        if not self._closing:
            if "error" in answer:
                self.failed.emit(number, ViewerError(**answer["error"]))
            else:
                size = (answer["width_mm"], answer["height_mm"])
                self.drawn.emit(number, Drawn(request.path, *size))
        self._send_next()

    @Slot()
    def _not_started(self) -> None:
        process = self._process
        if process is not None and process.error() is QProcess.ProcessError.FailedToStart:
            self._ended()

    @Slot()
    def _ended(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        words = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if self._closing:
            self._end()
            return
        log.error("the drawing process ended: %s", words)
        problem = _died(words, by_itself=_ended_by_itself(process))
        under_way, self._under_way = self._under_way, None
        if under_way is None and not self._proven:
            self._give_up(problem)
            return
        if under_way is not None:
            # One figure ended it; the others get another process.
            self.failed.emit(under_way[0], problem)
        self._send_next()

    def close(self) -> None:
        """Let the process end, and leave what is not drawn; ``closed`` follows."""
        if self._closing:
            return
        self._closing = True
        self._waiting.clear()
        if self._process is not None:
            # Where a process cannot be asked to end, the end of its input says so; either way it
            # takes its unfinished file away.
            self._process.closeWriteChannel()
            self._process.terminate()
        elif not self._saving:
            self._end()

    def wait(self) -> None:
        """After ``close``: return when the process has ended, at the latest after END_MS."""
        process = self._process
        if process is not None and not process.waitForFinished(END_MS):
            process.kill()
            process.waitForFinished(END_MS)
        self._end()

    def _end(self) -> None:
        self._folder.cleanup()
        self.closed.emit()


def _ended_by_itself(process: QProcess) -> bool:
    """Whether it met an error, which it would meet again; else something killed it."""
    left = process.exitStatus() is QProcess.ExitStatus.NormalExit
    return left and process.exitCode() == _FAILED


def _died(words: str, *, by_itself: bool) -> ViewerError:
    if by_itself:
        return ViewerError(
            "export.drawing_failed",
            "The figure cannot be drawn because of an error in the program; please report it with "
            "the log, which Help → Log folder shows.",
            detail=words,
        )
    return ViewerError(
        "export.drawing_ended",
        "The process that draws figures has ended unexpectedly; try once more.",
        detail=words,
    )
