"""The engine's process: one thread reads requests and answers pings, another computes."""

from __future__ import annotations

import threading
from typing import assert_never

from senet_viewer.engine import host, streams
from senet_viewer.engine.answers import as_failed
from senet_viewer.engine.schedule import Schedule
from senet_viewer.errors import ViewerError
from senet_viewer.protocol import (
    Cancel,
    DropOther,
    Finished,
    Inspect,
    InspectOther,
    LoadModel,
    MeasureNoise,
    Message,
    Ping,
    Pong,
    Request,
    ShowChannel,
    Summarise,
)

ENDED, CANNOT_COMPUTE, REFUSED = 0, 1, 2


def main() -> int:
    """Serve the window that holds the other ends of standard input and output.

    The process ends with status 0 when its input ends, 1 where torch cannot be loaded, 2 where
    the input is no stream of requests.
    """
    pipes = streams.take_pipes()
    host.stay_below_the_window()
    schedule = Schedule()
    writer = streams.Writer(pipes.answers)
    reader = threading.Thread(
        target=_serve, args=(pipes.requests, schedule, writer), name="requests", daemon=True
    )
    reader.start()
    try:
        # Late, since torch takes seconds to load, and pings are answered meanwhile.
        from senet_viewer.engine.compute import Compute
    except (ImportError, OSError) as error:
        writer.send(as_failed(0, _no_torch(error)))
        return CANNOT_COMPUTE
    return Compute(schedule, writer).run()


def _serve(descriptor: int, schedule: Schedule, writer: streams.Writer) -> None:
    """Read requests until the window ends, and the process with it."""
    try:
        for message in streams.read_messages(descriptor):
            _accept(_as_request(message), schedule, writer)
    except ViewerError as error:
        writer.send(as_failed(0, error))
        streams.leave(REFUSED)
    streams.leave(ENDED)


def _as_request(message: Message) -> Request:
    if isinstance(message, Request):
        return message
    raise ViewerError(
        "protocol.refused",
        "Window and engine do not understand each other; install senet-viewer again.",
        detail=f"{type(message).__name__} is no request",
    )


def _accept(request: Request, schedule: Schedule, writer: streams.Writer) -> None:
    match request:
        case Ping():
            writer.send(Pong(request.id, schedule.running))
        case Cancel():
            if schedule.cancel(request.id):
                writer.send(Finished(request.id, cancelled=True))
        case LoadModel() | DropOther() | Inspect() | Summarise():
            schedule.add(request)
        case ShowChannel() | MeasureNoise() | InspectOther():
            schedule.add(request)
        case _:
            assert_never(request)


def _no_torch(error: Exception) -> ViewerError:
    return ViewerError(
        "engine.no_torch",
        "PyTorch cannot be loaded; install it again with: pip install --force-reinstall torch",
        detail=f"{type(error).__name__}: {error}",
    )
