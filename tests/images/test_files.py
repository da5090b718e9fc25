"""What is dropped becomes one set of images, in natural order, each file once."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from senet_viewer.images.files import FoundImages, find_images, natural_key

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


def touch(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def names(found: FoundImages) -> list[str]:
    return [Path(path).name for path in found.images]


class TestNaturalKey:
    @pytest.mark.parametrize(
        "ordered",
        [
            ["photo2", "photo10", "photo100"],
            ["a", "B", "c"],
            ["1", "1a", "2", "10"],
            ["img", "img1", "img2.jpg", "img10.jpg"],
            ["x9999999999999999999", "x10000000000000000000"],
            ["scan\N{ARABIC-INDIC DIGIT TWO}", "scan\N{ARABIC-INDIC DIGIT ONE}0"],
            ["v1.2.9", "v1.2.10", "v1.10.1"],
        ],
    )
    def test_numbers_count_as_numbers(self, ordered: list[str]) -> None:
        shuffled = ordered[:]
        random.Random(1).shuffle(shuffled)
        assert sorted(shuffled, key=natural_key) == ordered

    def test_any_names_can_be_compared(self) -> None:
        odd = ["", "²", "Ⅷ", "x" * 300, "7" * 5000, "007", "7", "07a", os.fsdecode(b"\xff1"), "½"]
        assert sorted(sorted(odd, key=natural_key, reverse=True), key=natural_key) == sorted(
            odd, key=natural_key
        )

    def test_names_that_differ_only_in_case_or_zeros_keep_a_fixed_order(self) -> None:
        assert len({natural_key(name) for name in ("a1", "A1", "a01", "A01")}) == 4


def test_a_folder_gives_its_images_in_natural_order(tmp_path: Path) -> None:
    touch(tmp_path, "b10.JPG", "b2.jpg", "A1.png", "notes.txt", "sub/c1.webp", "sub/deep/d.gif")
    found = find_images([str(tmp_path)])
    assert names(found) == ["A1.png", "b2.jpg", "b10.JPG", "c1.webp", "d.gif"]
    assert found.problems == ()
    assert all(Path(path).is_absolute() for path in found.images)


def test_files_keep_their_order_whatever_their_suffix(tmp_path: Path) -> None:
    given = [str(tmp_path / name) for name in ("z.jpg", "a.dat", "gone.png")]
    assert list(find_images(given).images) == given


def test_several_drops_make_one_set_without_duplicates(tmp_path: Path) -> None:
    touch(tmp_path, "one/1.jpg", "one/2.jpg", "two/3.jpg")
    found = find_images(
        [
            str(tmp_path / "one" / "2.jpg"),
            str(tmp_path / "one"),
            str(tmp_path / "two"),
            str(tmp_path / "one" / ".." / "two" / "3.jpg"),
        ]
    )
    assert names(found) == ["2.jpg", "1.jpg", "3.jpg"]
    assert found.problems == ()


def test_hidden_entries_are_left_out_unless_given_by_name(tmp_path: Path) -> None:
    touch(tmp_path, "._photo.jpg", ".thumbnails/small.jpg", "photo.jpg")
    assert names(find_images([str(tmp_path)])) == ["photo.jpg"]
    assert names(find_images([str(tmp_path / "._photo.jpg")])) == ["._photo.jpg"]


def test_a_folder_without_images_is_named(tmp_path: Path) -> None:
    touch(tmp_path, "papers/notes.txt", "photos/1.jpg")
    found = find_images([str(tmp_path / "papers"), str(tmp_path / "photos")])
    assert names(found) == ["1.jpg"]
    (problem,) = found.problems
    assert problem.code == "folder.empty"
    assert "papers" in problem.sentence


def test_a_folder_whose_images_are_there_already_is_not_called_empty(tmp_path: Path) -> None:
    touch(tmp_path, "1.jpg")
    found = find_images([str(tmp_path / "1.jpg"), str(tmp_path), str(tmp_path)])
    assert names(found) == ["1.jpg"]
    assert found.problems == ()


@needs_links
def test_loops_of_links_end_and_real_files_come_once(tmp_path: Path) -> None:
    touch(tmp_path, "a/1.jpg", "b/2.jpg")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "self").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "a" / "copy.jpg").symlink_to(tmp_path / "a" / "1.jpg")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    found = find_images([str(tmp_path)])
    assert names(found) == ["1.jpg", "2.jpg"]
    assert found.problems == ()


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="root may read all",
)
def test_an_unreadable_folder_is_named_and_the_others_go_through(tmp_path: Path) -> None:
    touch(tmp_path, "open/1.jpg", "locked/2.jpg")
    (tmp_path / "locked").chmod(0)
    try:
        found = find_images([str(tmp_path)])
    finally:
        (tmp_path / "locked").chmod(0o755)
    assert names(found) == ["1.jpg"]
    (problem,) = found.problems
    assert problem.code == "folder.unreadable"
    assert "locked" in problem.sentence


def test_a_folder_that_vanishes_while_it_is_searched_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "1.jpg", "sub/2.jpg")
    scandir = os.scandir

    def failing(path: str) -> object:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    found = find_images([str(tmp_path)])
    assert names(found) == ["1.jpg"]
    assert [problem.code for problem in found.problems] == ["folder.unreadable"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux")
def test_names_that_are_not_utf8_are_found_and_named(tmp_path: Path) -> None:
    odd = os.fsdecode(b"\xe9t\xe9")
    touch(tmp_path, f"{odd}/{odd}.jpg")
    assert names(find_images([str(tmp_path)])) == [f"{odd}.jpg"]
    (tmp_path / odd / f"{odd}.jpg").unlink()
    (problem,) = find_images([str(tmp_path / odd)]).problems
    assert "�t�" in problem.sentence
    problem.sentence.encode("utf-8")


def test_a_search_can_be_stopped(tmp_path: Path) -> None:
    touch(tmp_path, "1.jpg", "sub/2.jpg")
    asked: list[bool] = []

    def after_the_first_folder() -> bool:
        asked.append(True)
        return len(asked) > 1

    found = find_images([str(tmp_path)], after_the_first_folder)
    assert names(found) == ["1.jpg"]
    assert found.problems == ()
