"""The autosave: written as answers come, gone after a clean close, brought back after a crash."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from senet_viewer.errors import ViewerError
from senet_viewer.gui import autosave as autosave_module
from senet_viewer.gui.recovery import Left, find_left
from senet_viewer.gui.results import Results
from senet_viewer.gui.working_store import WorkingStore
from senet_viewer.store.reader import StoreReader
from senet_viewer.store.writer import StoreWriter
from tests.gui.desk import PATIENCE_MS, Desk, desk
from tests.gui.making import BLOCKS, card, inspection, picture
from tests.gui.project_making import set_fact
from tests.limits import files_up_to

NAMES = ("a.jpg", "b.jpg", "c.jpg")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "autosave"


@pytest.fixture
def window(qapp: object, folder: Path) -> Iterator[Desk]:
    with desk(folder) as made:
        made.load_network()
        yield made


def key(name: str) -> str:
    return picture(name).image.key


def kept_names(store: Path) -> list[str]:
    reader = StoreReader(store)
    try:
        return [one.image.name for one in reader.contents().images]
    finally:
        reader.close()


def test_an_empty_window_writes_nothing(window: Desk, qtbot: QtBot) -> None:
    qtbot.wait(2 * autosave_module.WRITE_AFTER_MS)
    assert window.stores() == []


def test_what_is_opened_is_on_disk_soon_and_gone_after_a_clean_close(
    qapp: object, folder: Path, qtbot: QtBot
) -> None:
    with desk(folder) as window:
        window.load_network()
        window.open(NAMES)
        window.settle(qtbot)
        assert kept_names(window.stores()[0]) == list(NAMES)
        window.state.remove([key("b.jpg")])
        window.settle(qtbot)
        assert kept_names(window.stores()[0]) == ["a.jpg", "c.jpg"]
    assert list(folder.iterdir()) == []


def test_gates_leave_memory_once_they_are_on_disk(window: Desk, qtbot: QtBot) -> None:
    results = window.state.results = Results(keep_bytes=60_000)
    names = [f"{number}.jpg" for number in range(200)]
    answers = window.open(names)
    window.settle(qtbot)
    assert results.bytes_in_memory <= 60_000
    for number in (0, 77, 199):
        kept = window.state.inspection(key(names[number]))
        assert kept is not None
        np.testing.assert_array_equal(kept.seen, answers[number].seen)
        np.testing.assert_array_equal(kept.blocks[1].gates, answers[number].blocks[1].gates)
    assert sum(1 for _ in window.state.inspections()) == len(names)
    assert results.bytes_in_memory <= 60_000


def test_a_picture_that_is_inspected_again_has_its_new_answer(window: Desk, qtbot: QtBot) -> None:
    window.open(NAMES)
    window.settle(qtbot)
    window.state.store_inspection(inspection("a.jpg", 40))
    window.settle(qtbot)
    window.state.results.discard([key("a.jpg")])
    kept = window.state.inspection(key("a.jpg"))
    assert kept is not None
    np.testing.assert_array_equal(kept.blocks[0].gates, inspection("a.jpg", 40).blocks[0].gates)


def test_another_network_never_shows_gates_of_the_former_one(window: Desk, qtbot: QtBot) -> None:
    window.open(NAMES)
    window.settle(qtbot)
    window.load_network("other")
    assert window.state.inspection(key("a.jpg")) is None
    window.state.store_inspection(inspection("b.jpg", 9))
    window.settle(qtbot)
    window.state.results.discard([key("b.jpg")])
    kept = window.state.inspection(key("b.jpg"))
    assert kept is not None
    np.testing.assert_array_equal(kept.blocks[0].gates, inspection("b.jpg", 9).blocks[0].gates)
    reader = StoreReader(window.stores()[0])
    assert reader.keys() == {key("b.jpg")}
    network = reader.contents().network
    reader.close()
    assert network is not None
    assert network.card == card("other")


def test_after_a_crash_all_is_brought_back(qapp: object, folder: Path, qtbot: QtBot) -> None:
    crashed = Desk(folder)
    crashed.load_network()
    answers = crashed.open(NAMES)
    crashed.state.select(key("b.jpg"))
    crashed.settle(qtbot)
    qtbot.wait(2 * autosave_module.WRITE_AFTER_MS)
    crashed.settle(qtbot)
    crashed.crash()
    with desk(folder) as window:
        with qtbot.waitSignal(window.documents.recovery.asked, timeout=PATIENCE_MS) as asked:
            window.documents.recovery.start()
        left = asked.args[0] if asked.args else None
        assert isinstance(left, Left)
        assert left.images == len(NAMES)
        with qtbot.waitSignal(window.project.restored, timeout=PATIENCE_MS):
            window.documents.bring_back()
        assert window.documents.recovery.current is None
        assert [item.name for item in window.state.items] == list(NAMES)
        assert window.state.current == key("b.jpg")
        assert window.state.shown is not None
        np.testing.assert_array_equal(window.state.shown.seen, answers[1].seen)
        assert window.project.modified
        assert len(window.stores()) == 1, "it goes on in the same file"
        window.load_network()
        window.open(["d.jpg"])
        window.settle(qtbot)
        assert kept_names(window.stores()[0]) == [*NAMES, "d.jpg"]
    assert list(folder.iterdir()) == []


def crash_with_images(folder: Path, qtbot: QtBot) -> None:
    """A window in which pictures are open, and that is killed."""
    crashed = Desk(folder)
    crashed.load_network()
    crashed.open(NAMES)
    crashed.settle(qtbot)
    crashed.crash()


def test_what_was_opened_before_it_is_brought_back_stays(
    qapp: object, folder: Path, qtbot: QtBot
) -> None:
    crash_with_images(folder, qtbot)
    with desk(folder) as window:
        window.load_network()
        window.open(["new.jpg"])
        window.settle(qtbot)
        with qtbot.waitSignal(window.documents.recovery.asked, timeout=PATIENCE_MS):
            window.documents.recovery.start()
        with qtbot.waitSignal(window.project.restored, timeout=PATIENCE_MS):
            window.documents.bring_back()
        assert [item.name for item in window.state.items] == [*NAMES, "new.jpg"]
        window.settle(qtbot)
        assert len(window.stores()) == 1


def test_what_is_discarded_is_not_asked_about_again(
    qapp: object, folder: Path, qtbot: QtBot
) -> None:
    for _ in range(2):
        crash_with_images(folder, qtbot)
    with desk(folder) as window:
        with qtbot.waitSignal(window.documents.recovery.asked, timeout=PATIENCE_MS):
            window.documents.recovery.start()
        window.documents.recovery.discard()
        assert window.documents.recovery.current is not None, "there is another one"
        window.documents.recovery.discard()
        assert window.documents.recovery.current is None
    assert list(folder.iterdir()) == []


def crash_with_a_project(folder: Path, path: Path, qtbot: QtBot, *, more: str = "") -> None:
    """A window whose images are saved as ``path``, but for one of the name ``more``."""
    crashed = Desk(folder)
    crashed.load_network()
    crashed.open(NAMES)
    crashed.save(path, qtbot)
    if more:
        crashed.open([more])
    qtbot.wait(2 * autosave_module.WRITE_AFTER_MS)
    crashed.settle(qtbot)
    crashed.crash()


def test_what_a_project_holds_is_not_asked_about(
    qapp: object, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    crash_with_a_project(folder, tmp_path / "a #1%.senet", qtbot)
    assert find_left(folder).left == ()
    assert list(folder.iterdir()) == []
    opened = Desk(folder)
    opened.open_project(tmp_path / "a #1%.senet", qtbot)
    opened.state.select(key("b.jpg"))
    qtbot.wait(2 * autosave_module.WRITE_AFTER_MS)
    opened.settle(qtbot)
    opened.crash()
    assert find_left(folder).left == ()
    assert list(folder.iterdir()) == []


def test_what_a_project_lacks_is_asked_about(
    qapp: object, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    crash_with_a_project(folder, tmp_path / "p.senet", qtbot, more="new.jpg")
    (left,) = find_left(folder).left
    assert left.images == len(NAMES) + 1
    left.hold.release()


@pytest.mark.parametrize("fate", ["removed", "replaced"])
def test_what_a_project_held_once_is_asked_about(
    qapp: object, folder: Path, tmp_path: Path, qtbot: QtBot, fate: str
) -> None:
    path = tmp_path / "p.senet"
    crash_with_a_project(folder, path, qtbot)
    if fate == "removed":
        path.unlink()
    else:
        path.write_bytes(b"another")
    (left,) = find_left(folder).left
    assert left.images == len(NAMES)
    left.hold.release()


def test_a_window_that_has_to_end_writes_what_is_pending(
    qapp: object, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    ended = Desk(folder)
    ended.load_network()
    answers = ended.open(NAMES)
    ended.autosave.finish()
    ended.crash()
    (left,) = find_left(folder).left
    left.hold.release()
    reader = StoreReader(left.path)
    kept = reader.inspection(answers[2].image, card())
    reader.close()
    assert kept is not None
    np.testing.assert_array_equal(kept.seen, answers[2].seen)


def test_a_window_that_has_to_end_waits_for_its_project(
    qapp: object, folder: Path, tmp_path: Path
) -> None:
    ended = Desk(folder)
    ended.load_network()
    ended.open(NAMES)
    ended.project.save(str(tmp_path / "p.senet"))
    ended.autosave.finish()
    ended.crash()
    assert kept_names(tmp_path / "p.senet") == list(NAMES)
    assert find_left(folder).left == ()


@pytest.mark.parametrize("fact", ["network", "view"])
def test_a_damaged_part_is_told_once_and_set_aside(
    qapp: object, folder: Path, qtbot: QtBot, fact: str
) -> None:
    crash_with_images(folder, qtbot)
    (store,) = folder.glob("*.senet")
    damage(store, fact)
    with desk(folder) as window:
        waited = window.documents.recovery.error if fact == "view" else window.project.error
        with qtbot.waitSignal(waited, timeout=PATIENCE_MS):
            window.documents.recovery.start()
            if fact == "network":
                qtbot.waitUntil(lambda: window.documents.recovery.current is not None)
                window.documents.bring_back()
        assert window.errors == ["autosave.damaged"]
    assert [path.suffix for path in folder.glob("*.senet*")] == [".damaged"]


def damage(store: Path, fact: str) -> None:
    """Nest a part of the store deeper than anything can read."""
    set_fact(store, fact, "[" * 100_000 + "]" * 100_000)


def test_what_is_not_decided_on_is_asked_about_at_the_next_start(
    qapp: object, folder: Path, qtbot: QtBot
) -> None:
    crash_with_images(folder, qtbot)
    for _ in range(2):
        with (
            desk(folder) as window,
            qtbot.waitSignal(window.documents.recovery.asked, timeout=PATIENCE_MS),
        ):
            window.documents.recovery.start()


def test_two_windows_do_not_disturb_each_other(qapp: object, folder: Path, qtbot: QtBot) -> None:
    with desk(folder) as one, desk(folder) as other:
        for window, names in ((one, NAMES), (other, ("x.jpg",))):
            window.load_network()
            window.open(names)
            window.settle(qtbot)
        assert len(one.stores()) == 2
        assert find_left(folder).left == ()
        assert one.state.inspection(key("a.jpg")) is not None
        other.close()
        assert kept_names(one.stores()[0]) == list(NAMES)


def test_a_damaged_autosave_is_told_once_and_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / "20260101-000000-aaaa.senet").write_bytes(b"SQLite format 3\x00" + bytes(50_000))
    search = find_left(folder)
    assert search.left == ()
    assert [problem.code for problem in search.problems] == ["autosave.damaged"]
    assert [path.suffix for path in folder.iterdir()] == [".damaged"]
    assert find_left(folder).problems == ()


def test_without_a_place_in_the_users_folder_a_temporary_one_serves(
    qapp: object, tmp_path: Path, qtbot: QtBot
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with desk(blocked / "autosave") as window:
        window.load_network()
        window.open(NAMES)
        window.settle(qtbot)
        assert window.errors == []
        assert window.autosave._store.path is not None
        temporary = window.autosave._store.path.parent
        assert temporary.exists()
        window.save(tmp_path / "p.senet", qtbot)
    assert not temporary.exists()


def test_a_full_disk_is_told_once_and_nothing_is_lost(
    window: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "RETRY_AFTER_MS", 50)
    window.open(["first.jpg"])
    window.settle(qtbot)
    writer = window.autosave._store._writer
    assert writer is not None
    connection = writer._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    names = [f"{number}.jpg" for number in range(30)]
    with qtbot.waitSignal(window.autosave.failed, timeout=PATIENCE_MS):
        answers = window.open(names)
    qtbot.wait(200)
    assert window.errors == ["autosave.failed"]
    for answer in answers:
        assert window.state.inspection(answer.image.key) is answer
    with qtbot.waitSignal(window.autosave.recovered, timeout=PATIENCE_MS):
        connection.execute("PRAGMA max_page_count = 1000000")
    window.settle(qtbot)
    assert kept_names(window.stores()[0]) == ["first.jpg", *names]
    assert len(BLOCKS) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_a_disk_that_is_full_from_the_start_is_tried_again(
    window: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave_module, "RETRY_AFTER_MS", 50)
    with files_up_to(2_000):
        with qtbot.waitSignal(window.autosave.failed, timeout=PATIENCE_MS):
            window.open(NAMES)
        assert window.stores() == [], "nothing half made is left"
    with qtbot.waitSignal(window.autosave.recovered, timeout=PATIENCE_MS):
        pass
    window.settle(qtbot)
    assert window.errors == ["autosave.failed"]
    assert kept_names(window.stores()[0]) == list(NAMES)


@pytest.mark.parametrize("opened", [False, True])
def test_without_any_autosave_a_project_is_saved_where_there_is_room(
    window: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    names = [*NAMES]
    if opened:
        window.open(["old.jpg"])
        window.save(tmp_path / "old.senet", qtbot)
        window.open_project(tmp_path / "old.senet", qtbot)
        names.insert(0, "old.jpg")
    monkeypatch.setattr(WorkingStore, "_open", no_room)
    answers = window.open(NAMES)
    window.save(tmp_path / "p.senet", qtbot)
    assert window.errors.count("autosave.failed") == 1
    assert not window.project.modified
    assert kept_names(tmp_path / "p.senet") == names
    reader = StoreReader(tmp_path / "p.senet")
    kept = reader.inspection(answers[1].image, card())
    reader.close()
    assert kept is not None
    np.testing.assert_array_equal(kept.seen, answers[1].seen)
    assert not list(tmp_path.glob(".*"))


def no_room(_store: WorkingStore) -> StoreWriter:
    """As a full disk, for the autosave alone."""
    raise ViewerError("project.disk_full", "There is no space left.")


def test_a_closed_window_waits_for_its_project(qapp: object, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.senet"
    with desk(folder) as window:
        window.load_network()
        window.open(NAMES)
        window.project.save(str(path))
    assert kept_names(path) == list(NAMES)
