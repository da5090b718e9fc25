"""Stops a forward pass between two SE blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from torch import nn

from senet_viewer.inspection.hooks import removing
from senet_viewer.models.blocks import SEBlock
from senet_viewer.models.stopping import Stopped, never

__all__ = ["Stopped", "never", "stopping"]


@contextmanager
def stopping(blocks: Sequence[SEBlock], should_stop: Callable[[], bool]) -> Iterator[None]:
    """Raise ``Stopped`` from a forward pass at the next of ``blocks`` once ``should_stop()``."""

    def hook(_module: nn.Module, _inputs: tuple[Any, ...]) -> None:
        if should_stop():
            raise Stopped

    with removing() as handles:
        if should_stop is not never:
            handles.extend(block.module.register_forward_pre_hook(hook) for block in blocks)
        yield
