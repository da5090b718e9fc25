"""Finds what Debian packages ``dev.py`` and Qt need on this Linux, and installs them for root."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Libraries by the name the loader knows, and the Debian package that brings each.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
}
ON_SCREEN = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
SYSTEM_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT = "fonts-dejavu-core"
CHINESE_FONT = "fonts-wqy-microhei"
CHINESE_FILES = (
    "wqy",
    "cjk",
    "sourcehan",
    "notosanssc",
    "notoserifsc",
    "uming",
    "ukai",
    "fallback",
)
"""What the files of fonts with Chinese are called; fontconfig itself may have no program here."""
VIRTUAL_SCREEN = "xvfb"


def missing_for_venv() -> list[str]:
    """Debian keeps ``ensurepip`` apart from Python: the package that is missing, if it is."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def missing_for_offscreen() -> list[str]:
    """Packages without which Qt cannot even draw into memory."""
    missing = [package for name, package in OFFSCREEN.items() if not _loads(name)]
    return missing if _has_font() else [*missing, FONT]


def missing_for_screen() -> list[str]:
    """Packages without which Qt cannot open a window on an X server."""
    return [package for name, package in ON_SCREEN.items() if not _loads(name)]


def missing_virtual_screen() -> list[str]:
    """The X server without a monitor, which the tests of the real window use."""
    return [] if shutil.which("Xvfb") else [VIRTUAL_SCREEN]


def missing_chinese_font() -> list[str]:
    """The font in which the tests letter the Chinese window."""
    names = (file.name.lower() for file in _fonts())
    has_one = any(part in name for name in names for part in CHINESE_FILES)
    return [] if has_one else [CHINESE_FONT]


def can_install() -> bool:
    """Whether this is root on a system with ``apt-get``."""
    return _is_root() and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install ``packages`` with ``apt-get``; returns whether it worked."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Old lists are better than none: a failed update alone does not stop the installation.
    subprocess.run(["apt-get", "-q", "update"], env=environment, check=False)
    command = ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def line_to_paste(packages: list[str]) -> str:
    """One line that names or installs ``packages``, for whoever may do so."""
    names = " ".join(map(shlex.quote, packages))
    if shutil.which("apt-get") is None:
        return f"install with your package manager what Debian calls: {names}"
    return f"{'' if _is_root() else 'sudo '}apt-get install -y {names}"


def _is_root() -> bool:
    # Windows has no geteuid, and needs none of this.
    geteuid = getattr(os, "geteuid", None)
    return geteuid is not None and geteuid() == 0


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_font() -> bool:
    return any(True for _ in _fonts())


def _fonts() -> Iterator[Path]:
    home = Path.home()
    folders = (*SYSTEM_FONTS, home / ".local/share/fonts", home / ".fonts")
    kinds = {".ttf", ".otf", ".ttc"}
    for folder in folders:
        yield from (file for file in folder.rglob("*") if file.suffix.lower() in kinds)
