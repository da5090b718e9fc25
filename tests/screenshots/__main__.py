"""Renews the references of the screenshot tests, or shows what differs from them.

    python -m tests.screenshots                   take all states; show what differs
    python -m tests.screenshots --renew           take all states; make them the references
    python -m tests.screenshots --renew NAME …    these alone

Look at the new references before you commit them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.screenshots.likeness import save_look
from tests.screenshots.shots import compare, read, take
from tests.screenshots.states import BY_NAME, REFERENCES, STATES, ScreenState, reference_file


def main(arguments: list[str]) -> int:
    """Returns 0 where nothing differs or all is renewed."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots")
    parser.add_argument("--renew", action="store_true", help="make these pictures the references")
    parser.add_argument("names", nargs="*", metavar="NAME", help="states; all if none is named")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(BY_NAME))
    if unknown:
        parser.error(f"no such state: {', '.join(unknown)}; there are {', '.join(BY_NAME)}")
    states = [BY_NAME[name] for name in options.names] or list(STATES)
    folder = Path(tempfile.mkdtemp(prefix="screenshots-"))
    failure = take(folder, states)
    if failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"The pictures are in {folder}")
    if options.renew:
        return _renew(states, folder)
    return _show(states, folder)


def _renew(states: list[ScreenState], folder: Path) -> int:
    REFERENCES.mkdir(exist_ok=True)
    for state in states:
        shot = read(folder, state.name)
        if isinstance(shot, str):
            print(f"{state.name}: {shot}")
            continue
        save_look(shot.look, reference_file(state))
        print(f"{state.name}: {reference_file(state).stat().st_size / 1000:.0f} kB")
    return 0


def _show(states: list[ScreenState], folder: Path) -> int:
    differing = 0
    for state in states:
        shot = read(folder, state.name)
        if isinstance(shot, str):
            print(f"{state.name}: {shot}")
            continue
        words = [compare(state, shot, folder), *shot.complaints, *shot.warnings]
        differing += any(words)
        print(f"{state.name}: {'; '.join(filter(None, words)) or 'as the reference'}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
