"""Looks before Qt starts whether there is a screen, and whether Qt's libraries are there."""

from __future__ import annotations

import ctypes.util
import os
import sys

from senet_viewer.errors import ViewerError


def check_display() -> None:
    """Raises ``ViewerError`` where a window cannot open: no screen, or a library is missing."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise ViewerError(
            "display.missing",
            "There is no screen to open a window on; use “senet-viewer inspect”, “figure”, "
            "“summary” or “--screenshot FILE” instead.",
        )
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if ctypes.util.find_library("xcb-cursor") is None:
        raise ViewerError(
            "display.library",
            "Qt needs the library xcb-cursor to open a window; on Debian and Ubuntu, "
            "“apt install libxcb-cursor0” brings it.",
            {"library": "xcb-cursor", "package": "libxcb-cursor0"},
        )
