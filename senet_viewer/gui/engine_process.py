"""One life of the engine's process: its start, frames in and out, its log, and its end in words."""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from senet_viewer.errors import ViewerError
from senet_viewer.gui.program import program_command, program_environment
from senet_viewer.protocol import Decoder, Message, Request, encode

LOG = logging.getLogger("senet_viewer.engine")
SLICE_SECONDS = 0.008
LOG_LINES_KEPT = 40


@dataclass(frozen=True)
class Ending:
    """How the process ended: ``how`` in a few words, ``log`` the last lines it wrote."""

    how: str
    log: str
    began: bool = True
    killed_by_system: bool = False


class EngineProcess(QObject):
    """The engine's process; used once, from ``start`` to ``ended``.

    ``message`` brings the answers, a few milliseconds' worth in each turn of the event loop, so
    that a burst of them never stalls the window. ``refused`` brings the ``ViewerError`` of a
    damaged stream, ``ended`` the ``Ending``, after the last message.
    """

    started = Signal()
    message = Signal(object)
    refused = Signal(object)
    ended = Signal(object)

    def __init__(self, command: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._decoder = Decoder()
        self._log: deque[str] = deque(maxlen=LOG_LINES_KEPT)
        self._unfinished_line = b""
        self._ending: Ending | None = None
        self._dismissed = False
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._hand_over)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(program_environment())
        self._process.started.connect(self._started)
        self._process.readyReadStandardOutput.connect(self._read_frames)
        self._process.readyReadStandardError.connect(self._read_log)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)

    @property
    def running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    @property
    def pid(self) -> int:
        """The process's id; 0 before it runs and after it ended."""
        return int(self._process.processId())

    def start(self) -> None:
        """Start the process; ``started`` or ``ended`` tells how that went."""
        self._process.start(self._command[0], list(self._command[1:]))

    def send(self, request: Request) -> None:
        """Hand a request over; raises ``ViewerError`` where it is too large for a frame."""
        frame = encode(request)
        if self.running:
            self._process.write(frame)

    def kill(self) -> None:
        """End the process at once; ``ended`` follows."""
        self._process.kill()

    def dismiss(self) -> None:
        """Say nothing more, end the process at once, and go when it has gone."""
        self._dismissed = True
        self._later.stop()
        if self.running:
            self._process.finished.connect(self.deleteLater)
            self._process.kill()
        else:
            self.deleteLater()

    def close(self, patience_ms: int) -> None:
        """End the process and wait for its end, ``patience_ms`` before it is killed."""
        self._later.stop()
        if not self.running:
            return
        if not self._dismissed:
            self._dismissed = True
            self._process.closeWriteChannel()
        if not self._process.waitForFinished(patience_ms):
            self._process.kill()
            self._process.waitForFinished(patience_ms)

    @Slot()
    def _started(self) -> None:
        if not self._dismissed:
            self.started.emit()

    @Slot()
    def _read_frames(self) -> None:
        self._decoder.push(self._process.readAllStandardOutput().data())
        if not self._later.isActive():
            self._hand_over()

    @Slot()
    def _hand_over(self) -> None:
        """Emit the complete messages, as many as fit into one slice of time."""
        deadline = time.perf_counter() + SLICE_SECONDS
        while not self._dismissed and (message := self._next_message()) is not None:
            self.message.emit(message)
            if time.perf_counter() > deadline:
                self._later.start()
                return
        if self._ending is not None and not self._dismissed:
            self._dismissed = True
            self.ended.emit(self._ending)

    def _next_message(self) -> Message | None:
        try:
            return self._decoder.pop()
        except ViewerError as error:
            self._dismissed = True
            self.kill()
            self.refused.emit(error)
            return None

    @Slot()
    def _read_log(self) -> None:
        data = self._unfinished_line + self._process.readAllStandardError().data()
        *lines, self._unfinished_line = data.split(b"\n")
        for line in lines:
            self._log_line(line)

    def _log_line(self, line: bytes) -> None:
        text = line.decode("utf-8", "backslashreplace").rstrip()
        if text:
            self._log.append(text)
            LOG.info("%s", text)

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read_log()
        self._log_line(self._unfinished_line)
        how = _in_words(code, crashed=status == QProcess.ExitStatus.CrashExit)
        killed = "SIGKILL" in how
        self._ending = Ending(how, "\n".join(self._log), killed_by_system=killed)
        if not self._later.isActive():
            self._hand_over()

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ending = Ending(self._process.errorString(), "", began=False)
            self._later.start()


def engine_command() -> tuple[str, ...]:
    """Program and arguments that start the engine; in a bundle, its console program."""
    return (*program_command(), "--engine")


def _in_words(code: int, *, crashed: bool) -> str:
    """How a process ended, in a few words."""
    if not crashed:
        return f"exit status {code}"
    if sys.platform == "win32":
        return f"error 0x{code & 0xFFFFFFFF:08X}"
    try:
        return f"signal {code}, {signal.Signals(code).name}"
    except ValueError:
        return f"signal {code}"
