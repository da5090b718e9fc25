"""The guards of conftest.py hold: no network, no real home."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_tests_cannot_reach_the_network(host: str) -> None:
    with pytest.raises(PermissionError, match=host):
        socket.create_connection((host, 80), timeout=1)


def test_tests_can_speak_to_this_machine() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    with server, socket.create_connection(server.getsockname(), timeout=1) as client:
        client.sendall(b"hello")


def test_the_home_folder_is_empty_and_not_the_users(home: Path) -> None:
    assert Path.home() == home
    assert list(home.iterdir()) == []


def test_a_thread_that_ends_soon_is_not_called_left_behind() -> None:
    threading.Timer(0.05, lambda: None).start()
