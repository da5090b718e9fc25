"""The pictures of sound and of spoiled windows, taken side by side, since both take their time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.screenshots.shots import run, take


@dataclass(frozen=True)
class Pictures:
    """Two folders of pictures, and what went wrong while each was filled."""

    states: Path
    states_failure: str
    spoiled: Path
    spoiled_failure: str


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    states, spoiled = (tmp_path_factory.mktemp(name) for name in ("states", "spoiled"))
    with ThreadPoolExecutor() as pool:
        taking = pool.submit(take, states)
        spoiling = pool.submit(run, "tests.screenshots.spoiling", str(spoiled))
        return Pictures(states, taking.result(), spoiled, spoiling.result())
