"""How the worker behaves as a process: below the window's priority, and gone with the window."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys

from senet_viewer.models import environment

NICENESS = 5
_BELOW_NORMAL_PRIORITY_CLASS = 0x4000
_PR_SET_PDEATHSIG = 1


def stay_below_the_window() -> None:
    """Lower the priority, leave interrupts to the window, and die with the window's process.

    The end of the requests' pipe ends the worker too; on Linux the kernel helps where a thread
    that holds the interpreter keeps the worker from noticing.
    """
    environment.limit_spinning()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
        return
    os.nice(NICENESS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def give_memory_back() -> None:
    """Return to the system what a network held that is gone; glibc would keep it for later."""
    # Modules and their hooks refer to each other, so that counting references does not free them.
    gc.collect()
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "malloc_trim"):
            library.malloc_trim(0)
