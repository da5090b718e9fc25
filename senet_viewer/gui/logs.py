"""The log file, and the hook that turns an unexpected error into one sentence."""

from __future__ import annotations

import logging
import logging.handlers
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from senet_viewer.errors import ViewerError

LOG_NAME = "senet-viewer.log"
LARGEST_LOG = 2 * 2**20
FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
"""Windows share the file: the process tells whose line it is."""
log = logging.getLogger("senet_viewer")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(folder: Path) -> logging.Handler:
    """Log to a file in ``folder`` that stays small; where it cannot be written, to stderr."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / LOG_NAME,
            maxBytes=LARGEST_LOG,
            backupCount=2,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    logger = logging.getLogger()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    qInstallMessageHandler(_log_qt)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Undo ``start_log``."""
    qInstallMessageHandler(None)
    logging.getLogger().removeHandler(handler)
    handler.close()


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), text)


ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def except_hook(show: Callable[[ViewerError], None]) -> ExceptHook:
    """A ``sys.excepthook`` that logs and shows one sentence; the program goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        detail = "".join(traceback.format_exception(kind, error, trace))
        log.error("unexpected error\n%s", detail)
        if isinstance(error, ViewerError):
            show(error)
            return
        show(
            ViewerError(
                "window.internal",
                "Something went wrong in the window; your pictures and results are still here.",
                detail=detail,
            )
        )

    return hook
