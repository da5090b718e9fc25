"""Brings weights onto this machine, into the caches that timm, the hub and torchvision share."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
from filelock import Timeout
from huggingface_hub import (
    HfFileMetadata,
    constants,
    get_hf_file_metadata,
    hf_hub_download,
    hf_hub_url,
)
from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError
from huggingface_hub.utils import OfflineModeIsEnabled, WeakFileLock, build_hf_headers

from senet_viewer.models import offline, on_disk
from senet_viewer.models.architectures import Place
from senet_viewer.models.offline import Wanted
from senet_viewer.models.stopping import Terms
from senet_viewer.models.transfer import Meter, fetch_into, require_trusted

HUB = "https://huggingface.co"
LIBRARY = "senet-viewer"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# As in torch.hub: the beginning of the SHA-256 stands in the file's name.
_HASH_IN_NAME = re.compile(r"-([0-9a-f]{6,64})\.")
_GIT_HASH_LENGTH = 40
_LOOK_SECONDS = 0.1
_NOT_FOUND = 404


def fetch(place: Place, terms: Terms) -> Path:
    """The path of the weights, downloaded if they are not on this machine.

    Nothing is asked of a network where they are. A part that an earlier try left is completed;
    another download of the same file, by any program that uses the hub's locks, is waited for. The
    file appears under its name when it is complete and its checksum is right. Raises ``Stopped``
    and ``ViewerError`` (codes ``download.…``).
    """
    found = on_disk.find(place)
    if found is not None:
        return found
    terms.check()
    return _from_hub(place, terms) if place.repository else _from_url(place, terms)


def address(place: Place) -> str:
    """The URL of the weights, for people."""
    if not place.repository:
        return place.url
    return hf_hub_url(place.repository, place.file, revision=place.revision, endpoint=_endpoint())


def _wanted(place: Place) -> Wanted:
    name = f"{place.repository}/{place.file}" if place.repository else place.file
    return Wanted(name, address(place), on_disk.destination(place))


def _endpoint() -> str:
    return (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")


def _from_hub(place: Place, terms: Terms) -> Path:
    place, known = _look_up(place, terms)
    wanted = _wanted(place)
    etag, commit = known.etag or "", known.commit_hash or ""
    if not (_HASH.fullmatch(etag) and _COMMIT.fullmatch(commit)):
        raise offline.no_hub(wanted, f"etag {etag!r}, commit {commit!r}")
    pinned = hf_hub_url(place.repository, place.file, revision=commit, endpoint=_endpoint())
    blobs = on_disk.repository_folder(place.repository) / "blobs"
    lock = on_disk.hub_cache() / ".locks" / blobs.parent.name / f"{etag}.lock"
    part = blobs / f"{etag}.incomplete"
    with _alone(lock, part, wanted, terms, size=known.size or 0):
        blob = blobs / etag
        if not blob.exists():
            headers = build_hf_headers(library_name=LIBRARY)
            source = replace(wanted, url=pinned)
            fetch_into(part, source, terms, size=known.size or 0, headers=headers)
            _settle(part, blob, etag, wanted, terms)
    _link(place, wanted)
    return on_disk.find(place) or blob


def _look_up(place: Place, terms: Terms) -> tuple[Place, HfFileMetadata]:
    """What the hub says of the file, under the first of its possible names that is there."""
    timeout = terms.timeout or constants.HF_HUB_ETAG_TIMEOUT
    names = on_disk.file_names(place)
    for name in names:
        named = replace(place, file=name)
        wanted = _wanted(named)
        require_trusted(wanted.url, wanted)
        with _hub_errors(wanted):
            try:
                known = get_hf_file_metadata(wanted.url, timeout=timeout, endpoint=_endpoint())
                return named, known
            except HfHubHTTPError as error:
                if error.response.status_code != _NOT_FOUND or name == names[-1]:
                    raise
    raise offline.refused(_NOT_FOUND, _wanted(place))


def _link(place: Place, wanted: Wanted) -> None:
    """Let the hub's own code enter the complete file into its cache, as links or copies."""
    with _hub_errors(wanted):
        hf_hub_download(
            place.repository,
            place.file,
            revision=place.revision,
            cache_dir=on_disk.hub_cache(),
            endpoint=_endpoint(),
            library_name=LIBRARY,
        )


@contextmanager
def _hub_errors(wanted: Wanted) -> Iterator[None]:
    """Turn what the hub's library raises into a ``ViewerError``."""
    try:
        yield
    except OfflineModeIsEnabled as error:
        raise offline.switched_off(wanted) from error
    except HfHubHTTPError as error:
        raise offline.refused(
            error.response.status_code, wanted, error.server_message or ""
        ) from error
    except httpx2.RequestError as error:
        raise offline.unreachable(error, wanted) from error
    except LocalEntryNotFoundError as error:
        raise offline.unreachable(error, wanted) from error
    except OSError as error:
        raise offline.not_written(error, wanted) from error


def _from_url(place: Place, terms: Terms) -> Path:
    wanted = _wanted(place)
    found = _HASH_IN_NAME.search(place.file)
    checksum = found[1] if found else ""
    folder = on_disk.torch_checkpoints()
    part = folder / f"{place.file}.incomplete"
    with _alone(folder / ".locks" / f"{place.file}.lock", part, wanted, terms):
        if not (folder / place.file).exists():
            if not checksum:
                # Nothing would tell whether an older part belongs to the same file.
                part.unlink(missing_ok=True)
            fetch_into(part, wanted, terms, headers={})
            _settle(part, folder / place.file, checksum, wanted, terms)
    return folder / place.file


@contextmanager
def _alone(lock: Path, part: Path, wanted: Wanted, terms: Terms, size: int = 0) -> Iterator[None]:
    """Wait until no other download of the same file goes on, telling how far that one is."""
    meter = Meter(wanted.name, terms, size)
    with ExitStack() as stack:
        while True:
            try:
                lock.parent.mkdir(parents=True, exist_ok=True)
                part.parent.mkdir(parents=True, exist_ok=True)
                stack.enter_context(WeakFileLock(lock, timeout=_LOOK_SECONDS))
                break
            except Timeout:
                terms.check()
                meter.at(part.stat().st_size if part.exists() else 0)
            except OSError as error:
                raise offline.not_written(error, wanted) from error
        yield


def _settle(part: Path, whole: Path, checksum: str, wanted: Wanted, terms: Terms) -> None:
    """Give a complete file its name if its checksum is right; else remove it."""
    try:
        actual = _checksum(part, checksum, terms.check)
        if not actual.startswith(checksum):
            part.unlink()
            raise offline.damaged(wanted, f"its checksum is {actual}, expected {checksum}")
        part.replace(whole)
    except OSError as error:
        raise offline.not_written(error, wanted) from error


def _checksum(path: Path, like: str, check: Callable[[], None]) -> str:
    """SHA-256, or for 40 digits git's hash: SHA-1 with the size before the content."""
    is_git = len(like) == _GIT_HASH_LENGTH
    digest = hashlib.sha1(usedforsecurity=False) if is_git else hashlib.sha256()
    if is_git:
        digest.update(f"blob {path.stat().st_size}\0".encode("ascii"))
    with path.open("rb") as file:
        while chunk := file.read(2**20):
            check()
            digest.update(chunk)
    return digest.hexdigest()
