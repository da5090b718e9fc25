"""Fetches a picture by http or https within bounds, never from the own machine or network.

Names are resolved here, each address is judged, and the connection is made to the judged address
itself: nothing resolves the name a second time, and no proxy stands between, which would look up
names itself and could be led home unseen. That is why the standard library's ``http.client`` is
used on a socket that is connected already.
"""

from __future__ import annotations

import base64
import binascii
import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes, urljoin, urlsplit

from senet_viewer.errors import ViewerError, printable
from senet_viewer.images import link_errors
from senet_viewer.images.addresses import Network, is_foreign, parse_address
from senet_viewer.images.decode import decode_image
from senet_viewer.images.proxies import is_behind_proxy

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 2**16
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+(%[a-z0-9._-]+)?")
_PAGES = ("text/html", "application/xhtml")
_URL_CHARACTERS = "/%:@!$&'()*+,;=~-._?[]"

Resolve = Callable[..., Sequence[tuple[Any, ...]]]
"""What ``socket.getaddrinfo`` is, or stands in for it."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one link: bytes, redirects, and seconds to connect, to stay silent, in all."""

    size: int = 100 * 2**20
    redirects: int = 5
    connect: float = 10.0
    silence: float = 20.0
    total: float = 120.0


@dataclass(frozen=True)
class FetchedImage:
    """An encoded picture and the name that its link gives it."""

    data: bytes
    name: str


