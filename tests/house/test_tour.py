"""The tour in ``docs/`` shows what its script takes, and nothing else."""

from __future__ import annotations

import re

from pictures.scenes import SCENES
from PIL import Image

from tests.house.checkout import ROOT

DOCS = ROOT / "docs"
TOUR = (DOCS / "tour.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^!\[([^]]+)\]\(([^)]+)\)$", TOUR, re.MULTILINE)
ROOM = 2_500_000


def test_the_page_shows_each_picture_of_the_script_in_its_order() -> None:
    assert [file for _, file in SHOWN] == [f"{scene.name}.png" for scene in SCENES]


def test_every_picture_is_there_and_says_in_words_what_it_shows() -> None:
    for words, file in SHOWN:
        with Image.open(DOCS / file) as picture:
            assert picture.format == "PNG"
        assert len(words) > 20


def test_no_picture_lies_about_unused() -> None:
    assert {file.name for file in DOCS.glob("*.png")} == {file for _, file in SHOWN}


def test_all_pictures_together_are_small() -> None:
    assert sum(file.stat().st_size for file in DOCS.glob("*.png")) < ROOM
