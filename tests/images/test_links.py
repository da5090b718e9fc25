"""Links: fetched within bounds from a real server, refused where they lead home."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest

from senet_viewer.errors import ViewerError
from senet_viewer.images import links
from senet_viewer.images.links import Limits, LinkFetch
from tests.images.picture_server import CERTIFICATE, PICTURE, PictureServer, serving

QUICK = Limits(size=100_000, redirects=3, connect=2, silence=0.4, total=1.0)


@pytest.fixture
def server() -> Iterator[PictureServer]:
    with serving() as made:
        yield made


def answering(*addresses: str) -> Any:
    """A resolver that gives these addresses for every name, and notes the names."""

    def resolve(host: str, port: int, **_options: object) -> list[tuple[Any, ...]]:
        resolve.asked.append(host)  # type: ignore[attr-defined]
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port, 0, 0) if ":" in address else (address, port),
            )
            for address in addresses
        ]

    resolve.asked = []  # type: ignore[attr-defined]
    return resolve


def refusal(url: str, **options: Any) -> ViewerError:
    """Why a link is refused."""
    options.setdefault("limits", QUICK)
    with pytest.raises(ViewerError) as caught:
        LinkFetch(url, **options).run()
    assert caught.value.sentence.count("\n") == 0
    assert caught.value.sentence.endswith(".")
    return caught.value


def test_a_typed_link_may_lead_to_the_own_machine(server: PictureServer) -> None:
    seen: list[tuple[int, int]] = []
    fetch = LinkFetch(
        server.url("cat/My%20cat%20%E2%99%A5.png?size=1"),
        typed=True,
        on_progress=lambda done, total: seen.append((done, total)),
    )
    found = fetch.run()
    assert found.data == PICTURE
    assert found.name == "My cat ♥.png"
    assert seen[-1] == (len(PICTURE), len(PICTURE))
    assert server.asked[0][1] == "/cat/My%20cat%20%E2%99%A5.png?size=1"


def test_letters_that_may_not_stand_in_a_request_are_escaped(server: PictureServer) -> None:
    found = LinkFetch(server.url("cat/Größe 1.png?a=ä b"), typed=True).run()
    assert found.name == "Größe 1.png"
    assert server.asked[0][1] == "/cat/Gr%C3%B6%C3%9Fe%201.png?a=%C3%A4%20b"


def test_a_body_in_chunks_is_put_together(server: PictureServer) -> None:
    assert LinkFetch(server.url("chunked"), typed=True).run().data == PICTURE


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/cat.png",
        "http://127.0.0.1/cat.png",
        "http://[::1]/cat.png",
        "http://user:word@127.0.0.1/cat.png",
        "https://127.0.0.1/cat.png",
    ],
)
def test_a_link_that_was_not_typed_never_leads_home(url: str) -> None:
    error = refusal(url)
    assert error.code == "link.own_network"
    assert "Open link" in error.hint


@pytest.mark.parametrize(
    "addresses",
    [
        ("192.168.0.7",),
        ("169.254.169.254",),
        ("fd00::1",),
        ("::ffff:10.0.0.1",),
        ("93.184.216.34", "127.0.0.1"),
        ("127.0.0.1", "93.184.216.34"),
    ],
)
def test_a_name_that_leads_home_is_refused_before_anything_is_connected(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(_socket: socket.socket, address: object) -> None:
        raise AssertionError(f"connected to {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    error = refusal("http://pictures.example/cat.png", resolve=answering(*addresses))
    assert error.code == "link.own_network"
    assert "pictures.example" in error.sentence


def test_an_own_network_with_public_addresses_is_home_too() -> None:
    own = [ip_network("93.184.216.0/24")]
    error = refusal("http://nas.example/", resolve=answering("93.184.216.34"), own=own)
    assert error.code == "link.own_network"


def test_an_own_public_address_is_noticed_when_it_is_connected(
    server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "is_foreign", lambda _address, _own: True)
    error = refusal(server.url("cat"), resolve=answering("127.0.0.1"))
    assert error.code == "link.own_network"
    assert server.asked == [], "nothing was asked of it"


def test_the_name_is_resolved_once_and_its_address_is_connected_to(server: PictureServer) -> None:
    resolve = answering("127.0.0.1")
    url = server.url("cat.png", host="cat.test")
    assert LinkFetch(url, typed=True, resolve=resolve).run().data == PICTURE
    assert resolve.asked == ["cat.test"]
    assert server.asked == [(f"cat.test:{server.server_port}", "/cat.png")]


def test_a_proxy_in_the_environment_is_not_used(
    server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert LinkFetch(server.url("cat"), typed=True).run().data == PICTURE


def test_where_only_the_proxy_leads_out_the_error_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_arguments: object, **_options: object) -> list[tuple[Any, ...]]:
        raise socket.gaierror("Name or service not known")

    def connect(_socket: socket.socket, _address: object) -> None:
        raise OSError("Network is unreachable")

    def codes() -> list[str]:
        far = answering("93.184.216.34")
        errors = (
            refusal("https://far.example/cat.png", resolve=unknown),
            refusal("https://far.example/cat.png", resolve=far),
            refusal("https://near.example/", resolve=answering("127.0.0.1"), typed=True),
        )
        return [error.code for error in errors]

    monkeypatch.setattr(socket.socket, "connect", connect)
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert codes() == ["link.unknown_host", "link.unreachable", "link.unreachable"]
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert codes() == ["link.proxy", "link.proxy", "link.unreachable"]
    told = refusal("https://far.example/cat.png", resolve=unknown).sentence
    assert "“far.example” is not reached without the proxy" in told
    assert told.endswith("download the picture with the browser, then drop the file here.")
    monkeypatch.setenv("no_proxy", "far.example")
    assert codes() == ["link.unknown_host", "link.unreachable", "link.unreachable"]


def test_redirects_within_the_typed_host_are_followed(server: PictureServer) -> None:
    assert LinkFetch(server.url("to/~cat.png"), typed=True).run().data == PICTURE
    assert LinkFetch(server.url("to/" + server.url("cat")), typed=True).run().data == PICTURE


@pytest.mark.parametrize("there", ["http://127.0.0.1:{port}/cat", "https://127.0.0.2/", "//[::1]/"])
def test_a_redirect_never_leads_home(server: PictureServer, there: str) -> None:
    url = server.url("to/" + there.format(port=server.server_port))
    error = refusal(url, typed=True)
    assert error.code == "link.redirected_home"
    assert [path for _, path in server.asked] == ["/" + url.split("/", 3)[3]]


@pytest.mark.parametrize("there", ["ftp://localhost/cat.png", "file:///etc/hosts", "data:,x"])
def test_a_redirect_leads_to_http_alone(server: PictureServer, there: str) -> None:
    assert refusal(server.url("to/" + there), typed=True).code == "link.invalid"


def test_redirects_without_end_are_refused(server: PictureServer) -> None:
    assert refusal(server.url("round/0"), typed=True).code == "link.redirects"
    assert len(server.asked) == QUICK.redirects + 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("none", "link.refused"),
        ("status/403", "link.refused"),
        ("status/500", "link.refused"),
        ("status/302", "link.refused"),
        ("page", "link.page"),
        ("text", "link.no_picture"),
        ("packed", "link.encoding"),
        ("cut", "link.cut"),
        ("large", "link.too_large"),
        ("unsized", "link.too_large"),
        ("silent", "link.cut"),
        ("slow", "link.timeout"),
        ("slowhead", "link.timeout"),
    ],
)
def test_what_goes_wrong_is_told_in_one_sentence(
    server: PictureServer, path: str, code: str
) -> None:
    began = time.monotonic()
    assert refusal(server.url(path), typed=True).code == code
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "url",
    [
        "",
        "cat.png",
        "ftp://example.com/cat.png",
        "file:///home/x/cat.png",
        "http://",
        "http:///cat.png",
        "http://[::1",
        "http://example.com:99999/",
        "http://exa mple.com/",
        "http://example.com\u2028.evil/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_link_is_refused(url: str) -> None:
    error = refusal(url, resolve=answering("93.184.216.34"))
    assert error.code == "link.invalid"


def test_an_unknown_host_and_a_closed_port_are_told(
    server: PictureServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "*")

    def resolve(*_arguments: object, **_options: object) -> list[tuple[Any, ...]]:
        raise socket.gaierror("Name or service not known")

    assert refusal("http://none.example/", resolve=resolve).code == "link.unknown_host"
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        assert refusal(f"http://localhost:{port}/", typed=True).code == "link.unreachable"


@pytest.mark.parametrize("path", ["slow", "slowhead", "silent"])
def test_a_link_is_cancelled_at_once(server: PictureServer, path: str) -> None:
    fetch = LinkFetch(server.url(path), typed=True)
    timer = threading.Timer(0.3, fetch.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(ViewerError) as caught:
        fetch.run()
    timer.join()
    assert caught.value.code == "link.cancelled"
    assert time.monotonic() - began < 5


def test_a_link_that_was_cancelled_before_connects_to_nothing(server: PictureServer) -> None:
    fetch = LinkFetch(server.url("cat"), typed=True)
    fetch.cancel()
    with pytest.raises(ViewerError) as caught:
        fetch.run()
    assert caught.value.code == "link.cancelled"
    assert server.asked == []


def test_https_needs_a_certificate_that_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(encrypted=True) as server:
        assert refusal(server.url("cat"), typed=True).code == "link.certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        resolve = answering("127.0.0.1")
        url = server.url("cat", host="cat.test")
        assert LinkFetch(url, typed=True, resolve=resolve).run().data == PICTURE
        url = server.url("cat", host="dog.test")
        assert refusal(url, typed=True, resolve=resolve).code == "link.certificate"


def test_an_encrypted_link_is_cancelled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with serving(encrypted=True) as server:
        fetch = LinkFetch(server.url("slow"), typed=True)
        timer = threading.Timer(0.5, fetch.cancel)
        timer.start()
        with pytest.raises(ViewerError) as caught:
            fetch.run()
        timer.join()
        assert caught.value.code == "link.cancelled"


def test_data_in_a_link_is_a_picture_too() -> None:
    text = base64.b64encode(PICTURE).decode()
    found = LinkFetch(f"data:image/png;base64,{text}").run()
    assert (found.data, found.name) == (PICTURE, "picture.png")
    escaped = "".join(f"%{byte:02x}" for byte in PICTURE)
    assert LinkFetch(f"DATA:image/png,{escaped}").run().data == PICTURE


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("data:image/png;base64", "link.invalid"),
        ("data:image/png;base64,***", "link.invalid"),
        ("data:text/plain,hello", "link.no_picture"),
        ("data:image/png," + "x" * 300_000, "link.too_large"),
    ],
)
def test_data_that_is_no_picture_is_refused(url: str, code: str) -> None:
    error = refusal(url)
    assert error.code == code
    assert len(error.sentence) < 300
