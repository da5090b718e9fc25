"""A screen of its own for each driven window."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual X screen, or of Qt's offscreen platform without Xvfb."""
    environment = dict(os.environ)
    if shutil.which("Xvfb") is None:
        yield environment
        return
    reader, writer = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as display:
            environment["DISPLAY"] = f":{display.readline().strip()}"
        environment["QT_QPA_PLATFORM"] = "xcb"
        yield environment
        server.terminate()
