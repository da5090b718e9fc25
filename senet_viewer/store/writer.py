"""Writes a store: images, results, thumbnails, network and view, a batch in one transaction."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from senet_viewer.errors import ViewerError
from senet_viewer.plain import to_plain
from senet_viewer.records import Gates, Inspection, Profile
from senet_viewer.store import refusals, schema
from senet_viewer.store.blobs import pack_gates, pack_pixels
from senet_viewer.store.contents import NetworkRecord, StoredImage, answer_of

Change = Callable[["StoreWriter"], None]
STALE_SECONDS = 24 * 3600
_PART = ".senet-viewer-"
_LONGEST_PATH = 480
"""SQLite opens no file whose path has more than 512 bytes."""
PROFILE_KINDS = ("mean", "spread", "class_mean", "class_spread")


def to_bytes(text: str) -> bytes:
    """A key, name or path as it is stored: any file name survives."""
    return text.encode("utf-8", "surrogatepass")


class StoreWriter:
    """The one writer of a store; used by one thread at a time.

    Every method that writes belongs into ``apply``. Each may be repeated: the last one counts.
    """

    def __init__(
        self, path: Path, *, new: bool, shared: bool = True, told: Path | None = None
    ) -> None:
        """Open the store at ``path``, or make a ``new`` one.

        One that is not ``shared`` with readers needs no write-ahead log beside it. What fails is
        told of the file ``told`` that it is to become, if that is given.

        Raises ``ViewerError`` with the code ``project.disk_full`` or ``project.not_written``.
        """
        self.path, self._file = told or path, path
        try:
            if new:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._connection = schema.create(path)
            else:
                self._connection = schema.connect(path)
                if shared:
                    schema.make_safe(self._connection)
        except OSError as error:
            raise refusals.explained(error, self.path) from error
        except sqlite3.Error as error:
            raise schema.write_refusal(error, self.path) from error

    def apply(self, changes: Iterable[Change]) -> None:
        """Make all changes, or none where one cannot be written.

        Raises ``ViewerError`` with the code ``project.disk_full`` or ``project.not_written``.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for change in changes:
                change(self)
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise schema.write_refusal(error, self.path) from error
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def put_images(self, images: Sequence[StoredImage]) -> None:
        """Add images; their answers are put on their own."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?, ?, 0, ?, ?)",
            (
                (
                    to_bytes(one.image.key),
                    one.arrival,
                    to_bytes(one.image.name),
                    to_bytes(one.image.path),
                    to_bytes(one.same_as),
                    _error_text(one.error),
                    None if one.data is None else one.data.tobytes(),
                )
                for one in images
            ),
        )

    def set_removed(self, keys: Iterable[str], *, removed: bool) -> None:
        """Take images off the list, or bring them back with all that is known of them."""
        self._connection.executemany(
            "UPDATE images SET removed = ? WHERE key = ?",
            ((removed, to_bytes(key)) for key in keys),
        )

    def purge(self) -> None:
        """Let go of what belongs to images that were taken off the list."""
        for table in ("results", "thumbnails"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE key NOT IN (SELECT key FROM images WHERE NOT removed)"
            )
        self._connection.execute("DELETE FROM images WHERE removed")

    def put_inspection(self, inspection: Inspection) -> None:
        """Keep an answer of the present network; an error of that image is over."""
        key = to_bytes(inspection.image.key)
        gates: Gates = np.concatenate([block.gates for block in inspection.blocks])
        answer = answer_of(inspection)
        summary = {
            "model": inspection.model,
            "device": inspection.device,
            "preprocessing": to_plain(inspection.preprocessing),
            "predictions": [[p.label, p.index, p.probability] for p in inspection.predictions],
            "errors": [block.error for block in inspection.blocks],
            "width": inspection.width,
            "height": inspection.height,
            "milliseconds": inspection.milliseconds,
            "tolerance": inspection.tolerance,
        }
        self._connection.execute(
            "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)",
            (
                key,
                _json(summary),
                answer.means.astype("<f4").tobytes(),
                pack_gates(gates),
                pack_pixels(inspection.seen),
            ),
        )
        self._connection.execute("UPDATE images SET error = NULL WHERE key = ?", (key,))

    def put_error(self, key: str, error: ViewerError) -> None:
        """Mark an image as failed; an answer of before is outdated."""
        self._connection.execute(
            "UPDATE images SET error = ? WHERE key = ?", (_error_text(error), to_bytes(key))
        )
        self._connection.execute("DELETE FROM results WHERE key = ?", (to_bytes(key),))

    def put_same_as(self, pairs: Mapping[str, str]) -> None:
        """Note which images have the content of an earlier one, by their keys."""
        self._connection.executemany(
            "UPDATE images SET same_as = ? WHERE key = ?",
            ((to_bytes(first), to_bytes(key)) for key, first in pairs.items()),
        )

    def put_thumbnail(self, key: str, picture: bytes) -> None:
        """Keep an encoded thumbnail."""
        self._connection.execute(
            "INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", (to_bytes(key), picture)
        )

    def put_network(self, network: NetworkRecord) -> None:
        """A new network: results and errors of the former one are outdated."""
        self._connection.execute("DELETE FROM results")
        self._connection.execute("UPDATE images SET error = NULL WHERE error NOT NULL")
        self.describe_network(network)

    def describe_network(self, network: NetworkRecord) -> None:
        """Say again what the network is; its results stay."""
        plain = {
            "card": to_plain(network.card),
            "device": to_plain(network.device),
            "asked_device": network.asked_device,
            "precision": network.precision,
            "options": to_plain(network.options),
            "weights": network.weights,
            "content": network.content,
        }
        if network.profile is not None:
            plain["profile"] = {
                "title": network.profile.title,
                "images": network.profile.images,
            }
        self._put_fact("network", plain)
        self._connection.execute("DELETE FROM profile")
        if network.profile is not None:
            self._put_profile(network.profile)

    def _put_profile(self, profile: Profile) -> None:
        for kind in PROFILE_KINDS:
            for block, values in getattr(profile, kind).items():
                rows = values.shape[0] if values.ndim == 2 else 0
                self._connection.execute(
                    "INSERT INTO profile VALUES (?, ?, ?, ?, ?)",
                    (kind, block, rows, values.shape[-1], pack_gates(values.reshape(-1))),
                )

    def put_view(self, view: Mapping[str, str]) -> None:
        """Keep what the window shows, by name."""
        self._put_fact("view", dict(view))

    def put_project(self, path: str) -> None:
        """Keep the path of the project file."""
        self._put_fact("project", path)

    def _put_fact(self, name: str, value: object) -> None:
        self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, _json(value)))

    def save_copy(self, target: Path, late: Sequence[Change] = ()) -> None:
        """Write all but what was taken off the list into the file ``target``, wholly or not at all.

        ``late`` changes did not fit into this store, whose disk may be full, and are made in the
        copy alone. An older file survives unless all went well. Raises ``ViewerError`` with the
        code ``project.disk_full``, ``.not_writable``, ``.no_folder`` or ``.not_written``.
        """
        last: list[Change] = [StoreWriter.purge, lambda writer: writer.put_project(str(target))]
        if not late:
            self.apply(last)
        # A link is followed, and a short name cannot be too long where the target's is not.
        real = Path(os.path.realpath(target))
        temporary = real.parent / f"{_PART}{secrets.token_hex(6)}.part"
        long = len(os.fsencode(str(temporary))) > _LONGEST_PATH
        made = self._file.with_name(temporary.name) if long else temporary
        _clean_up(real.parent)
        try:
            if not real.parent.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
            # As bytes, since a folder's name may be no text.
            name = os.fsencode(str(made))
            self._connection.execute("VACUUM INTO CAST(? AS TEXT)", (name,))
            if late:
                _change_copy(made, [*late, *last], target)
            if long:
                shutil.copyfile(made, temporary)
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            if real.exists():
                shutil.copymode(real, temporary)
            temporary.replace(real)
        except sqlite3.Error as error:
            raise _copy_refusal(error, made, target) from error
        except OSError as error:
            raise refusals.explained(error, target) from error
        finally:
            for part in {made, temporary}:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; what was applied is in it."""
        self._connection.close()


def _clean_up(folder: Path) -> None:
    """Take away what a process left that was killed while it wrote."""
    for path in folder.glob(f"{_PART}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > STALE_SECONDS:
                path.unlink()


def _change_copy(path: Path, changes: Iterable[Change], told: Path) -> None:
    with contextlib.closing(StoreWriter(path, new=False, shared=False, told=told)) as writer:
        writer.apply(changes)


def _copy_refusal(error: sqlite3.Error, temporary: Path, target: Path) -> ViewerError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN:
        # SQLite does not say why; the system does.
        try:
            temporary.touch()
        except OSError as problem:
            return refusals.explained(problem, target)
    return schema.write_refusal(error, target)


def _error_text(error: ViewerError | None) -> str | None:
    return None if error is None else _json(error.as_plain())


def _json(value: object) -> str:
    # ASCII: lone surrogates of file names become JSON's escapes, so any name survives.
    return json.dumps(value, separators=(",", ":"))
