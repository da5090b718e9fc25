"""How the worker behaves as a process: below the window's priority, and gone with the window."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

NICENESS = 5
SPINS = 10_000
"""Turns that an idle OpenMP thread waits before it sleeps: some microseconds."""

_BELOW_NORMAL_PRIORITY_CLASS = 0x4000
_PR_SET_PDEATHSIG = 1


def stay_below_the_window() -> None:
    """Lower the priority, leave interrupts to the window, and die with the window's process.

    The end of the requests' pipe ends the worker too; on Linux the kernel helps where a thread
    that holds the interpreter keeps the worker from noticing.
    """
    _leave_idle_cores_to_others()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
        return
    os.nice(NICENESS)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _leave_idle_cores_to_others() -> None:
    """Let OpenMP's threads sleep when they wait; must come before torch is loaded.

    By default they spin for a millisecond at each of the many barriers of a pass, which makes it
    several times slower where other threads (decoding, the window, another program) want a core.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))
