"""Versions: each step from one to the next, wholly or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from senet_viewer.store import schema
from senet_viewer.store.schema import MIGRATIONS, migrate


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty database."""
    connection = schema.connect(tmp_path / "empty.db")
    yield connection
    connection.close()


def version(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in rows}


def test_version_1_has_the_tables_of_a_store(empty: sqlite3.Connection) -> None:
    migrate(empty, MIGRATIONS[:1])
    assert version(empty) == 1
    assert tables(empty) == {"facts", "profile", "images", "results", "thumbnails"}


def test_a_new_store_has_todays_version_and_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "new.senet"
    connection = schema.create(path)
    assert version(connection) == schema.VERSION == len(MIGRATIONS)
    connection.close()
    schema.check_header(path)


def test_an_older_file_goes_through_the_steps_it_lacks_and_no_other(
    empty: sqlite3.Connection,
) -> None:
    done: list[int] = []
    steps = [lambda _connection, number=number: done.append(number) for number in range(5)]
    migrate(empty, steps[:2])
    migrate(empty, steps)
    migrate(empty, steps)
    assert done == [0, 1, 2, 3, 4]
    assert version(empty) == 5


def test_a_step_that_fails_leaves_the_version_before_it(empty: sqlite3.Connection) -> None:
    def half(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (x)")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrate(empty, [*MIGRATIONS, half])
    assert version(empty) == len(MIGRATIONS)
    assert "half" not in tables(empty)
