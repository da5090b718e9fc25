"""Looks at what torch runs in: a torchvision that fits it, and the C library's allocator."""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import os
import re
import sys
from dataclasses import dataclass

from senet_viewer.errors import ViewerError

# Of glibc's malloc.h.
M_TRIM_THRESHOLD = -1
M_TOP_PAD = -2
M_MMAP_MAX = -4
M_ARENA_MAX = -8

NEVER = -1
TOP_PAD_BYTES = 256 * 2**20

SPINS = 10_000
"""Turns that an idle OpenMP thread waits before it sleeps: some microseconds."""


@dataclass(frozen=True)
class _Version:
    text: str
    major: int
    minor: int
    local: str


def check() -> None:
    """Raise ``ViewerError`` where the installed torch and torchvision do not fit each other.

    Only the installed versions are read; neither is imported. Releases go in pairs: torch 2.n with
    torchvision 0.(n+15), and both from the same kind of build (``+cpu``, ``+cu126``).
    """
    torch, torchvision = _installed("torch"), _installed("torchvision")
    if torch is None and importlib.util.find_spec("torch") is not None:
        # A frozen bundle holds torch without its metadata, and a pair that was built together.
        return
    if torch is None:
        raise ViewerError(
            "environment.no_torch",
            "torch is not installed; install senet-viewer again, or run pip install torch.",
        )
    problem = None if torchvision is None else mismatch(torch.text, torchvision.text)
    if problem is not None:
        raise problem


def mismatch(torch_version: str, torchvision_version: str) -> ViewerError | None:
    """The error that names a pair which does not fit, with its remedy; None where it fits."""
    torch, vision = _parse(torch_version), _parse(torchvision_version)
    if torch is None or vision is None or torch.major != 2:
        return None
    fitting = f"0.{torch.minor + 15}"
    is_pair = (vision.major, vision.minor) == (0, torch.minor + 15)
    if is_pair and _same_build(torch.local, vision.local):
        return None
    index = f" --index-url https://download.pytorch.org/whl/{torch.local}" if torch.local else ""
    command = f'pip install "torchvision=={fitting}.*"{index}'
    if is_pair:
        command += " --force-reinstall --no-deps"
    return ViewerError(
        "environment.mismatch",
        f"torch {torch.text} and torchvision {vision.text} do not fit each other; run: {command}",
        {"torch": torch.text, "torchvision": vision.text, "command": command},
        hint="The bundled network and your own checkpoints work without torchvision too.",
    )


def _same_build(torch: str, vision: str) -> bool:
    """Whether both are from the registry (whose wheels carry no local version) or one index."""
    if torch == vision:
        return True
    return not (torch.startswith("cpu") or vision.startswith("cpu"))


def _installed(name: str) -> _Version | None:
    try:
        return _parse(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return None


def _parse(text: str) -> _Version | None:
    found = re.match(r"(\d+)\.(\d+)[^+]*(?:\+(.*))?$", text)
    if found is None:
        return None
    return _Version(text, int(found[1]), int(found[2]), found[3] or "")


def limit_spinning() -> None:
    """Let OpenMP's threads sleep when they wait; must come before torch is loaded.

    By default they spin for a millisecond at each of the many barriers of a pass, which makes it
    several times slower where other threads (decoding, the window, another program) want a core.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))


def use_large_allocator() -> None:
    """Let glibc keep the memory of large activations instead of giving it back at every pass.

    Without this each pass of a network with large feature maps takes tens of thousands of page
    faults. Call it before the threads that compute start. Does nothing but on Linux with glibc.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if not hasattr(library, "gnu_get_libc_version"):
        return
    # Each value is a C int: -1 means "never" to the threshold, which is compared unsigned.
    library.mallopt(M_MMAP_MAX, 0)
    library.mallopt(M_TRIM_THRESHOLD, NEVER)
    library.mallopt(M_TOP_PAD, TOP_PAD_BYTES)
    # Other arenas give their memory back whatever the thresholds say: let threads share the first.
    library.mallopt(M_ARENA_MAX, 1)
