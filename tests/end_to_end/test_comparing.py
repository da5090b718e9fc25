"""Comparing photos in the whole window, driven in a process of its own."""

from __future__ import annotations

import pytest

from tests.end_to_end.driven import run_driver


@pytest.mark.timeout(300)
def test_photos_are_compared_from_a_pin_to_four_at_once(screen: dict[str, str]) -> None:
    run_driver("drive_comparing.py", screen=screen)
