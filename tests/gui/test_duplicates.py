"""Images with the same content are noticed, and no more is read than it takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui import duplicates
from senet_viewer.gui.background import Background
from senet_viewer.gui.duplicates import BEGINNING, Contents, Duplicates
from senet_viewer.gui.state import State
from senet_viewer.protocol import Picture
from senet_viewer.records import ImageRef


@pytest.fixture
def state(qapp: object) -> State:
    return State()


@pytest.fixture
def noticing(state: State) -> Iterator[Duplicates]:
    background = Background(1)
    made = Duplicates(state, background)
    yield made
    made.close()
    background.close()


def file(folder: Path, name: str, content: bytes) -> Picture:
    path = folder / name
    path.write_bytes(content)
    return Picture(ImageRef(str(path), name, str(path)))


def notes(state: State) -> dict[str, str]:
    """Name of each image that is the same as an earlier one, and that one's name."""
    return {item.name: first.name for item in state.items if (first := state.item(item.same_as))}


def settle(noticing: Duplicates, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not noticing.busy, timeout=10_000)


def test_the_same_content_is_noted_whatever_its_name(
    state: State, noticing: Duplicates, tmp_path: Path, qtbot: QtBot
) -> None:
    long = bytes(3 * BEGINNING)
    pasted = Picture(ImageRef("pasted:1", "pasted 1"), np.frombuffer(b"cat", np.uint8))
    state.add(
        [
            file(tmp_path, "a.jpg", b"cat"),
            file(tmp_path, "b.jpg", b"dog"),
            file(tmp_path, "c.jpg", b"cat"),
            file(tmp_path, "d.jpg", long + b"1"),
            file(tmp_path, "e.jpg", long + b"2"),
            pasted,
        ]
    )
    settle(noticing, qtbot)
    assert notes(state) == {"c.jpg": "a.jpg", "pasted 1": "a.jpg"}
    state.add([file(tmp_path, "f.jpg", long + b"1")])
    settle(noticing, qtbot)
    assert notes(state) == {"c.jpg": "a.jpg", "pasted 1": "a.jpg", "f.jpg": "d.jpg"}


def test_when_the_first_goes_the_next_one_is_the_first(
    state: State, noticing: Duplicates, tmp_path: Path, qtbot: QtBot
) -> None:
    pictures = [file(tmp_path, f"{letter}.jpg", b"cat") for letter in "abc"]
    state.add(pictures)
    settle(noticing, qtbot)
    assert notes(state) == {"b.jpg": "a.jpg", "c.jpg": "a.jpg"}
    state.remove([pictures[0].image.key])
    settle(noticing, qtbot)
    assert notes(state) == {"c.jpg": "b.jpg"}


def test_files_of_different_sizes_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[str, int]] = []
    true_hash = duplicates._hash

    def counted(picture: Picture, most: int) -> bytes:
        read.append((picture.image.name, most))
        return true_hash(picture, most)

    monkeypatch.setattr(duplicates, "_hash", counted)
    contents = Contents()
    pictures = [file(tmp_path, f"{size}.jpg", bytes(size)) for size in range(1, 50)]
    contents.look_at(pictures, Event())
    assert read == []
    other = file(tmp_path, "other.jpg", b"x" * 7)
    contents.look_at([other], Event())
    assert read == [("7.jpg", BEGINNING), ("other.jpg", BEGINNING)], "only the beginnings"


def test_files_that_are_gone_or_empty_are_like_no_other(tmp_path: Path) -> None:
    contents = Contents()
    gone = [Picture(ImageRef(f"/none/{n}.jpg", f"{n}.jpg", f"/none/{n}.jpg")) for n in range(2)]
    empty = [file(tmp_path, f"{n}.jpg", b"") for n in range(2)]
    contents.look_at([*gone, *empty], Event())
    assert contents.notes([picture.image.key for picture in (*gone, *empty)]) == {}
