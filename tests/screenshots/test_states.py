"""The main states look as they did, and nothing in them is clipped, covered or unreadable.

``python -m tests.screenshots --renew`` takes new references after a change that is meant.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screenshots.conftest import Pictures
from tests.screenshots.likeness import load_look
from tests.screenshots.shots import Shot, compare, read
from tests.screenshots.states import REFERENCES, STATES, ScreenState, reference_file

LARGEST_REFERENCE = 40_000


@pytest.fixture(scope="module")
def taken(pictures: Pictures) -> tuple[Path, str]:
    """The folder with all pictures, and what went wrong while they were taken."""
    return pictures.states, pictures.states_failure


@pytest.fixture(params=STATES, ids=lambda state: state.name)
def state(request: pytest.FixtureRequest) -> ScreenState:
    found: ScreenState = request.param
    return found


@pytest.fixture
def shot(state: ScreenState, taken: tuple[Path, str]) -> Shot:
    folder, failure = taken
    if not (folder / f"{state.name}.json").exists():
        pytest.fail(f"this state was not reached: {failure}")
    found = read(folder, state.name)
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.mark.timeout(240)
def test_it_looks_as_its_reference(state: ScreenState, shot: Shot, tmp_path: Path) -> None:
    differing = compare(state, shot, tmp_path)
    assert not differing, differing


def test_nothing_is_clipped_covered_or_unreadable(shot: Shot) -> None:
    assert not shot.complaints, "\n".join((*shot.complaints, f"Look at: {shot.file}"))


def test_qt_has_nothing_to_warn_of(shot: Shot) -> None:
    assert not shot.warnings


def test_each_reference_is_small_and_used() -> None:
    wanted = {reference_file(state) for state in STATES}
    assert set(REFERENCES.iterdir()) == wanted
    for file in wanted:
        assert file.stat().st_size < LARGEST_REFERENCE
        assert load_look(file).cells.ndim == 3
