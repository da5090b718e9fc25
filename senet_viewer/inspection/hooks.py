"""Keeps the promise that hooks and modes are removed, whatever happens."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.hooks import RemovableHandle

FORWARD = "forward"


@contextmanager
def removing() -> Iterator[list[RemovableHandle]]:
    """Yields a list; the hooks whose handles are put into it are removed at the end."""
    handles: list[RemovableHandle] = []
    try:
        yield handles
    finally:
        for handle in handles:
            handle.remove()


@contextmanager
def inside(module: nn.Module, mode: TorchDispatchMode) -> Iterator[None]:
    """Lets ``mode`` see the operations in every call of ``module``, and no others.

    Several may do so at the same time; they may end in any order.
    """
    forward = module.__dict__.get(FORWARD)
    if not isinstance(forward, _Forward):
        forward = _Forward(module)
        module.__dict__[FORWARD] = forward
    forward.modes.append(mode)
    try:
        yield
    finally:
        forward.modes.remove(mode)
        if not forward.modes:
            forward.put_back(module)


class _Forward:
    """A module's ``forward`` within its modes.

    A hook before and one behind would not do: an interrupt between them would leave the mode on.
    """

    def __init__(self, module: nn.Module) -> None:
        self.modes: list[TorchDispatchMode] = []
        self._own = module.__dict__.get(FORWARD)
        self._forward = module.forward

    def put_back(self, module: nn.Module) -> None:
        if self._own is None:
            module.__dict__.pop(FORWARD, None)
        else:
            module.__dict__[FORWARD] = self._own

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with ExitStack() as stack:
            # The first one is the innermost, and so the first to see an operation.
            for mode in reversed(self.modes):
                stack.enter_context(mode)
            return self._forward(*args, **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        # A copy of the network is not watched.
        return copy.deepcopy(self._forward, memo)
