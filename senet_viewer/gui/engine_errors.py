"""What the engine's failures and its end are called, each in one sentence."""

from __future__ import annotations

from senet_viewer.errors import ViewerError
from senet_viewer.gui.engine_process import Ending
from senet_viewer.protocol import Failed, ImageFailed


def error_of(answer: Failed | ImageFailed) -> ViewerError:
    """The error that an answer tells of."""
    return ViewerError(
        answer.code, answer.sentence, answer.params, detail=answer.detail, hint=answer.hint
    )


def death(ending: Ending) -> ViewerError:
    """The engine ended by itself, and a fresh one runs."""
    hint = "Perhaps the computer ran out of memory." if ending.killed_by_system else ""
    return ViewerError(
        "engine.died",
        f"The engine stopped unexpectedly ({ending.how}); it was started again.",
        {"how": ending.how},
        detail=ending.log,
        hint=hint,
    )


def too_many_deaths(ending: Ending, times: int) -> ViewerError:
    """The engine ended so often that it is not started again by itself."""
    return ViewerError(
        "engine.gave_up",
        f"The engine stopped {times} times within a minute, the last time with {ending.how}; "
        "start it again, or choose another network or device first.",
        {"how": ending.how, "times": str(times)},
        detail=ending.log,
    )


def cannot_start(ending: Ending) -> ViewerError:
    """There is no program to start."""
    return ViewerError(
        "engine.cannot_start",
        "The engine cannot be started; install senet-viewer again.",
        detail=ending.how,
    )
