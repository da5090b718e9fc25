"""Builds a network with code that the user names: ``module:callable``, never code from a file."""

from __future__ import annotations

import importlib
import inspect
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import nn

from senet_viewer.errors import ViewerError, printable

SPELLING = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*:[^\W\d]\w*(?:\.[^\W\d]\w*)*")
CLASSES_ARGUMENTS = ("num_classes", "n_classes", "class_num", "classes", "num_class", "nclasses")

# Whatever a user's code may raise, except for what asks this process to end.
RAISED_BY_CODE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BufferError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    ReferenceError,
    RuntimeError,
    SyntaxError,
    SystemExit,
    TypeError,
    ValueError,
    Warning,
)


def build(architecture: str, classes: int | None = None) -> nn.Module:
    """The network that ``module:callable`` returns, in evaluation mode on the CPU.

    The module is imported as Python would from the current folder. ``classes`` is handed on where
    the callable has an argument of such a name. Raises ``ViewerError`` where it cannot be imported,
    raises, or returns no network.
    """
    module, _, path = architecture.partition(":")
    if SPELLING.fullmatch(architecture) is None:
        raise ViewerError(
            "architecture.spelling",
            f"“{printable(architecture)}” names no code; write module:callable, such as "
            "mynet:build for the function build in mynet.py of the current folder.",
            {"name": printable(architecture)},
        )
    with _current_folder(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        make = _find(architecture, module, path)
        made = _call(architecture, make, _arguments(make, classes))
    if not isinstance(made, nn.Module):
        raise ViewerError(
            "architecture.no_network",
            f"“{architecture}” returned no torch.nn.Module but a {type(made).__name__}; name a "
            "class of networks, or a function that returns one.",
            {"name": architecture, "kind": type(made).__name__},
        )
    return made.eval()


@contextmanager
def _current_folder() -> Iterator[None]:
    """Find modules of the current folder first, as a script that stands there would."""
    folder = os.getcwd()  # noqa: PTH109 - sys.path holds texts
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        if folder in sys.path:
            sys.path.remove(folder)


def _find(architecture: str, module: str, path: str) -> Callable[..., Any]:
    try:
        found = _imported(module)
    except RAISED_BY_CODE as error:
        missing = error.name if isinstance(error, ModuleNotFoundError) else None
        if missing and (module == missing or module.startswith(f"{missing}.")):
            raise ViewerError(
                "architecture.no_module",
                f"There is no Python module “{module}” here; start senet-viewer in the folder of "
                "the network's code, or install that code beside senet-viewer.",
                {"name": architecture, "module": module},
                detail=f"looked in {os.pathsep.join(sys.path)}",
            ) from error
        raise _raised(architecture, error) from error
    for part in path.split("."):
        if not hasattr(found, part):
            raise ViewerError(
                "architecture.no_callable",
                f"“{module}” has no “{path}”; name a class of networks in it, or a function that "
                "returns one.",
                {"name": architecture, "module": module, "callable": path},
                detail=f"{module} is {getattr(sys.modules[module], '__file__', 'built in')}",
            )
        found = getattr(found, part)
    if not callable(found):
        raise ViewerError(
            "architecture.no_callable",
            f"“{path}” of “{module}” cannot be called; name a class of networks, or a function "
            "that returns one.",
            {"name": architecture, "module": module, "callable": path},
        )
    if isinstance(found, nn.Module):
        return lambda: found
    called: Callable[..., Any] = found
    return called


def _imported(module: str) -> Any:
    """The module; read again where it lies in the current folder, for its author may work on it."""
    known = sys.modules.get(module)
    file = getattr(known, "__file__", None)
    if known is not None and file and Path(file).is_relative_to(Path.cwd()):
        return importlib.reload(known)
    return importlib.import_module(module)


def _arguments(make: Callable[..., Any], classes: int | None) -> Mapping[str, int]:
    if classes is None:
        return {}
    try:
        known = inspect.signature(make).parameters
    except (TypeError, ValueError):
        return {}
    return next(({name: classes} for name in CLASSES_ARGUMENTS if name in known), {})


def _call(architecture: str, make: Callable[..., Any], arguments: Mapping[str, int]) -> Any:
    try:
        return make(**arguments)
    except RAISED_BY_CODE as error:
        raise _raised(architecture, error) from error


def _raised(architecture: str, error: BaseException) -> ViewerError:
    reason = printable(str(error).strip().split("\n")[0])[:200]
    what = f"{type(error).__name__}: {reason}" if reason else type(error).__name__
    return ViewerError(
        "architecture.failed",
        f"“{architecture}” did not build a network ({what}); correct that code, or name a function "
        "without arguments that returns the network.",
        {"name": architecture, "reason": what},
        detail="".join(traceback.format_exception(error)),
    )
