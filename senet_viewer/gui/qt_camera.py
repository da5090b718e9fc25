"""A camera by Qt Multimedia, which is imported when one is made, and nowhere else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt

from senet_viewer.errors import ViewerError
from senet_viewer.gui.camera_source import FrameSource

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

SECONDS_BETWEEN = 0.1
"""Frames that come faster are not even converted."""


class QtCamera(FrameSource):
    """The system's first camera.

    Raises ``ViewerError`` where there is none, ``ImportError`` where Qt Multimedia is not there.
    """

    def __init__(self, parent: QObject) -> None:
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoSink

        super().__init__(parent)
        devices = QMediaDevices.videoInputs()
        if not devices:
            raise ViewerError("camera.none", "No camera was found; connect one and try again.")
        self._camera = QCamera(devices[0], self)
        self._sink = QVideoSink(self)
        self._capture = QMediaCaptureSession(self)
        self._capture.setCamera(self._camera)
        self._capture.setVideoSink(self._sink)
        self._last = 0.0
        self._wanted = False
        self._sink.videoFrameChanged.connect(self._frame)
        self._camera.errorOccurred.connect(self._error)

    def start(self) -> None:
        self._wanted = True
        application, permission = QCoreApplication.instance(), QCameraPermission()
        status = Qt.PermissionStatus.Granted
        if application is not None:
            status = application.checkPermission(permission)
        if status == Qt.PermissionStatus.Undetermined and application is not None:
            application.requestPermission(permission, self, self._answered)
        else:
            self._begin(granted=status == Qt.PermissionStatus.Granted)

    def _answered(self, permission: QCameraPermission) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        status = application.checkPermission(permission)
        self._begin(granted=status == Qt.PermissionStatus.Granted)

    def _begin(self, *, granted: bool) -> None:
        if not granted:
            self.failed.emit(
                ViewerError(
                    "camera.refused",
                    "The system does not let senet-viewer use the camera; allow it in the "
                    "system's privacy settings.",
                )
            )
        elif self._wanted:
            self._camera.start()

    def stop(self) -> None:
        self._wanted = False
        self._camera.stop()

    def _frame(self, frame: QVideoFrame) -> None:
        now = time.monotonic()
        if not self._wanted or now - self._last < SECONDS_BETWEEN:
            return
        image = frame.toImage()
        if not image.isNull():
            self._last = now
            self.frame_came.emit(image)

    def _error(self) -> None:
        reason = self._camera.errorString()
        self.failed.emit(
            ViewerError(
                "camera.failed",
                f"The camera does not work: {reason}. Close other programs that use it.",
                {"reason": reason},
            )
        )
