"""Keeps the promise that hooks are removed, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from torch.utils.hooks import RemovableHandle


@contextmanager
def removing() -> Iterator[list[RemovableHandle]]:
    """Yields a list; the hooks whose handles are put into it are removed at the end."""
    handles: list[RemovableHandle] = []
    try:
        yield handles
    finally:
        for handle in handles:
            handle.remove()
