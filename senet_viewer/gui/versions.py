"""What runs here, to paste into a bug report: versions, system, screen; nothing is imported for it.

The window never imports torch: its version is that of the installed package.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping

from PySide6.QtCore import QLocale, qVersion
from PySide6.QtGui import QGuiApplication

PACKAGES = ("PySide6-Essentials", "torch", "torchvision", "timm", "numpy", "Pillow")
PROGRAM = "senet-viewer"


def versions(program: str) -> dict[str, str]:
    """Names and versions, the program's own ``program`` first, then what it stands on."""
    found = {PROGRAM: program or _version(PROGRAM), "Python": platform.python_version()}
    found["Qt"] = qVersion()
    found |= {name: _version(name) for name in PACKAGES}
    return found | {"system": platform.platform(), "window system": _window_system()}


def _version(package: str) -> str:
    # Imported when asked for: it takes longer than the window can spare at its start.
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _window_system() -> str:
    screens = [
        f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    return f"{QGuiApplication.platformName()}, {', '.join(screens)}, {QLocale.system().name()}"


def as_lines(pairs: Mapping[str, str]) -> str:
    """A line a pair, the values below each other."""
    width = max(map(len, pairs), default=0) + 2
    return "\n".join(f"{name:<{width}}{value}" for name, value in pairs.items())
