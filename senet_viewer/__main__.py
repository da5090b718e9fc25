"""Starts the engine, a command or the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with the given arguments, or the process's own; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # First of all: the engine must import neither Qt nor the command line.
    if given[:1] == ["--engine"]:
        from senet_viewer.engine.worker import main as run_engine

        return run_engine()
    from senet_viewer.cli.main import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
