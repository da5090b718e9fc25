"""Where live frames come from: a camera, if Qt Multimedia and a camera are there."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from senet_viewer.errors import ViewerError

MULTIMEDIA = "PySide6.QtMultimedia"


class FrameSource(QObject):
    """Gives frames until it is stopped.

    ``frame_came`` brings a ``QImage``; ``failed`` a ``ViewerError``, after which none come.
    """

    frame_came = Signal(object)
    failed = Signal(object)

    def start(self) -> None:
        """Begin; asks for the permission that the system wants."""
        raise NotImplementedError

    def stop(self) -> None:
        """Let go of the camera."""
        raise NotImplementedError


OpenSource = Callable[[QObject], FrameSource]
"""Makes a source whose parent is given; raises ``ViewerError`` where there is none."""


def has_multimedia() -> bool:
    """Whether Qt Multimedia is installed; it is not imported."""
    return importlib.util.find_spec(MULTIMEDIA) is not None


def open_camera(parent: QObject) -> FrameSource:
    """The system's first camera; Qt Multimedia is imported now.

    Raises ``ViewerError`` with the code ``camera.none`` where there is no camera, and
    ``camera.missing`` where Qt Multimedia lacks something of the system.
    """
    # What makes a camera stands on this file.
    from senet_viewer.gui.qt_camera import QtCamera

    try:
        return QtCamera(parent)
    except ImportError as problem:
        raise ViewerError(
            "camera.missing",
            f"Qt Multimedia, which the camera needs, cannot be loaded: {problem}.",
            {"reason": str(problem)},
        ) from problem
