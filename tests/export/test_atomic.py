"""A file is written completely or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.export.atomic import atomic_file, write_atomically
from tests.limits import files_up_to

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file systems")


def writing(data: bytes) -> Callable[[BinaryIO], None]:
    """A function that writes ``data``."""
    return lambda handle: handle.writelines((data,))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that stands already."""
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    return path


def test_a_new_file_appears_with_the_usual_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new.csv", writing(b"new"))
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    assert (tmp_path / "new.csv").read_bytes() == b"new"
    assert (tmp_path / "new.csv").stat().st_mode == ordinary.stat().st_mode


def test_an_old_file_is_replaced_and_nothing_else_is_left(old: Path) -> None:
    write_atomically(old, writing(b"new"))
    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


def test_the_old_file_stands_until_the_new_one_is_complete(old: Path) -> None:
    with atomic_file(old) as handle:
        handle.write(b"half")
        handle.flush()
        assert old.read_bytes() == b"old"


@posix_only
def test_an_old_files_mode_is_kept(old: Path) -> None:
    old.chmod(0o640)
    write_atomically(old, writing(b"new"))
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@posix_only
def test_a_link_is_followed(old: Path) -> None:
    link = old.with_name("link.csv")
    link.symlink_to(old.name)
    write_atomically(link, writing(b"new"))
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


@posix_only
def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".csv")
    write_atomically(path, writing(b"new"))
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [RuntimeError("broken"), KeyboardInterrupt()])
def test_an_exception_leaves_the_old_file_and_no_other(old: Path, error: BaseException) -> None:
    def fail(handle: BinaryIO) -> None:
        handle.write(b"half")
        raise error

    with pytest.raises(type(error)):
        write_atomically(old, fail)
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def refusal(path: Path, data: bytes = b"new") -> ViewerError:
    """The error of writing ``data`` to ``path``."""
    with pytest.raises(ViewerError) as caught:
        write_atomically(path, writing(data))
    assert caught.value.sentence.count(". ") == 0
    assert path.name in caught.value.sentence or path.parent.name in caught.value.sentence
    return caught.value


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "export.is_folder"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere" / "new.csv")
    assert error.code == "export.no_folder"
    assert "nowhere" in error.sentence


@posix_only
def test_a_full_disk_leaves_the_old_file(old: Path) -> None:
    with files_up_to(4096):
        error = refusal(old, bytes(100_000))
    assert error.code == "export.disk_full"
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@contextmanager
def without_rights() -> Iterator[None]:
    """Within it, root is nobody; any other user stays who they are."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@posix_only
def test_a_folder_that_may_not_be_written_is_named(old: Path) -> None:
    old.parent.chmod(0o555)
    try:
        with without_rights():
            error = refusal(old)
    finally:
        old.parent.chmod(0o755)
    assert error.code == "export.not_writable"
    assert old.read_bytes() == b"old"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_devices_are_written_directly() -> None:
    write_atomically("/dev/null", writing(b"new"))
    assert refusal(Path("/dev/full"), bytes(100_000)).code == "export.disk_full"
    assert Path("/dev/full").is_char_device()
