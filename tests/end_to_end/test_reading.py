"""Reading gates in the whole window, driven in a process of its own."""

from __future__ import annotations

import pytest

from tests.end_to_end.driven import run_driver


@pytest.mark.timeout(300)
def test_gates_are_read_from_a_click_to_another_network(screen: dict[str, str]) -> None:
    run_driver("drive_reading.py", screen=screen)
