"""The log file of the command line, for what went wrong unexpectedly."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

FILE = "command-line.log"
_LARGEST = 2**20


def log_folder() -> Path:
    """The system's folder for a program's logs."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Logs" / "senet-viewer"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
        return Path(local) / "senet-viewer" / "logs"
    return Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "senet-viewer"


def write_log(text: str) -> Path | None:
    """Append ``text`` to the log; returns where it stands, None where no folder takes it."""
    entry = f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text.rstrip()}\n\n"
    for choose in (log_folder, lambda: Path(tempfile.gettempdir())):
        try:
            folder = choose()
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / FILE
            if path.exists() and path.stat().st_size > _LARGEST:
                path.replace(path.with_suffix(".old.log"))
            with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(entry)
        except (OSError, RuntimeError):
            continue
        return path
    return None
