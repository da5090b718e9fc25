"""A small Hugging Face hub on the loopback address, which can be slow, cut off, wrong or down."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from huggingface_hub.utils import close_session

COMMIT = "c0ffee" + 34 * "0"
PIECE = 16 * 1024
RESOLVE = re.compile(r"/(?P<repository>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<file>.+)")


@dataclass
class Behaviour:
    """What goes wrong; by default nothing does.

    ``status`` is answered in place of success. ``cut_after`` is the number of bytes after which
    each connection drops, for ``cuts`` times; ``silent_after`` the same, but the connection stays.
    ``pause`` is the time between two pieces of 16 KiB, in seconds. ``checksum`` is stated in place
    of the true one. ``ranges`` says whether parts can be asked for.
    """

    status: int = 0
    cut_after: int = 0
    cuts: int = 10**6
    silent_after: int = 0
    pause: float = 0.0
    checksum: str = ""
    ranges: bool = True


@dataclass
class Hub:
    """What is served: files by ``repository/file``, and by name below ``/files/``.

    ``starts`` notes from which byte on each content was asked for, ``sent`` how much was given.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    behaviour: Behaviour = field(default_factory=Behaviour)
    requests: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    sent: int = 0
    port: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> str:
        """What HF_ENDPOINT is to be."""
        return f"http://127.0.0.1:{self.port}"

    def url(self, name: str) -> str:
        """Where a file outside all repositories is."""
        return f"{self.endpoint}/files/{name}"


@contextmanager
def serving(files: dict[str, bytes] | None = None) -> Iterator[Hub]:
    """A hub that serves ``files`` until the end of the block."""
    hub = Hub(dict(files or {}))

    class Handler(_Handler):
        served = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    hub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def in_place_of_the_real_one(
    patch: pytest.MonkeyPatch, files: dict[str, bytes] | None = None
) -> Iterator[Hub]:
    """``serving`` a hub that the libraries in this process take for the real one."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        patch.delenv(name, raising=False)
    patch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    patch.setattr("senet_viewer.models.transfer.PAUSE_SECONDS", 0.05)
    with serving(files) as served:
        patch.setenv("HF_ENDPOINT", served.endpoint)
        yield served
        close_session()


class _Handler(BaseHTTPRequestHandler):
    served: Hub
    timeout = 5

    def log_message(self, *_: Any) -> None:
        """Nothing: the requests are noted elsewhere."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub = self.served
        hub.requests.append(f"{self.command} {self.path}")
        if hub.behaviour.status:
            self._refuse(hub.behaviour.status)
        elif asked := RESOLVE.fullmatch(self.path):
            self._resolve(f"{asked['repository']}/{asked['file']}")
        elif self.path.startswith(("/files/", "/cdn/")):
            self._send(self.path.split("/", 2)[2])
        else:
            self._refuse(404)

    def _resolve(self, name: str) -> None:
        """As the real hub: what is known of the file, and a redirect to another host."""
        content = self.served.files.get(name)
        if content is None:
            self._refuse(404, "EntryNotFound")
            return
        checksum = self.served.behaviour.checksum or hashlib.sha256(content).hexdigest()
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.served.port}/cdn/{name}")
        self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("X-Linked-Etag", f'"{checksum}"')
        self.send_header("X-Linked-Size", str(len(content)))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _refuse(self, status: int, code: str = "") -> None:
        self.send_response(status)
        if code:
            self.send_header("X-Error-Code", code)
            self.send_header("X-Repo-Commit", COMMIT)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, name: str) -> None:
        content = self.served.files.get(name)
        if content is None:
            self._refuse(404)
            return
        start = self._start(len(content))
        if start > len(content):
            self._refuse(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        if self.command == "GET":
            self.served.starts.append(start)
            self._send_pieces(content[start:])

    def _start(self, size: int) -> int:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked is None or not self.served.behaviour.ranges:
            return 0
        start = int(asked[1])
        return start if start < size else size + 1

    def _send_pieces(self, content: bytes) -> None:
        hub, behaviour = self.served, self.served.behaviour
        limit = behaviour.cut_after if behaviour.cuts > 0 else 0
        limit = limit or behaviour.silent_after or len(content)
        for start in range(0, min(limit, len(content)), PIECE):
            piece = content[start : min(start + PIECE, limit)]
            try:
                self.wfile.write(piece)
            except OSError:
                return
            hub.sent += len(piece)
            if behaviour.pause and hub.closing.wait(behaviour.pause):
                return
        if limit < len(content):
            behaviour.cuts -= 1
            if behaviour.silent_after:
                _wait(hub.closing)
            self.close_connection = True


def _wait(closing: threading.Event, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not closing.is_set() and time.monotonic() < until:
        closing.wait(0.05)
