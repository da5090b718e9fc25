"""Projects on full disks, in folders of any name, and nested deeper than anything can read."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.gui.recent import read_groups
from tests.gui.desk import PATIENCE_MS, Desk, desk
from tests.gui.making import inspection, picture
from tests.gui.project_making import NAMES, assert_shown, project_with_weights, set_fact
from tests.limits import files_up_to


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "autosave") as made:
        yield made


@pytest.fixture
def second(qapp: object, tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "autosave") as made:
        yield made


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_without_room_the_old_project_stays_and_the_window_goes_on(
    first: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "p.senet"
    first.load_network()
    first.open(NAMES)
    first.save(path, qtbot)
    old = path.read_bytes()
    first.state.store_inspection(inspection("a.jpg", 40))
    first.settle(qtbot)
    with files_up_to(20_000), qtbot.waitSignal(first.project.error, timeout=PATIENCE_MS):
        first.project.save(str(path))
    assert "project.disk_full" in first.errors or "project.not_written" in first.errors
    assert path.read_bytes() == old
    assert first.project.modified
    assert not first.project.saving
    assert sorted(one.name for one in tmp_path.iterdir()) == ["autosave", "p.senet"]
    first.save(path, qtbot)
    assert path.read_bytes() != old


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_a_project_that_there_is_no_room_to_open_leaves_all_as_it_is(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(NAMES)
    first.save(tmp_path / "p.senet", qtbot)
    with files_up_to(20_000), qtbot.waitSignal(second.project.error, timeout=PATIENCE_MS):
        second.project.open(str(tmp_path / "p.senet"))
    assert second.errors == ["project.not_copied"]
    assert second.project.path == ""
    assert len(second.stores()) == 1, "only the other window's"
    second.open_project(tmp_path / "p.senet", qtbot)


def test_with_a_full_autosave_a_project_is_saved_where_there_is_room(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    first.load_network()
    first.open(["gone.jpg", *NAMES])
    first.settle(qtbot)
    first.state.remove([picture("gone.jpg").image.key])
    first.settle(qtbot)
    writer = first.autosave._store._writer
    assert writer is not None
    pages = writer._connection.execute("PRAGMA page_count").fetchone()[0]
    writer._connection.execute(f"PRAGMA max_page_count = {pages}")
    more = [f"more{number}.jpg" for number in range(30)]
    answers = first.open(more)
    first.save(tmp_path / "p.senet", qtbot)
    assert first.errors == ["autosave.failed"]
    assert not first.project.modified
    second.open_project(tmp_path / "p.senet", qtbot)
    assert [item.name for item in second.state.items] == [*NAMES, *more]
    assert_shown(second, answers[29])
    assert sorted(one.name for one in tmp_path.iterdir()) == ["autosave", "p.senet"]


ODD_NAMES = (
    "a b",
    'it\'s "q"',
    "图片",
    "长" * 80,
    "50% #1 %20",
    "a&b <b>",
    "?x=1;y",
    "-dash",
    "new\nline",
    os.fsdecode(b"latin-\xff"),
)
DEEP = "/".join(["照片" * 30] * 6)
"""More bytes than SQLite takes for a path."""


@pytest.mark.skipif(sys.platform == "win32", reason="names as POSIX allows them")
def test_a_folder_far_down_takes_a_project(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / DEEP
    folder.mkdir(parents=True)
    answers = project_with_weights(first, folder, qtbot)
    second.open_project(folder / "p.senet", qtbot)
    assert_shown(second, answers[1])
    second.save(folder / "p.senet", qtbot)
    assert sorted(one.name for one in folder.iterdir()) == ["mine.pth", "p.senet"]
    assert len(first.stores()) == 2
    assert not list((tmp_path / "autosave").glob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="names as POSIX allows them")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_folder_of_any_name_takes_a_project_of_any_name(
    first: Desk, second: Desk, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    folder = tmp_path / name
    answers = project_with_weights(first, folder, qtbot)
    shutil.copyfile(folder / "p.senet", folder / f"{name}.senet")
    (folder / "mine.pth").rename(folder / f"{name}.pth")
    second.open_project(folder / f"{name}.senet", qtbot)
    assert_shown(second, answers[1])
    assert second.project.network.lost_file == str(folder / "mine.pth")
    with qtbot.waitSignal(second.networks.loading_changed, timeout=PATIENCE_MS):
        second.project.network.locate(str(folder / f"{name}.pth"))
    second.save(folder / f"{name}.senet", qtbot)
    recent = second.documents.recent
    assert recent.groups[0] == (str(folder / f"{name}.senet"),)
    chosen: list[list[str]] = []
    recent.chosen.connect(chosen.append)
    recent.menu.actions()[0].trigger()
    assert chosen == [[str(folder / f"{name}.senet")]]
    kept = read_groups(json.loads(json.dumps(second.settings.recent)))
    assert kept[0] == recent.groups[0]


@pytest.mark.parametrize("fact", ["network", "view"])
def test_a_project_that_is_nested_too_deep_is_damaged(
    first: Desk, tmp_path: Path, qtbot: QtBot, fact: str
) -> None:
    first.load_network()
    first.open(NAMES)
    first.save(tmp_path / "p.senet", qtbot)
    set_fact(tmp_path / "p.senet", fact, "[" * 100_000 + "]" * 100_000)
    with qtbot.waitSignal(first.project.error, timeout=PATIENCE_MS):
        first.project.open(str(tmp_path / "p.senet"))
    assert first.errors == ["project.damaged"]
    assert len(first.state.items) == len(NAMES)
