"""A project that is opened at the start: what is read of gates comes as for new pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.driven import run_driver


@pytest.mark.timeout(300)
def test_a_reopened_project_reads_as_if_it_were_new(tmp_path: Path) -> None:
    run_driver("drive_project.py", "save", tmp_path)
    run_driver("drive_project.py", "reopen", tmp_path)
