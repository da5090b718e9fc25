"""The guided tour with the real engine, driven in a process of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.end_to_end.driven import run_driver


@pytest.mark.timeout(300)
def test_a_newcomer_takes_the_tour_and_can_answer(screen: dict[str, str], tmp_path: Path) -> None:
    own = tmp_path / "mine.png"
    pixels = np.random.default_rng(0).integers(0, 256, (90, 120, 3), np.uint8)
    Image.fromarray(pixels).save(own)
    run_driver("drive_tour.py", own, screen=screen)
