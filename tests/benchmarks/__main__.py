"""Prints the table of bounds: ``python -m tests.benchmarks [--quick] [NAME …]``.

NAME picks files of rows (``forward`` is ``forward_rows.py``); without one all are measured.
``--quick`` measures little, to see that everything runs. Use an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks.table import Row, print_table

SUFFIX = "_rows"


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a bound is missed."""
    names = sorted(path.stem.removesuffix(SUFFIX) for path in _files())
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="measure little")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"there are no rows {', '.join(sorted(unknown))}, only {', '.join(names)}")
    missed = print_table(_rows(options.names or names, options.quick))
    return 1 if missed else 0


def _files() -> Iterator[Path]:
    return Path(__file__).parent.glob(f"*{SUFFIX}.py")


def _rows(names: Iterable[str], quick: bool) -> Iterator[Row]:
    for name in names:
        module = importlib.import_module(f"tests.benchmarks.{name}{SUFFIX}")
        takes_quick = "quick" in inspect.signature(module.rows).parameters
        yield from module.rows(quick=quick) if takes_quick else module.rows()


if __name__ == "__main__":
    sys.exit(main())
