"""A small server on the loopback address that hands out pictures, and misbehaves when asked to."""

from __future__ import annotations

import io
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
from PIL import Image

CERTIFICATE = Path(__file__).with_name("test_server.pem")
"""A key and its certificate for localhost and cat.test, trusted by nobody but these tests."""


def picture(side: int = 80, seed: int = 0) -> bytes:
    """A PNG file of noise."""
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


PICTURE = picture()


class Handler(BaseHTTPRequestHandler):
    """Each path is one way to answer; ``server.asked`` notes what was asked for."""

    server: PictureServer

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        name, _, argument = self.path.strip("/").partition("/")
        answer = getattr(self, f"_{name.partition('.')[0]}", self._missing)
        with suppress(OSError):
            answer(argument)

    def _send(self, content: bytes, kind: str = "image/png", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def _cat(self, _argument: str) -> None:
        self._send(PICTURE)

    def _large(self, _argument: str) -> None:
        self._send(picture(600))

    def _chunked(self, _argument: str) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(PICTURE), 5000):
            part = PICTURE[start : start + 5000]
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def _unsized(self, _argument: str) -> None:
        """Without a length, for ever."""
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(bytes(100_000))

    def _page(self, _argument: str) -> None:
        self._send(b"<html><img src='cat.png'></html>", "text/html; charset=utf-8")

    def _text(self, _argument: str) -> None:
        self._send(b"no picture at all", "image/png")

    def _packed(self, _argument: str) -> None:
        self._send(PICTURE, Content_Encoding="gzip")

    def _cut(self, _argument: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        self.wfile.write(PICTURE[:3000])

    def _slow(self, _argument: str) -> None:
        """A byte now and then, so that it is never silent for long."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(PICTURE)))
        self.end_headers()
        for start in range(len(PICTURE)):
            self.wfile.write(PICTURE[start : start + 1])
            self.wfile.flush()
            self.server.drops.set()
            if self.server.ending.wait(0.05):
                return

    def _slowhead(self, _argument: str) -> None:
        for _ in range(10_000):
            self.wfile.write(b"H")
            self.wfile.flush()
            if self.server.ending.wait(0.05):
                return

    def _silent(self, _argument: str) -> None:
        self.server.ending.wait(30)

    def _to(self, url: str) -> None:
        self.send_response(302)
        self.send_header("Location", url.replace("~", "/"))
        self.end_headers()

    def _round(self, number: str) -> None:
        self._to(f"/round/{int(number or 0) + 1}")

    def _status(self, number: str) -> None:
        self.send_response(int(number))
        self.end_headers()

    def _missing(self, _argument: str) -> None:
        self._status("404")


class PictureServer(ThreadingHTTPServer):
    """The server; ``asked`` holds pairs of the Host header and the path."""

    daemon_threads = True

    def __init__(self, *, encrypted: bool) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []
        self.ending = threading.Event()
        self.drops = threading.Event()
        self.scheme = "https" if encrypted else "http"
        if encrypted:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_arguments: object) -> None:
        """Clients go away here; nothing to tell."""

    def url(self, path: str, host: str = "localhost") -> str:
        return f"{self.scheme}://{host}:{self.server_port}/{path}"


@contextmanager
def serving(*, encrypted: bool = False) -> Iterator[PictureServer]:
    """A server that runs until the end of the block."""
    server = PictureServer(encrypted=encrypted)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        server.shutdown()
        thread.join()
        server.server_close()
        time.sleep(0)
