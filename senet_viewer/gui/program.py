"""How this program starts itself again as a child process, in a checkout, a wheel or a bundle."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

_CONSOLE_PROGRAM = "senet-viewer-console"


def program_command() -> tuple[str, ...]:
    """Program and first arguments to which a command is appended; in a bundle, its console."""
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        console = program.with_name(_CONSOLE_PROGRAM + program.suffix)
        return (str(console if console.exists() else program),)
    if program.stem.lower() == "pythonw":
        program = program.with_name("python" + program.suffix)
    return (str(program), "-P", "-m", "senet_viewer")


def program_environment() -> QProcessEnvironment:
    """The window's environment, in which a bare checkout's package is found too."""
    environment = QProcessEnvironment.systemEnvironment()
    folder = Path(__file__).resolve().parents[2]
    if folder.name not in ("site-packages", "dist-packages") and not getattr(sys, "frozen", False):
        others = environment.value("PYTHONPATH", "")
        paths = f"{folder}{os.pathsep}{others}" if others else str(folder)
        environment.insert("PYTHONPATH", paths)
    return environment


def child_process(arguments: Sequence[str], parent: QObject) -> QProcess:
    """A process of this program, not started yet."""
    process = QProcess(parent)
    process.setProcessEnvironment(program_environment())
    command = (*program_command(), *arguments)
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    return process
