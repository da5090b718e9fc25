"""Tells a full memory from other failures."""

from __future__ import annotations

import torch

from senet_viewer.errors import ViewerError

# What torch says where the main memory is full; it has no class of its own.
CPU_MEMORY_FULL = ("not enough memory", "can't allocate memory", "DefaultCPUAllocator")


def is_memory_full(error: BaseException) -> bool:
    """Whether the error says that the device's or the main memory is full."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in CPU_MEMORY_FULL)


def smaller_batch(device: str, pictures: int) -> ViewerError:
    """The notice that batches are smaller from now on."""
    return ViewerError(
        "memory.smaller_batch",
        f"The memory of {device} is full; going on with {pictures} pictures at a time.",
        {"device": device, "pictures": str(pictures)},
    )


def on_cpu_instead(device: str) -> ViewerError:
    """The notice that the CPU computes from now on."""
    return ViewerError(
        "memory.cpu_instead",
        f"The memory of {device} is full; going on with the CPU.",
        {"device": device},
    )


def full(device: str, detail: str) -> ViewerError:
    """The error where not even one picture fits."""
    return ViewerError(
        "memory.full",
        f"The memory of {device} is too small for this network; close other programs, "
        "or choose a smaller network.",
        {"device": device},
        detail=detail,
    )
