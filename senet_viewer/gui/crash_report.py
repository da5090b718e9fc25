"""What is told of a crash: versions, the native traceback, and that window's part of the log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from senet_viewer.gui.crash_watch import Crash
from senet_viewer.gui.logs import LOG_NAME
from senet_viewer.gui.versions import PROGRAM, as_lines

REPORT = "last-crash.txt"
MOST_LINES = 200
log = logging.getLogger(__name__)
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ (\d+) ")


def log_of(folder: Path, crash: Crash) -> list[str]:
    """The last lines that the window of ``crash`` wrote into the log, oldest first."""
    lines: list[str] = []
    own = False
    for line in _lines(folder):
        head = _LINE.match(line)
        if head is not None:
            # A process's number comes back some day; its start tells which one it was.
            own = int(head[2]) == crash.pid and head[1] >= crash.started
        if own:
            lines.append(line)
    return lines[-MOST_LINES:]


def _lines(folder: Path) -> Iterator[str]:
    for name in (f"{LOG_NAME}.1", LOG_NAME):
        try:
            text = (folder / name).read_text(encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        yield from text.splitlines()


def without_home(text: str, home: Path) -> str:
    """``text`` with ``~`` in place of the home folder: a report need not name its sender."""
    folder = str(home)
    if len(folder) < 2:
        return text
    for spelt in (folder, folder.replace("\\", "\\\\")):
        text = re.sub(rf"{re.escape(spelt)}(?![\w.-])", "~", text)
    return text


def report(crash: Crash, lines: list[str], versions: Mapping[str, str], home: Path) -> str:
    """The whole report, in English: whoever reads it may not know the user's language."""
    then = {PROGRAM: crash.version} if crash.version else {}
    parts = [
        as_lines(dict(versions) | then),
        f"Started {crash.started}, ended without closing.",
        crash.trace
        or "No native traceback: the process was killed from outside, or by the system"
        " for want of memory.",
        "\n".join(["Log:", *(lines or ["nothing"])]),
    ]
    return without_home("\n\n".join(parts), home) + "\n"


def make_report(
    folder: Path, crashes: tuple[Crash, ...], versions: Mapping[str, str], home: Path
) -> str:
    """Keep the report of the newest of ``crashes`` in ``folder``, and return it; else empty."""
    if not crashes:
        return ""
    text = report(crashes[0], log_of(folder, crashes[0]), versions, home)
    try:
        (folder / REPORT).write_text(text, encoding="utf-8")
    except OSError as problem:
        log.warning("report of a crash not kept", exc_info=problem)
    return text


def last_report(folder: Path) -> str:
    """The report of the last crash, empty where there was none."""
    try:
        return (folder / REPORT).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
