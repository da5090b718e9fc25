"""What every driver needs: the window as the program starts it, waiting, dropping, warnings."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMimeData,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from senet_viewer.gui.app import Application, Start

PATIENCE_SECONDS = 120.0
HARMLESS = ("propagateSizeHints",)
warnings: list[str] = []


def note_warning(kind: QtMsgType, _context: object, text: str) -> None:
    """Print what Qt warns of; ``drive`` fails for it in the end."""
    if kind is not QtMsgType.QtDebugMsg and not any(part in text for part in HARMLESS):
        warnings.append(text)
        print(f"Qt: {text}", file=sys.stderr)


def drive(run: Callable[[Application], None]) -> int:
    """Open the window, let ``run`` use it, close it; returns 1 where Qt warned of something."""
    qInstallMessageHandler(note_warning)
    app = QApplication([])
    app.setApplicationName("senet-viewer")
    app.setStyle(QStyleFactory.create("Fusion"))
    viewer = Application(app, Start(), "0.1")
    qInstallMessageHandler(note_warning)
    # What the window would word for its user is a failure here, and shall be seen.
    sys.excepthook = sys.__excepthook__
    viewer.open()
    run(viewer)
    print("ok: closing", flush=True)
    QTimer.singleShot(0, viewer.window.close)
    app.exec()
    viewer.close()
    QCoreApplication.processEvents()
    print("ok: closed", flush=True)
    return 1 if warnings else 0


def wait_for(what: str, condition: Callable[[], object]) -> None:
    """Run the event loop until ``condition`` holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        QCoreApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > deadline:
            raise SystemExit(f"waited in vain: {what}")
    QCoreApplication.processEvents()
    print(f"ok: {what}", flush=True)


def drop(window: QWidget, paths: Sequence[Path]) -> None:
    """Drag files onto the window and let go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), actions, mime, buttons, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        window, QDropEvent(QPointF(300, 300), actions, mime, buttons, none, QEvent.Type.Drop)
    )
