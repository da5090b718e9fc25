"""What keeps weights from arriving, in one sentence each, with where to get and put the file."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from senet_viewer.errors import ViewerError

NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
# A full disk, a quota that is used up (unknown on Windows), a limit on the size of files.
DISK_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_MEGABYTE = 1e6


@dataclass(frozen=True)
class Wanted:
    """A file that is to be downloaded: its name for people, where it is, where it is to be put."""

    name: str
    url: str
    put: Path

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or self.url

    @property
    def params(self) -> dict[str, str]:
        return {"file": self.name, "url": self.url, "path": str(self.put), "host": self.host}

    @property
    def by_hand(self) -> str:
        """How to do without this machine's network."""
        return f"Or get {self.url} elsewhere and put it at {self.put}"


def unreachable(error: Exception, wanted: Wanted) -> ViewerError:
    """The failure to reach a server: offline, or a server that does not answer."""
    causes = tuple(_chain(error))
    detail = f"{type(error).__name__}: {error}"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return _offline(wanted, f"the name {wanted.host} cannot be resolved", detail)
    if any(isinstance(cause, OSError) and cause.errno in NO_ROUTE for cause in causes):
        return _offline(wanted, f"no route leads to {wanted.host}", detail)
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return _failed(
            "download.not_secure",
            f"“{wanted.name}” cannot be downloaded: no secure connection to {wanted.host} can be "
            "made; check this machine's clock and its proxy.",
            wanted,
            detail,
        )
    if isinstance(error, httpx2.ProxyError):
        return _failed(
            "download.proxy",
            f"“{wanted.name}” cannot be downloaded: the proxy refuses; check HTTPS_PROXY.",
            wanted,
            detail,
        )
    return _server_down(error, causes, wanted, detail)


def _server_down(
    error: Exception, causes: tuple[BaseException, ...], wanted: Wanted, detail: str
) -> ViewerError:
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        reason = "it refuses the connection"
    elif isinstance(error, httpx2.TimeoutException):
        reason = "it does not answer in time"
    else:
        reason = "it ends the connection"
    return _failed(
        "download.server_down",
        f"“{wanted.name}” cannot be downloaded: the server {wanted.host} is down or overloaded "
        f"({reason}); try again later.",
        wanted,
        detail,
        reason=reason,
    )


def cut(error: Exception, wanted: Wanted, done: int) -> ViewerError:
    """The network dropped while the file came; what is there stays."""
    megabytes = f"{done / _MEGABYTE:.1f}"
    return _failed(
        "download.cut",
        f"The download of “{wanted.name}” was cut off; {megabytes} MB are kept, and another try "
        "goes on from there.",
        wanted,
        f"{type(error).__name__}: {error}",
        done=megabytes,
    )


def refused(status: int, wanted: Wanted, detail: str = "") -> ViewerError:
    """The server answered with an HTTP status that is no success."""
    shown = f"HTTP {status}" + (f": {detail}" if detail else "")
    if status in (401, 403):
        return _failed(
            "download.no_access",
            f"{wanted.host} does not give “{wanted.name}” to everyone; accept its conditions on "
            "its page, and log in with: hf auth login",
            wanted,
            shown,
        )
    if status in (404, 410):
        return _failed(
            "download.not_found",
            f"{wanted.host} does not have “{wanted.name}” any more; choose other weights.",
            wanted,
            shown,
        )
    if status >= 500 or status in (408, 429):
        return _failed(
            "download.server_down",
            f"“{wanted.name}” cannot be downloaded: the server {wanted.host} is down or overloaded "
            f"(HTTP {status}); try again later.",
            wanted,
            shown,
            reason=f"HTTP {status}",
        )
    return _failed(
        "download.refused",
        f"{wanted.host} refuses to give “{wanted.name}” (HTTP {status}).",
        wanted,
        shown,
        status=str(status),
    )


def switched_off(wanted: Wanted) -> ViewerError:
    """The user's own settings forbid downloads."""
    return _failed(
        "download.switched_off",
        f"“{wanted.name}” would have to be downloaded, but HF_HUB_OFFLINE is set; unset it and try "
        "again.",
        wanted,
        "",
    )


def no_hub(wanted: Wanted, detail: str) -> ViewerError:
    """An answer that no hub gives: a proxy's or a hotel's page, most likely."""
    return _failed(
        "download.no_hub",
        f"What answers for {wanted.host} is no Hugging Face hub; check HF_ENDPOINT, the proxy, and "
        "whether the network asks for a log-in.",
        wanted,
        detail,
    )


def plain_http(url: str, wanted: Wanted) -> ViewerError:
    """A URL whose answer anyone on the way could change."""
    return _failed(
        "download.plain_http",
        f"“{wanted.name}” is not downloaded over plain HTTP; only HTTPS is trusted.",
        wanted,
        url,
    )


def damaged(wanted: Wanted, detail: str) -> ViewerError:
    """The file arrived, but is not the one that was promised; it was thrown away."""
    return _failed(
        "download.damaged",
        f"“{wanted.name}” arrived damaged (its checksum differs) and was thrown away; try again.",
        wanted,
        detail,
    )


def no_room(wanted: Wanted, needed: int, free: int) -> ViewerError:
    """Too little room, seen before the download."""
    return _disk_full(wanted, f"{needed / _MEGABYTE:.1f} MB needed, {free / _MEGABYTE:.1f} MB free")


def not_written(error: OSError, wanted: Wanted) -> ViewerError:
    """The file or its folder cannot be written."""
    detail = f"{type(error).__name__}: {error}"
    if error.errno in DISK_FULL:
        return _disk_full(wanted, detail)
    reason = error.strerror or type(error).__name__
    return ViewerError(
        "download.not_written",
        f"“{wanted.name}” cannot be written to {wanted.put.parent} ({reason}); check the folder's "
        "permissions, or set HF_HOME or TORCH_HOME to another one.",
        {**wanted.params, "folder": str(wanted.put.parent), "reason": reason},
        detail=detail,
    )


def _disk_full(wanted: Wanted, detail: str) -> ViewerError:
    return ViewerError(
        "download.disk_full",
        f"There is no room for “{wanted.name}” in {wanted.put.parent}; free some space, or set "
        "HF_HOME or TORCH_HOME to another disk, and try again.",
        {**wanted.params, "folder": str(wanted.put.parent)},
        detail=detail,
    )


def _offline(wanted: Wanted, reason: str, detail: str) -> ViewerError:
    return ViewerError(
        "download.offline",
        f"“{wanted.name}” is not on this machine, which is offline ({reason}); connect and try "
        "again.",
        {**wanted.params, "reason": reason},
        detail=detail,
        hint=wanted.by_hand,
    )


def _failed(code: str, sentence: str, wanted: Wanted, detail: str, **more: str) -> ViewerError:
    return ViewerError(
        code, sentence, {**wanted.params, **more}, detail=detail, hint=wanted.by_hand
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
