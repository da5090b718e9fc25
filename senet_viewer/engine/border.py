"""The border of the request loop: whatever goes wrong inside becomes an error in one sentence."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TypeVar

from senet_viewer.errors import ViewerError
from senet_viewer.inspection.inspector import Stopped
from senet_viewer.inspection.memory import is_memory_full

Result = TypeVar("Result")


def attempt(call: Callable[[], Result]) -> Result | ViewerError:
    """The result of ``call``, or its failure in one sentence; only ``Stopped`` passes through."""
    try:
        return call()
    except Stopped:
        raise
    except ViewerError as error:
        return error
    except Exception as error:  # noqa: BLE001  # the request loop must outlive any request
        return _no_memory(error) if is_memory_full(error) else _internal(error)


def _no_memory(error: Exception) -> ViewerError:
    return ViewerError(
        "engine.memory",
        "The memory does not suffice; close other programs or choose a smaller network.",
        detail=f"{type(error).__name__}: {error}",
    )


def _internal(error: Exception) -> ViewerError:
    kind = type(error).__name__
    return ViewerError(
        "engine.internal",
        f"The engine met an error of its own ({kind}); please report it with the details.",
        {"kind": kind},
        detail="".join(traceback.format_exception(error)),
    )
