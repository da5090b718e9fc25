"""Stores as files: whole copies, refusals in one sentence, locks, and what a kill leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.store import files, schema
from senet_viewer.store.blobs import pack_gates
from senet_viewer.store.files import Hold, copy_in, moved_path
from senet_viewer.store.writer import StoreWriter
from tests.store.making import NAMES, fill, new_store, project, reading

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A project of three images."""
    path = tmp_path / "cats.senet"
    project(path)
    files.remove(tmp_path / "working.senet")
    return path


def refusal(source: Path, target: Path) -> ViewerError:
    """The refusal to open ``source``, which stays as it was, alone, and leaves no copy."""
    before = source.read_bytes() if source.is_file() else None
    beside = sorted(source.parent.iterdir())
    with pytest.raises(ViewerError) as caught:
        copy_in(source, target)
    assert (source.read_bytes() if source.is_file() else None) == before
    assert sorted(source.parent.iterdir()) == beside
    assert not target.exists()
    assert caught.value.sentence.endswith((".", ")."))
    return caught.value


def test_a_project_is_one_file_without_a_log_beside_it(saved: Path) -> None:
    assert list(saved.parent.iterdir()) == [saved]
    # SQLite's header: 1 is a rollback journal, 2 would want a write-ahead log.
    assert saved.read_bytes()[18:20] == b"\x01\x01"
    schema.check_header(saved)


def test_an_opened_project_is_a_copy_and_the_project_stays(saved: Path, tmp_path: Path) -> None:
    before = saved.read_bytes()
    shares: list[float] = []
    target = tmp_path / "work" / "copy.senet"
    assert copy_in(saved, target, on_progress=shares.append)
    assert shares[-1] == 1.0
    writer = StoreWriter(target, new=False)
    writer.apply([lambda store: store.set_removed(["/pictures/a.jpg"], removed=True)])
    writer.close()
    assert saved.read_bytes() == before
    with reading(saved) as reader:
        contents = reader.contents()
    assert [one.image.name for one in contents.images] == list(NAMES)
    assert contents.project == str(saved)


def test_opening_can_be_stopped(saved: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.senet"
    assert not copy_in(saved, target, should_stop=lambda: True)
    assert not target.exists()


def test_a_saved_project_holds_nothing_of_images_that_were_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "p.senet"
    with new_store(tmp_path / "w.senet") as writer:
        answers = fill(writer)
        gone = answers[1]
        secret = pack_gates(gone.blocks[1].gates)[8:40]
        writer.apply([lambda store: store.set_removed([gone.image.key], removed=True)])
        writer.save_copy(path)
    content = path.read_bytes()
    assert b"b.jpg" not in content
    assert secret not in content
    assert b"c.jpg" in content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "project.foreign"),
        (b"PK\x03\x04 a zip, say", "project.foreign"),
        (b"SQLite format 3\x00", "project.damaged"),
    ],
)
def test_what_is_no_project_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    source = tmp_path / "odd.senet"
    source.write_bytes(content)
    assert refusal(source, tmp_path / "copy.senet").code == code


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "bookmarks.db"
    connection = sqlite3.connect(source)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    assert refusal(source, tmp_path / "copy.senet").code == "project.foreign"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.senet", tmp_path / "copy").code == "project.missing"
    (tmp_path / "folder").mkdir()
    assert refusal(tmp_path / "folder", tmp_path / "copy").code == "project.unreadable"


def test_a_newer_project_is_refused_and_untouched(saved: Path, tmp_path: Path) -> None:
    connection = sqlite3.connect(saved)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    error = refusal(saved, tmp_path / "copy.senet")
    assert error.code == "project.newer"
    assert "cats.senet" in error.sentence


@pytest.mark.parametrize("share", [0.001, 0.3, 0.6, 0.99])
def test_a_cut_project_is_refused(saved: Path, tmp_path: Path, share: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(len(content) * share)])
    assert refusal(saved, tmp_path / "copy.senet").code == "project.damaged"


@pytest.mark.parametrize("page", [0, 1, 2, 3])
def test_a_project_with_a_page_of_zeros_never_ends_in_a_traceback(
    saved: Path, tmp_path: Path, page: int
) -> None:
    content = bytearray(saved.read_bytes())
    size = int.from_bytes(content[16:18], "big")
    start = page * size + (100 if page == 0 else 0)
    content[start : (page + 1) * size] = bytes((page + 1) * size - start)
    saved.write_bytes(content)
    assert refusal(saved, tmp_path / "copy.senet").code == "project.damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON images BEGIN DELETE FROM results; END",
        "CREATE VIEW more AS SELECT * FROM images",
        "CREATE TABLE more (x)",
        "DROP TABLE thumbnails",
    ],
)
def test_a_file_with_other_objects_than_ours_is_refused(
    saved: Path, tmp_path: Path, statement: str
) -> None:
    connection = sqlite3.connect(saved)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert refusal(saved, tmp_path / "copy.senet").code == "project.damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO facts VALUES ('view', '{\"current\": 7}')",
        "UPDATE facts SET value = '{\"card\": 3}' WHERE name = 'network'",
        "UPDATE facts SET value = 'no JSON' WHERE name = 'network'",
        "INSERT INTO facts VALUES ('view', '[[[[')",
        "UPDATE results SET means = x'00000000'",
        "UPDATE results SET summary = '{}'",
        "UPDATE profile SET columns = 1 << 40",
        "UPDATE profile SET kind = 'other' WHERE kind = 'mean'",
        "UPDATE images SET name = x'ff'",
        "UPDATE images SET key = 7 WHERE arrival = 0",
        "UPDATE images SET error = '{\"code\": 1}'",
    ],
)
def test_contents_that_do_not_fit_are_told_in_one_sentence(saved: Path, statement: str) -> None:
    connection = sqlite3.connect(saved)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with reading(saved) as reader, pytest.raises(ViewerError) as caught:
        reader.contents()
    assert caught.value.code == "project.damaged"
    assert "\n" not in caught.value.sentence


