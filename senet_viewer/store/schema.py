"""The file's form: its mark, its version, the steps from each version to the next, its checks."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

from senet_viewer.errors import ViewerError
from senet_viewer.store import refusals

APPLICATION_ID = 0x53454E56
"""The letters SENV, in SQLite's header of each of our files."""

Migration = Callable[[sqlite3.Connection], None]

_MAGIC = b"SQLite format 3\x00"
_HEADER = struct.Struct(">60xI4xI")
_HEADER_BYTES = 100
_PAGE_BYTES = 8192
_BUSY_SECONDS = 10.0

# In "results" stands first what the list needs: SQLite reads a row without its large rest.
_TABLES_1 = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE profile (kind TEXT, block TEXT, rows INTEGER, columns INTEGER, data BLOB NOT NULL,
    PRIMARY KEY (kind, block));
CREATE TABLE images (key BLOB PRIMARY KEY, arrival INTEGER NOT NULL, name BLOB NOT NULL,
    path BLOB NOT NULL, same_as BLOB NOT NULL, removed INTEGER NOT NULL, error TEXT, data BLOB);
CREATE TABLE results (key BLOB PRIMARY KEY, summary TEXT NOT NULL, means BLOB NOT NULL,
    gates BLOB NOT NULL, seen BLOB NOT NULL);
CREATE TABLE thumbnails (key BLOB PRIMARY KEY, picture BLOB NOT NULL);
"""


def _create_tables(connection: sqlite3.Connection) -> None:
    """Version 1. Keys, names and paths are bytes: file names need not be text."""
    for statement in _TABLES_1.split(";"):
        if statement.strip():
            connection.execute(statement)


def _allow_predicted_pictures(_connection: sqlite3.Connection) -> None:
    """Version 2: pictures may be packed tighter (``blobs.py``); those that are there stay."""


MIGRATIONS: tuple[Migration, ...] = (_create_tables, _allow_predicted_pictures)
"""Step *n* makes version *n* + 1 of version *n*; version 0 is an empty file."""

VERSION = len(MIGRATIONS)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that any one thread at a time may use; transactions are begun by hand."""
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def create(path: Path) -> sqlite3.Connection:
    """A new, empty store at ``path``."""
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        make_safe(connection)
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def make_safe(connection: sqlite3.Connection) -> None:
    """Keep a write-ahead log: whenever the process ends, the file holds what was committed."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def migrate(connection: sqlite3.Connection, steps: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the file through the steps that it lacks, each of which is done wholly or not at all."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    for number in range(version, len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def check_header(path: Path) -> None:
    """Refuse a file that is none of ours, or newer, by its first bytes; nothing is opened.

    Raises ``ViewerError`` with the code ``project.missing``, ``.unreadable``, ``.damaged``,
    ``.foreign`` or ``.newer``.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise refusals.missing(path) from error
    except OSError as error:
        raise refusals.unreadable(path, error) from error
    if not header or not header.startswith(_MAGIC[: len(header)]):
        raise refusals.foreign(path)
    if len(header) < _HEADER_BYTES:
        raise refusals.damaged(path, "the file ends in its header")
    version, mark = _HEADER.unpack_from(header)
    if mark != APPLICATION_ID:
        raise refusals.foreign(path)
    if version > VERSION:
        raise refusals.newer(path, version)
    if version < 1:
        raise refusals.damaged(path, "the file has no version")


def check_content(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a damaged file, or one with more in it than our own tables; ``path`` is told."""
    try:
        problems = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
        if problems != ["ok"]:
            raise refusals.damaged(path, "; ".join(str(problem) for problem in problems))
        migrate(connection)
        if _objects(connection) != _expected_objects():
            raise refusals.damaged(path, "its tables are not those of a project")
    except sqlite3.DatabaseError as error:
        raise refusals.damaged(path, str(error)) from error


def _objects(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    # No trigger and no view gets by: they would run with our own statements.
    return set(connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL"))


def _expected_objects() -> set[tuple[str, str, str]]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        return _objects(connection)
    finally:
        connection.close()


def write_refusal(error: sqlite3.Error, path: Path) -> ViewerError:
    """What to tell where a store could not be written."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return refusals.disk_full(path)
    return refusals.not_written(path, str(error))
