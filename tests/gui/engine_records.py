"""Writes down what an engine client says, in order."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from senet_viewer.gui.engine_client import EngineClient
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef

SIGNALS = (
    *("started", "ready", "model_loaded", "inspected", "image_failed", "progress", "finished"),
    *("channel_shown", "noise_measured", "question_failed"),
    *("other_loaded", "other_failed", "other_inspected"),
    *("failed", "notice", "died", "gave_up", "stalled", "recovered", "busy_changed"),
)
SIMPLE_ENGINE = Path(__file__).with_name("simple_engine.py")


class Record:
    """All signals of a client: ``entries`` holds each one's name and what it brought."""

    def __init__(self, client: EngineClient) -> None:
        self.entries: list[tuple[str, Any]] = []
        for name in SIGNALS:
            self._listen(client, name)

    def _listen(self, client: EngineClient, name: str) -> None:
        def write_down(brought: object = None) -> None:
            self.entries.append((name, brought))

        getattr(client, name).connect(write_down)

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.entries]

    def all(self, name: str) -> list[Any]:
        """What the signals of that name brought."""
        return [brought for signal, brought in self.entries if signal == name]

    def has(self, name: str, request: int = 0) -> bool:
        """Whether a signal came, for that request where one is given."""
        return any(not request or brought.id == request for brought in self.all(name))

    def inspected(self, request: int) -> list[str]:
        """The names of the pictures that were inspected for a request, in order."""
        answers = [answer for answer in self.all("inspected") if answer.id == request]
        return [answer.inspection.image.name for answer in answers]


def simple(fault: str = "") -> tuple[str, ...]:
    """The command that starts the simple engine."""
    return (sys.executable, "-P", str(SIMPLE_ENGINE), *((fault,) if fault else ()))


def pictures(*names: str) -> tuple[Picture, ...]:
    """Pictures of those names, each with a key of its own."""
    return tuple(Picture(ImageRef(f"{i} {name}", name, name)) for i, name in enumerate(names))


def photos(*paths: Path) -> tuple[Picture, ...]:
    """Image files."""
    return tuple(Picture(ImageRef(str(path), path.name, str(path))) for path in paths)