class LinkFetch:
    """One link on its way; ``run`` blocks, ``cancel`` may be called from any thread.

    ``typed``: the user himself gave the address, so that it may lead to his own machine or network
    (but not by a redirect to another host there). ``own`` are the networks of this machine's
    interfaces. ``on_progress`` is told bytes done and in all (0: unknown).
    """

    def __init__(
        self,
        url: str,
        *,
        typed: bool = False,
        own: Sequence[Network] = (),
        limits: Limits | None = None,
        resolve: Resolve = socket.getaddrinfo,
        on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        self.url = url.strip()
        self._typed, self._own, self._resolve = typed, tuple(own), resolve
        self._limits = limits or Limits()
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._cancelled = False
        self._late = False
        self._deadline = 0.0

    def cancel(self) -> None:
        """Break off at once; ``run`` ends with the code ``link.cancelled``."""
        with self._lock:
            self._cancelled = True
            self._break()

    def _expire(self) -> None:
        with self._lock:
            self._late = True
            self._break()

    def _break(self) -> None:
        # The plain socket's method: that of an encrypted one would meddle with a read under way.
        if self._socket is not None:
            try:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return

    def run(self) -> FetchedImage:
        """The picture behind the link; raises ``ViewerError`` with a code that begins ``link.``."""
        if self.url[:5].lower() == "data:":
            return self._checked(_from_data_url(self.url, self._limits.size), "")
        self._deadline = time.monotonic() + self._limits.total
        timer = threading.Timer(self._limits.total, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return self._follow()
        except ViewerError as error:
            raise self._interruption() or error from error
        except ssl.SSLCertVerificationError as error:
            raise link_errors.not_trusted(self.url, str(error)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            problem = link_errors.broken_off(self.url, f"{type(error).__name__}: {error}")
            raise self._interruption() or problem from error
        finally:
            timer.cancel()
            self._drop()

    def _interruption(self) -> ViewerError | None:
        if self._cancelled:
            return link_errors.cancelled(self.url)
        if self._late or time.monotonic() > self._deadline:
            return link_errors.too_slow(self.url, self._limits.total)
        return None

    def _follow(self) -> FetchedImage:
        url = self.url
        typed_host = _Target(url).host if self._typed else ""
        for hop in range(self._limits.redirects + 1):
            target = _Target(url)
            permitted = target.host == typed_host
            with self._ask(target, permitted=permitted, redirected=hop > 0) as response:
                if response.status not in _REDIRECTS:
                    return self._checked(self._read(response), target.path)
                location = response.getheader("Location") or ""
                if not location:
                    raise link_errors.refused(self.url, response.status, response.reason)
            url = urljoin(url, location)
            self._drop()
        raise link_errors.too_many_redirects(self.url)

    def _ask(
        self, target: _Target, *, permitted: bool, redirected: bool
    ) -> http.client.HTTPResponse:
        plain = self._connect(target, permitted=permitted, redirected=redirected)
        if target.scheme == "https":
            context = ssl.create_default_context()
            self._hold(context.wrap_socket(plain, server_hostname=target.host))
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.auto_open = 0
        connection.sock = self._socket
        headers = {
            "Host": target.authority,
            "User-Agent": "senet-viewer (image viewer)",
            "Accept": "image/*,*/*;q=0.5",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", target.request, headers=headers)
        return connection.getresponse()

    def _connect(self, target: _Target, *, permitted: bool, redirected: bool) -> socket.socket:
        """A socket connected to an address that was judged."""
        problem, is_far = "", False
        for family, address in self._addresses(target, permitted, redirected):
            is_far = is_far or is_foreign(parse_address(str(address[0])), self._own)
            made = socket.socket(family, socket.SOCK_STREAM)
            self._hold(made)
            made.settimeout(min(self._limits.connect, self._time_left()))
            try:
                made.connect(address)
            except OSError as error:
                problem = f"{address[0]}: {error}"
                self._drop()
                continue
            if not permitted and made.getpeername()[0] == made.getsockname()[0]:
                # One of this machine's own public addresses.
                raise self._home(target, str(address[0]), redirected)
            made.settimeout(self._limits.silence)
            return made
        if is_far and is_behind_proxy(target.scheme, target.host):
            raise link_errors.behind_proxy(self.url, target.host, problem)
        raise link_errors.unreachable(self.url, target.host, problem)

    def _addresses(
        self, target: _Target, permitted: bool, redirected: bool
    ) -> list[tuple[int, tuple[Any, ...]]]:
        try:
            found = self._resolve(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            is_proxied = is_behind_proxy(target.scheme, target.host)
            tell = link_errors.behind_proxy if is_proxied else link_errors.unknown_host
            raise tell(self.url, target.host, str(error)) from error
        self._time_left()
        addresses = []
        for family, _kind, _protocol, _name, address in found:
            if family not in (socket.AF_INET, socket.AF_INET6):
                continue
            # One that is ours spoils all: a name that also leads here is a trick, or a mistake.
            if not permitted and not is_foreign(parse_address(str(address[0])), self._own):
                raise self._home(target, str(address[0]), redirected)
            addresses.append((family, tuple(address)))
        return addresses

    def _home(self, target: _Target, address: str, redirected: bool) -> ViewerError:
        tell = link_errors.redirected_home if redirected else link_errors.own_network
        return tell(self.url, target.host, address)

    def _time_left(self) -> float:
        left = self._deadline - time.monotonic()
        if self._cancelled or left <= 0:
            raise TimeoutError
        return left

    def _hold(self, made: socket.socket) -> None:
        """From now on this socket is the one to break."""
        with self._lock:
            self._socket = made
            if self._cancelled or self._late:
                self._break()

    def _drop(self) -> None:
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = None

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        if response.status != http.client.OK:
            raise link_errors.refused(self.url, response.status, response.reason)
        if (response.getheader("Content-Type") or "").lower().startswith(_PAGES):
            raise link_errors.a_page(self.url)
        encoding = response.getheader("Content-Encoding") or "identity"
        if encoding.lower() != "identity":
            raise link_errors.encoded(self.url, encoding)
        total = response.length or 0
        if total > self._limits.size:
            raise link_errors.too_large(self.url, self._limits.size)
        data = bytearray()
        while chunk := response.read1(_CHUNK):
            data += chunk
            if len(data) > self._limits.size:
                raise link_errors.too_large(self.url, self._limits.size)
            self._time_left()
            self._on_progress(len(data), total)
        if self._cancelled or self._late:
            raise TimeoutError
        if total and len(data) < total:
            raise link_errors.broken_off(self.url, f"{len(data)} of {total} bytes")
        return bytes(data)

    def _checked(self, data: bytes, path: str) -> FetchedImage:
        """Only what opens as a picture comes into the list."""
        try:
            found = decode_image(data, at_least=64)
        except ViewerError as error:
            raise link_errors.no_picture(self.url, error) from error
        name = printable(unquote(path.rsplit("/", 1)[-1], errors="replace"))
        return FetchedImage(data, name[:80] or f"picture.{found.format.lower()}")


class _Target:
    """One address on the way: whom to connect to, and what to ask for."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
            host = _ascii_host(parts.hostname or "")
        except ValueError as error:
            raise link_errors.not_a_link(url, str(error)) from error
        self.scheme = parts.scheme.lower()
        if self.scheme not in _PORTS or not _HOST.fullmatch(host):
            raise link_errors.not_a_link(url)
        self.host = host
        self.port = port or _PORTS[self.scheme]
        shown = f"[{host}]" if ":" in host else host
        self.authority = shown if self.port == _PORTS[self.scheme] else f"{shown}:{self.port}"
        self.path = parts.path
        query = f"?{parts.query}" if parts.query else ""
        # Escapes that are there stay; what may not stand in a request is escaped.
        self.request = quote(f"{parts.path or '/'}{query}", safe=_URL_CHARACTERS)


def _ascii_host(host: str) -> str:
    """The host as DNS knows it; raises ``UnicodeError``, which is a ``ValueError``."""
    if not host or host.isascii():
        return host.lower().rstrip(".")
    return host.encode("idna").decode("ascii").lower().rstrip(".")


def _from_data_url(url: str, most: int) -> bytes:
    """The bytes in a ``data:`` URL."""
    head, comma, body = url[5:].partition(",")
    if not comma:
        raise link_errors.not_a_link(url)
    if len(body) > 2 * most:
        raise link_errors.too_large(url, most)
    data = unquote_to_bytes(body)
    if head.lower().endswith(";base64"):
        try:
            data = base64.b64decode(b"".join(data.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise link_errors.not_a_link(url, str(error)) from error
    if len(data) > most:
        raise link_errors.too_large(url, most)
    return data