def test_saving_where_there_is_no_folder_is_refused(tmp_path: Path) -> None:
    with new_store(tmp_path / "w.senet") as writer:
        fill(writer)
        with pytest.raises(ViewerError) as caught:
            writer.save_copy(tmp_path / "none" / "p.senet")
    assert caught.value.code == "project.no_folder"


def test_saving_replaces_an_older_project_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out" / "p.senet"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with new_store(tmp_path / "w.senet") as writer:
        fill(writer)
        writer.save_copy(path)
        writer.save_copy(path)
    assert list(path.parent.iterdir()) == [path]
    with reading(path) as reader:
        assert len(reader.contents().images) == len(NAMES)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from senet_viewer.errors import ViewerError
from tests.store.making import new_store, fill
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
with new_store(folder / "w.senet") as writer:
    fill(writer, [f"{n}.jpg" for n in range(40)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, resource.RLIM_INFINITY))
    try:
        writer.save_copy(folder / "out" / "p.senet")
    except ViewerError as error:
        print(error.code)
"""


@posix_only
def test_a_disk_without_room_keeps_the_old_project(tmp_path: Path) -> None:
    path = tmp_path / "out" / "p.senet"
    path.parent.mkdir()
    path.write_bytes(b"old")
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() in ("project.disk_full", "project.not_written"), run.stderr
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_store_without_room_says_so_and_takes_the_batch_later(tmp_path: Path) -> None:
    path = tmp_path / "w.senet"
    with new_store(path) as writer:
        pages = writer._connection.execute("PRAGMA page_count").fetchone()[0]
        writer._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(ViewerError) as caught:
            fill(writer)
        assert caught.value.code == "project.disk_full"
        writer._connection.execute("PRAGMA max_page_count = 1000000")
        fill(writer)
        with reading(path) as reader:
            assert len(reader.contents().images) == len(NAMES)


KILLED = """
import sys, time
from pathlib import Path
from senet_viewer.store.files import Hold
from senet_viewer.store.writer import StoreWriter
from tests.store.making import fill, image
path = Path(sys.argv[1])
hold = Hold(path.with_suffix(".lock"))
assert hold.take()
writer = StoreWriter(path, new=True)
fill(writer)
writer._connection.execute("BEGIN IMMEDIATE")
writer.put_images([image("half.jpg", 9)])
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A store whose process was killed in the middle of a batch."""
    path = tmp_path / "left.senet"
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    other = Hold(path.with_suffix(".lock"))
    assert not other.take(), "the process that lives holds it"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return path


@posix_only
def test_a_killed_process_leaves_what_was_committed_and_no_lock(killed: Path) -> None:
    hold = Hold(killed.with_suffix(".lock"))
    assert hold.take()
    files.check_left(killed)
    with reading(killed) as reader:
        contents = reader.contents()
        assert contents.network is not None
        assert [one.image.name for one in contents.images] == list(NAMES)
        assert reader.inspection(contents.images[0].image, contents.network.card) is not None
    hold.release()
    assert not hold.path.exists()


@posix_only
def test_a_left_store_that_is_damaged_is_told(killed: Path) -> None:
    connection = sqlite3.connect(killed)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = killed.read_bytes()
    killed.write_bytes(content[: len(content) // 2])
    with pytest.raises(ViewerError) as caught:
        files.check_left(killed)
    assert caught.value.code in ("project.damaged", "project.foreign")


def test_images_that_moved_with_their_project_are_found(tmp_path: Path) -> None:
    now = tmp_path / "usb" / "study" / "p.senet"
    picture = tmp_path / "usb" / "study" / "photos" / "a.jpg"
    picture.parent.mkdir(parents=True)
    picture.touch()
    assert moved_path("/home/x/study/photos/a.jpg", "/home/x/study/p.senet", now) == str(picture)
    assert moved_path("/home/x/b.jpg", "/home/x/study/p.senet", now) == "/home/x/b.jpg"
    assert moved_path(str(picture), "/home/x/study/p.senet", now) == str(picture)


def test_what_a_killed_process_left_beside_a_project_goes_a_day_later(tmp_path: Path) -> None:
    old, new = tmp_path / ".senet-viewer-aa.part", tmp_path / ".senet-viewer-bb.part"
    for part in (old, new):
        part.write_bytes(b"half")
    os.utime(old, (1, 1))
    project(tmp_path / "p.senet")
    assert (tmp_path / "p.senet").exists()
    assert not old.exists()
    assert new.exists(), "another window may be writing it"
