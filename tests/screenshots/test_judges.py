"""The judges see what is broken, and let other letters pass: shown on windows broken on purpose."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.screenshots.conftest import Pictures
from tests.screenshots.likeness import CELL, Look, differences, load_look, look_of, save_look
from tests.screenshots.shots import Shot, compare, read
from tests.screenshots.spoiling import DISARRAYED, LETTERINGS, UNLIKE
from tests.screenshots.states import BY_NAME


@pytest.fixture(scope="module")
def folder(pictures: Pictures) -> Path:
    """Pictures of a sound window, of spoiled ones, and of sound ones in other letters."""
    assert not pictures.spoiled_failure, pictures.spoiled_failure
    return pictures.spoiled


def shot(folder: Path, name: str) -> Shot:
    """A picture that was taken in any case."""
    found = read(folder, name)
    assert isinstance(found, Shot)
    return found


@pytest.fixture(scope="module")
def sound(folder: Path) -> Shot:
    return shot(folder, "sound")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", UNLIKE)
def test_a_broken_picture_differs(folder: Path, sound: Shot, name: str) -> None:
    assert differences(sound.look, shot(folder, name).look)


@pytest.mark.parametrize("name", DISARRAYED)
def test_a_broken_layout_is_complained_of(folder: Path, name: str) -> None:
    _, words = DISARRAYED[name]
    found = shot(folder, name).complaints
    assert any(re.search(words, complaint) for complaint in found), found


@pytest.mark.parametrize("name", LETTERINGS)
def test_other_letters_are_no_breakage(folder: Path, sound: Shot, name: str) -> None:
    if not (folder / f"{name}.json").exists():
        pytest.skip("this machine has no such font")
    other = shot(folder, name)
    assert not np.array_equal(other.look.cells, sound.look.cells), "it is another picture at least"
    assert [str(one) for one in differences(sound.look, other.look)] == []
    assert other.complaints == ()


@pytest.mark.parametrize("shift", [(1, 0), (0, 1), (-3, 2), (3, 3)])
def test_a_shift_by_some_pixels_is_no_breakage(sound: Shot, shift: tuple[int, int]) -> None:
    with Image.open(sound.file) as picture:
        moved = picture.convert("RGB").rotate(0, translate=shift, fillcolor="white")
    assert differences(sound.look, look_of(moved, 1.0, sound.look.parts)) == []


def test_what_was_mended_is_sound_again(folder: Path, sound: Shot) -> None:
    again = shot(folder, "sound again")
    assert differences(sound.look, again.look) == []
    assert sound.complaints == again.complaints == ()


def test_a_reference_is_read_as_it_was_written(sound: Shot, tmp_path: Path) -> None:
    save_look(sound.look, tmp_path / "reference.png")
    again = load_look(tmp_path / "reference.png")
    assert again.parts == sound.look.parts
    assert differences(again, sound.look) == []


def test_a_window_of_another_size_differs(sound: Shot) -> None:
    rows = len(sound.look.cells) * 9 // 10
    smaller = Look(sound.look.cells[:rows], sound.look.parts)
    found = differences(sound.look, smaller)
    assert f"the window's height is {rows * CELL}" in str(found[0])


def test_a_failure_shows_what_differs_and_how_to_renew(folder: Path, tmp_path: Path) -> None:
    words = compare(BY_NAME["dark"], shot(folder, "sound"), tmp_path)
    (file,) = tmp_path.iterdir()
    assert f"Look at: {file}" in words
    assert "python -m tests.screenshots --renew dark" in words
    assert re.search(r"the window: differs by \d+ of 255 near \d+, \d+", words)
